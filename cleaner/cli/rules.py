"""`clean rules`: looking at rules and testing them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.options import folders
from cleaner.errors import CheckFailed, CleanerError, UsageError

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
    told = f"{report.rules} rules, {report.examples} examples"
    if report.failures:
        raise CheckFailed(f"{told}, {len(report.failures)} failures.")
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
@click.option("--json", "as_json", is_flag=True, help="Give the list as JSON.")
def list_(places: tuple[str, ...], as_json: bool) -> None:
    """List every rule with what it does, how sure it is, and the file it stands in.

    \b
    Examples:
      clean rules list
      clean rules list --rules my-rules/ --json
    """
    from cleaner.rulebook.load import load_rules

    entries = load_rules(*places).entries
    if as_json:
        click.echo(json.dumps([_brief(entry) for entry in entries], ensure_ascii=False))
        return
    told = [
        (rule.id, rule.action, rule.confidence, rule.status, entry.file)
        for entry, rule in ((entry, entry.rule) for entry in entries)
    ]
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
    """Explain one rule: what it is for, what it matches and where, and its examples.

    \b
    Example:
      clean rules explain comment.form-prompt
    """
    from cleaner.cli.rule_page import rule_page
    from cleaner.rulebook.load import load_rules
    from cleaner.settings import nearest

    book = load_rules(*places)
    entry = book.get(id)
    if entry is None:
        near = nearest(id, [rule.id for rule in book.rules]) or "."
        raise UsageError(f"there is no rule {id!r}{near} `clean rules list` names them all.")
    click.echo(rule_page(entry))


@command.command("schema", short_help="Print the JSON Schema of a rule file.")
def schema() -> None:
    """Print the JSON Schema of a rule file, for editors that complete and check keys.

    \b
    Example:
      clean rules schema > rules/rule.schema.json
    """
    from cleaner.rulebook.rule import Pack

    click.echo(json.dumps(Pack.model_json_schema(by_alias=True), indent=2, ensure_ascii=False))
