"""The ids of units, by which they are chosen and reported."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cleaner.measure.units import read_table

PREFIX = "unit."
CONVERSIONS = ("unit.conversion.factor", "unit.conversion.mismatch")
"""The flags of conversions that cannot be right."""


@lru_cache(maxsize=2)
def unit_names(home: Path) -> dict[str, tuple[str, str]]:
    """The ids of the units of a folder of tables in order, each with its UCUM code ("" for one
    that is made of others) and one of its English names. Raises CleanerError as `read_table`."""
    codes: dict[str, str] = {}
    prefixes = {row["prefix"]: row for row in read_table(home / "prefixes.tsv")}
    for row in read_table(home / "units.tsv"):
        codes[row["key"]] = row["ucum"]
        for prefix in row["prefixes"].split():
            codes.setdefault(prefixes[prefix]["name"] + row["key"], prefix + row["ucum"])
    forms: dict[str, str] = {}
    for table in ("names", "aliases"):
        for row in read_table(home / f"{table}.tsv"):
            if row["language"] == "en":
                forms.setdefault(row["key"], row["form"])
    keys = sorted(codes.keys() | forms.keys())
    return {f"{PREFIX}{key}": (codes.get(key, ""), forms.get(key, "")) for key in keys}


def unit_ids(home: Path) -> list[str]:
    """The ids of the units and of the flags about them, in order."""
    return sorted([*unit_names(home), *CONVERSIONS])
