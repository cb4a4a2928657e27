"""Where rules took lines out: evidence about the lines that still stand beside that place.

Rules know some furniture by heart, and furniture stands in heaps. A short line beyond such a place,
seen from the prose, most likely belongs to the same heap.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.sums import Flags

ABOVE, BETWEEN, BELOW = -0.6, -1.0, -1.8
"""What is added to the score of a line that stands beyond a cut: above the first prose, between
prose, below the last. Fitted to the short texts of the development set (.5, .9 and 1.6 there).
Never above 0: what stays beside a cut stays when the text is cleaned again and no cut is known."""
REACH = 8
"""A cut says something about so many lines on its far side."""


def cuts_among(starts: Sequence[int], offsets: Sequence[int]) -> Flags:
    """Before which filled lines a cut is, and, as one more flag, whether one is behind the last.
    `starts` are the offsets of the lines, `offsets` those of the cuts."""
    flags = np.zeros(len(starts) + 1, bool)
    flags[[bisect_left(starts, offset) for offset in offsets]] = True
    return flags


def beyond_cuts(cut: Flags, prose: Flags, ends: Flags) -> NDArray[np.float64]:
    """What is added to the score of each line for the cuts of `cuts_among`. Nothing is for prose,
    nor for a line that ends as a sentence does, nor in a text without prose."""
    points = np.zeros(len(prose))
    text = np.flatnonzero(prose)
    places = np.flatnonzero(cut)
    if not len(places) or not len(text):
        return points
    at = np.arange(len(prose))
    outside = np.array([-len(prose) - REACH, 2 * len(prose) + REACH])
    before = np.searchsorted(places, at, side="right")
    known = np.concatenate([outside[:1], places, outside[1:]])
    last, following = known[before], known[before + 1]
    prose_on = np.searchsorted(text, at)
    has_above, has_below = prose_on > 0, prose_on < len(text)
    above = text[np.maximum(prose_on - 1, 0)]
    below = text[np.minimum(prose_on, len(text) - 1)]
    back = has_above & (last > above) & (at - last < REACH)
    on = has_below & (following <= below) & (following - at <= REACH)
    points[on & ~has_above] = ABOVE
    points[back & ~has_below] = BELOW
    points[(on | back) & has_above & has_below] = BETWEEN
    points[prose | ends] = 0
    return points
