"""The measures of the development set, fast enough to be taken after every experiment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.layout.devset import Page

_TOKEN = re.compile(r"\w+")
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Score(NamedTuple):
    """4-gram F1 (macro), share of content lines lost and of boilerplate lines kept."""

    f1: float
    lost: float
    kept: float
    pages: int


def grams(tokens: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Hashes of the 4-grams of a text; a shorter text is one gram, an empty one none."""
    if not len(tokens):
        return tokens
    size = min(4, len(tokens))
    out = np.zeros(len(tokens) - size + 1, np.uint64)
    for place in range(size):
        out = (out ^ tokens[place : place + len(out)]) * _MIX
        out ^= out >> np.uint64(29)
    return out


class Scorer:
    """Pages with their gold, cut into tokens once."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self._names: dict[str, int] = {}
        gold: dict[str, tuple[NDArray[np.uint64], NDArray[np.int64]]] = {}
        for page in pages:
            if page.id not in gold:
                found = np.unique(grams(self._tokens(page.gold)), return_counts=True)
                gold[page.id] = found
        self._gold = gold
        self._lines = [[self._tokens(line) for line in page.lines] for page in pages]

    def _tokens(self, text: str) -> NDArray[np.uint64]:
        names = self._names
        return np.array(
            [names.setdefault(t, len(names) + 1) for t in _TOKEN.findall(text)], np.uint64
        )

    def row(self, number: int, keep: NDArray[np.bool_]) -> tuple[float, float, float]:
        """Shares of true positives, false positives and false negatives among a page's grams."""
        kept = [t for t, k in zip(self._lines[number], keep, strict=True) if k and len(t)]
        mine = grams(np.concatenate(kept)) if kept else np.zeros(0, np.uint64)
        values, counts = np.unique(mine, return_counts=True)
        gold, gold_counts = self._gold[self.pages[number].id]
        _, a, b = np.intersect1d(values, gold, assume_unique=True, return_indices=True)
        hit = int(np.minimum(counts[a], gold_counts[b]).sum())
        false, missed = int(counts.sum()) - hit, int(gold_counts.sum()) - hit
        whole = hit + false + missed
        return (hit / whole, false / whole, missed / whole) if whole else (0.0, 0.0, 0.0)

    def __call__(self, keep: Sequence[NDArray[np.bool_]]) -> dict[str, Score]:
        """The score of each variant, for the lines of each page that stay."""
        rows: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
        lines: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for number, (page, stays) in enumerate(zip(self.pages, keep, strict=True)):
            rows[page.variant].append(self.row(number, stays))
            count = lines[page.variant]
            for label, kept in zip(page.labels, stays, strict=True):
                if label == "content":
                    count[0] += not kept
                    count[1] += 1
                elif label == "boiler":
                    count[2] += bool(kept)
                    count[3] += 1
        return {
            name: Score(f1(rows[name]), c[0] / max(1, c[1]), c[2] / max(1, c[3]), len(rows[name]))
            for name, c in lines.items()
        }


def f1(rows: Sequence[tuple[float, float, float]]) -> float:
    """Macro F1 as the public article-extraction benchmark takes it."""
    precision = [_share(tp, fp, fp == fn == 0) for tp, fp, fn in rows if tp + fp > 0]
    recall = [_share(tp, fn, fp == fn == 0) for tp, fp, fn in rows if tp + fn > 0]
    p = sum(precision) / max(1, len(precision))
    r = sum(recall) / max(1, len(recall))
    return 2 * p * r / (p + r) if p + r else 0.0


def _share(hit: float, other: float, perfect: bool) -> float:
    return 1.0 if perfect else hit / (hit + other) if hit + other else 0.0
