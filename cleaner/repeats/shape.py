"""The shape of a line: what stays of it when numbers, dates and names are masked.

`Posted by Ann Lee on March 3, 2024` and `Posted by Jo Kern on May 12, 2023` have one shape. Masks
only group lines: what a rule made of a group may remove is said by the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from cleaner.lines import width
from cleaner.repeats.calendar import DAYS, MONTHS
from cleaner.rulebook.form import match_form

NUMBER, NAME = "0", "§"
"""What stands in a shape for a number or a date, and for a name."""
LEAST_LETTERS = 5
"""Letters that must be left unmasked: a shape with fewer would group what has nothing in common.
Han, kana and Hangul signs count three."""

_DIGITS = r"\p{N}++(?:[.,:/'’\-\u00a0\u202f]\p{N}++)*+(?:(?:st|nd|rd|th)(?!\p{L}))?"
_JOIN = r"(?:[\s,./:·–\-]|年|月|日|년|월|일|\s(?:de|of|del|d'|at|г|р)\s)"
_PART = rf"(?:{_DIGITS}|\b\L<words>\b\.?)"
# Numbers, and dates: numbers in a row with the names of months and days between and beside them.
# A name alone, as in "May also", is none.
_NUMBERS = regex.compile(
    rf"(?:\b\L<words>\b\.?{_JOIN}{{1,3}}){{0,2}}(?:{_DIGITS})(?:{_JOIN}{{1,3}}{_PART})*"
    r"(?:[年月日년월일])?",
    regex.IGNORECASE,
    words=sorted(MONTHS | DAYS),
)
_CAPITALISED = r"\p{Lu}[\p{L}\p{M}'’.\-]*"
_RUN = rf"{_CAPITALISED}(?:\s+{_CAPITALISED})*"
# Capitalised words that follow one another. The first word of the line, which every language
# writes large, is one of them only where another follows. Scripts without capitals keep their
# names: nothing in them tells one.
_NAMES = regex.compile(rf"(?<=\S\s){_RUN}")
_FIRST_NAMES = regex.compile(rf"^\s*{_CAPITALISED}\s+{_RUN}|(?<=\S\s){_RUN}")
_DIGIT = regex.compile(r"\p{N}")
_LETTER = regex.compile(r"\p{L}")


class Piece(NamedTuple):
    """A stretch of a line: its text, and the mask it has in the line's shape ("" for none)."""

    text: str
    mask: str


@lru_cache(maxsize=1 << 14)
def shape(line: str) -> str | None:
    """The shape of a line in match form; None for a line that nothing of is masked, or in which
    too little is left to tell it from others. Names stay where without them too little is left:
    in German a noun looks like one."""
    found = pieces(line)
    return None if found is None else _form(found)


def pieces(line: str) -> tuple[Piece, ...] | None:
    """A line cut where its shape is masked; None for a line that has no shape."""
    has_digit = _DIGIT.search(line) is not None  # few lines have, and the search is dear
    found = _NUMBERS.finditer(line) if has_digit else ()
    numbers = [(m.start(), m.end(), NUMBER) for m in found]
    for names in (_FIRST_NAMES, _NAMES, None):
        spans = numbers
        if names is not None:
            spans = sorted([*numbers, *_free(names, line, numbers)])
        cut = tuple(_cut(line, spans))
        if len(cut) > len([p for p in cut if not p.mask]) and _letters(cut) >= LEAST_LETTERS:
            return cut
    return None


def _free(
    names: regex.Pattern[str], line: str, taken: list[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """The names in a line that no number or date stands in."""
    for found in names.finditer(line):
        if all(found.end() <= start or end <= found.start() for start, end, _ in taken):
            yield found.start(), found.end(), NAME


def _cut(line: str, spans: list[tuple[int, int, str]]) -> Iterator[Piece]:
    at = 0
    for start, end, mask in spans:
        if at < start:
            yield Piece(line[at:start], "")
        yield Piece(line[start:end], mask)
        at = end
    if at < len(line):
        yield Piece(line[at:], "")


def _letters(cut: tuple[Piece, ...]) -> int:
    return sum(width("".join(_LETTER.findall(p.text))) for p in cut if not p.mask)


def _form(cut: tuple[Piece, ...]) -> str:
    return match_form("".join(p.mask or p.text for p in cut))
