"""The shape of a line: what stays of it when numbers, dates and names are masked.

`Posted by Ann Lee on March 3, 2024` and `Posted by Jo Kern on May 12, 2023` have one shape. Masks
only group lines: what a rule made of a group may remove is said by the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from cleaner.lines import width
from cleaner.rulebook.calendar import DAYS, MONTHS
from cleaner.rulebook.form import match_form

NUMBER, NAME = "0", "§"
"""What stands in a shape for a number or a date, and for a name."""
LEAST_LETTERS = 5
"""Letters that must be left unmasked: a shape with fewer would group what has nothing in common.
Han, kana and Hangul signs count three."""

_DIGITS = r"\p{N}++(?:[.,:/'’\-\u00a0\u202f]\p{N}++)*+(?:(?:st|nd|rd|th)(?!\p{L}))?"
_JOIN = r"(?:[\s,./:·–\-]|年|月|日|년|월|일|\s(?:de|of|del|d'|at|г|р)\s)"
_WORD_OF_DATE = "\ue000"
"""Stands in place of each letter of the name of a month or day while numbers are sought: one search
for so many names would cost more than all else that is done with a line."""
_DATE_WORD = rf"{_WORD_OF_DATE}++\.?"
# Numbers, and dates: numbers in a row with the names of months and days between and beside them.
# A name alone, as in "May also", is none.
_NUMBERS = regex.compile(
    rf"(?:{_DATE_WORD}{_JOIN}{{1,3}}){{0,2}}{_DIGITS}(?:{_JOIN}{{1,3}}(?:{_DIGITS}|{_DATE_WORD}))*"
    r"(?:[年月日년월일])?",
    regex.IGNORECASE,
)
_NAMES_OF_DATES = MONTHS | DAYS
_SIGNED = "|".join(regex.escape(n) for n in sorted(_NAMES_OF_DATES) if "-" in n or "’" in n)
_WORD = regex.compile(rf"\b(?:{_SIGNED})(?![\p{{L}}\p{{M}}])|[\p{{L}}\p{{M}}]+", regex.IGNORECASE)
_CAPITALISED = r"\p{Lu}[\p{L}\p{M}'’.\-]*"
_RUN = rf"{_CAPITALISED}(?:\s+{_CAPITALISED})*"
# Capitalised words that follow one another. The first word of the line, which every language
# writes large, is one of them only where another follows. Scripts without capitals keep their
# names: nothing in them tells one.
_NAMES = regex.compile(rf"(?<=\S\s){_RUN}")
_FIRST_NAMES = regex.compile(rf"^\s*{_CAPITALISED}\s+{_RUN}|(?<=\S\s){_RUN}")
_ENOUGH = regex.compile(rf"(?:\P{{L}}*+\p{{L}}){{{LEAST_LETTERS}}}")
_DIGIT = regex.compile(r"\p{N}")
_LETTER = regex.compile(r"\p{L}")


_Span = tuple[int, int, str]
"""Where something is masked, from and to, and by what."""


class Piece(NamedTuple):
    """A stretch of a line: its text, and the mask it has in the line's shape ("" for none)."""

    text: str
    mask: str


def shape(line: str) -> str | None:
    """The shape of a line in match form; None for a line that nothing of is masked, or in which
    too little is left to tell it from others. Names stay where without them too little is left:
    in German a noun looks like one."""
    spans = _spans(line)
    return match_form("".join(_parts(line, spans, masked=True))) if spans else None


def pieces(line: str) -> tuple[Piece, ...] | None:
    """A line cut where its shape is masked; None for a line that has no shape."""
    spans = _spans(line)
    return tuple(_cut(line, spans)) if spans else None


def _spans(line: str) -> list[_Span]:
    """What is masked of a line, in order; nothing if too little would be left."""
    has_digit = _DIGIT.search(line) is not None  # few lines have, and the search is dear
    found = _NUMBERS.finditer(_with_dates_marked(line)) if has_digit else ()
    numbers = [(m.start(), m.end(), NUMBER) for m in found]
    for names in (_FIRST_NAMES, _NAMES):
        spans = sorted([*numbers, *_free(names, line, numbers)])
        if spans and _tells("".join(_parts(line, spans, masked=False))):
            return spans
    return numbers if numbers and _tells("".join(_parts(line, numbers, masked=False))) else []


def _with_dates_marked(line: str) -> str:
    """The line with names of months and days as marks, each as long as the name."""
    if _NAMES_OF_DATES.isdisjoint(_WORD.findall(line.lower())):
        return line
    return _WORD.sub(
        lambda m: _WORD_OF_DATE * len(m[0]) if m[0].lower() in _NAMES_OF_DATES else m[0], line
    )


def _tells(text: str) -> bool:
    """Whether what is left unmasked has enough letters."""
    if _ENOUGH.match(text):
        return True
    return not text.isascii() and width("".join(_LETTER.findall(text))) >= LEAST_LETTERS


def _free(names: regex.Pattern[str], line: str, taken: list[_Span]) -> Iterator[_Span]:
    """The names in a line that no number or date stands in."""
    for found in names.finditer(line):
        start, end = found.span()
        if not taken or all(end <= first or last <= start for first, last, _ in taken):
            yield start, end, NAME


def _parts(line: str, spans: list[_Span], *, masked: bool) -> Iterator[str]:
    """The text between some spans, with the masks between if `masked`."""
    at = 0
    for start, end, mask in spans:
        yield line[at:start]
        if masked:
            yield mask
        at = end
    yield line[at:]


def _cut(line: str, spans: list[_Span]) -> Iterator[Piece]:
    at = 0
    for start, end, mask in spans:
        if at < start:
            yield Piece(line[at:start], "")
        yield Piece(line[start:end], mask)
        at = end
    if at < len(line):
        yield Piece(line[at:], "")
