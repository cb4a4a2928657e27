"""The decision: which lines of a text go, and as which rule.

Scores become a path through the lines; a floor keeps it from taking an article for furniture; the
headline and code stay; and what is left is looked at again until nothing more goes, so that
cleaning a cleaned text changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.kind import Limits
from cleaner.layout.model import Model, Seen
from cleaner.layout.path import best_path
from cleaner.layout.reasons import reason
from cleaner.layout.shape import prose
from cleaner.lines import Page, code_spans, is_inside

CERTAIN = 9.0
"""A line's score counts at most so much: no single line decides over its neighbours."""
FLOOR = 0.3
"""At least this share of the words of prose stays, or the decision is made anew with care."""
HEADLINE_REACH = 15
"""The headline is looked for among so many lines before the first that stays."""
HEADLINE_LEAST = -4.0
"""The lowest headline score of a line that is taken for one: low, since to keep a line too many
costs less than a headline."""
MOST_LOOKS = 6
FIGURES, FIGURE_ROWS = 2.0, 4
"""So many rows of figures make a table, and each has at least this score."""

RULES = ("layout.navigation", "layout.inside", "layout.after", "layout.footer")
"""What stands before the first paragraph, between paragraphs, below a heading such as "Related",
and at the end of the page."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Lines that go, from `first` to `last` of the page's lines; by which rule, with which mean
    score (below 0), and why in words. `headline` is the line among them that looks like the
    headline of the text, None if none does."""

    first: int
    last: int
    rule: str
    score: float
    reason: str
    headline: int | None = None


def removals(
    page: Page, model: Model, limits: Limits, setting: str, keep_headline: bool
) -> list[Removal]:
    """What goes of a text, in order; together it never is all of it."""
    code = code_spans(page.text)
    kept = list(page.filled)
    gone: dict[int, tuple[str, float, str]] = {}
    headline: int | None = None
    for look in range(MOST_LOOKS):
        if len(kept) < 2:
            break
        lines = [page.lines[i].strip() for i in kept]
        seen = model.see([lines], [_blank_before(page, kept, gone)])
        safe_from = np.array([is_inside(code, page.starts[i]) for i in kept]) if code else None
        stays = decide(seen, 0, limits, setting, keep_headline, safe_from)
        if stays.all():
            break
        if look == 0 and not keep_headline:
            best = _headline(stays, seen.headline, prose(seen.scanned) > 0)
            headline = None if best is None or stays[best] else kept[best]
        for first, end, rule in runs(stays, seen):
            score = float(seen.score[first:end].mean())
            told = reason(seen, model, slice(first, end), rule, lines)
            gone |= {kept[at]: (rule, score, told) for at in range(first, end)}
        kept = [i for i, stay in zip(kept, stays, strict=True) if stay]
    return [
        replace(one, headline=headline)
        if headline is not None and one.first <= headline <= one.last
        else one
        for one in _joined(page, gone)
    ]


def decide(
    seen: Seen,
    document: int,
    limits: Limits,
    setting: str,
    keep_headline: bool,
    code: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """Which lines of a document stay at one look."""
    part = seen.lines(document)
    score = np.clip(seen.score[part], -CERTAIN, CERTAIN)
    score = np.where(_figures(seen, part), np.maximum(score, FIGURES), score)
    if code is not None:
        score = np.where(code, CERTAIN, score)
    width = seen.scanned.width[part]
    words = width * prose(seen.scanned)[part]
    kind, form = limits.kind(seen, document), "text" if seen.text[document] else "page"
    for level in (setting, "safe", "careful"):
        stays = np.array(best_path((score + limits.bias(level, kind, form)).tolist()), bool)
        if stays.any() and (words * stays).sum() >= FLOOR * words.sum():
            break
    else:
        return np.ones(len(score), bool)
    if code is not None:
        stays |= code
    if keep_headline and (best := _headline(stays, seen.headline[part], words > 0)) is not None:
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
    row &= (features["lexicon"][part] > -1) & (seen.scanned.words[part] <= 6)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], row, [False]]).astype(np.int8)))
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - begin < FIGURE_ROWS:
            row[begin:end] = False
    return row


def _headline(
    stays: NDArray[np.bool_], looks: NDArray[np.float32], is_prose: NDArray[np.bool_]
) -> int | None:
    """The line that most looks like the headline of those above the first prose that stays, None
    if none does."""
    body = np.flatnonzero(stays & is_prose)
    first = int(body[0]) if len(body) else int(np.flatnonzero(stays)[0])
    low = max(0, first - HEADLINE_REACH)
    if low == first:
        return None
    best = low + int(np.argmax(looks[low:first]))
    return best if looks[best] >= HEADLINE_LEAST else None


def runs(stays: NDArray[np.bool_], seen: Seen) -> list[tuple[int, int, str]]:
    """The runs of lines that go, from a line to the one after the last, each with its rule. For
    the scan of one document."""
    kept = np.flatnonzero(stays)
    body = np.flatnonzero(stays & (prose(seen.scanned) > 0))
    first, last = (body if len(body) else kept)[0], kept[-1]
    edges = np.flatnonzero(np.diff(np.concatenate([[True], stays, [True]]).astype(np.int8)))
    found = []
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
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


HEADING = 1.5
"""How strongly the lexicon must say that the article is over for a list to count as below it."""


def _below_heading(seen: Seen, begin: int, end: int) -> bool:
    return bool((seen.features["over"][begin:end] >= HEADING).any())


def _blank_before(
    page: Page, kept: Sequence[int], gone: dict[int, tuple[str, float, str]]
) -> list[bool]:
    """For each line that is kept, whether a blank line will stand before it once all that is gone
    has been cut: blank lines between two lines of one cut go with them."""
    flags = [kept[0] > 0 and kept[0] - 1 not in page.position]
    for before, after in pairwise(kept):
        between = range(before + 1, after)
        cut = [i for i in between if i in gone]
        low, high = (min(cut), max(cut)) if cut else (after, after)
        flags.append(any(i not in page.position and not low <= i <= high for i in between))
    return flags


def _joined(page: Page, gone: dict[int, tuple[str, float, str]]) -> list[Removal]:
    """The lines that go as removals: neighbours of the same rule and reason together."""
    out: list[Removal] = []
    before = -1
    for index in page.filled:
        if index not in gone:
            before = -1
            continue
        rule, score, told = gone[index]
        if before >= 0 and (out[-1].rule, out[-1].reason) == (rule, told):
            out[-1] = Removal(out[-1].first, index, rule, score, told)
        else:
            out.append(Removal(index, index, rule, score, told))
        before = index
    return out
