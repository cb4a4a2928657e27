"""Readings of Chinese characters, for names whose rule gives none."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, product
from pathlib import Path

MOST = 8
"""A name is read in at most so many ways: characters with two readings multiply."""

_TABLE = Path(__file__).parent / "tables" / "hanzi.tsv"


@lru_cache(maxsize=1)
def _readings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        syllable, characters = line.split("\t")
        for character in characters:
            found[character] = (*found.get(character, ()), syllable)
    return found


def read_hanzi(native: str) -> list[str]:
    """The pinyin of a name in Chinese characters, its syllables parted by apostrophes: every way
    to read it, none if a character is not known."""
    known = _readings()
    parts = [known.get(character, ()) for character in native if not character.isspace()]
    return ["'".join(way) for way in islice(product(*parts), MOST)] if parts else []
