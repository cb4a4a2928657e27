"""The data set's card: `README.md`, with the front matter that loaders read, and the counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cleaner.corpus.commit import Counts, read_commits
from cleaner.corpus.disk import put
from cleaner.corpus.layout import CARD, DATA_GLOB, TEMPORARY

TOP_RULES = 20
"""How many rules the card names, those that took most first."""


def write_card(out: Path) -> None:
    """Writes `README.md` from what the corpus holds. Raises CorpusError if it cannot."""
    counts = Counts()
    for commit in read_commits(out):
        counts.add(commit.counts)
    put(out / CARD, card(counts).encode(), out / TEMPORARY / "card")


def card(counts: Counts) -> str:
    """The card of a corpus with these counts: Markdown below YAML front matter."""
    return f"{_front_matter(counts)}\n{_body(counts)}"


def _front_matter(counts: Counts) -> str:
    # Quoted, since YAML would read the language code `no` as false.
    known = [json.dumps(code) for code in sorted(counts.languages) if code != "und"]
    languages = "".join(f"\n- {code}" for code in known) if known else " []"
    return f"""---
# license: name here the licence of the texts; cleaning them changes nothing about it.
language:{languages}
configs:
- config_name: default
  data_files:
  - split: train
    path: {json.dumps(DATA_GLOB)}
---
"""


def _body(counts: Counts) -> str:
    taken = sum(rule.removed for rule in counts.rules.values())
    put_in = sum(rule.added for rule in counts.rules.values())
    top = sorted(counts.rules.items(), key=lambda item: (-item[1].removed, item[0]))[:TOP_RULES]
    sections = [
        "# A cleaned corpus",
        "Raw text, cleaned by rules. Every change is recorded in the row it was made in (`edits`),"
        " so the text before cleaning can be rebuilt; the rules as used are in `_rules/`, what was"
        " not kept is in `_rejects/`, and where everything comes from is in `manifest.json`.",
        _table(
            ("", "count"),
            [
                ("documents read", counts.documents),
                ("kept", counts.kept),
                ("rejected", sum(counts.rejected.values())),
                ("characters before cleaning", counts.characters_before),
                ("characters after cleaning", counts.characters_after),
                ("characters taken out", taken),
                ("characters put in", put_in),
            ],
        ),
        "## Languages",
        _table(("language", "documents"), _by_count(counts.languages)),
        "## Rejected",
        _table(("reason", "documents"), _by_count(counts.rejected)),
        "## Rules that took most",
        _table(
            ("rule", "hits", "characters taken out", "put in"),
            [(f"`{rule}`", n.hits, n.removed, n.added) for rule, n in top],
        ),
    ]
    return "\n\n".join(sections) + "\n"


def _by_count(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(
        ((f"`{name}`", number) for name, number in counts.items()),
        key=lambda item: (-item[1], item[0]),
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [" | ".join(str(cell) for cell in row) for row in rows]
    if not lines:
        return "None."
    rule = "|".join(["---"] + ["---:"] * (len(head) - 1))
    return "\n".join([f"| {' | '.join(head)} |", f"|{rule}|", *(f"| {line} |" for line in lines)])
