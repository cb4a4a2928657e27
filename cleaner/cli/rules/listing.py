"""`clean rules list`, `explain` and `schema`: what there is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.rules.places import rule_places
from cleaner.errors import CleanerError, UsageError

if TYPE_CHECKING:
    from cleaner.rulebook.rule import Loaded


@click.command("list", short_help="List every rule.")
@rule_places
@click.option(
    "--kind",
    type=click.Choice(["rule", "name", "unit", "repair", "all"]),
    default="rule",
    show_default=True,
    help="List names, units or repairs instead, or all that has an id.",
)
@click.option("--json", "as_json", is_flag=True, help="Give the list as JSON.")
def list_(places: tuple[str, ...], discover: str, kind: str, as_json: bool) -> None:
    """List every rule with what it does, how sure it is, and the file it stands in; where a rule
    replaces one of an earlier place, or is switched off, that place too.

    \b
    Examples:
      clean rules list
      clean rules list --kind unit
      clean rules list --rules my-rules/ --json
    """
    from cleaner.cli.other_pages import others
    from cleaner.rulebook.load import load_rules

    own = discover == "on"
    entries = load_rules(*places, own=own).entries if kind in ("rule", "all") else ()
    further = [] if kind == "rule" else [o for o in others(places) if kind in (o.kind, "all")]
    if as_json:
        rows = [*map(_brief, entries), *(one._asdict() for one in further)]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    told = [
        (rule.id, rule.action, rule.confidence, rule.status, f"{entry.file}{_instead(entry)}")
        for entry, rule in ((entry, entry.rule) for entry in entries)
    ]
    _print(told)
    _print([(one.id, one.kind, one.title, one.file) for one in further])


def _instead(entry: Loaded) -> str:
    over = f" (instead of {entry.over})" if entry.over else ""
    return over + (f" (switched off in {entry.disabled_by})" if entry.disabled_by else "")


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
        "over": entry.over,
        "disabled_by": entry.disabled_by,
    }


def _ids(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The ids a shell may complete to."""
    from cleaner.rulebook.load import load_rules

    try:
        rules = load_rules(*ctx.params.get("places") or (), own=True).rules
    except CleanerError:
        return []
    return [rule.id for rule in rules if rule.id.startswith(incomplete)]


@click.command("explain", short_help="Explain one rule.")
@click.argument("id", shell_complete=_ids)
@rule_places
def explain(id: str, places: tuple[str, ...], discover: str) -> None:  # noqa: A002 - the rule's key
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

    book = load_rules(*places, own=discover == "on")
    entry = book.get(id)
    page = rule_page(entry) if entry else other_page(id, places)
    if page is None:
        known = [rule.id for rule in book.rules] + [one.id for one in others(places)]
        near = nearest(id, known) or "."
        raise UsageError(
            f"there is no rule {id!r}{near} `clean rules list --kind all` names them all."
        )
    click.echo(page)


@click.command("schema", short_help="Print the JSON Schema of a rule file.")
def schema() -> None:
    """Print the JSON Schema of a rule file, for editors that complete and check keys.

    \b
    Example:
      clean rules schema > rules/rule.schema.json
    """
    from cleaner.rulebook.schema import schema_text

    click.echo(schema_text(), nl=False)
