"""`clean stats`: what was done to a corpus, by rule, language, source and reason of rejection."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.options import folders

if TYPE_CHECKING:
    from cleaner.corpus.load import Corpus

GROUPS = ("rule", "language", "source", "reason")
COLUMNS = ["language", "source", "edits"]
HEAD = ("documents", "edits", "characters out", "characters in")


@dataclass(slots=True)
class Sums:
    """Documents concerned, edits in them, characters taken out and put in."""

    documents: int = 0
    edits: int = 0
    removed: int = 0
    added: int = 0


@click.command("stats", short_help="Count edits by rule, language and source.")
@click.argument("corpus", shell_complete=folders)
@click.option("--by", type=click.Choice(GROUPS), multiple=True, help="Show this table alone.")
@click.option("--json", "as_json", is_flag=True, help="Give the tables as JSON.")
def command(corpus: str, by: tuple[str, ...], as_json: bool) -> None:
    """Show how many documents, edits and characters each rule, language and source stands for,
    and how many documents were rejected for each reason.

    \b
    Examples:
      clean stats corpus/
      clean stats corpus/ --by rule --json
    """
    from cleaner.corpus.load import load_corpus

    found = load_corpus(corpus)
    sums = gather(found)
    groups = tuple(dict.fromkeys(by)) or GROUPS
    if as_json:
        plain = {g: {key: asdict(sums[g][key]) for key in _ranked(sums[g])} for g in groups}
        click.echo(json.dumps(plain, ensure_ascii=False))
        return
    tables = [_table(group, sums[group]) for group in groups if sums[group]]
    click.echo("\n\n".join(tables) or "nothing to count")


def gather(corpus: Corpus) -> dict[str, dict[str, Sums]]:
    """The sums by group and key."""
    sums: dict[str, dict[str, Sums]] = {group: defaultdict(Sums) for group in GROUPS}
    for row in corpus.rows(COLUMNS):
        for group in ("language", "source"):
            sums[group][row[group]].documents += 1
        rules = set()
        for group, key, old, new in _edits(row):
            entry = sums[group][key]
            entry.edits += 1
            entry.removed += old
            entry.added += new
            if group == "rule":
                rules.add(key)
        for rule in rules:
            sums["rule"][rule].documents += 1
    for reason, count in corpus.counts().rejected.items():
        sums["reason"][reason].documents += count
    return sums


def _edits(row: dict[str, Any]) -> Iterator[tuple[str, str, int, int]]:
    for edit in row["edits"] or ():
        old, new = edit["end"] - edit["start"], len(edit["new"])
        yield "rule", edit["rule"], old, new
        yield "language", row["language"], old, new
        yield "source", row["source"], old, new


def _ranked(sums: dict[str, Sums]) -> list[str]:
    """The keys from those that took most to those that took least."""
    return sorted(sums, key=lambda key: (-sums[key].removed, -sums[key].documents, key))


def _table(group: str, sums: dict[str, Sums]) -> str:
    from cleaner.cli.report import table

    head = HEAD[:1] if group == "reason" else HEAD
    rows = []
    for key in _ranked(sums):
        s = sums[key]
        numbers = (f"{n:,}" for n in (s.documents, s.edits, s.removed, s.added))
        rows.append((key, *list(numbers)[: len(head)]))
    return table((group if group != "reason" else "rejected", *head), rows)
