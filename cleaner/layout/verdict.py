"""The decision at one look: which lines of a text stay, and as which rule the others go.

Scores become a path through the lines; a floor keeps it from taking an article for furniture; the
headline and code stay.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.kind import LEVELS, Limits
from cleaner.layout.model import Seen
from cleaner.layout.path import best_path
from cleaner.layout.reasons import HEADING

FURNISHED = LEVELS[:2]
"""The levels for texts that show a sign of furniture."""
CERTAIN = 9.0
"""A line's score counts at most so much: no single line decides over its neighbours."""
LONG, PER_DOUBLING = 1000, 3.0
"""Of documents with more lines than this the model has seen next to none, and what it learned from
counts of lines and words holds no more: every line counts for so much more each time that their
number doubles."""
FLOOR = 0.3
"""At least this share of the words of prose stays, or the decision is made anew with care."""
HEADLINE_REACH = 15
"""The headline is looked for among so many lines before the first that stays."""
HEADLINE_LEAST = -4.0
"""The lowest headline score of a line that is taken for one: low, since to keep a line too many
costs less than a headline."""
TELLING, TOLD = -2.5, 1.0
"""A line whose words say so plainly that it is furniture counts for so much less, in a text that
has any: there is little doubt to allow for."""
LEAD_WIDTH, LEAD_LEAST = 12, -2.0
"""A summary above the text has at least so many words, and at the first look a higher score."""
LEAD_REACH, LEAD_LEAST_APART = 3, -1.0
"""A byline and a date may part it from the text: so many lines, but then its score is higher."""
PROSE_LEAST, PROSE_LEAST_NEAR, PROSE_NEAR = 0.0, -1.0, 4
"""Prose that was cut off has at the first look a higher score than the first, and within so many
lines of the cut than the second."""
FIGURES, FIGURE_ROWS = 2.0, 4
"""So many rows of figures or of cells make a table, and each has at least this score."""

PIECES, PIECES_SHARE = 2, 0.1
"""In prose in pieces so many lines, and this share of all, begin in the middle of a sentence."""

SPOKEN = 2
"""Who speaks so many lines that stay is one of those whose talk the text is."""
CHAPTERS = 2
"""So many chapters, numbered from 1, make a count that the next may go on."""

RULES = ("layout.navigation", "layout.inside", "layout.after", "layout.footer")
"""What stands before the first paragraph, between paragraphs, below a heading such as "Related",
and at the end of the page."""


class Kept(NamedTuple):
    """What speaks for lines whatever their scores: those that are code, those that begin in the
    middle of a sentence, the numbers they begin chapters with, those of their speakers (0 for
    none), and whether the headline stays."""

    code: NDArray[np.bool_]
    pieces: NDArray[np.bool_]
    numbers: NDArray[np.int64]
    speakers: NDArray[np.int64]
    headline: bool


