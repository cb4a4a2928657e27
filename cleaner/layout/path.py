"""From scores to a decision: the best path of staying and going through a document's lines."""

from __future__ import annotations

from collections.abc import Sequence

CHANGE = 1.0
"""What it costs to change between staying and going: articles are runs of lines."""


def best_path(scores: Sequence[float], change: float = CHANGE) -> list[bool]:
    """Which lines stay: the path with the highest sum of the scores of what stays, less the cost
    of each change (Viterbi's algorithm with two states). A tie goes to staying."""
    gone = stayed = 0.0
    steps = []
    for score in scores:
        on = gone > stayed - change, stayed >= gone - change
        gone, stayed = (
            gone if on[0] else stayed - change,
            (stayed if on[1] else gone - change) + score,
        )
        steps.append(on)
    stays = stayed >= gone
    path = [False] * len(steps)
    for at in range(len(steps) - 1, -1, -1):
        path[at] = stays
        same = steps[at][1] if stays else steps[at][0]
        stays = stays if same else not stays
    return path
