"""When nobody looks for garbage: what a run is done by is made at once and stays to the end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Meanwhile nothing looks for garbage; a function may wear it too. It is for where much is made
    that stays: all of it would be searched again and again, in vain, for a sixth of the time.
    Afterwards all is as it was before."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def keep_all() -> None:
    """From now on nothing looks for garbage among all there is. It is for a program that has made
    what it works by, not for a library: what others have left lying would stay as well."""
    gc.freeze()
