"""`clean rules`: looking at rules and testing them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.options import folders
from cleaner.errors import CheckFailed, CleanerError, UsageError, counted

if TYPE_CHECKING:
    from cleaner.rulebook.rule import Loaded


@click.group(
    "rules",
    short_help="List, explain and test the rules.",
    invoke_without_command=True,
    no_args_is_help=False,
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Look at the rules and run their tests.

    \b
    Examples:
      clean rules test                    all rules that ship with clean
      clean rules test my-rules/          your own
      clean rules explain comment.form-prompt
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command.command("test", short_help="Run the examples of the rules.")
@click.argument("places", nargs=-1, type=click.Path(), metavar="[PATH]...")
def test(places: tuple[str, ...]) -> None:
    """Run the examples of all rules, or of those in the files and folders named.

    \b
    Examples:
      clean rules test
      clean rules test my-rules/ more.yaml
    """
    from cleaner.rulebook.check import check
    from cleaner.rulebook.load import load_rules

    report = check(load_rules(*places, core=not places).entries)
    for failure in report.failures:
        click.echo(str(failure))
    told = f"{counted(report.rules, 'rule')}, {counted(report.examples, 'example')}"
    if report.failures:
        raise CheckFailed(f"{told}, {counted(len(report.failures), 'failure')}.")
    click.echo(f"{told}, all pass.")


@command.command("list", short_help="List every rule.")
@click.option(
    "--rules",
    "places",
    shell_complete=folders,
    multiple=True,
    metavar="DIR",
    help="Folder or file with further rules.",
)
@click.option(
    "--kind",
    type=click.Choice(["rule", "name", "unit", "repair", "all"]),
    default="rule",
    show_default=True,
    help="List names, units or repairs instead, or all that has an id.",
)
@click.option("--json", "as_json", is_flag=True, help="Give the list as JSON.")
def list_(places: tuple[str, ...], kind: str, as_json: bool) -> None:
    """List every rule with what it does, how sure it is, and the file it stands in.

    \b
    Examples:
      clean rules list
      clean rules list --kind unit
      clean rules list --rules my-rules/ --json
    """
    from cleaner.cli.other_pages import others
    from cleaner.rulebook.load import load_rules

    entries = load_rules(*places).entries if kind in ("rule", "all") else ()
    further = [] if kind == "rule" else [o for o in others(places) if kind in (o.kind, "all")]
    if as_json:
        rows = [*map(_brief, entries), *(one._asdict() for one in further)]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    told = [
        (rule.id, rule.action, rule.confidence, rule.status, entry.file)
        for entry, rule in ((entry, entry.rule) for entry in entries)
    ]
    _print(told)
    _print([(one.id, one.kind, one.title, one.file) for one in further])


def _print(told: Sequence[tuple[str, ...]]) -> None:
    """Rows of cells, each column as wide as its widest."""
    widths = [max(map(len, column)) for column in zip(*told, strict=True)]
    for line in told:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _brief(entry: Loaded) -> dict[str, Any]:
    rule = entry.rule
    return {
        "id": rule.id,
        "title": rule.title,
        "action": rule.action,
        "confidence": rule.confidence,
        "status": rule.status,
        "pack": entry.pack,
        "file": entry.file,
        "line": entry.line,
    }


def _ids(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The ids a shell may complete to."""
    from cleaner.rulebook.load import load_rules

    try:
        rules = load_rules(*ctx.params.get("places") or ()).rules
    except CleanerError:
        return []
    return [rule.id for rule in rules if rule.id.startswith(incomplete)]


@command.command("explain", short_help="Explain one rule.")
@click.argument("id", shell_complete=_ids)
@click.option(
    "--rules",
    "places",
    shell_complete=folders,
    multiple=True,
    metavar="DIR",
    help="Folder or file with further rules.",
)
def explain(id: str, places: tuple[str, ...]) -> None:  # noqa: A002 - the rule's key
    """Explain one rule: what it is for, what it matches and where, and its examples. Names, units
    and repairs have ids too.

    \b
    Examples:
      clean rules explain comment.form-prompt
      clean rules explain unit.kilometer
      clean rules explain repair.encoding
    """
    from cleaner.cli.other_pages import other_page, others
    from cleaner.cli.rule_page import rule_page
    from cleaner.rulebook.load import load_rules
    from cleaner.settings import nearest

    book = load_rules(*places)
    entry = book.get(id)
    page = rule_page(entry) if entry else other_page(id, places)
    if page is None:
        known = [rule.id for rule in book.rules] + [one.id for one in others(places)]
        near = nearest(id, known) or "."
        raise UsageError(
            f"there is no rule {id!r}{near} `clean rules list --kind all` names them all."
        )
    click.echo(page)


@command.command("schema", short_help="Print the JSON Schema of a rule file.")
def schema() -> None:
    """Print the JSON Schema of a rule file, for editors that complete and check keys.

    \b
    Example:
      clean rules schema > rules/rule.schema.json
    """
    from cleaner.rulebook.rule import Pack

    click.echo(json.dumps(Pack.model_json_schema(by_alias=True), indent=2, ensure_ascii=False))
