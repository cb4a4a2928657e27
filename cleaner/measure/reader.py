"""The reader: from a text to the quantities in it.

Digits first: one pattern runs over the text and stops at numbers (with what joins several of them)
that are followed by a word or sign. Only if a unit's name or symbol can begin there is anything
else looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from cleaner.measure.before import MINUS, modifier_of, sign_of
from cleaner.measure.convert import with_conversions
from cleaner.measure.everyday import Everyday
from cleaner.measure.joints import START, Joints
from cleaner.measure.names import Names
from cleaner.measure.number import DIGITS, SPACES, Number
from cleaner.measure.places import may_start, priced
from cleaner.measure.pounds import settle_pounds
from cleaner.measure.quantity import Quantity, Word
from cleaner.measure.spelled import Spelled
from cleaner.measure.symbols import Symbols
from cleaner.measure.terms import Term, Terms
from cleaner.measure.units import Unit, Units
from cleaner.measure.words import Words

_STARTS = re.compile(rf"(?<![{DIGITS}]){START}")
_GLUE = SPACES + "-"
_MOST_TERMS = 12


class Reader:
    """Finds quantities, by the tables in a folder. Raises CleanerError if one cannot be read."""

    def __init__(self, home: Path) -> None:
        units, self._words = Units(home), Words(home)
        symbols = Symbols(units)
        names = Names(units, self._words, symbols)
        self._joints = Joints(self._words)
        self._terms = Terms(self._words, symbols, names)
        self._spelled = Spelled(units, self._words, names, self._terms, self._joints)
        magnitudes = {word.split(" ")[0].rstrip(".") for word in self._words.magnitudes}
        self._heads = names.heads | magnitudes
        self._exact_heads = symbols.heads | self._heads
        self._unspaced = frozenset(head[0] for head in self._heads if head[0] >= "\u3040")
        self._scan = self._joints.scanner()
        self._everyday = Everyday(home)

    def read(self, text: str, language: Callable[[], str]) -> list[Quantity]:
        """The quantities of a text in its order, conversions judged. The language (BCP 47) is
        asked for only where it decides something."""
        found = _disjoint([*self._in_digits(text, language), *self._spelled.read(text, language)])
        if not found:
            return found
        return settle_pounds(text, self._everyday.settle(text, with_conversions(text, found)))

    def term(self, text: str, at: int, language: Callable[[], str]) -> Term | None:
        """The number at an offset with the unit behind it, whatever stands around them."""
        return self._terms.read(text, at, language)

    def _in_digits(self, text: str, language: Callable[[], str]) -> Iterator[Quantity]:
        heads, exact, done = self._heads, self._exact_heads, 0
        for found in self._scan.finditer(text):
            word = found["word"]
            if word in exact or word.lower() in heads or word[0] in self._unspaced:
                begin, stop = max(found.start(), done), found.start("word")
                quantity = self._chain(text, begin, stop, language) if begin < stop else None
                if quantity is not None:
                    done = quantity.end
                    yield quantity

    def _chain(
        self, text: str, begin: int, stop: int, language: Callable[[], str]
    ) -> Quantity | None:
        """The quantity of a chain of numbers that ends before `stop`: of as many as make sense."""
        starts = [begin]
        if not text[begin:stop].rstrip(_GLUE).isdecimal():
            starts = [found.start() for found in _STARTS.finditer(text, begin, stop)]
        memory: dict[int, Term | None] = {}
        for start in starts[-_MOST_TERMS:]:
            if may_start(text, start):
                quantity = self._quantity(text, start, language, memory)
                if quantity is not None:
                    return quantity
        return None

    def _quantity(
        self,
        text: str,
        start: int,
        language: Callable[[], str],
        memory: dict[int, Term | None],
    ) -> Quantity | None:
        """The quantity that starts at an offset. The terms of a chain are remembered, since it is
        read from several starts."""
        terms: list[Term] = []
        joints: list[str] = []
        at, sign = start, ""
        while len(terms) < _MOST_TERMS:
            if at not in memory:
                memory[at] = self._terms.read(text, at, language)
            term = memory[at]
            if term is None:
                break
            if sign in MINUS:
                term = term._replace(number=term.number.times(Fraction(-1)))
            terms.append(term)
            if term.unit and len(terms) > 1 and terms[-2].unit:
                break
            found = self._joints.joint.match(text, term.unit_end or term.end)
            joint = found["joint"].strip(SPACES + ",") or "," if found else ""
            if found is None or (term.unit and self._joints.sort(joint) == "list"):
                break
            joints.append(joint)
            sign, at = found["sign"], found.end()
        return self._made(text, *_agreeing(terms, joints))

    def _made(self, text: str, terms: list[Term], joints: list[str]) -> Quantity | None:
        """The quantity of some terms, None if they make none."""
        unit = terms[-1].unit if terms else None
        kind = self._joints.kind(text, terms, joints) if unit else None
        if unit is None or kind is None:
            return None
        last = terms[-1]
        sign = sign_of(text, terms[0].start, self._words, unit.dimension == "temperature")
        numbers = _converted(terms, unit)
        if sign.negative:
            numbers = (numbers[0].times(Fraction(-1)), *numbers[1:])
        start = text.rindex("(", 0, sign.start) if text.startswith(")", last.end) else sign.start
        if priced(text, start):
            return None
        modifier = modifier_of(text, start, self._words)
        if kind == "list" and len(terms) == 2 and modifier in self._words.between:
            kind = "range"
        return Quantity(
            start=start,
            end=last.unit_end,
            modifier=modifier,
            kind=kind,
            numbers=numbers,
            unit=unit,
            names=tuple(
                Word(t.start, t.gap, t.name, t.unit, t.unit_end) for t in terms if t.name and t.unit
            ),
            glue=last.glue,
            spelled=sign.spelled or any(term.spelled for term in terms),
        )


def _agreeing(terms: list[Term], joints: list[str]) -> tuple[list[Term], list[str]]:
    """The terms up to the last one with a unit, without it where the unit before is of another
    dimension; and the joints between them."""
    while terms and not terms[-1].unit:
        terms = terms[:-1]
    if len(terms) < 2:
        return terms, []
    unit, other = terms[-2].unit, terms[-1].unit
    if unit and other and unit.dimension != other.dimension:
        terms = terms[:-1]
    return terms, joints[: len(terms) - 1]


def _disjoint(found: Iterable[Quantity]) -> list[Quantity]:
    """The quantities in the order of the text; of two that overlap the one that starts first."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda quantity: (quantity.start, -quantity.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _converted(terms: list[Term], unit: Unit) -> tuple[Number, ...]:
    """The numbers in one unit, that of the last: the others may have one of the same dimension."""
    numbers = []
    for term in terms:
        own, number = term.unit, term.number
        if own and own is not unit and own.factor and unit.factor and own.offset == unit.offset:
            number = number.times(own.factor / unit.factor, power_of_ten=False)
        numbers.append(number)
    return tuple(numbers)


@lru_cache(maxsize=4)
def reader_at(home: Path) -> Reader:
    """The reader for the tables in a folder, made once. Raises CleanerError if one is missing."""
    return Reader(home)
