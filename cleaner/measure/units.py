"""Units: what each is, and how larger ones are made of them.

Facts come from the tables in `rules/units/`. A unit's key is the name CLDR gives it, so that
`square-kilometer` and `kilogram-per-cubic-meter` can be made from their parts. Factors are exact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import product
from pathlib import Path

from cleaner.errors import CleanerError

Powers = tuple[tuple[str, int], ...]
"""Base quantities with their exponents, in alphabetical order, none of them 0."""

_POWERS = {"square": 2, "cubic": 3}
_RAISED = str.maketrans("-1234567890", "⁻¹²³⁴⁵⁶⁷⁸⁹⁰")
_BASE: Mapping[str, tuple[str, str]] = {
    "L": ("m", "length"),
    "M": ("kg", "mass"),
    "T": ("s", "time"),
    "I": ("A", "electric-current"),
    "H": ("K", "temperature"),
    "N": ("mol", "amount"),
    "J": ("cd", "luminous-intensity"),
    "A": ("rad", "angle"),
    "B": ("bit", "information"),
}
"""The letters of dimensions.tsv: the base unit in UCUM and the name of the base quantity."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its UCUM code, its dimension, and how it becomes the dimension's SI unit.

    A value in it, plus `offset`, times `factor` is the value in `si_unit`; both are None where
    there is no SI unit or the unit is `ambiguous`. `symbol` is what its name is rewritten to and
    `cyrillic` what in Cyrillic script, "" for a name that is kept.
    """

    key: str
    ucum: str
    dimension: str
    powers: Powers | None
    factor: Fraction | None
    si_unit: str | None
    offset: Fraction = Fraction(0)
    symbol: str = ""
    cyrillic: tuple[str, ...] = ()
    ambiguous: bool = False
    keep: bool = False
    alone: bool = False
    part: bool = False

    def to_si(self, value: Fraction) -> Fraction | None:
        """The value in the SI unit, None where that is not certain."""
        return None if self.factor is None else (value + self.offset) * self.factor


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table with tabs, by the names in its head line; `#` starts a comment line.

    Raises CleanerError if the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CleanerError(f"{path}: the table of units cannot be read: {error}.") from error
    head, *rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    for row in rows:
        yield dict(zip(head, row, strict=True))


TABLES = (
    *("units", "dimensions", "prefixes", "names", "declensions", "declined", "aliases"),
    *("words", "everyday"),
)
"""The tables that decide what is found and rewritten."""


def tables_digest(home: Path) -> str:
    """SHA-256 over all tables of a folder. Raises CleanerError if one cannot be read."""
    digest = hashlib.sha256()
    for name in TABLES:
        for row in read_table(home / f"{name}.tsv"):
            digest.update("\t".join((name, *row.values(), "\n")).encode())
    return digest.hexdigest()


class Units:
    """All units of the tables, by key and by symbol."""

    def __init__(self, home: Path) -> None:
        self._dimensions = {row["name"]: row for row in read_table(home / "dimensions.tsv")}
        self._by_powers = {
            _powers(row["powers"]): name
            for name, row in reversed(self._dimensions.items())
            if not row["powers"].startswith("=")
        }
        self._prefixes = {row["prefix"]: row for row in read_table(home / "prefixes.tsv")}
        self._by_key: dict[str, Unit] = {}
        self.by_symbol: dict[str, Unit] = {}
        rows = list(read_table(home / "units.tsv"))
        for row in rows:
            self._add(row)
        for row in rows:
            for prefix in row["prefixes"].split():
                self._add(self._prefixed(row, self._prefixes[prefix]))
        self._listed = dict(self._by_key)

    def _prefixed(self, row: Mapping[str, str], prefix: Mapping[str, str]) -> dict[str, str]:
        """The row of a unit with a prefix. It is read alone even if the bare symbol is not."""
        factor = row["factor"]
        if factor != "-":
            factor = str(Fraction(factor) * Fraction(10) ** int(prefix["power"]))
        return {
            **row,
            "key": prefix["name"] + row["key"],
            "ucum": prefix["prefix"] + row["ucum"],
            "factor": factor,
            "symbols": _joined(prefix["symbols"], row["symbols"]),
            "cyrillic": _joined(prefix["cyrillic"], row["cyrillic"]),
            "flags": " ".join(flag for flag in row["flags"].split() if flag != "part"),
        }

    def _add(self, row: Mapping[str, str]) -> None:
        if row["key"] in self._by_key:
            return
        dimension = self._dimensions[row["dimension"]]
        flags = row["flags"].split()
        written = "" if row["symbols"] == "-" else row["symbols"]
        symbols = [symbol.replace("_", " ") for symbol in written.split()]
        unit = Unit(
            key=row["key"],
            ucum=row["ucum"],
            dimension=row["dimension"],
            powers=_powers(dimension["powers"].removeprefix("=")),
            factor=None if row["factor"] == "-" else Fraction(row["factor"]),
            si_unit=None if dimension["si"] == "-" else dimension["si"],
            offset=Fraction(row["offset"]),
            symbol=symbols[0] if symbols else "",
            cyrillic=tuple(row["cyrillic"].split()),
            ambiguous="ambiguous" in flags,
            keep="keep" in flags,
            alone="alone" in flags,
            part="part" in flags,
        )
        self._by_key[unit.key] = unit
        for symbol in (*symbols, *unit.cyrillic):
            self.by_symbol.setdefault(symbol, unit)

    def unit(self, key: str) -> Unit:
        """The unit of a key, larger ones made of their parts. Raises KeyError if it is unknown."""
        found = self._by_key.get(key)
        if found is None:
            top, *under = key.split("-per-")
            parts = [self._power(top), *(self._inverse(part) for part in under)]
            found = self._by_key[key] = replace(self.made_of(parts), key=key)
        return found

    def listed(self, key: str) -> Unit | None:
        """The unit that the tables have under a key, None if it would have to be made."""
        return self._listed.get(key)

    def quotient(self, unit: Unit, below: Unit) -> Unit:
        """One unit per another: the one of the tables, if there is one."""
        key = f"{unit.key}-per-{below.key}"
        found = self._by_key.get(key)
        if found is None:
            made = self.made_of([(unit, 1), (below, -1)])
            found = self._by_key[key] = replace(made, key=key)
        return found

    def _inverse(self, key: str) -> tuple[Unit, int]:
        unit, power = self._power(key)
        return unit, -power

    def _power(self, key: str) -> tuple[Unit, int]:
        for word, power in _POWERS.items():
            if key.startswith(word + "-"):
                return self._by_key[key.removeprefix(word + "-")], power
        return self._by_key[key], 1

    def made_of(self, parts: Iterable[tuple[Unit, int]]) -> Unit:
        """The product of units, each to a power. Scales with an offset count as differences."""
        parts = tuple(parts)
        if len(parts) == 1 and parts[0][1] == 1:
            return parts[0][0]
        powers: dict[str, int] | None = {}
        factor: Fraction | None = Fraction(1)
        for unit, exponent in parts:
            factor = (
                None if factor is None or unit.factor is None else factor * unit.factor**exponent
            )
            if powers is None or unit.powers is None:
                powers = None
                continue
            for base, power in unit.powers:
                powers[base] = powers.get(base, 0) + power * exponent
        kept = None if powers is None else tuple(sorted(p for p in powers.items() if p[1]))
        dimension, si_unit = self._dimension(kept)
        first = parts[0][0]
        return Unit(
            key="-".join(f"{u.key}{e if e != 1 else ''}" for u, e in parts),
            ucum=_product((u.ucum, e) for u, e in parts),
            dimension=dimension,
            powers=kept,
            factor=factor if si_unit else None,
            si_unit=si_unit,
            symbol=_written((u.symbol, e) for u, e in parts),
            cyrillic=tuple(
                _written((u.cyrillic[at] if u.cyrillic else "", e) for u, e in parts)
                for at in (0, -1)
            ),
            ambiguous=any(u.ambiguous for u, _ in parts),
            keep=first.keep or first.alone or any(u.keep for u, _ in parts),
        )

    def _dimension(self, powers: Powers | None) -> tuple[str, str | None]:
        """The name of a dimension and its SI unit."""
        if powers is None:
            return "other", None
        name = self._by_powers.get(powers)
        if name:
            return name, self._dimensions[name]["si"]
        return (
            ".".join(_BASE[base][1] + (str(n) if n != 1 else "") for base, n in powers),
            _product((_BASE[base][0], n) for base, n in powers),
        )


def _joined(prefixes: str, symbols: str) -> str:
    pairs = product(symbols.split(), prefixes.split())
    return "-" if symbols == "-" else " ".join(prefix + symbol for symbol, prefix in pairs)


def _powers(text: str) -> Powers | None:
    """`M L-1 T-2` as pairs; None for `=`, a dimension that stands apart from all others."""
    pairs = ((word[0], int(word[1:] or 1)) for word in text.split() if word != "=")
    return None if text == "=" else tuple(sorted(pairs))


def _product(parts: Iterable[tuple[str, int]]) -> str:
    """Units to powers as UCUM writes them: `kg.m/s2`."""
    top: list[str] = []
    under: list[str] = []
    for code, exponent in parts:
        whole = f"({code})" if "/" in code or "." in code else code
        size = abs(exponent)
        (top if exponent > 0 else under).append(whole + (str(size) if size != 1 else ""))
    return reduce(lambda done, code: f"{done}/{code}", under, ".".join(top))


def _written(parts: Iterable[tuple[str, int]]) -> str:
    """Units to powers as people write them: `kg/m³`; "" if one has no symbol."""
    top: list[str] = []
    under: list[str] = []
    for symbol, exponent in parts:
        if not symbol:
            return ""
        raised = str(abs(exponent)).translate(_RAISED) if abs(exponent) != 1 else ""
        (top if exponent > 0 else under).append(symbol + raised)
    if not top or len(under) > 1:
        return ""
    return "·".join(top) + ("/" + under[0] if under else "")
