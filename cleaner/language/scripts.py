"""Scripts: which script each letter belongs to, and which languages are written in which.

The table is `scripts.tsv`. Only letters count: signs, digits and combining marks go with any
script.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import ascii_lowercase, ascii_uppercase

WEIGHT: Mapping[str, int] = {"Hani": 3, "Hira": 2, "Kana": 2, "Hang": 2}
"""How many letters of an alphabet one sign of these scripts stands for, roughly: without it a
Chinese text that cites English names would count as English."""

KANA_SHARE = 0.08
"""From this share of the weight of kana and Chinese characters on, the text is Japanese."""

_ASCII = re.compile(r"[\x00-\x7f]+")
_SMALL, _CAPITAL = ascii_lowercase.encode(), ascii_uppercase.encode()


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a text: their weight by script, in order of script code, and how many of
    them (unweighted) are there and are capitals."""

    weights: Mapping[str, int]
    number: int
    capitals: int

    @property
    def total(self) -> int:
        """The weight of all scripts together."""
        return sum(self.weights.values())

    def share(self, *scripts: str) -> float:
        """The share of these scripts in the weight of all letters, from 0 to 1."""
        return sum(self.weights.get(script, 0) for script in scripts) / (self.total or 1)

    @property
    def main(self) -> str:
        """The ISO 15924 code of the heaviest script: `Zyyy` (common) if there is no letter,
        `Jpan` for kana with or without Chinese characters."""
        if not self.weights:
            return "Zyyy"
        weights = dict(self.weights)
        kana = weights.pop("Hira", 0) + weights.pop("Kana", 0)
        if kana >= KANA_SHARE * (kana + weights.get("Hani", 0)) > 0:
            weights["Jpan"] = kana + weights.pop("Hani", 0)
        return max(weights, key=lambda script: weights[script])


@dataclass(frozen=True, slots=True)
class _Table:
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    owners: tuple[str, ...]
    sole: Mapping[str, str]
    written: Mapping[str, frozenset[str]]


@cache
def _table() -> _Table:
    ranges: list[tuple[int, int, str]] = []
    sole: dict[str, str] = {}
    written: dict[str, set[str]] = {}
    lines = files("cleaner.language").joinpath("scripts.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("#"):
            continue
        script, alone, languages, letters = line.split("\t")
        if alone != "-":
            sole[script] = alone
        for language in {alone, *languages.split()} - {"-"}:
            written.setdefault(language, set()).add(script)
        for piece in letters.split():
            first, _, last = piece.partition("-")
            ranges.append((int(first, 16), int(last or first, 16), script))
    starts, ends, owners = zip(*sorted(ranges), strict=True)
    sets = {language: frozenset(scripts) for language, scripts in written.items()}
    return _Table(starts, ends, owners, sole, sets)


@cache
def script_of(character: str) -> str:
    """The ISO 15924 code of a letter's script, the empty string for what is no letter, is common
    to several scripts or newer than the table."""
    if not character.isalpha():
        return ""
    table = _table()
    code = ord(character)
    at = bisect_right(table.starts, code) - 1
    return table.owners[at] if at >= 0 and code <= table.ends[at] else ""


def letters_of(text: str) -> Letters:
    """The letters of a text by script. Those of ASCII, which are most, are counted in one go, of
    the others each distinct character is looked up once."""
    plain = text.encode("ascii", "ignore")
    capitals = _how_many(plain, _CAPITAL)
    number = capitals + _how_many(plain, _SMALL)
    weights = {"Latn": number} if number else {}
    rest = "" if text.isascii() else _ASCII.sub("", text)
    for character, times in Counter(rest).items():
        script = script_of(character)
        if script:
            weights[script] = weights.get(script, 0) + times * WEIGHT.get(script, 1)
            number += times
            if character.isupper():
                capitals += times
    return Letters(dict(sorted(weights.items())), number, capitals)


def _how_many(plain: bytes, members: bytes) -> int:
    return len(plain) - len(plain.translate(None, members))


def sole_language(script: str) -> str | None:
    """The one language a script stands for (`Thai` is `th`), None if several are likely."""
    return "ja" if script == "Jpan" else _table().sole.get(script)


def scripts_of(language: str) -> frozenset[str]:
    """The scripts a language is written in. One the table does not name is written in Latn."""
    return _table().written.get(language, frozenset({"Latn"}))
