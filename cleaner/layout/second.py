"""A second look: what the first scores of all lines say about each of them.

A line's own score is weak where it is short. Seen together, the scores tell where the article's
run of lines begins and ends, and how much it would cost to carry it on as far as this line.
"""

from __future__ import annotations

import numpy as np

from cleaner.layout.around import first_after, last_before
from cleaner.layout.facts import Facts
from cleaner.layout.features import SCORE_WINDOWS, SECOND, Floats, Values, no_values
from cleaner.layout.place import REACHES, WORDS, Place
from cleaner.layout.sums import Flags, running

MOSTLY = 0.6
"""A document of whose lines at least this share seems to stay is judged as a text with a little
around it; any other as a page with an article somewhere in it."""
SURE = -3.0
"""A line whose first score is lower is furniture beyond doubt."""
CERTAIN = 6.0
"""Scores count at most so much in one direction."""


def mostly_text(facts: Facts, first: Floats) -> Flags:
    """For each document, whether most of its lines seem to stay."""
    so_far = running(first > 0).take(facts.doc_lines)
    staying = so_far[1:] - so_far[:-1]
    lines = np.maximum(facts.doc_lines[1:] - facts.doc_lines[:-1], 1)
    mostly: Flags = staying / lines >= MOSTLY
    return mostly


def second_look(place: Place, first: Floats) -> Values:
    """The features of each line that its document's first scores give."""
    values = no_values(SECOND, place.facts.size)
    fill(place, first, values)
    return values


def fill(place: Place, first: Floats, values: Values) -> None:
    """Sets the values of these features."""
    score = np.clip(first, -CERTAIN, CERTAIN)
    size = np.minimum(place.facts.width, 40)
    values.put("score", score)
    values.put("score-3", place.neighbours(score.reshape(1, -1))[:, 0])
    low, high = place.low.take(_WINDOWS, axis=0), place.high.take(_WINDOWS, axis=0)
    sums = running(np.array([score, score * size, size]))
    scores, heavy, sizes = sums.take(high, axis=1) - sums.take(low, axis=1)
    means = np.empty((len(SCORE_WINDOWS), 2, place.facts.size))
    np.divide(scores, high - low, out=means[:, 0])
    np.divide(heavy, np.maximum(sizes, 1), out=means[:, 1])
    values.put("score_within_1", means.reshape(-1, place.facts.size))
    _sides(place, score, size, values)
    _sure(place, first, values)
    _runs(place, np.array([score, score * np.sqrt(size)]), values)


def _sides(place: Place, score: Floats, size: Floats, values: Values) -> None:
    """How much text that seems to stay there is before, after and in all."""
    staying = running(np.where(score > 0, size, 0))
    begin, end = staying.take(place.first), staying.take(place.end)
    sides = np.array([staying[:-1] - begin, end - staying[1:]])
    whole = np.maximum(end - begin, 1)
    values.put("staying_before", np.log1p(sides))
    values.put("share_staying_before", sides / whole)
    values.put("document_stays", whole / np.maximum((place.ends - place.begins)[WORDS], 1))


def _sure(place: Place, first: Floats, values: Values) -> None:
    """How much furniture beyond doubt the document has, and where it is from here: a text without
    any is most likely clean."""
    sure, at = first < SURE, place.at
    sums = running(sure)
    begin, end = sums.take(place.first), sums.take(place.end)
    whole = end - begin
    back, on = last_before(sure, at), first_after(sure, at)
    lowest = np.minimum.reduceat(first, place.facts.doc_lines[:-1])
    before, after, since, until = np.log1p(
        np.array([sums[:-1] - begin, end - sums[1:], at - back, on - at])
    )
    values.put("surest", lowest.take(place.doc))
    values.put("sure_lines", np.log1p(whole))
    values.put("sure_share", whole / (place.end - place.first))
    values.put("sure_before", before)
    values.put("sure_after", after)
    values.put("lines_since_sure", np.where(back >= place.first, since, 8))
    values.put("lines_until_sure", np.where(on < place.end, until, 8))


def _runs(place: Place, scores: Floats, values: Values) -> None:
    """The run of lines with the highest sum of scores: what the best run through this line lacks
    of it, and whether it is that run. Once for lines that count alike, once for their text."""
    sums = running(scores)
    # Far enough apart that the highest and lowest of one document never reach into the next.
    apart = 4 * (np.abs(scores).sum(1, keepdims=True).astype(np.float64) + 1)
    order = place.doc * apart
    # The best beginning at or before the line, and the best end at or after it.
    low = np.minimum.accumulate(sums[:, :-1] - order, axis=1)
    high = np.maximum.accumulate((sums[:, 1:] - order)[:, ::-1], axis=1)[:, ::-1]
    through = high - low
    best = np.maximum.reduceat(through, place.facts.doc_lines[:-1], axis=1)
    lack = best.take(place.doc, axis=1) - through
    rows = np.empty((2, 3, place.facts.size))
    np.log1p(np.maximum(lack, 0), out=rows[:, 0])
    np.less(lack, 1e-3, out=rows[:, 1])
    rows[:, 2] = np.log1p(np.maximum(best, 0)).take(place.doc, axis=1)
    values.put("lack_lines", rows.reshape(-1, place.facts.size))


_WINDOWS = [REACHES.index(reach) for reach in SCORE_WINDOWS]
