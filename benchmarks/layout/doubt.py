"""Articles whose gold is doubtful: they teach nothing.

The labels of lines come from the gold. Where even the best choice of lines is far from it, or much
of what it leaves out stands as running text between what it takes, it says little about lines. On
pages of other kinds, which count for less, that is the rule; they still teach what furniture
is like.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.layout.devset import TARGET, Page
from benchmarks.layout.scores import Scorer
from cleaner.layout.scan import scan

LEAST = 0.7
"""The best choice of lines has at least this F1."""
BETWEEN, ANYWHERE = 0.3, 2.0
"""So much running text may be left out, as a share of the words that stay: between the first and
the last line that stay, and anywhere."""


def doubtful(pages: Sequence[Page]) -> frozenset[str]:
    """The ids of the articles whose gold is doubtful in one of their variants."""
    articles = [page for page in pages if page.kind == "article"]
    scorer = Scorer(articles)
    found = set()
    for number, page in enumerate(articles):
        stays = np.array([TARGET[label] == 1 for label in page.labels])
        hit, false, missed = scorer.row(number, stays)
        if 2 * hit < LEAST * (2 * hit + false + missed) or _leaves_prose_out(page, stays):
            found.add(page.id)
    return frozenset(found)


def _leaves_prose_out(page: Page, stays: NDArray[np.bool_]) -> bool:
    scanned = scan([page.lines], [page.blank])
    words = np.maximum(scanned.width[stays].sum(), 1)
    left_out = scanned.width * scanned.prose * ~stays
    at = np.flatnonzero(stays)
    between = left_out[at[0] : at[-1]].sum() if len(at) else 0
    return bool(between > BETWEEN * words or left_out.sum() > ANYWHERE * words)
