"""Repair: mojibake, entities, ligatures, control characters, line ends and stray white space.

What is wrong inside a line is found and mended by ftfy (see `mojibake.py`), and only lines that it
would change are shown to it. White space that touches such a change waits for the next round: the
flow repeats this stage until nothing is left to do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import is_normalized

from cleaner.edits import difference
from cleaner.model import Document, Edit
from cleaner.mojibake import C1, CLUE, ENTITY, is_bad, mend, untouched

if TYPE_CHECKING:
    from cleaner.kit import Kit

STAGE = "repair"
FIXED = frozenset({"repair.line-end", "repair.edges"})
"""What is always mended: lines are told apart, and texts found to be empty, by it."""
SEGMENT = 1_000_000
"""ftfy sees at most so many code points of a line at once."""
LONG = 20_000
"""What becomes of a longer line is not remembered."""
PIECE = re.compile(r".{1,80}(?: |\Z)|.{1,80}", re.DOTALL)
"""A longer line is compared with its repaired form in such pieces, cut at spaces."""

# What counts as an HTML tag: a comment or doctype, a closing tag, a tag with an attribute, or one
# of the names that pages are full of. `<https://example.org>` and `<name>` are none.
_TAG = re.compile(
    r"<!--|<!doctype\b|</[a-z][\w:-]{0,40}\s?>"
    r"|<[a-z][\w:-]{0,40}\s{1,9}[\w:-]{1,40}\s?=\s?[\"'\w#/]"
    r"|<[abipqsu]\s?/?>"
    r"|<(?:abbr|article|blockquote|body|br|center|code|dd|div|dl|dt|em|figure|font|footer|form"
    r"|h[1-6r]|head|header|html|iframe|img|input|li|link|main|meta|nav|ol|pre|script|section|small"
    r"|span|strong|style|sub|sup|table|tbody|td|th|thead|title|tr|tt|ul|video)(?=[\s/>])",
    re.IGNORECASE,
)
# The breaks after which Unicode wants a new line (UAX 14), NEL apart.
_LINE_END = re.compile("\r\n?|[\v\f\u2028\u2029]")
_LINE = re.compile("[^\n\r\v\f\u2028\u2029]+")
_LINE_END_OR_NEL = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_LINE_BEFORE_NEL = re.compile("[^\n\r\v\f\x85\u2028\u2029]+")
_NEL = re.compile("\x85+")
_ENDS_SENTENCE = frozenset(".!?:;)\"'»”’。！？")
_GOES_ON = frozenset(".,;:!?\"')")

_LEADING = re.compile(r"(?:[^\S\n]*\n)+")
_BLANK_RUN = re.compile(r"\n(?:[^\S\n]*\n){2,}")
# The line end stands first so that the search can jump from one to the next.
_AFTER_SPACE = re.compile(r"\n(?<=[^\S\n]\n)")

_ODD_LINE_ENDS = "\r\v\f\x85\u2028\u2029"


def repair(doc: Document, kit: Kit) -> Iterator[Edit]:
    """Edits that mend a document's characters, line ends and white space, none overlapping. A
    repair that is ignored by its id is not made, but for line ends and the edges of the text."""
    text = doc.text
    first = sorted(_wanted(_characters(text), kit), key=lambda edit: edit.start)
    yield from first
    starts = [edit.start for edit in first]
    ends = [edit.end for edit in first]
    for edit in _wanted(_white_space(text), kit):
        # None may touch: what an edit leaves beside white space is only known afterwards.
        if bisect_left(ends, edit.start) == bisect_right(starts, edit.end):
            yield edit


def _wanted(edits: Iterator[Edit], kit: Kit) -> Iterator[Edit]:
    return (edit for edit in edits if edit.rule in FIXED or kit.selection.spares(edit.rule))


def _characters(text: str) -> Iterator[Edit]:
    """Edits inside lines, and of line ends other than a line feed."""
    # Decided once for all lines; where there are tags, entities are the page's own.
    unescape = ENTITY.search(text) is not None and _TAG.search(text) is None
    # Six searches for one character each take a tenth of the time of one for a set of six.
    if not any(odd in text for odd in _ODD_LINE_ENDS):
        spans = _suspect_lines(text, unescape)
    else:
        nel = _nel_ends_lines(text)
        for found in (_LINE_END_OR_NEL if nel else _LINE_END).finditer(text):
            yield Edit(STAGE, "repair.line-end", found.start(), found.end(), found[0], "\n")
        spans = [m.span() for m in (_LINE_BEFORE_NEL if nel else _LINE).finditer(text)]
    for start, end in spans:
        for at in range(start, end, SEGMENT):
            yield from _segment(at, text[at : min(at + SEGMENT, end)], unescape)


def _suspect_lines(text: str, unescape: bool) -> list[tuple[int, int]]:
    """The lines that hold a clue, found by searches over the whole text."""
    if not is_normalized("NFC", text):
        return [m.span() for m in _LINE.finditer(text)]
    lines: set[tuple[int, int]] = set()
    for clue in (CLUE, ENTITY) if unescape else (CLUE,):
        end = 0
        while found := clue.search(text, end):
            start = text.rfind("\n", 0, found.start()) + 1
            end = text.find("\n", found.start())
            end = len(text) if end < 0 else end
            lines.add((start, end))
    return sorted(lines)


def _nel_ends_lines(text: str) -> bool:
    """Whether U+0085 ends lines here, as mainframes have it.

    Nearly always it is an ellipsis of cp1252 read as Latin-1, or a part of worse mojibake, and
    is left to ftfy. It ends lines where there is no other sign of mojibake, no sentence goes on
    after it, and no line feed or return ends lines too; or, where they do, where each U+0085
    stands between the end of a sentence and what follows without a space: no ellipsis does.
    """
    if "\x85" not in text or set(C1.findall(text)) != {"\x85"}:
        return False
    others = "\n" in text or "\r" in text
    return all(_may_end_line(text, *nel.span(), others) for nel in _NEL.finditer(text)) and not (
        is_bad(text.replace("\x85", "\n"))
    )


def _may_end_line(text: str, start: int, end: int, others: bool) -> bool:
    """Whether U+0085 between two places may end a line; `others` says that something else does."""
    after = text[end : end + 1]
    if others:
        return text[start - 1 : start] in _ENDS_SENTENCE and not (
            after.isspace() or after.islower() or after in _GOES_ON
        )
    if after == " ":
        after = text[end + 1 : end + 2]
    return not (after.islower() or after in _GOES_ON)


def _segment(start: int, old: str, unescape: bool) -> Iterator[Edit]:
    """The edits ftfy's repair of a line, or of a stretch of an endless one, comes down to."""
    new, kind = (_remembered if len(old) <= LONG else _mended)(old, unescape)
    if new != old:
        yield from _smallest(f"repair.{kind}", start, old, new, unescape)


