"""All features of a batch: shape, vocabulary, place, and what the lexicon says, near and far."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.around import Place, around
from cleaner.layout.scan import Floats, Ints, Scan
from cleaner.layout.shape import Features, shape
from cleaner.layout.vocabulary import vocabulary

HEADING_WORDS = 30
"""A line that ends an article or comes before it has at most so many words."""
SILENT = -3.0
SPREAD = ("words", "ends_sentence", "capital_words", "prose", "begins_bullet", "lexicon")
"""What a line's neighbours tell about it."""


def evidence(scanned: Scan, said: NDArray[np.float32], known: Floats) -> dict[str, Floats]:
    """Each feature's value for each line. `said` holds the lexicon's three scores of each line,
    `known` the share of its words that the lexicon knows."""
    reads = scanned.prose
    place = Place(scanned)
    own = shape(scanned)
    own |= {"prose": reads, "lexicon": said[:, 0]}
    spread = {name: np.asarray(own[name], np.float32) for name in SPREAD}
    features: Features = {
        **own,
        **vocabulary(scanned, reads),
        **around(place, spread),
        "lexicon_knows": known,
        **_over(place, said[:, 1]),
        **_before(place, said[:, 2]),
    }
    return {name: np.asarray(values, np.float32) for name, values in features.items()}


def _over(place: Place, score: Floats) -> Features:
    """What the lexicon says about the article being over: of the line, of the strongest line
    before it ("Related", "Comments"), and of its surroundings."""
    at = place.at
    heading = (place.scanned.words <= HEADING_WORDS) & (place.prose_before > 0)
    best, where = _strongest_before(np.where(heading, score, SILENT), place.first, at)
    there = np.maximum(where, 0)
    found = where >= 0
    since = place.mass[at] - place.mass[np.minimum(there, at)]
    left = place.prose_mass[place.end] - place.prose_mass[np.minimum(there + 1, place.end)]
    out: Features = {
        "over": score,
        "over_before": best,
        "lines_since_over": np.where(found, np.log1p(at - there), 9),
        "words_since_over": np.where(found, np.log1p(since), 12),
        "prose_after_over": np.where(found, np.log1p(left), 12),
        **_sums_near(place, "over", score),
    }
    return out | place.neighbours({"over": score}, (-2, -1, 1))


def _before(place: Place, score: Floats) -> Features:
    """What the lexicon says about the article not having begun: of the line, and of the strongest
    line after it."""
    at, size = place.at, place.scanned.size
    heading = (place.scanned.words <= HEADING_WORDS) & (place.prose_after > 0)
    mirrored = np.where(heading, score, SILENT)[::-1]
    best, where = _strongest_before(mirrored, (size - place.end)[::-1], at)
    best, where = best[::-1], np.where(where[::-1] >= 0, size - 1 - where[::-1], -1)
    there = np.maximum(where, at)
    until = place.mass[there] - place.mass[at]
    return {
        "not_begun": score,
        "not_begun_after": best,
        "lines_until_not_begun": np.where(where >= 0, np.log1p(there - at), 9),
        "words_until_not_begun": np.where(where >= 0, np.log1p(until), 12),
        **_sums_near(place, "not_begun", score),
    }


def _sums_near(place: Place, name: str, score: Floats) -> Features:
    sums = np.zeros(len(score) + 1)
    np.cumsum(score, out=sums[1:])
    low, high = np.maximum(place.first, place.at - 8), np.minimum(place.end, place.at + 9)
    return {
        f"{name}_in_8_before": (sums[place.at] - sums[low]) / 8,
        f"{name}_in_8_after": (sums[high] - sums[np.minimum(place.at + 1, high)]) / 8,
    }


def _strongest_before(values: Floats, first: Ints, at: Ints) -> tuple[Floats, Ints]:
    """For each line the highest value of the lines before it in its document, SILENT for none,
    and the first line that has it, -1 for none."""
    best = np.full(len(values), SILENT, np.float32)
    where = np.full(len(values), -1)
    bounds = np.append(np.flatnonzero(np.diff(first, prepend=-1)), len(values))
    for low, high in pairwise(bounds.tolist()):
        if high - low < 2:
            continue
        highest = np.maximum.accumulate(values[low:high])
        new = np.ones(high - low, bool)
        new[1:] = values[low + 1 : high] > highest[:-1]
        place = np.maximum.accumulate(np.where(new, at[low:high], 0))
        best[low + 1 : high] = highest[:-1]
        where[low + 1 : high] = place[:-1]
    return best, where
