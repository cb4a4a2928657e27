"""`clean rules stats`: what each rule did in a corpus, and which did nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.options import folders
from cleaner.cli.rules.places import rule_places
from cleaner.errors import CorpusError

if TYPE_CHECKING:
    from cleaner.corpus.load import Corpus

COLUMNS = ["id", "file_path", "edits", "flags", "captures"]


@dataclass(slots=True)
class Work:
    """What a rule did: how often, in how many documents, characters taken less those put in, and
    the last document, in the order of the corpus, in which it did anything."""

    hits: int = 0
    documents: int = 0
    characters: int = 0
    last_seen: str = ""


@click.command("stats", short_help="Count what rules did in a corpus.")
@click.argument("corpus", shell_complete=folders)
@rule_places
@click.option("--dead", is_flag=True, help="Name only the rules that did nothing.")
@click.option("--json", "as_json", is_flag=True, help="Give the tables as JSON.")
def stats(corpus: str, places: tuple[str, ...], discover: str, dead: bool, as_json: bool) -> None:
    """Show for each rule how often it did anything in a corpus, in how many documents, how many
    characters it took, and the last document in the corpus's order; then the rules that did
    nothing. A hit is an edit; of a rule that only looks, a value taken or a flag.

    \b
    Examples:
      clean rules stats corpus/
      clean rules stats corpus/ --rules my-rules/ --dead
    """
    from cleaner.corpus.load import load_corpus
    from cleaner.rulebook.load import load_rules

    work = gather(load_corpus(corpus))
    rules = load_rules(*places, own=discover == "on").rules
    ids = [rule.id for rule in rules if rule.status not in ("disabled", "deprecated")]
    unseen = [one for one in ids if one not in work]
    ranked = sorted(work, key=lambda one: (-work[one].characters, -work[one].hits, one))
    known = {name for rule in rules for name in (rule.id, *rule.replaces)}
    ranked = [one for one in ranked if one in known]
    if as_json:
        plain = {"rules": {one: asdict(work[one]) for one in ranked}, "dead": unseen}
        click.echo(json.dumps({"dead": unseen} if dead else plain, ensure_ascii=False))
        return
    if not dead:
        _table(ranked, work)
        click.echo(f"\n{len(unseen)} of {len(ids)} rules did nothing:" if unseen else "")
    for one in unseen:
        click.echo(one)


def gather(corpus: Corpus) -> Mapping[str, Work]:
    """What each rule did. Raises CorpusError for a corpus without provenance."""
    work: dict[str, Work] = defaultdict(Work)
    for row in corpus.rows(COLUMNS):
        if row["edits"] is None:
            raise CorpusError(
                f"{corpus.path}: what rules did is not recorded, since the corpus was written with "
                "provenance 'none'. Make it again with `--provenance full` or `spans`."
            )
        seen: dict[str, int] = defaultdict(int)
        for edit in row["edits"]:
            seen[edit["rule"]] += 1
            work[edit["rule"]].characters += edit["end"] - edit["start"] - len(edit["new"])
        for rule in _looking(row):
            seen.setdefault(rule, 1)
        for rule, hits in seen.items():
            entry = work[rule]
            entry.hits += hits
            entry.documents += 1
            entry.last_seen = row["file_path"]
    return work


def _looking(row: Mapping[str, Any]) -> Iterable[str]:
    """The rules that took a value or flagged a place."""
    yield from (capture["rule"] for capture in row["captures"] or ())
    yield from (flag["rule"] for flag in row["flags"] or () if flag["kind"] != "yielded")


def _table(ranked: Iterable[str], work: Mapping[str, Work]) -> None:
    from cleaner.cli.terminal import harmless

    rows: list[tuple[str, ...]] = [("rule", "hits", "documents", "characters", "last seen")]
    rows += [
        (
            one,
            *(f"{n:,}" for n in (work[one].hits, work[one].documents, work[one].characters)),
            harmless(work[one].last_seen),
        )
        for one in ranked
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *numbers, last in rows:
        cells = (cell.rjust(w) for cell, w in zip(numbers, widths[1:4], strict=True))
        click.echo("  ".join([name.ljust(widths[0]), *cells, last]).rstrip())
