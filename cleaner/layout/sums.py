"""Arrays as the layout uses them, and running sums of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Doubles = NDArray[np.float64]
Hashes = NDArray[np.uint64]
Characters = NDArray[np.uint8]
"""The kinds of characters."""


def running(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """Sums of the first 0, 1, ... values (of each row), so that any stretch is a difference of
    two."""
    out = np.zeros((*values.shape[:-1], values.shape[-1] + 1))
    values.cumsum(axis=-1, out=out[..., 1:])
    return out


def places(sizes: Ints | Flags) -> Ints:
    """Where each of some things of these sizes begins that follow each other, and the last ends."""
    out = np.zeros(len(sizes) + 1, np.int64)
    sizes.cumsum(out=out[1:])
    return out
