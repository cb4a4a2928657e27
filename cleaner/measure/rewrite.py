"""Rewriting: a unit's name to its symbol, where a reader of the result would see the same unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cleaner.measure.compound import compounds, leaves_rest
from cleaner.measure.names import is_plain, is_singular
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
    reader: Reader, text: str, found: Sequence[Quantity], language: Callable[[], str]
) -> Iterator[Rewriting]:
    """What becomes of the names of units among the quantities of a text. Of a quantity, and of
    several that count on from one another (6 feet 2 inches), all names are rewritten or none."""
    if not any(quantity.names for quantity in found):
        return
    for group in compounds(text, found):
        named = [found[at] for at in group if found[at].names]
        if not named or leaves_rest(text, found[group[-1]]):
            continue
        whole: list[Rewriting] = []
        for quantity in named:
            counted = quantity is not found[group[-1]]
            own = _of_quantity(reader, text, quantity, counted, language)
            if not own:
                break
            whole += own
        else:
            yield from whole


def _of_quantity(
    reader: Reader, text: str, quantity: Quantity, counted: bool, language: Callable[[], str]
) -> list[Rewriting]:
    """What becomes of the names in a quantity: all are rewritten, or none. One that is `counted`
    on from is no adjective: 6 foot 2 inches."""
    if not all(_may_change(word.named) for word in quantity.names):
        return []
    # What stands around it has made it doubtful: feet to walk on, pounds to pay.
    if quantity.unit.ambiguous and not quantity.names[-1].unit.ambiguous:
        return []
    if not _is_plain(text, quantity) or _is_designation(text, quantity.start):
        return []
    made: list[Rewriting] = []
    for word in quantity.names:
        symbol = _symbol(word.named, language)
        if not symbol or not _is_noun(text, quantity, word.named, counted, language):
            return []
        new = symbol if symbol[0] in _NO_SPACE_BEFORE else " " + symbol
        if not _reads_the_same(reader, text, word, new, language):
            return []
        made.append(Rewriting(word.gap, word.named.end, new, word.named.unit.key))
    return made


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


def _is_noun(
    text: str, quantity: Quantity, named: Named, counted: bool, language: Callable[[], str]
) -> bool:
    """Whether the name stands there as a noun: not with capitals, as in titles, and not in the
    singular beside a number above one, as in "a 30 mile radius"."""
    if not is_plain(named, language):
        return False
    before = text[max(0, quantity.start - 5) : quantity.start].split()
    article = bool(before) and before[-1].lower() in _ARTICLES
    one = not article and all(number.value <= 1 for number in quantity.numbers)
    return counted or one or not is_singular(named, language)


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
