"""Looking for the literals of rules in lines, by how long the lines are.

Half of a page's text is prose, whose lines are longer than most rules ask for: the literals of
those rules are not looked for there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from ahocorasick_rs import AhoCorasick

from cleaner.rulebook.compiled import LINE_CAP
from cleaner.rulebook.form import fold

BANDS = (-1, 120, 320, LINE_CAP)
"""Lengths of lines up to which the same literals are looked for. Longer lines match nothing."""
Lengths = tuple[int, int]
"""The shortest and the longest line that a rule asks for."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Band:
    """The literals that are looked for in lines of more than `low` and at most `high` characters,
    each with its rules, by their numbers."""

    def __init__(self, low: int, high: int, literals: Mapping[str, Sequence[int]]) -> None:
        self.low = low
        self.high = high
        self._automaton = AhoCorasick(list(literals))
        self._rules = list(literals.values())

    def find(self, lines: Sequence[str], found: Mapping[str, set[int]]) -> None:
        """Adds the rules whose literals occur in lines of the band to what is found there."""
        mine = [line for line in lines if self.low < len(line) <= self.high]
        if not mine:
            return
        folded = fold("\n".join(mine))
        starts = list(accumulate((len(line) + 1 for line in folded.split("\n")[:-1]), initial=0))
        if not folded.isascii():
            folded = _SURROGATE.sub("\ufffd", folded)
        rules = self._rules
        hits = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        for literal, start, _ in hits:
            found[mine[bisect_right(starts, start) - 1]].update(rules[literal])


def bands_of(literals: Mapping[str, Sequence[int]], lengths: Sequence[Lengths]) -> list[Band]:
    """The bands for the literals of rules, given the lengths of line that each rule asks for. A
    rule whose literal stands in the line below its own is found under its complement (`~number`),
    in lines of any length."""
    ordered = dict(sorted(literals.items()))
    return [
        Band(low, high, _reaching(ordered, lengths, low, high)) for low, high in pairwise(BANDS)
    ]


def _reaching(
    literals: Mapping[str, Sequence[int]], lengths: Sequence[Lengths], low: int, high: int
) -> dict[str, list[int]]:
    """The literals of rules that may match a line of a band."""
    reaching = {
        number
        for number, (shortest, longest) in enumerate(lengths)
        if shortest <= high and low < longest
    }
    kept = (
        (literal, [number for number in numbers if number < 0 or number in reaching])
        for literal, numbers in literals.items()
    )
    return {literal: numbers for literal, numbers in kept if numbers}
