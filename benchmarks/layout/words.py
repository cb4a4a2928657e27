"""Learning the lexicon: which words, pairs, first and last words and short lines stand on pages of
several domains, and what each says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.layout.devset import TARGET, Page
from cleaner.layout.lexicon import KINDS, Entry, Keys, Weights, keys
from cleaner.layout.scan import Scan, scan

LEAST_DOMAINS = 5
STRENGTH = 0.2
"""Inverse of the regularisation: weak, so that topics of single pages stay out."""
LEAST_WEIGHT = 0.25
"""Entries all of whose weights are smaller are left out."""


@dataclass
class Lines:
    """The lines of some pages as training data."""

    pages: Sequence[Page]
    scanned: Scan
    target: NDArray[np.int64]
    weight: NDArray[np.float64]
    zone: NDArray[np.int64]
    domain: NDArray[np.int64]

    def of_pages(self, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which lines are of pages that are chosen."""
        return chosen[self.scanned.doc]


def lines_of(pages: Sequence[Page]) -> Lines:
    """The pages' lines. A long line weighs more than a short one, a page of many lines less than
    their number says."""
    scanned = scan([page.lines for page in pages], [page.blank for page in pages])
    target = np.array([TARGET[label] for page in pages for label in page.labels])
    size = 3 + np.minimum(scanned.width, 40)
    whole = np.bincount(scanned.doc, weights=size, minlength=len(pages))
    weight = size / np.sqrt(whole)[scanned.doc]
    names = {name: at for at, name in enumerate(sorted({page.domain for page in pages}))}
    return Lines(
        pages,
        scanned,
        target,
        weight / weight.mean(),
        _zones(scanned, target, len(pages)),
        np.array([names[page.domain] for page in pages]),
    )


def _zones(scanned: Scan, target: NDArray[np.int64], pages: int) -> NDArray[np.int64]:
    """0 before the first line that stays, 1 between, 2 after the last; -1 where none stays."""
    at = np.arange(scanned.size)
    stays = target == 1
    first, last = np.full(pages, 1 << 40), np.full(pages, -1)
    np.minimum.at(first, scanned.doc[stays], at[stays])
    np.maximum.at(last, scanned.doc[stays], at[stays])
    zone = np.where(at < first[scanned.doc], 0, np.where(at > last[scanned.doc], 2, 1))
    return np.where(last[scanned.doc] < 0, -1, zone)


def learn(lines: Lines) -> list[Entry]:
    """The lexicon of some pages, in the order of kind and text."""
    offered = keys(lines.scanned)
    known, column = _vocabulary(lines, offered)
    matrix = _matrix(lines.scanned, offered, known, column)
    told = np.asarray(matrix.getnnz(1) > 0)
    weights = []
    for what in range(3):
        if what == 0:
            rows, answer = told & (lines.target >= 0), lines.target
        else:
            rows = told & (lines.zone >= 0) & (lines.scanned.words <= 30)
            answer = (lines.zone == (2 if what == 1 else 0)).astype(int)
        model = LogisticRegression(
            C=STRENGTH, max_iter=60, solver="liblinear", tol=1e-2, random_state=5
        )
        model.fit(matrix[rows], answer[rows], sample_weight=lines.weight[rows])
        weights.append(model.coef_[0])
    table = np.round(np.stack(weights, 1), 2)
    first_seen = np.full(matrix.shape[1], -1)
    first_seen[column[known[::-1]]] = known[::-1]
    entries = [
        Entry(KINDS[offered.kind[key]], _text(lines.scanned, offered, key), Weights(*map(float, w)))
        for key, w in zip(first_seen, table, strict=True)
        if np.abs(w).max() >= LEAST_WEIGHT
    ]
    return sorted(entries, key=lambda e: (KINDS.index(e.kind), e.text))


def _vocabulary(lines: Lines, offered: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The keys seen on several domains, and for every key the column of its entry."""
    unique, kind = np.unique(offered.hash, return_inverse=True)
    domains = int(lines.domain.max()) + 1
    seen = np.unique(
        kind.astype(np.int64) * domains + lines.domain[lines.scanned.doc[offered.line]]
    )
    wide = np.bincount(seen // domains, minlength=len(unique)) >= LEAST_DOMAINS
    column = np.cumsum(wide) - 1
    return np.flatnonzero(wide[kind]), np.where(wide[kind], column[kind], -1)


def _matrix(
    scanned: Scan, offered: Keys, known: NDArray[np.int64], column: NDArray[np.int64]
) -> sp.csr_matrix:
    line = offered.line[known]
    hits = np.bincount(line, minlength=scanned.size)
    value = 1 / np.sqrt(hits[line])
    shape = (scanned.size, int(column.max()) + 1)
    return sp.csr_matrix((value, (line, column[known])), shape=shape)


def _text(scanned: Scan, offered: Keys, key: int) -> str:
    """The words of a key, in small letters, a space between them, digits as 0."""
    words = []
    for word in range(offered.first[key], offered.last[key] + 1):
        codes = scanned.codes[scanned.word.starts[word] : scanned.word.ends[word]]
        text = "".join(map(chr, codes)).lower()
        words.append("".join("0" if c.isdecimal() else c for c in text))
    return " ".join(words)
