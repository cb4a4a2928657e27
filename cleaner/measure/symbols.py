"""Symbols of units and what is built of them: `km`, `m²`, `W m−2 K−1`, `µg/mL`, `J/(kg·K)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.measure.number import SPACES
from cleaner.measure.units import Unit, Units

_EXPONENT = re.compile(r"\^?(?P<sign>[-−–+]?)(?P<digit>[1-4])(?!\d)|(?P<raised>⁻?[¹²³⁴])")
_JOIN = re.compile(
    rf"[{SPACES}]?(?P<slash>[/∕])[{SPACES}]?|(?P<dot>[·⋅∙•.*])|(?P<space>[{SPACES}])"
)
_RUN = re.compile(r"[^\W\d_⁰¹²³⁴-⁹½¼¾⅐-⅞]+")
_RAISED = {"¹": 1, "²": 2, "³": 3, "⁴": 4}
_ENDS = frozenset({"", ",", ";", ")", "\n", ":", "]", "\t", "|"})
"""After these, nothing of a unit follows."""
_MOST = 6
"""A unit of more parts than this is no unit."""
_SIDE_BY_SIDE = frozenset(
    {
        ("newton", "meter"),
        ("kilonewton", "meter"),
        ("pascal", "second"),
        ("millipascal", "second"),
        ("ohm", "meter"),
    }
    | {("kilowatt", "hour"), ("watt", "hour"), ("megawatt", "hour"), ("gigawatt", "hour")}
)
"""Units that are multiplied with only a space between them."""


class Factor(NamedTuple):
    """A unit as it stands in the text, to a power, and where it ends."""

    unit: Unit
    power: int
    end: int
    bare: bool  # no exponent was written


class Reading(NamedTuple):
    """A unit found in a text and where it ends: the first symbol it is read from ("" for a name),
    and how many units it is made of."""

    unit: Unit
    end: int
    first: str
    parts: int


class Symbols:
    """Reads units from symbols."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._by_symbol = units.by_symbol
        # Symbols that are not letters only (%, °C, wt.%, л.с.) are tried by what they start with.
        self._odd: dict[str, list[str]] = {}
        for symbol in sorted(self._by_symbol, key=lambda s: (-len(s), s)):
            if not symbol.isalpha():
                self._odd.setdefault(symbol[0], []).append(symbol)
        runs = ((_RUN.match(symbol), symbol) for symbol in self._by_symbol)
        self.heads = frozenset(run[0] if run else symbol[0] for run, symbol in runs)

    def main(self) -> Iterator[tuple[str, str]]:
        """The symbols that names are rewritten to, each with its unit's key."""
        return ((unit.symbol, unit.key) for unit in self._by_symbol.values() if unit.symbol)

    def read(self, text: str, at: int) -> Reading | None:
        """The longest unit that starts at an offset, None if there is none."""
        first = self._factor(text, at)
        if first is None:
            return None
        if first.bare and text[first.end : first.end + 1] in _ENDS:
            symbol = text[at : first.end]
            return None if first.unit.part else Reading(first.unit, first.end, symbol, 1)
        factors = [first]
        under = False
        while len(factors) < _MOST and (more := self._next(text, factors[-1], under)):
            under = under or "/" in text[factors[-1].end : more[0].end]
            factors += more
        if len(factors) == 1 and first.power == 1 and first.unit.part:
            return None
        parts = [(factor.unit, factor.power) for factor in factors]
        unit = self._known(parts) or self._units.made_of(parts)
        end = self._closed(text, factors)
        return Reading(unit, end, text[at : at + self._length(text, at)], len(parts))

    def _closed(self, text: str, factors: list[Factor]) -> int:
        """Where the whole ends: behind the bracket if the last factors stand in one."""
        start, end = factors[0].end, factors[-1].end
        return end + (text.count("(", start, end) > text.count(")", start, end))

    def _known(self, parts: list[tuple[Unit, int]]) -> Unit | None:
        """The unit of the table that the parts make, such as km/h."""
        if len(parts) != 2 or (parts[0][1], parts[1][1]) != (1, -1):
            return None
        return self._units.listed(f"{parts[0][0].key}-per-{parts[1][0].key}")

    def _next(self, text: str, last: Factor, under: bool) -> list[Factor]:
        """The factors that are joined to the last one: several where a bracket follows a slash."""
        join = _JOIN.match(text, last.end)
        if join is None:
            return []
        if join["slash"] and text[join.end() : join.end() + 1] == "(":
            return self._bracket(text, join.end() + 1)
        factor = self._factor(text, join.end())
        if factor is None:
            return []
        if join["slash"] or (under and not join["space"]):
            return [factor._replace(power=-abs(factor.power))]
        return [factor] if _multiplies(join, last, factor) else []

    def _bracket(self, text: str, at: int) -> list[Factor]:
        """The factors up to a closing bracket, all of them divisors; none if it does not close."""
        found: list[Factor] = []
        while (factor := self._factor(text, at)) is not None:
            found.append(factor._replace(power=-factor.power))
            if text[factor.end : factor.end + 1] == ")":
                return found
            join = _JOIN.match(text, factor.end)
            if join is None or join["slash"]:
                break
            at = join.end()
        return []

    def _length(self, text: str, at: int) -> int:
        """Length of the one symbol at an offset, 0 if there is none."""
        for symbol in self._odd.get(text[at : at + 1], ()):
            if text.startswith(symbol, at) and not _glued(text, at + len(symbol)):
                return len(symbol)
        run = _RUN.match(text, at)
        return len(run[0]) if run and run[0] in self._by_symbol else 0

    def _factor(self, text: str, at: int) -> Factor | None:
        length = self._length(text, at)
        if not length:
            return None
        symbol = text[at : at + length]
        end, power = at + length, 1
        exponent = _EXPONENT.match(text, end) if symbol[-1].isalpha() else None
        unit = self._by_symbol[symbol]
        if exponent is not None:
            if self._opens_range(text, exponent, symbol):
                exponent = None
            elif exponent[0].isdecimal() and unit.dimension not in ("length", "time"):
                return None  # 34ac2 is a name, 34 m2 an area
        if exponent is not None:
            power, end = _power(exponent), exponent.end()
        return None if _glued(text, end) else Factor(unit, power, end, not exponent)

    def _opens_range(self, text: str, exponent: re.Match[str], symbol: str) -> bool:
        """Whether what looks like an exponent is the end of a range, as in `2 mm-3 mm`."""
        rest = text[exponent.end() : exponent.end() + len(symbol) + 1]
        return exponent["sign"] in ("-", "–") and rest.lstrip(SPACES).startswith(symbol)


def _multiplies(join: re.Match[str], last: Factor, factor: Factor) -> bool:
    """Whether a dot or space is a product there: else a sentence ends, or another word follows."""
    bare = last.bare and factor.bare
    if join["space"] and factor.power > 0:
        return bare and (last.unit.key, factor.unit.key) in _SIDE_BY_SIDE
    return not (bare and join["dot"] == ".")


def _power(exponent: re.Match[str]) -> int:
    if exponent["raised"]:
        power = _RAISED[exponent["raised"][-1]]
        return -power if exponent["raised"][0] == "⁻" else power
    return (
        -int(exponent["digit"]) if exponent["sign"] in ("-", "−", "–") else int(exponent["digit"])
    )


def _glued(text: str, at: int) -> bool:
    """Whether a letter or digit follows directly, so that no symbol ends there."""
    after = text[at : at + 1]
    return (after.isalnum() or after == "_") and text[at - 1].isalnum()
