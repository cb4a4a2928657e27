"""The laws of `tests/laws.py` on many more texts than the tests have time for.

    python benchmarks/laws.py [--examples 10000]

Prints, for each law, how many texts it held for and the seconds of CPU, or a text that breaks it,
made as short as hypothesis can; a broken law makes the exit code 1. Under settings other than the
usual ones a tenth of the texts must do.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))

from cleaner import Cleaner
from tests.laws import WAYS, laws_under, order_is_nothing, texts

T = TypeVar("T")


def main() -> int:
    """Holds every law against texts made for it; 1 if one was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--examples", type=int, default=10_000, metavar="N")
    examples: int = parser.parse_args().examples
    broken = False
    for way, chosen in WAYS.items():
        cleaner = Cleaner(**chosen)
        for law in laws_under(way):
            number = examples // 10 if chosen else examples
            broken |= not holds(f"{law.__name__}, {way}", law, texts(), cleaner, number)
    several = st.lists(texts(), max_size=4)
    broken |= not holds("order_is_nothing", order_is_nothing, several, Cleaner(), examples // 10)
    return int(broken)


def holds(
    name: str,
    law: Callable[[Cleaner, T], None],
    made: st.SearchStrategy[T],
    cleaner: Cleaner,
    examples: int,
) -> bool:
    """Whether a law held for so many examples; says so."""
    tried = 0

    def attempt(example: T) -> None:
        nonlocal tried
        tried += 1
        law(cleaner, example)

    health = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    began = time.process_time()
    try:
        health(given(made)(attempt))()
    except AssertionError as error:
        print(f"{name}: BROKEN\n{error}", flush=True)
        return False
    print(f"{name}: {tried:,} texts, {time.process_time() - began:.0f} s", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
