"""A run is planned and held in memory that a million files do not fill."""

from __future__ import annotations

import tracemalloc

from cleaner.run.plan import plan
from cleaner.sources.found import Found

FILES = 100_000


def test_a_plan_takes_a_few_bytes_for_each_file():
    """Ten of them: a million files are ten megabytes."""
    names = (Found(f"/in/{n:07}.txt", f"in/{n:07}.txt", n % 5000) for n in range(FILES))
    tracemalloc.start()
    try:
        shards = plan(names)
        held, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(len(spec.inputs) for spec in shards) == FILES
    assert held < 10 * FILES
    assert peak < 30 * 2**20
