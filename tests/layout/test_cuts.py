"""Evidence from the places where rules took lines out."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleaner.layout.cuts import ABOVE, BELOW, BETWEEN, REACH, beyond_cuts, cuts_among


def points(picture: str, sentences: str = "") -> list[float]:
    """The points of lines drawn as `p` (prose) and `.` (short), with `|` where a cut is."""
    lines = picture.replace("|", "")
    starts = list(range(0, 10 * len(lines), 10))
    offsets, done = [], 0
    for sign in picture:
        if sign == "|":
            offsets.append(10 * done)
        else:
            done += 1
    prose = np.array([sign == "p" for sign in lines])
    ends = np.array([sign == "!" for sign in sentences or lines])
    return beyond_cuts(cuts_among(starts, offsets), prose, ends).tolist()


def test_a_line_beyond_a_cut_counts_for_less() -> None:
    assert points(".|p") == [ABOVE, 0]
    assert points("p|.") == [0, BELOW]
    assert points("p|.p") == points("p.|p") == [0, BETWEEN, 0]
    assert points("p.|.p") == [0, BETWEEN, BETWEEN, 0]


def test_a_line_between_its_prose_and_the_cut_counts_as_ever() -> None:
    assert points("|.p") == [0, 0]
    assert points("p.|") == [0, 0]
    assert points("p|p.p|p") == [0, 0, 0, 0, 0]


def test_prose_and_sentences_count_as_ever() -> None:
    assert points("p|p|p") == [0, 0, 0]
    assert points("p|.", "p!") == [0, 0]


def test_a_text_without_prose_or_without_cuts_counts_as_ever() -> None:
    assert points(".|.|.") == [0, 0, 0]
    assert points(".p.p.") == [0] * 5


def test_a_cut_reaches_only_so_far() -> None:
    below = points("p|" + "." * (REACH + 3))
    assert below[1 : REACH + 1] == [BELOW] * REACH and below[REACH + 1 :] == [0] * 3
    above = points("." * (REACH + 3) + "|p")
    assert above[:3] == [0] * 3 and above[3:-1] == [ABOVE] * REACH


@given(st.text("p.!|", max_size=60))
def test_no_line_ever_gains(picture: str) -> None:
    """What stays beside a cut stays without it: points are never above 0, and none without."""
    lines = picture.replace("|", "")
    assert all(point <= 0 for point in points(picture, lines))
    assert not any(points(lines, lines))