def _mended(line: str, unescape: bool) -> tuple[str, str]:
    """What `mend` says, without asking ftfy where it would surely leave the line as it is."""
    return (line, "") if untouched(line, unescape) else mend(line, unescape)


_remembered = lru_cache(maxsize=256)(_mended)
"""The stage sees a text many times."""


def _smallest(rule: str, start: int, old: str, new: str, unescape: bool) -> Iterator[Edit]:
    """Small edits that turn `old` into `new`. A long line is compared piece by piece, if the
    pieces come out as the whole does: comparing takes quadratic time, and long edits say little."""
    pieces = PIECE.findall(old)
    mended = [_mended(piece, unescape)[0] for piece in pieces]
    if "".join(mended) != new:
        pieces, mended = [old], [new]
    for was, becomes in zip(pieces, mended, strict=True):
        if was != becomes:
            yield from difference(STAGE, rule, start, was, becomes)
        start += len(was)


def _white_space(text: str) -> Iterator[Edit]:
    """Edits of blank lines and of white space at the end of lines."""
    end = len(text.rstrip())
    leading = _LEADING.match(text, 0, end)
    begin = leading.end() if leading else 0
    if begin:
        yield Edit(STAGE, "repair.edges", 0, begin, text[:begin], "")
    inside: set[int] = set()
    for run in _BLANK_RUN.finditer(text, begin, end):
        start, stop = run.start() + 1, run.end() - 1
        yield Edit(STAGE, "repair.blank-lines", start, stop, text[start:stop], "")
        inside.update(m.start() for m in _AFTER_SPACE.finditer(text, start, stop + 1))
    for found in _AFTER_SPACE.finditer(text, begin, end):
        stop = found.start()
        if stop not in inside:
            start = _line_start_of_space(text, stop)
            yield Edit(STAGE, "repair.trailing-space", start, stop, text[start:stop], "")
    if end < len(text):
        rule = "repair.edges" if "\n" in text[end:] or not end else "repair.trailing-space"
        yield Edit(STAGE, rule, end, len(text), text[end:], "")


def _line_start_of_space(text: str, stop: int) -> int:
    """Where the white space that ends a line at `stop` begins, not before the line does."""
    line = text.rfind("\n", 0, stop) + 1
    return line + len(text[line:stop].rstrip())