def decide(
    seen: Seen,
    document: int,
    limits: Limits,
    setting: str,
    kept: Kept,
    beside: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Which lines of a document stay at one look. `beside` is what is added to the scores of its
    lines for standing beside a place where others were taken out."""
    part = seen.lines(document)
    score = np.clip(seen.score[part], -CERTAIN, CERTAIN)
    rows = _figures(seen, part) | _cells(seen, part)
    score = np.where(rows, np.maximum(score, FIGURES), score)
    score = np.where(kept.code, CERTAIN, score)
    width = seen.facts.width[part]
    words = width * seen.facts.prose[part]
    chances, form = limits.chances(seen, document), "text" if seen.text[document] else "page"
    # Beyond the levels for texts with furniture, no evidence of it counts: so what stays where
    # others were taken out stays as well when the text is cleaned again and none were.
    told = (beside * ~rows - TOLD * (seen.features["lexicon"][part] <= TELLING)) * ~kept.code
    long = PER_DOUBLING * max(0.0, math.log2(len(score) / LONG))
    for level in LEVELS[LEVELS.index(setting) :]:
        doubt = limits.bias(level, chances, form) + long + (told if level in FURNISHED else 0)
        stays = np.array(best_path((score + doubt).tolist()), bool)
        if stays.any() and (words * stays).sum() >= FLOOR * words.sum():
            break
    else:
        return np.ones(len(score), bool)
    stays |= kept.code
    first, over = seen.features["score"][part], seen.features["over"][part]
    _keep_lead(stays, width, first)
    _keep_prose(stays, words > 0, first, over)
    _keep_pieces(stays, kept.pieces)
    _keep_chapters(stays, kept.numbers, words > 0)
    _keep_spoken(stays, kept.speakers)
    if kept.headline and (best := headline(stays, seen, document)) is not None:
        stays[best] = True
    return stays


def _figures(seen: Seen, part: slice) -> NDArray[np.bool_]:
    """Which lines are rows of a table of figures: several in a row, short, from a letter to a
    digit, no years (an archive) and no words of page furniture."""
    features = seen.features
    row: NDArray[np.bool_] = (features["ends_digit"][part] > 0) & (
        features["begins_digit"][part] == 0
    )
    row &= (features["years"][part] == 0) & (features["without_letters"][part] < 0.5)
    row &= (features["lexicon"][part] > -1) & (seen.facts["count"][part] <= 6)
    for begin, end in _runs_of(row):
        if end - begin < FIGURE_ROWS:
            row[begin:end] = False
    return row


def _cells(seen: Seen, part: slice) -> NDArray[np.bool_]:
    """Which lines are rows of a table written with bars or tabs: several in a row that have the
    same number of cells, three or more."""
    marks = seen.facts["cells"][part]
    row = np.zeros(len(marks), bool)
    alike = marks >= 2
    if not alike.any():
        return row
    alike[0] = False
    alike[1:] &= marks[1:] == marks[:-1]
    for begin, end in _runs_of(alike):
        if end - begin >= FIGURE_ROWS - 1:
            row[begin - 1 : end] = True
    return row


def _keep_lead(
    stays: NDArray[np.bool_], width: NDArray[np.float32], first: NDArray[np.float32]
) -> None:
    """Keeps the summary that stands above the first line that stays: what is as wide as a sentence
    and was no plain furniture at the first look."""
    at = int(np.argmax(stays)) - 1
    while at >= 0 and width[at] >= LEAD_WIDTH and first[at] > LEAD_LEAST:
        stays[at] = True
        at -= 1
    low = max(0, at - LEAD_REACH)
    for above in range(at - 1, low - 1, -1):
        if width[above] >= LEAD_WIDTH and first[above] > LEAD_LEAST_APART:
            stays[above] = True
            return


def _keep_prose(
    stays: NDArray[np.bool_],
    is_prose: NDArray[np.bool_],
    first: NDArray[np.float32],
    over: NDArray[np.float32],
) -> None:
    """Keeps prose that lines of furniture cut off from the text above it, such as the end of an
    article below an advertisement: what stands before any heading of a list, and looked like
    prose of the text at the first look. Near the cut a little doubt is no matter."""
    for begin, end in gaps(stays):
        if begin == 0:
            continue
        headings = np.flatnonzero(over[begin:end] >= HEADING)
        until = begin + int(headings[0]) if len(headings) else end
        least = np.full(until - begin, PROSE_LEAST)
        least[:PROSE_NEAR] = PROSE_LEAST_NEAR
        stays[begin:until] |= is_prose[begin:until] & (first[begin:until] > least)


def _keep_pieces(stays: NDArray[np.bool_], pieces: NDArray[np.bool_]) -> None:
    """Keeps prose in pieces: a run of lines several of which begin in the middle of a sentence, or
    that would part such a line from the one above it."""
    last = len(stays) - 1
    for begin, end in gaps(stays) if pieces.any() else ():
        several = pieces[begin:end].sum() >= max(PIECES, PIECES_SHARE * (end - begin))
        if several or pieces[begin] or pieces[min(end, last)]:
            stays[begin:end] = True


def _keep_chapters(
    stays: NDArray[np.bool_], numbers: NDArray[np.int64], is_prose: NDArray[np.bool_]
) -> None:
    """Keeps the chapters that go on the count of those that stay, as the clauses of a contract do:
    all between two of them, and the prose right below each."""
    count, last = 0, -1
    for at in np.flatnonzero(numbers).tolist():
        if numbers[at] == 1:  # a count begins, of the text or of a ranking below it
            count, last = int(stays[at]), at
        elif numbers[at] == count + 1 and (stays[at] or count >= CHAPTERS):
            if not stays[at]:
                stays[last + 1 : at + 1] = True
            below = at + 1
            while count >= CHAPTERS and below < len(stays) and is_prose[below]:
                stays[below] = True
                below += 1
            count, last = count + 1, at


def _keep_spoken(stays: NDArray[np.bool_], speakers: NDArray[np.int64]) -> None:
    """Keeps all that is said by those whose talk the text is. One alone holds no talk: labels such
    as "Photo:" and "Related:" are written as names are."""
    said = np.bincount(speakers[stays & (speakers > 0)], minlength=speakers.max() + 1)
    if (said >= SPOKEN).sum() > 1:
        stays |= (said >= SPOKEN)[speakers]


def gaps(stays: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The runs of lines that go, each from a line to the one after its last."""
    return _runs_of(~stays)


def _runs_of(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The runs of flags that are set, each from its first to the one after its last."""
    framed = np.zeros(len(flags) + 2, bool)
    framed[1:-1] = flags
    edges = np.flatnonzero(framed[1:] != framed[:-1]).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def headline(stays: NDArray[np.bool_], seen: Seen, document: int) -> int | None:
    """The line that most looks like the headline of those above the first prose that stays, None
    if none does."""
    part = seen.lines(document)
    body = np.flatnonzero(stays & (seen.facts.prose[part] > 0))
    first = int(body[0]) if len(body) else int(np.flatnonzero(stays)[0])
    low = max(0, first - HEADLINE_REACH)
    if low == first:
        return None
    looks = seen.headline(slice(part.start + low, part.start + first))
    best = int(np.argmax(looks))
    return low + best if looks[best] >= HEADLINE_LEAST else None


def runs(stays: NDArray[np.bool_], seen: Seen) -> list[tuple[int, int, str]]:
    """The runs of lines that go, from a line to the one after the last, each with its rule. For
    the scan of one document."""
    kept = np.flatnonzero(stays)
    body = np.flatnonzero(stays & (seen.facts.prose > 0))
    first, last = (body if len(body) else kept)[0], kept[-1]
    found = []
    for begin, end in gaps(stays):
        if end <= first:
            rule = "layout.navigation"
        elif begin < last:
            rule = "layout.inside"
        elif _below_heading(seen, begin, end):
            rule = "layout.after"
        else:
            rule = "layout.footer"
        found.append((begin, end, rule))
    return found


def _below_heading(seen: Seen, begin: int, end: int) -> bool:
    return bool((seen.features["over"][begin:end] >= HEADING).any())
