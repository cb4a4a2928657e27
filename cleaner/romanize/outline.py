"""Outlines: which characters can stand beside each other in a name, to tell at a glance that a
word begins none of a thousand names.

A word is looked at as its pairs of neighbours, a space at both its ends, and its length. For each
of these there is a number whose bits are the names that can have it. All of them joined by `and`
leave the few names worth reading; for most words that is none, after the first few pairs. So a
thousand names cost a word hardly more than fifty. Where a script does not write vowels, nearly
all vowels may stand everywhere: the words left over are looked at again without theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from cleaner.romanize.lattice import Lattice, Literal
from cleaner.romanize.table import Choices

LONGEST = 40
"""Words of so many characters or more count as equally long."""

_EDGE = frozenset(" ")
_NO_WORD = re.compile(r"\W")
_VOWELS = re.compile("[aeiouy]")


class Outlines:
    """The outlines of many names."""

    def __init__(self, sources: Sequence[Lattice | Literal]) -> None:
        self._sources = sources
        self._having: dict[str | int, list[int]] = {}
        for number, source in enumerate(sources):
            for one in outline(source):
                self._having.setdefault(one, []).append(number)
        self._all = (1 << len(sources)) - 1
        self._bits: dict[str | int, int] = {}
        self._skeletons: dict[int, frozenset[str]] = {}

    def fitting(self, word: str) -> Iterator[int]:
        """The numbers of the names that may have this folded word as their first, in rising order.
        Those that have it are among them."""
        left = self._all & self._bit(min(len(word), LONGEST))
        for one, other in pairwise(f" {word} "):
            left &= self._bit(one + other)
            if not left:
                return
        bones = skeleton_of(f"{word} ")
        while left:
            lowest = left & -left
            left ^= lowest
            number = lowest.bit_length() - 1
            if bones <= self.skeleton(number):
                yield number

    def _bit(self, one: str | int) -> int:
        """The names that can have a pair or length, as bits; worked out when it is asked for."""
        found = self._bits.get(one)
        if found is None:
            data = bytearray(len(self._sources) // 8 + 1)
            for number in self._having.get(one, ()):
                data[number >> 3] |= 1 << (number & 7)
            found = self._bits[one] = int.from_bytes(data, "little")
        return found

    def skeleton(self, number: int) -> frozenset[str]:
        """Each three neighbours that a name can have when vowels are left out."""
        known = self._skeletons.get(number)
        if known is None:
            known = self._skeletons[number] = _skeleton(self._sources[number])
        return known


def outline(source: Lattice | Literal) -> set[str | int]:
    """What first words of a name's spellings can have: pairs of neighbours and lengths. Some that
    none of them has may be among these."""
    if isinstance(source, Literal):
        word = _NO_WORD.split(source.spelling, maxsplit=1)[0]
        return {*_paired(f" {word} "), min(len(word), LONGEST)}
    lasts: list[frozenset[str]] = [frozenset() for _ in source.places]
    least, most = [LONGEST] * len(lasts), [-1] * len(lasts)
    lasts[0], least[0], most[0] = _EDGE, 0, 0
    ends: list[int] = []
    found: set[str | int] = set()
    for place, edges in enumerate(source.places):
        here = lasts[place]
        if not here:  # the first word ended before
            continue
        if place == source.end:
            found |= _crossed(here, _EDGE)
            ends += (least[place], most[place])
        for step, choices in edges:
            found |= _crossed(here, choices.firsts)
            found |= choices.pairs
            for head in choices.heads:
                ends += (least[place] + len(head), most[place] + len(head))
            to = place + step
            lasts[to] |= choices.lasts - _EDGE
            if choices.silent:
                lasts[to] |= here
            if choices.lengths:
                least[to] = min(least[to], least[place] + choices.lengths[0])
                most[to] = max(most[to], most[place] + choices.lengths[-1])
    if ends:
        found.update(range(min(ends), min(max(ends), LONGEST) + 1))
    return found


@lru_cache(maxsize=1 << 14)
def _crossed(lasts: frozenset[str], firsts: frozenset[str]) -> frozenset[str]:
    return frozenset(last + first for last in lasts for first in firsts)


@lru_cache(maxsize=1 << 15)
def skeleton_of(text: str) -> frozenset[str]:
    """Each three neighbours in a folded text, a space before it, when vowels are left out."""
    return frozenset(_threes(" " + _without_vowels(text)))


def _skeleton(source: Lattice | Literal) -> frozenset[str]:
    if isinstance(source, Literal):
        return skeleton_of(source.spelling + " ")
    lasts: list[set[str]] = [set() for _ in source.places]
    lasts[0].add(" ")
    found: set[str] = set()
    for place, edges in enumerate(source.places):
        for step, choices in edges:
            for bones in _bones(choices):
                for last in lasts[place] if bones else ():
                    found.update(_threes(last + bones))
                    lasts[place + step].add((last + bones)[-2:])
                if not bones:
                    lasts[place + step] |= lasts[place]
    found.update(last + " " for last in lasts[-1])
    return frozenset(found)


def _threes(text: str) -> Iterator[str]:
    return (text[at : at + 3] for at in range(len(text) - 2))


@lru_cache(maxsize=1 << 12)
def _bones(choices: Choices) -> frozenset[str]:
    return frozenset(_without_vowels(spelling) for spelling, _ in choices.compared)


def _without_vowels(spelling: str) -> str:
    return _VOWELS.sub("", _NO_WORD.sub(" ", spelling))


def _paired(text: str) -> Iterator[str]:
    return (one + other for one, other in pairwise(text))
