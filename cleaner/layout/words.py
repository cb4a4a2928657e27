"""The words of a text: where they begin and end, what they begin with, and a hash of each.

There is no tokeniser and no list of languages: a word is a run of letters and digits.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from cleaner.layout.signs import DENSE, DIGIT, LOWER, UPPER, flags, kinds
from cleaner.layout.sums import Characters, Hashes, Ints

BEGINNINGS = (UPPER, LOWER, DIGIT, DENSE)
"""What words begin with: no letter is two of them."""
_BASE = 0x9E3779B97F4A7C15
_POWERS: list[Hashes] = [np.zeros(0, np.uint64), np.zeros(0, np.uint64)]


def mix(value: Hashes) -> Hashes:
    """The hashes with all bits depending on each other (the finish of the xxHash family)."""
    value = value ^ (value >> np.uint64(31))
    value *= np.uint64(0xD6E8FEB86659FD93)
    value ^= value >> np.uint64(32)
    return value


def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Powers of the base of the rolling hash modulo 2**64, and those of its inverse."""
    if len(_POWERS[0]) < size:
        for place, base in enumerate((_BASE, pow(_BASE, -1, 1 << 64))):
            steps = np.full(max(size, 1 << 16), base, np.uint64)
            steps[0] = 1
            _POWERS[place] = np.multiply.accumulate(steps)
    return _POWERS[0][:size], _POWERS[1][:size]


class Words(NamedTuple):
    """Where words begin and end among the characters, in which line each stands, where each line's
    words begin, and a hash of each. `sort` is its place in BEGINNINGS from 1 on, 0 for others."""

    starts: Ints
    ends: Ints
    line: Ints
    of_line: Ints
    hash: Hashes
    sort: Ints


def words_of(letters: Hashes, sort: Characters, bounds: Ints) -> Words:
    """The words: runs of letters and digits, each dense sign by itself."""
    begins = sort >= kinds().letter
    ends = begins.copy()
    joined = begins[1:] & begins[:-1]
    if sort.max(initial=0) >= kinds().dense:
        plain = sort < kinds().dense
        joined &= plain[1:] & plain[:-1]
    begins[1:] ^= joined
    ends[:-1] ^= joined
    start, end = begins.nonzero()[0], ends.nonzero()[0] + 1
    of_line = start.searchsorted(bounds)
    return Words(
        starts=start,
        ends=end,
        line=np.arange(len(bounds) - 1).repeat(of_line[1:] - of_line[:-1]),
        of_line=of_line,
        hash=_hashes(letters, start, end),
        sort=_beginnings().take(sort.take(start)),
    )


@lru_cache(maxsize=1)
def _beginnings() -> Ints:
    """The place of each kind of characters in BEGINNINGS from 1 on, 0 for others."""
    return np.arange(1, len(BEGINNINGS) + 1) @ flags(*BEGINNINGS).astype(np.int64)


def _hashes(letters: Hashes, start: Ints, end: Ints) -> Hashes:
    """A hash of each word by a rolling polynomial. `letters` are 0 between words."""
    if not len(start):
        return np.zeros(0, np.uint64)
    power, inverse = _powers(len(letters))
    # Each sum runs on to the beginning of the next word, over what is 0.
    sums = np.add.reduceat(letters * power, start)
    sums *= inverse.take(start)
    sums += (end - start).astype(np.uint64)
    return mix(sums)
