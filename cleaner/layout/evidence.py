"""All features of a batch: shape, vocabulary, place, and what the lexicon says, near and far."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.around import around
from cleaner.layout.facts import Facts
from cleaner.layout.features import FIRST, NEAR, OWN, Floats, Values, no_values
from cleaner.layout.place import NOT_BEGUN, OVER, PROSE, REACHES, WORDS, Place
from cleaner.layout.sums import Flags, Ints
from cleaner.layout.vocabulary import vocabulary

HEADING_WORDS = 30
"""A line that ends an article or comes before it has at most so many words."""
SILENT = -3.0


def evidence(facts: Facts) -> Values:
    """Each feature's value for each line."""
    values = no_values(FIRST, facts.size)
    fill(Place(facts), values)
    return values


def fill(place: Place, values: Values) -> None:
    """Sets the values of all features that the first look sees."""
    facts = place.facts
    values.put(OWN[0], facts.table[: len(OWN)])
    vocabulary(place, values)
    around(place, values)
    values.put("lexicon_knows", facts["known"])
    heading = facts["count"] <= HEADING_WORDS
    near = _sums_near(place)
    _over(place, heading, near[0], values)
    _before(place, heading, near[1], values)


def _sums_near(place: Place) -> NDArray[np.float64]:
    """For both scores the sums over eight lines before each line and over eight after it."""
    sums, eight = place.sums[OVER : NOT_BEGUN + 1], REACHES.index(8)
    before = sums[:, :-1] - sums.take(place.low[eight], axis=1)
    after = sums.take(place.high[eight], axis=1) - sums[:, 1:]
    return np.array([before, after]).transpose(1, 0, 2) / 8


def _over(place: Place, heading: Flags, near: NDArray[np.float64], values: Values) -> None:
    """What the lexicon says about the article being over: of the line, of the strongest line
    before it ("Related", "Comments"), and of its surroundings."""
    at, mass, prose_mass = place.at, place.sums[WORDS], place.sums[PROSE]
    score = place.facts["over"]
    strong = np.where(heading & (place.before[PROSE] > 0), score, SILENT)
    best, where = _strongest_before(strong, place.facts.doc_lines)
    there = np.maximum(where, 0)
    since = mass[:-1] - mass.take(np.minimum(there, at))
    left = place.ends[PROSE] - prose_mass.take(np.minimum(there + 1, place.end))
    far = np.log1p(np.array([at - there, since, left]))
    values.put("over", score)
    values.put("over_before", best)
    values.put("lines_since_over", np.where(where >= 0, far, _FAR))
    values.put("over_in_8_before", near)
    beside = place.neighbours(score.reshape(1, -1))[:, 0]
    values.put("over-2", beside[NEAR.index(-2) : NEAR.index(1) + 1])


_FAR = np.array([[9], [12], [12]])
"""How far a heading is that there is none of: in lines, in words, in words of prose."""


def _before(place: Place, heading: Flags, near: NDArray[np.float64], values: Values) -> None:
    """What the lexicon says about the article not having begun: of the line, and of the strongest
    line after it."""
    at, size, mass = place.at, place.facts.size, place.sums[WORDS]
    score = place.facts["not_begun"]
    mirrored = np.where(heading & (place.after[PROSE] > 0), score, SILENT)[::-1]
    best, where = _strongest_before(mirrored, size - place.facts.doc_lines[::-1])
    best, where = best[::-1], np.where(where[::-1] >= 0, size - 1 - where[::-1], -1)
    there = np.maximum(where, at)
    far = np.log1p(np.array([there - at, mass.take(there) - mass[:-1]]))
    values.put("not_begun", score)
    values.put("not_begun_after", best)
    values.put("lines_until_not_begun", np.where(where >= 0, far, _FAR[:2]))
    values.put("not_begun_in_8_before", near)


def _strongest_before(values: Floats, bounds: Ints) -> tuple[Floats, Ints]:
    """For each line the highest value of the lines before it in its document, SILENT for none,
    and the first line that has it, -1 for none. `bounds` are where documents begin and end."""
    best, where = np.empty(len(values), np.float32), np.empty(len(values), np.int64)
    for low, high in pairwise(bounds.tolist()):
        if low == high:
            continue
        best[low], where[low] = SILENT, -1
        highest = np.maximum.accumulate(values[low : high - 1])
        best[low + 1 : high] = highest
        # It never falls, so a search finds where each height is reached.
        where[low + 1 : high] = highest.searchsorted(highest) + low
    return best, where
