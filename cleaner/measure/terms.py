"""Terms: one number of a quantity, with the unit behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from cleaner.measure.guards import Scene, allows
from cleaner.measure.names import Names
from cleaner.measure.number import NUMBER, SPACES, Number, read_number
from cleaner.measure.quantity import Named
from cleaner.measure.symbols import Reading, Symbols
from cleaner.measure.units import Unit
from cleaner.measure.words import Words, alternatives

_SPACES = frozenset(SPACES)
_GLUE = _SPACES | frozenset("-\u2010\u2011")
_SCALED = frozenset("%°mgtL")
"""Symbols of one letter that may stand behind million and the like."""


class Term(NamedTuple):
    """A number from `start` to `end`, as its `digits` are written, and the unit behind it if it
    has its own: where it ends, what stands before it, and its words if it is written in words.

    `spelled` says that a word such as million belongs to the number.
    """

    number: Number
    start: int
    end: int
    digits: str
    spelled: bool = False
    unit: Unit | None = None
    unit_end: int = 0
    glue: str = ""
    name: Named | None = None

    @property
    def gap(self) -> int:
        """Where the glue begins: the end of the number, or of the bracket around it."""
        return (self.name.start if self.name else self.end) - len(self.glue)


class Behind(NamedTuple):
    """What stands behind a number: the last four fields of its Term."""

    unit: Unit
    unit_end: int
    glue: str
    name: Named | None


class Terms:
    """Reads terms."""

    def __init__(self, words: Words, symbols: Symbols, names: Names) -> None:
        self._counts = words.counts
        self._magnitudes = words.magnitudes
        self._symbols = symbols
        self._names = names
        self._only_symbols = frozenset(
            symbol for symbol, key in symbols.main() if names.never_differs(symbol, key)
        )
        self._magnitude = re.compile(
            rf"[{SPACES}]?(?P<word>{alternatives(words.magnitudes)})"
            r"(?:(?![^\W\d_])|(?<=[\u3040-\uffff]))",
            re.IGNORECASE,
        )
        starts = {word[:2] for word in words.magnitudes}
        self._unspaced = "".join(sorted(start[0] for start in starts if start[0] >= "\u3040"))
        self._magnitude_starts = frozenset(starts)

    def read(self, text: str, at: int, language: Callable[[], str]) -> Term | None:
        """The term whose number starts at an offset, None if there is none."""
        found = NUMBER.match(text, at)
        number = found and read_number(found, language)
        if found is None or number is None:
            return None
        digits, end = found[0], found.end()
        magnitude = self._magnitude_at(text, end)
        large = None
        if magnitude is not None:
            value = number.times(self._magnitudes[magnitude["word"].lower()])
            unit = self._unit(text, at, magnitude.end(), digits, True, language)
            large = Term(value, at, magnitude.end(), digits, True, *(unit or ()))
            if unit is not None:
                return large
        unit = self._unit(text, at, end, digits, False, language)
        # In Swedish "mil" is a unit, in Spanish a thousand: only now it is the latter.
        if unit is None and large is not None:
            return large
        return Term(number, at, end, digits, False, *(unit or ()))

    def _magnitude_at(self, text: str, at: int) -> re.Match[str] | None:
        """A word such as million behind a number. Two letters tell where there can be none."""
        start = at + (text[at : at + 1] in _SPACES)
        two = text[start : start + 2]
        if two.lower() in self._magnitude_starts or (two and two[0] in self._unspaced):
            return self._magnitude.match(text, at)
        return None

    def _unit(
        self,
        text: str,
        start: int,
        end: int,
        digits: str,
        spelled: bool,
        language: Callable[[], str],
    ) -> Behind | None:
        """The unit that follows a number, if one does."""
        at = end
        if text.startswith(")", at):
            # The closing bracket must be that of the number: (12.5 ± 0.3) mg.
            if "(" not in text[max(0, start - 24) : start]:
                return None
            at += 1
        gap = at
        at += text[at : at + 1] in _GLUE
        reading = self._symbols.read(text, at)
        if reading is not None and text[at : reading.end] in self._only_symbols:
            named = None
        else:
            named = self._names.read(text, at, language)
        if reading is not None and _prevails(text, at, reading, named):
            scene = Scene(text, start, reading.end, digits, text[gap:at], language, self._counts)
            if not _stands(reading, spelled, scene):
                return None
            found = Behind(reading.unit, reading.end, text[gap:at], None)
        elif named is not None:
            found = Behind(named.unit, named.end, text[gap:at], named)
        else:
            return None
        return self.with_divisor(text, found, at, language)

    def with_divisor(
        self, text: str, behind: Behind, at: int, language: Callable[[], str]
    ) -> Behind:
        """The unit that starts at `at`, with `per hour` or the like if that follows.

        The words to be rewritten are all of them where the whole has a symbol, else those of the
        first unit.
        """
        under = self._names.under(text, behind.unit, behind.unit_end, language)
        if under is None:
            return behind
        whole, stop, below = under
        name = behind.name
        if whole.symbol and not whole.keep and behind.unit.dimension != "ratio":
            main = name.main if name else None
            name = Named(at, stop, whole, text[at:stop].lower(), main, below)
        return Behind(whole, stop, behind.glue, name)


def _stands(reading: Reading, spelled: bool, scene: Scene) -> bool:
    """Whether the symbol is a unit where it stands; of several symbols there is no doubt."""
    if reading.parts > 1:
        return True
    if spelled and len(reading.first) == 1:
        return reading.first in _SCALED
    return allows(reading.first, scene)


def _prevails(text: str, at: int, reading: Reading, named: Named | None) -> bool:
    """Whether the symbols are read rather than the name: they reach farther, or are the same."""
    if named is None or reading.end > named.end:
        return True
    return reading.end == named.end and text[at : named.end] == named.unit.symbol
