"""How many of which characters lines have."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.features import Floats
from cleaner.layout.signs import (
    AT,
    BAR,
    BRACKET,
    BREAK,
    CELL,
    CLOSER,
    COLON,
    COMMA,
    COPYRIGHT,
    DENSE,
    DIGIT,
    ENDER,
    JOINER,
    LETTER,
    LOWER,
    QUOTE,
    SIGN,
    SPACE,
    THAI,
    UPPER,
    flags,
    kinds,
)
from cleaner.layout.sums import Characters, Ints

COUNTED = (
    UPPER, LOWER, LETTER, DIGIT, COMMA, SIGN, AT, COPYRIGHT, BAR, COLON, QUOTE, BRACKET, CELL, THAI,
)  # fmt: skip
"""Characters that are counted in each line."""


class Counts(NamedTuple):
    """What each line has how many of: `signs` has a row for each of COUNTED; enders that end a
    sentence, joiners between digits and beginnings of links depend on what stands beside them."""

    signs: Floats
    sentences: Floats
    stamps: Floats
    links: Floats

    def of(self, bit: int) -> Floats:
        """How many characters of one of COUNTED each line has."""
        row: Floats = self.signs[COUNTED.index(bit)]
        return row


def counts_of(codes: NDArray[np.uint32], sort: Characters, starts: Ints, lengths: Ints) -> Counts:
    """How many characters of the kinds that count each line has."""
    size, sorts = len(starts), len(kinds().bits)
    cell = np.arange(0, size * sorts, sorts).repeat(lengths)
    cell += sort
    found = np.bincount(cell, minlength=size * sorts).reshape(size, sorts)
    # Not `@`, which would start threads for so little.
    signs = np.einsum("ck,kl->cl", flags(*COUNTED), found.T.astype(np.float32, order="C"))
    ender, joiner, digit, free = flags(ENDER, JOINER, DIGIT, SPACE | CLOSER | DENSE | BREAK) > 0
    at = np.flatnonzero((sort >= kinds().mark) & (sort < kinds().letter))
    line = starts.searchsorted(at, "right") - 1
    # The text ends with the end of a line, which thereby also stands before the first character.
    mark, before, after = sort.take(at), sort.take(at - 1, mode="wrap"), sort.take(at + 1)
    told = (
        ender.take(mark) & free.take(after),
        joiner.take(mark) & digit.take(before) & digit.take(after),
        (codes.take(at) == ord(":")) & (codes.take(at + 1) == ord("/")),
    )
    sums = [np.bincount(line[one], minlength=size).astype(np.float32) for one in told]
    return Counts(signs, *sums)
