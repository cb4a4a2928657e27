"""From scores to a decision: the best path of staying and going through a document's lines."""

from __future__ import annotations

from collections.abc import Sequence

CHANGE = 1.0
"""What it costs to change between staying and going: articles are runs of lines."""


def best_path(scores: Sequence[float], change: float = CHANGE) -> list[bool]:
    """Which lines stay: the path with the highest sum of the scores of what stays, less the cost
    of each change (Viterbi's algorithm with two states). A tie goes to staying."""
    gone = stayed = 0.0
    left, entered = [], []  # at each line: it goes though the one before stays, and the reverse
    for score in scores:
        leaving, entering = stayed - change, gone - change
        leaves, enters = gone <= leaving, stayed < entering
        gone, stayed = leaving if leaves else gone, (entering if enters else stayed) + score
        left.append(leaves)
        entered.append(enters)
    stays = stayed >= gone
    path = [False] * len(left)
    for at in range(len(left) - 1, -1, -1):
        path[at] = stays
        if entered[at] if stays else left[at]:
            stays = not stays
    return path
