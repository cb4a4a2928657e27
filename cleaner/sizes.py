"""Sizes as people write them: `64MB`, `1.5 GiB`, `4096`."""

from __future__ import annotations

import re

_UNITS = {"": 1, "B": 1}
for _power, _letter in enumerate("KMGT", start=1):
    _UNITS[f"{_letter}B"] = 1000**_power
    _UNITS[_letter] = _UNITS[f"{_letter}IB"] = 1024**_power
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?I?B?)", re.IGNORECASE)


def size_of(written: str) -> int:
    """The bytes a size stands for: `kB`, `MB`, `GB` and `TB` are powers of 1000, `KiB` and so on
    and a letter alone (`64M`) are powers of 1024. Raises ValueError for what is no size."""
    found = _SIZE.fullmatch(written.strip())
    unit = _UNITS.get(found[2].upper()) if found else None
    if found is None or unit is None:
        raise ValueError(f"{written!r} is no size such as 64MB")
    return int(float(found[1]) * unit) if "." in found[1] else int(found[1]) * unit


def shown_size(size: int) -> str:
    """A size that `size_of` reads back as the same number, as short as it can be."""
    for power, letter in ((4, "T"), (3, "G"), (2, "M"), (1, "K")):
        if size >= 1024**power and size % 1024**power == 0:
            return f"{size // 1024**power}{letter}iB"
    return str(size)
