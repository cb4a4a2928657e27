"""Rewriting: a unit's name to its symbol, where a reader of the result would see the same unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from cleaner.measure.quantity import Named, Quantity, Word
from cleaner.measure.reader import Reader

_OPENING = "\"“‘'«„‹"
_CLOSING = "\"”’'»“›"
_ARTICLES = frozenset({"a", "an", "the"})
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?![\d.,]*\d)")
_WORD_BEFORE = re.compile(r"(\w+)[ \u00a0]$")
_BEFORE_YEARS = frozenset({"in", "by", "since", "until", "till", "from", "during", "of", "after"})
_LABELS = frozenset(
    {"flight", "route", "psalm", "psalms", "chapter", "section", "room", "page", "figure", "fig",
     "table", "article", "act", "part", "volume", "highway", "interstate", "line", "bus",
     "platform", "gate", "unit", "building", "number", "no", "song", "apollo", "boeing", "airbus",
     "windows", "phase", "step", "stage", "lot", "track", "channel", "version", "type", "model",
     "verse", "sonnet", "symphony"}
)  # fmt: skip
_NO_SPACE_BEFORE = "%‰"
_WINDOW = 48
"""How far around a number and its unit the rewritten text is read again."""


class Rewriting(NamedTuple):
    """A stretch of text, its replacement, and the key of the unit it names."""

    start: int
    end: int
    new: str
    key: str


def rewritings(
    reader: Reader, text: str, quantity: Quantity, language: Callable[[], str]
) -> list[Rewriting]:
    """What becomes of the unit's names in a quantity: all are rewritten, or none."""
    if not all(_may_change(word.named) for word in quantity.names):
        return []
    unsure = quantity.unit.key == "pound" and quantity.unit.ambiguous
    if unsure or not _is_plain(text, quantity) or _is_designation(text, quantity.start):
        return []
    found: list[Rewriting] = []
    for word in quantity.names:
        symbol = _symbol(word.named, language)
        if not symbol or not _is_noun(text, quantity, word.named):
            return []
        new = symbol if symbol[0] in _NO_SPACE_BEFORE else " " + symbol
        if not _reads_the_same(reader, text, word, new, language):
            return []
        found.append(Rewriting(word.gap, word.named.end, new, word.named.unit.key))
    return found


def _may_change(named: Named) -> bool:
    """Whether the name is that of a unit whose names are rewritten at all."""
    return not (named.unit.keep or named.unit.alone or named.unit.ambiguous)


def _is_designation(text: str, start: int) -> bool:
    """Whether a number is a year (In 2019 miles of road ...) or belongs to the word before it
    (Flight 370 miles away)."""
    before = _WORD_BEFORE.search(text, max(0, start - _WINDOW), start)
    word = before[1].lower() if before else ""
    return word in _LABELS or (word in _BEFORE_YEARS and bool(_YEAR.match(text, start)))


def _is_plain(text: str, quantity: Quantity) -> bool:
    """Digits, then a unit that is no adjective, the whole no quoted name."""
    if quantity.spelled or any(mark in quantity.glue for mark in "-\u2010\u2011"):
        return False
    after = text[quantity.end : quantity.end + 2]
    if after[:1] in "-\u2010\u2011" and after[1:].isalpha():
        return False
    before = text[quantity.start - 1 : quantity.start] if quantity.start else ""
    return not (before and before in _OPENING and after[:1] and after[:1] in _CLOSING)


def _is_noun(text: str, quantity: Quantity, named: Named) -> bool:
    """Whether the name stands there as a noun: not with capitals, as in titles, and not in the
    singular beside a number above one, as in "a 30 mile radius"."""
    if not named.plain:
        return False
    if not named.singular:
        return True
    before = text[max(0, quantity.start - 5) : quantity.start].split()
    return all(number.value <= 1 for number in quantity.numbers) and not (
        before and before[-1].lower() in _ARTICLES
    )


def _symbol(named: Named, language: Callable[[], str]) -> str:
    """What the name is rewritten to, "" if it is kept: names in scripts other than Latin and
    Cyrillic are, and Cyrillic ones in languages other than Russian and Ukrainian."""
    unit = named.unit
    first = named.form[0]
    if first < "\u0250":
        return unit.symbol
    if "\u0400" <= first < "\u0530" and unit.cyrillic:
        place = {"ru": 0, "uk": -1}.get(language().split("-")[0])
        return "" if place is None else unit.cyrillic[place]
    return ""


def _reads_the_same(
    reader: Reader, text: str, word: Word, new: str, language: Callable[[], str]
) -> bool:
    """Whether the rewritten text holds the same number and unit at the same place."""
    begin = max(0, word.number - _WINDOW)
    head = text[begin : word.gap] + new
    end = word.named.end
    again = reader.term(head + text[end : end + _WINDOW], word.number - begin, language)
    if again is None or again.unit is None or again.name is not None:
        return False
    # What stands below the unit, as in "5 km a day", was read with it and is not rewritten.
    return again.unit.ucum == word.unit.ucum and again.unit_end == len(head) + word.end - end
