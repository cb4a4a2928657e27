"""The laws of a row: what must hold for it to give back the text before cleaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from cleaner.corpus.commit import Provenance
from cleaner.corpus.load import edits_of
from cleaner.corpus.schema import NEVER_NULL, REJECTS_SCHEMA
from cleaner.edits import replay, undo
from cleaner.errors import CorpusError

Row = Mapping[str, Any]


def null(row: Row) -> Iterator[str]:
    """Names of the columns that are null and may not be, inside lists too."""
    if "text" not in row:
        yield from (name for name in REJECTS_SCHEMA.names if row[name] is None)
        return
    yield from (name for name in NEVER_NULL if row[name] is None)
    for column in ("edits", "captures", "flags"):
        for entry in row[column] or ():
            if entry is None or any(entry[name] is None for name in entry if name != "old"):
                yield column
                break


def broken(row: Row, provenance: Provenance = "full") -> Iterator[tuple[str, str]]:
    """The laws one row breaks, each with what is wrong."""
    text = row["text"]
    if len(text) != row["n_chars"]:
        yield "n_chars", f"says {row['n_chars']}, the text has {len(text)}"
    if sha256(text.encode()).hexdigest() != row["text_sha256"]:
        yield "text_sha256", "is not the hash of the text"
    for column in ("captures", "flags"):
        for note in row[column]:
            if not 0 <= note["start"] <= note["end"] <= len(text):
                yield column, f"{note['start']}:{note['end']} lies outside the text"
    yield from _EDIT_LAWS[provenance](row)


def _full(row: Row) -> Iterator[tuple[str, str]]:
    text = row["text"]
    try:
        log = edits_of(row)
    except CorpusError as error:
        yield "edits", str(error)
        return
    for edit in log:
        if edit.start < 0 or edit.end - edit.start != len(edit.old):
            yield "offsets", f"{edit.rule} at {edit.start}:{edit.end} does not span its `old`"
    try:
        base = undo(text, log)
    except ValueError as error:
        yield "undo", str(error)
        return
    if len(base) != row["n_chars_raw"]:
        yield "n_chars_raw", f"says {row['n_chars_raw']}, the text before has {len(base)}"
    if sha256(base.encode()).hexdigest() != row["base_sha256"]:
        yield "base_sha256", "is not the hash of the text before cleaning"
    try:
        if replay(base, log) != text:
            yield "replay", "the edits do not lead from the text before to the text"
    except ValueError as error:
        yield "replay", str(error)


def _spans(row: Row) -> Iterator[tuple[str, str]]:
    """Without the removed texts only lengths can be followed, from the last edit to the first."""
    edits = row["edits"]
    if edits is None or any(edit["old"] is not None for edit in edits):
        yield "edits", "are not recorded as `--provenance spans` does"
        return
    length = len(row["text"])
    for edit in reversed(edits):
        if not 0 <= edit["start"] <= edit["end"] or edit["start"] + len(edit["new"]) > length:
            yield "offsets", f"{edit['rule']} at {edit['start']}:{edit['end']} leaves the text"
        length += edit["end"] - edit["start"] - len(edit["new"])
    if length != row["n_chars_raw"]:
        yield "n_chars_raw", f"says {row['n_chars_raw']}, the edits add up to {length}"


def _none(row: Row) -> Iterator[tuple[str, str]]:
    if row["edits"] is not None:
        yield "edits", "are recorded, against `--provenance none`"


_EDIT_LAWS: dict[Provenance, Callable[[Row], Iterator[tuple[str, str]]]] = {
    "full": _full,
    "spans": _spans,
    "none": _none,
}
