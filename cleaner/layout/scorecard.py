"""The scorecard: for each feature a table of points, and a line's score is their sum.

There is nothing else in it, so that the points are the explanation: what spoke for a line and what
against it can be read off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.entries import Tables
from cleaner.layout.features import ROWS, Floats

BASE = "base"
"""The feature that every line has: its one step is what a score begins with."""
LAST = "more"
"""Stands in the table in place of the upper edge of a feature's last step."""


WHOLE = 1000
"""Points have three decimals."""
LINES_AT_ONCE = 256
"""Lines are scored so many at a time, which bounds the memory and is fast for pages."""


class Scorecard:
    """The steps of all features that count.

    A score is `base` plus, for each edge that a feature's value is above, what its points rise or
    fall by there. Points are thousandths and are summed as whole numbers, which is exact: the same
    score on every machine, in whatever order it is summed.
    """

    def __init__(
        self, base: float, scales: Mapping[str, tuple[Sequence[float], Sequence[float]]]
    ) -> None:
        """`scales` holds for each feature the upper edges of its steps but the last, and the
        points of every step."""
        self.names = tuple(scales)
        self._lowest = _whole([points[0] for _, points in scales.values()])
        self._base = round(base * WHOLE) + self._lowest.sum()
        steps = [
            (at, edge, after - before)
            for at, (edges, points) in enumerate(scales.values())
            for edge, (before, after) in zip(edges, pairwise(points), strict=True)
        ]
        self._feature = np.array([at for at, _, _ in steps], np.int64)
        self._row = np.array([ROWS[name] for name in self.names], np.int64).take(self._feature)
        self._edge = np.array([[edge] for _, edge, _ in steps], np.float32).reshape(-1, 1)
        self._rise = _whole([rise for _, _, rise in steps])
        # Sums of whole numbers up to 2**24 are exact in the smaller type too, and twice as fast.
        small = np.abs(self._rise).sum() < 1 << 24
        self._exact: Floats | NDArray[np.float64] = self._rise
        if small:
            self._exact = self._rise.astype(np.float32)

    def score(self, table: Floats) -> Floats:
        """The score of each line: the sum of its points. Above 0 speaks for keeping it. `table`
        has a row for every feature in the order of NAMES, and a column for each line."""
        size = table.shape[1]
        total = np.empty(size)
        for at in range(0, size, LINES_AT_ONCE):
            part = slice(at, at + LINES_AT_ONCE)
            # Not `@`, which would start threads for so little.
            total[part] = np.einsum("e,el->l", self._exact, self._above(table[:, part]))
        score: Floats = ((total + self._base) / WHOLE).astype(np.float32)
        return score

    def points(self, table: Floats, runs: Sequence[slice]) -> NDArray[np.float64]:
        """For each run of lines a row: for each feature in `names` its mean points over them."""
        lines = np.concatenate([np.arange(run.start, run.stop) for run in runs])
        sizes = np.array([run.stop - run.start for run in runs])
        above = self._above(table.take(lines, axis=1))
        counts = np.add.reduceat(above, np.cumsum(sizes) - sizes, axis=1).astype(np.float64)
        rises = (self._rise.reshape(-1, 1) * (counts / sizes)).T
        sums = [np.bincount(self._feature, rise, len(self.names)) for rise in rises]
        points: NDArray[np.float64] = (self._lowest + np.array(sums)) / WHOLE
        return points

    def _above(self, table: Floats) -> Floats:
        """For each edge 1 for lines that have more than that of its feature, else 0."""
        values: Floats = table.take(self._row, axis=0)
        return np.greater(values, self._edge, out=values, casting="unsafe")


def _whole(points: Sequence[float]) -> NDArray[np.float64]:
    """Points as whole thousandths."""
    return np.round(np.array(points, np.float64) * WHOLE)


def read_scorecard(tables: Tables, name: str) -> Scorecard:
    """The scorecard in a table of feature, upper edge and points; edges rise, the last is `more`.

    A feature's rows stand together. Faults go to the tables."""
    steps: dict[str, list[tuple[float, float]]] = {}
    for line, (feature, edge, points) in tables.rows(name, 3):
        try:
            upper = np.inf if edge == LAST else float(edge)
            step = (upper, float(points))
        except ValueError:
            tables.fault(name, line, f"{edge!r} and {points!r} are not numbers", _ADVICE)
            continue
        known = steps.setdefault(feature, [])
        if known and known[-1][0] >= upper:
            tables.fault(name, line, f"the edges of {feature} do not rise", _ADVICE)
        known.append(step)
    for feature, found in list(steps.items()):
        if feature != BASE and feature not in ROWS:
            tables.fault(name, 1, f"there is no feature {feature}", _ADVICE)
            del steps[feature]
        if found[-1][0] != np.inf or len(found) < 1 + (feature != BASE):
            tables.fault(name, 1, f"{feature} has no last step `{LAST}`", _ADVICE)
    base = steps.pop(BASE, [(np.inf, 0.0)])[0][1]
    scales = {
        feature: ([edge for edge, _ in found[:-1]], [points for _, points in found])
        for feature, found in steps.items()
    }
    return Scorecard(base, scales)


_ADVICE = f"Write feature<tab>upper edge<tab>points, edges rising, the last `{LAST}`."
