"""A second look: what the first scores of all lines say about each of them.

A line's own score is weak where it is short. Seen together, the scores tell where the article's
run of lines begins and ends, and how much it would cost to carry it on as far as this line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.around import NEAR, Place
from cleaner.layout.scan import Flags, Floats, Scan, running
from cleaner.layout.shape import Features

MOSTLY = 0.6
"""A document of whose lines at least this share seems to stay is judged as a text with a little
around it; any other as a page with an article somewhere in it."""
SURE = -3.0
"""A line whose first score is lower is furniture beyond doubt."""
CERTAIN = 6.0
"""Scores count at most so much in one direction."""


def mostly_text(scanned: Scan, first: Floats) -> Flags:
    """For each document, whether most of its lines seem to stay."""
    documents = len(scanned.doc_lines) - 1
    staying = np.bincount(scanned.doc, weights=first > 0, minlength=documents)
    lines = np.maximum(np.diff(scanned.doc_lines), 1)
    mostly: Flags = staying / lines >= MOSTLY
    return mostly


def second_look(place: Place, first: Floats) -> dict[str, Floats]:
    """The features of each line that its document's first scores give."""
    score = np.clip(first, -CERTAIN, CERTAIN).astype(np.float32)
    size = np.minimum(place.scanned.width, 40)
    out: Features = {"score": score, **place.neighbours({"score": score}, NEAR)}
    lines = running(np.ones(len(score)))
    sums = np.stack([running(score), running(score * size), running(size), lines])
    for reach in (1, 3, 8, 25):
        scores, heavy, sizes, count = place.window(sums, reach, reach)
        out[f"score_within_{reach}"] = scores / count
        out[f"text_score_within_{reach}"] = heavy / np.maximum(sizes, 1)
    out |= _sides(place, score, size) | _sure(place, first)
    for name, value in (("lines", score), ("text", score * np.sqrt(size))):
        out |= _run(place, value, name)
    return {name: np.asarray(values, np.float32) for name, values in out.items()}


def _sides(place: Place, score: Floats, size: Floats) -> Features:
    """How much text that seems to stay there is before, after and in all."""
    staying = running(np.where(score > 0, size, 0))
    before = staying[place.at] - staying[place.first]
    after = staying[place.end] - staying[place.at + 1]
    whole = np.maximum(staying[place.end] - staying[place.first], 1)
    words = np.maximum(place.mass[place.end] - place.mass[place.first], 1)
    return {
        "staying_before": np.log1p(before),
        "staying_after": np.log1p(after),
        "share_staying_before": before / whole,
        "share_staying_after": after / whole,
        "document_stays": whole / words,
    }


def _sure(place: Place, first: Floats) -> Features:
    """How much furniture beyond doubt the document has, and where it is from here: a text without
    any is most likely clean."""
    sure, at, count = first < SURE, place.at, len(first)
    sums = running(sure)
    whole = sums[place.end] - sums[place.first]
    back = np.full(count, -1)
    back[1:] = np.maximum.accumulate(np.where(sure, at, -1))[:-1]
    on = np.full(count, count)
    on[:-1] = np.minimum.accumulate(np.where(sure, at, count)[::-1])[::-1][1:]
    lowest = np.minimum.reduceat(first, place.scanned.doc_lines[:-1])
    return {
        "surest": lowest[place.scanned.doc],
        "sure_lines": np.log1p(whole),
        "sure_share": whole / (place.end - place.first),
        "sure_before": np.log1p(sums[at] - sums[place.first]),
        "sure_after": np.log1p(sums[place.end] - sums[at + 1]),
        "lines_since_sure": np.where(back >= place.first, np.log1p(at - back), 8),
        "lines_until_sure": np.where(on < place.end, np.log1p(on - at), 8),
    }


def _run(place: Place, value: NDArray[np.float32], name: str) -> Features:
    """The run of lines with the highest sum of scores: what the best run through this line lacks
    of it, and which part of the lack lies on each side."""
    sums = running(value)
    # Far enough apart that the highest and lowest of one document never reach into the next.
    apart = 4 * (float(np.abs(value).sum()) + 1)
    order = place.scanned.doc * apart
    low = np.minimum.accumulate(sums[:-1] - order)  # best beginning at or before the line
    high = np.maximum.accumulate((sums[1:] - order)[::-1])[::-1]  # best end at or after it
    through = high - low
    best = np.maximum.reduceat(through, place.scanned.doc_lines[:-1])
    lack = best[place.scanned.doc] - through
    inside = lack < 1e-3
    return {
        f"lack_{name}": np.log1p(np.maximum(lack, 0)),
        f"in_best_run_{name}": inside,
        f"best_run_{name}": np.log1p(np.maximum(best, 0))[place.scanned.doc],
    }
