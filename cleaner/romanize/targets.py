"""What an entry's spellings stand for: the lattices of a name and what each of them means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.romanize.compile import Matcher, matcher
from cleaner.romanize.entry import Name
from cleaner.romanize.lattice import Lattice, Literal, literal
from cleaner.romanize.spell import ALPHABETS
from cleaner.romanize.spelling import without_article

RANKS = ("canonical", "alias", "full", "surname")
"""What a spelling can be, the surer first."""


class Target(NamedTuple):
    """What a spelling that a lattice accepts stands for: an entry (by number), as what (one of
    `RANKS`), and what is written for it. `source` tells the scheme."""

    entry: int
    rank: str
    canonical: str
    source: Matcher | None


def matchers_of(name: Name) -> list[Matcher]:
    """One matcher for each language of an entry. Raises ValueError as `matcher` does."""
    readings = {str(language): reading for language, reading in name.reading.items()}
    return [
        matcher(native, language, readings.get(language), ocr=name.ocr)
        for language, native in name.native.items()
    ]


def targets_of(number: int, name: Name) -> Iterator[tuple[Lattice | Literal, Target]]:
    """The lattices of an entry, each with what its spellings stand for."""
    given = [("canonical", name.canonical), *(("alias", alias) for alias in name.aliases)]
    for rank, spelling in given:
        for text in dict.fromkeys((spelling, without_article(spelling))):
            yield literal(text), Target(number, rank, name.canonical, None)
    for source in matchers_of(name):
        for lattice in source.lattices:
            yield lattice, Target(number, "full", name.canonical, source)
        family = _family(name, source)
        if family is not None:
            canonical, own = family
            yield literal(canonical), Target(number, "surname", canonical, own)
            for lattice in own.lattices:
                yield lattice, Target(number, "surname", canonical, own)


def _family(name: Name, source: Matcher) -> tuple[str, Matcher] | None:
    """A person's family name as the canonical spelling has it, and its matcher.

    Only where letters say enough: a bare Arabic or Hebrew skeleton fits too many words, and a
    bare Korean or Chinese family name too many persons.
    """
    reading = name.reading.get("ja")
    if name.kind != "person" or source.language not in (*ALPHABETS, "ja"):
        return None
    words = (reading or source.native).split()
    canonical = name.canonical.split()
    if len(words) < 2 or len(canonical) < 2:
        return None
    native = words[0] if source.language == "ja" else words[-1]
    own = matcher(native, source.language, ocr=name.ocr)
    for word in (canonical[-1], canonical[0]):
        if own.matches(word):
            return word, own
    return None
