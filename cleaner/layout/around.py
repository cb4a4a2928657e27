"""Where a line stands: its neighbours, the prose before and after it, its place in the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.scan import Floats, Ints, Scan, running
from cleaner.layout.shape import Features

NEAR = (-3, -2, -1, 1, 2, 3)
WINDOWS = (2, 5, 15)
OUTSIDE = -2.0
"""What a neighbour beyond the document's first or last line counts as."""


@dataclass
class Place:
    """Where lines stand in their documents: `first` and `end` bound each line's document."""

    scanned: Scan
    _bounds: dict[tuple[int, int], tuple[Ints, Ints]] = field(default_factory=dict, repr=False)

    @cached_property
    def at(self) -> Ints:
        """The number of each line in the batch."""
        return np.arange(self.scanned.size)

    @cached_property
    def first(self) -> Ints:
        """The first line of each line's document."""
        return self.scanned.doc_lines[self.scanned.doc]

    @cached_property
    def end(self) -> Ints:
        """The line after the last of each line's document."""
        return self.scanned.doc_lines[self.scanned.doc + 1]

    @cached_property
    def mass(self) -> NDArray[np.float64]:
        """Running sum of words."""
        return running(self.scanned.width)

    @cached_property
    def prose_mass(self) -> NDArray[np.float64]:
        """Running sum of the words of prose."""
        return running(self.scanned.width * self.scanned.prose)

    @cached_property
    def prose_before(self) -> NDArray[np.float64]:
        """Words of prose before each line."""
        return self.prose_mass[self.at] - self.prose_mass[self.first]

    @cached_property
    def prose_after(self) -> NDArray[np.float64]:
        """Words of prose after each line."""
        return self.prose_mass[self.end] - self.prose_mass[self.at + 1]

    def neighbours(self, spread: Mapping[str, Floats], steps: Iterable[int]) -> dict[str, Floats]:
        """For each value and step, the value of the line so many lines on (or back), OUTSIDE
        beyond the document: `words-1` is the words of the line before."""
        values = np.array(list(spread.values()), np.float32)
        out: dict[str, Floats] = {}
        for step in steps:
            found = np.full_like(values, OUTSIDE)
            here = slice(None, -step) if step > 0 else slice(-step, None)
            there = slice(step, None) if step > 0 else slice(None, step)
            same = self.scanned.doc[here] == self.scanned.doc[there]
            found[:, here] = np.where(same, values[:, there], OUTSIDE)
            out |= zip([f"{name}{step:+d}" for name in spread], found, strict=True)
        return out

    def window(self, sums: NDArray[np.float64], before: int, after: int) -> NDArray[np.float64]:
        """Sums over the lines from so many before each line to so many after it: of one running
        sum, or of each row of several."""
        if (before, after) not in self._bounds:
            low = np.maximum(self.first, self.at - before)
            self._bounds[before, after] = low, np.minimum(self.end, self.at + after + 1)
        low, high = self._bounds[before, after]
        return sums[..., high] - sums[..., low]


def around(place: Place, spread: Mapping[str, Floats]) -> Features:
    """The features of each line's place. `spread` names values of lines whose neighbours count."""
    near = place.neighbours(spread, NEAR)
    likeness = _likeness(spread, near)
    return {**near, **_windows(place), **_position(place), **_gap(place), **likeness}


def _windows(place: Place) -> Features:
    out: Features = {}
    prose_count = running(place.scanned.prose)
    lines = running(np.ones(place.scanned.size))
    sums = np.stack([place.mass, place.prose_mass, prose_count, lines])
    for reach in WINDOWS:
        words, prose, prose_lines, count = place.window(sums, reach, reach)
        out[f"prose_words_within_{reach}"] = prose / np.maximum(words, 1)
        out[f"prose_lines_within_{reach}"] = prose_lines / count
        out[f"line_width_within_{reach}"] = np.log1p(words / count)
    out["prose_in_5_before"] = np.log1p(place.window(place.prose_mass, 5, -1))
    after = np.minimum(place.end, place.at + 6)
    first = np.minimum(place.at + 1, after)
    out["prose_in_5_after"] = np.log1p(place.prose_mass[after] - place.prose_mass[first])
    return out


def _position(place: Place) -> Features:
    total = np.maximum(place.prose_mass[place.end] - place.prose_mass[place.first], 1)
    words = np.maximum(place.mass[place.end] - place.mass[place.first], 1)
    lines = np.maximum(place.end - place.first, 1)
    blanks = running(place.scanned.blank)
    return {
        "share_of_prose_before": place.prose_before / total,
        "share_of_prose_after": place.prose_after / total,
        "prose_before": np.log1p(place.prose_before),
        "prose_after": np.log1p(place.prose_after),
        "position": (place.at - place.first) / lines,
        "lines_before": np.log1p(place.at - place.first),
        "lines_after": np.log1p(place.end - place.at - 1),
        "document_lines": np.log1p(lines),
        "share_of_words": place.scanned.width / words,
        "document_prose": total / words,
        "document_line_width": np.log1p(words / lines),
        "blank_before": place.scanned.blank,
        "blank_after": place.neighbours({"blank": place.scanned.blank}, (1,))["blank+1"],
        "document_blanks": (blanks[place.end] - blanks[place.first]) / lines,
    }


def _gap(place: Place) -> Features:
    """How far it is to the nearest prose on both sides, in lines and words, and how wide it is."""
    size, at = place.scanned.size, place.at
    is_prose = place.scanned.prose > 0
    back = np.full(size, -1)
    back[1:] = np.maximum.accumulate(np.where(is_prose, at, -1))[:-1]
    on = np.full(size, size)
    on[:-1] = np.minimum.accumulate(np.where(is_prose, at, size)[::-1])[::-1][1:]
    has_back, has_on = back >= place.first, on < place.end
    back, on = np.maximum(back, 0), np.minimum(on, max(size - 1, 0))
    width = place.scanned.width
    since = np.where(has_back, place.mass[at] - place.mass[np.minimum(back + 1, at)], 1e4)
    until = np.where(has_on, place.mass[on] - place.mass[np.minimum(at + 1, on)], 1e4)
    return {
        "lines_since_prose": np.where(has_back, np.log1p(at - back), 8),
        "lines_until_prose": np.where(has_on, np.log1p(on - at), 8),
        "words_since_prose": np.log1p(since),
        "words_until_prose": np.log1p(until),
        "prose_width_back": np.where(has_back, np.log1p(width[back]), -1),
        "prose_width_on": np.where(has_on, np.log1p(width[on]), -1),
        "gap_lines": np.where(has_back & has_on & ~is_prose, np.log1p(on - back), -1),
    }


def _likeness(spread: Mapping[str, Floats], near: Mapping[str, Floats]) -> Features:
    """How much a line is shaped like its neighbours, as the items of a list are."""
    width, capitals = spread["words"], spread["capital_words"]
    out: Features = {}
    for step in (-1, 1):
        beside, titled = near[f"words{step:+d}"], near[f"capital_words{step:+d}"]
        close = 1 / (1 + np.abs(width - beside) + np.abs(capitals - titled))
        out[f"likeness{step:+d}"] = np.where(beside == OUTSIDE, -1, close)
    return out
