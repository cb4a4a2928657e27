"""Everyday words: `2 feet`, `3 knots`, `5 meters` may be no quantities. A small count of them is
one only if something says so: a dimension (`tall`, `of water`, `a height of`), decimals, a range,
a conversion, a part that counts on, or another quantity of the dimension in the sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from cleaner.measure.compound import compounds
from cleaner.measure.number import SPACES
from cleaner.measure.quantity import Quantity
from cleaner.measure.units import read_table

_REACH = 120
"""How far around, in characters, a sentence is looked at."""
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s|[\n。！？]")
_UNSPACED = "\u3040"  # from here on, scripts that set no spaces between words
_SIDES = re.compile(r"\d\s?[x×]\s?\d")
_NOTHING = re.compile(r"(?!)")


class Everyday:
    """Judges quantities by the table `everyday.tsv` of a folder. Raises CleanerError if it cannot
    be read."""

    def __init__(self, home: Path) -> None:
        words: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._most: dict[str, int] = {}
        for row in read_table(home / "everyday.tsv"):
            if row["kind"] == "form":
                self._most[row["word"]] = int(row["value"])
            else:
                words[row["kind"], row["value"]].append(row["word"])
        made = {place: _pattern(place[0], listed) for place, listed in words.items()}
        self._patterns = defaultdict(lambda: _NOTHING, made)

    def settle(self, text: str, found: Sequence[Quantity]) -> list[Quantity]:
        """The quantities, those that are more likely things that are counted made ambiguous."""
        named = [at for at, quantity in enumerate(found) if quantity.names]
        doubtful = [at for at in named if self._is_everyday(text, found[at])]
        if not doubtful:
            return list(found)
        sure = _stated_twice(text, found)
        result = list(found)
        for at in doubtful:
            others = (other for i, other in enumerate(found) if i not in doubtful)
            if at not in sure and not self._is_measured(text, found[at], others):
                result[at] = found[at]._replace(unit=replace(found[at].unit, ambiguous=True))
        return result

    def _is_everyday(self, text: str, quantity: Quantity) -> bool:
        """Whether a whole number and a word with an everyday sense are all of it."""
        name = quantity.names[-1]
        if name.named.form not in self._most or name.unit is not name.named.unit:
            return False
        if quantity.kind == "range" or quantity.glue == "-":
            return False
        if _SIDES.search(text, quantity.start, quantity.end):
            return False
        return all(number.text.isdecimal() for number in quantity.numbers)

    def _is_measured(self, text: str, quantity: Quantity, others: Iterable[Quantity]) -> bool:
        unit, most = quantity.unit, self._most[quantity.names[-1].named.form]
        begin, end = _sentence(text, quantity)
        before, after = text[begin : quantity.start], text[quantity.end : end]
        for kind in ("after", "of"):
            if self._patterns[kind, unit.dimension].match(after):
                return True
        counted = self._patterns["against-before", unit.key].search(before)
        if counted or any(self._patterns["against", unit.key].search(s) for s in (before, after)):
            return False
        if any(number.value > most for number in quantity.numbers):
            return True
        if self._patterns["before", unit.dimension].search(text[begin : quantity.start]):
            return True
        near = self._patterns["near", unit.dimension]
        return bool(near.search(before) or near.search(after)) or any(
            begin <= other.start < end and other.unit.dimension == unit.dimension
            for other in others
        )


def _pattern(kind: str, words: Iterable[str]) -> re.Pattern[str]:
    """The pattern of a kind of evidence. A star at a word's end is any ending."""
    words = sorted(words, key=lambda word: (-len(word), word))
    any_of = f"(?:{'|'.join(_one(word) for word in words)})"
    if kind == "after":
        return re.compile(rf",?[{SPACES}-]{any_of}(?!\w)", re.IGNORECASE)
    if kind == "of":
        return re.compile(
            rf"[{SPACES}]of[{SPACES}](?:[a-z]+[{SPACES}]){{0,2}}{any_of}(?!\w)", re.IGNORECASE
        )
    if kind in ("before", "against-before"):
        return re.compile(rf"(?<!\w){any_of}[{SPACES}]?$", re.IGNORECASE)
    spaced = "|".join(_one(word) for word in words if word < _UNSPACED)
    unspaced = "".join("|" + word for word in words if word >= _UNSPACED)
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w){unspaced}", re.IGNORECASE)


def _one(word: str) -> str:
    """A word of the table as a pattern; in a class of characters it is one already."""
    if "[" in word:
        return word
    return re.escape(word).replace(r"\*", r"\w*")


def _sentence(text: str, quantity: Quantity) -> tuple[int, int]:
    """Where the sentence of a quantity begins and ends, as far as it is looked at."""
    begin = max(0, quantity.start - _REACH)
    for found in _SENTENCE_END.finditer(text, begin, quantity.start):
        begin = found.end()
    found_end = _SENTENCE_END.search(text, quantity.end, quantity.end + _REACH)
    return begin, found_end.start() if found_end else min(len(text), quantity.end + _REACH)


def _stated_twice(text: str, found: Sequence[Quantity]) -> frozenset[int]:
    """The quantities that restate another, that are restated, or that are parts of a compound."""
    sure: set[int] = set()
    for at, quantity in enumerate(found):
        if quantity.conversion_of is not None:
            sure |= {at, quantity.conversion_of}
    for group in compounds(text, found):
        if len(group) > 1:
            sure |= set(group)
    return frozenset(sure)
