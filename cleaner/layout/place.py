"""The place of lines in their documents: what is before and after them, near and far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cleaner.layout.facts import Facts
from cleaner.layout.features import NEAR, Floats
from cleaner.layout.sums import Doubles, Flags, Ints, running

OUTSIDE = -2.0
"""What a neighbour beyond the document's first or last line counts as."""


WORDS, PROSE, PROSE_LINES, BLANK, OVER, NOT_BEGUN = range(6)
"""Rows of running sums."""
REACHES = (1, 2, 3, 5, 8, 15, 25)
"""How far windows around a line reach."""


@dataclass
class Place:
    """Where lines stand in their documents. What belongs to a document has a value for each line,
    or, where there is only one document, a single value, which numpy spreads over the lines."""

    facts: Facts

    @cached_property
    def at(self) -> Ints:
        """The number of each line in the batch."""
        return np.arange(self.facts.size)

    @cached_property
    def doc(self) -> Ints:
        """Each line's document."""
        return self.facts.doc if len(self.facts.doc_lines) > 2 else np.zeros(1, np.int64)

    @cached_property
    def first(self) -> Ints:
        """The first line of each line's document."""
        return self.facts.doc_lines.take(self.doc)

    @cached_property
    def end(self) -> Ints:
        """The line after the last of each line's document."""
        return self.facts.doc_lines.take(self.doc + 1)

    @cached_property
    def sums(self) -> Doubles:
        """Running sums of words, words of prose, lines of prose, lines after blank ones, and what
        the lexicon says on the article being over and on its not having begun: a row of each."""
        facts, width, prose = self.facts, self.facts.width, self.facts.prose
        rows = [width, width * prose, prose, facts["blank"], facts["over"], facts["not_begun"]]
        return running(np.array(rows, np.float64))

    @cached_property
    def begins(self) -> Doubles:
        """The running sums before the first line of each line's document."""
        return self.sums.take(self.first, axis=1)

    @cached_property
    def ends(self) -> Doubles:
        """The running sums after the last line of each line's document."""
        return self.sums.take(self.end, axis=1)

    @cached_property
    def before(self) -> Doubles:
        """The sums over what stands before each line in its document."""
        return self.sums[:, :-1] - self.begins

    @cached_property
    def after(self) -> Doubles:
        """The sums over what stands after each line in its document."""
        return self.ends - self.sums[:, 1:]

    @cached_property
    def _outside(self) -> Flags:
        """For each step of NEAR, which lines have nothing of their document there."""
        there = self.at + np.array(NEAR).reshape(-1, 1)
        outside: Flags = (there < self.first) | (there >= self.end)
        return outside

    def neighbours(self, values: Floats) -> Floats:
        """For each step of NEAR and row of values, the value of the line so many lines on (or
        back), OUTSIDE beyond the document."""
        size, frame = self.facts.size, max(NEAR)
        framed = np.empty((len(values), size + 2 * frame), np.float32)
        framed[:, :frame] = framed[:, frame + size :] = OUTSIDE
        framed[:, frame : frame + size] = values
        near = np.empty((len(NEAR), len(values), size), np.float32)
        for row, step in zip(near, NEAR, strict=True):
            row[:] = framed[:, frame + step : frame + step + size]
        if len(self.facts.doc_lines) > 2:
            near.transpose(0, 2, 1)[self._outside] = OUTSIDE
        return near

    @cached_property
    def low(self) -> Ints:
        """For each of REACHES, the line so many before each line, or the document's first."""
        low: Ints = np.maximum(self.first, self.at - _FAR)
        return low

    @cached_property
    def high(self) -> Ints:
        """For each of REACHES, the line after the one so many after each line, or the document's
        end."""
        high: Ints = np.minimum(self.end, self.at + (_FAR + 1))
        return high


_FAR = np.array(REACHES).reshape(-1, 1)
