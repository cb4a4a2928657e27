"""The scorecard: for each feature a table of points, and a line's score is their sum.

There is nothing else in it, so that the points are the explanation: what spoke for a line and what
against it can be read off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.entries import Tables
from cleaner.layout.scan import Floats

BASE = "base"
"""The feature that every line has: its one step is what a score begins with."""
LAST = "more"
"""Stands in the table in place of the upper edge of a feature's last step."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The points of one feature: `points[i]` up to and with `edges[i]`, the last beyond all."""

    edges: NDArray[np.float32]
    points: NDArray[np.float32]

    def of(self, values: Floats) -> Floats:
        """The points for some values."""
        if len(self.edges) == 1:
            step = (values > self.edges[0]).astype(np.int64)
        else:
            step = np.searchsorted(self.edges, values, "left")
        points: Floats = self.points[step]
        return points


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The scales of all features that count."""

    base: float
    scales: Mapping[str, Scale]

    def score(self, features: Mapping[str, Floats], size: int) -> Floats:
        """The score of each line: the sum of its points. Above 0 speaks for keeping it."""
        total = np.full(size, self.base, np.float32)
        for name, scale in self.scales.items():
            total += scale.of(features[name])
        return total

    def points(self, features: Mapping[str, Floats], lines: NDArray[np.int64]) -> dict[str, float]:
        """For each feature its mean points over some lines."""
        return {
            name: float(scale.of(features[name][lines]).mean())
            for name, scale in self.scales.items()
        }


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
    for feature, found in steps.items():
        if found[-1][0] != np.inf or len(found) < 1 + (feature != BASE):
            tables.fault(name, 1, f"{feature} has no last step `{LAST}`", _ADVICE)
    base = steps.pop(BASE, [(np.inf, 0.0)])[0][1]
    return Scorecard(base, {feature: _scale(found) for feature, found in steps.items()})


_ADVICE = f"Write feature<tab>upper edge<tab>points, edges rising, the last `{LAST}`."


def _scale(steps: list[tuple[float, float]]) -> Scale:
    edges, points = zip(*steps, strict=True)
    return Scale(np.array(edges[:-1], np.float32), np.array(points, np.float32))
