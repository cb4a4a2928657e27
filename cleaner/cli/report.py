"""The closing table of a run, and the tables of `clean stats`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.corpus.layout import REJECTS

if TYPE_CHECKING:
    from cleaner.corpus.commit import Counts

TOP_RULES = 10
TOP_NAMES = 8


def report(counts: Counts, output: str | None, earlier: str = "") -> str:
    """What a run did, as a table for people. `output` is None if nothing was written, `earlier`
    says what was done before."""
    gone = counts.characters_before - counts.characters_after
    share = gone / max(1, counts.characters_before)
    rows = [
        ("documents", counts.documents, ""),
        ("kept", counts.kept, ""),
        ("rejected", sum(counts.rejected.values()), _listed(counts.rejected)),
        ("languages", len(counts.languages), _listed(counts.languages)),
        ("characters before", counts.characters_before, ""),
        ("characters after", counts.characters_after, f"{share:.1%} removed"),
    ]
    width = max(len(f"{number:,}") for _, number, _ in rows)
    text = "\n".join(
        f"{name:<18}{number:>{width},}   {parts}".rstrip() for name, number, parts in rows
    )
    removals = sorted(counts.rules.items(), key=lambda item: (-item[1].removed, item[0]))
    if removals:
        top = [
            (rule, f"{count.hits:,}", f"{count.removed:,}") for rule, count in removals[:TOP_RULES]
        ]
        text += "\n\n" + table(("top rules", "edits", "characters removed"), top)
    where = "nothing was written (dry run)" if output is None else f"corpus in {output}"
    said = [*filter(None, (earlier, _nothing_kept(counts, output))), where]
    return "\n".join([f"{text}\n", *said])


def _nothing_kept(counts: Counts, output: str | None) -> str:
    """What is to be said where there is no row at all, and where to look why; "" where there is."""
    if counts.kept:
        return ""
    if not counts.documents:
        return "NOTHING WAS KEPT: there was no document to keep."
    told = "NOTHING WAS KEPT: every document was rejected, for the reasons named above."
    if output is None:
        return f"{told}\n`clean inspect FILE` shows what is read of a file."
    where = (Path(output) / REJECTS).as_posix()
    return (
        f"{told}\n`clean show {output} FILE` says what is wrong with one; {where} holds them all."
    )


def _listed(counts: Mapping[str, int]) -> str:
    """`empty 10, binary 2`: the parts from the largest to the smallest."""
    parts = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    listed = ", ".join(f"{name} {count:,}" for name, count in parts[:TOP_NAMES])
    return f"{listed}, and {len(parts) - TOP_NAMES} more" if len(parts) > TOP_NAMES else listed


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns in line: the first to the left, the others, which are numbers, to the right."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
