"""How fast the whole flow is, on one worker, beside `ftfy.fix_text` alone on the same texts.

    python benchmarks/speed.py [FILE.jsonl.gz] [--check]

FILE has a JSON record with `text` on each line; by default it is the development set's full-page
texts, where they lie beside the project. Prints megabytes of UTF-8 per second of CPU for both, by
turns over slices of the texts in one process, and their ratio; `--check` ends with exit code 1 if
the flow is the slower one. The first slice warms both up and does not count: the flow loads two
models and 770 names on first use, which is told apart as its start. `--without` leaves stages out,
as in `--without names,units`; `--profile` prints where the flow's time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import json
import pstats
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import ftfy

from cleaner.flow import clean_document
from cleaner.kit import make_kit
from cleaner.model import Source
from cleaner.settings import Settings

DEFAULT = Path(__file__).parents[2] / "shared" / "devset" / "blocks.jsonl.gz"
SLICES = 10


def main() -> None:
    """Runs the comparison and prints it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--check", action="store_true", help="fail if slower than ftfy alone")
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    parser.add_argument("--without", default="", help="stages to leave out: names,units,artifacts")
    given = parser.parse_args()
    off = dict.fromkeys(filter(None, given.without.split(",")), "off")
    with gzip.open(given.file, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    kit = make_kit(Settings().with_values(off, "--without"))

    def flow(text: str) -> object:
        return clean_document(Source("id", "uri", text), kit)

    first, rest = texts[::SLICES], [texts[number::SLICES] for number in range(1, SLICES)]
    if given.profile:
        profile(flow, texts)
        return
    start = seconds(flow, first) - seconds(flow, first)
    seconds(ftfy.fix_text, first)
    ours = theirs = 0.0
    for part in rest:
        ours += seconds(flow, part)
        theirs += seconds(ftfy.fix_text, part)
    size = sum(len(text.encode()) for part in rest for text in part)
    print(f"{sum(map(len, rest))} texts, {size / 1e6:.1f} MB")
    print(f"start of the flow            ({start:.2f} s)")
    print(f"whole flow       {size / 1e6 / ours:6.2f} MB/s  ({ours:.2f} s)")
    print(f"ftfy.fix_text    {size / 1e6 / theirs:6.2f} MB/s  ({theirs:.2f} s)")
    print(f"ratio            {theirs / ours:6.2f}")
    if given.check and ours > theirs:
        sys.exit("the whole flow is slower than ftfy.fix_text alone")


def seconds(work: Callable[[str], object], texts: Iterable[str]) -> float:
    """CPU seconds that the work takes on all texts."""
    began = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - began


def profile(work: Callable[[str], object], texts: Iterable[str]) -> None:
    """Prints the functions that take the most time."""
    with cProfile.Profile() as profiler:
        for text in texts:
            work(text)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
