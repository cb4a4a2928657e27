"""How fast the stages names and units are together, on plain text, on one core.

    python benchmarks/normalization.py PAGES.jsonl.gz [--key gold]

PAGES has a JSON record with the text under KEY on each line. Every tenth text warms the stages up
and does not count. Prints megabytes of UTF-8 per second of CPU of each stage and of both; the
language model that they ask is part of it.

    python benchmarks/normalization.py PAGES.jsonl.gz --entries [--megabytes 5]

CPU seconds that 50 and 1,000 entries of names take for the first megabytes of text, each number in
a process of its own: making the index, reading the text the first time, and reading it again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

from names import entries

from cleaner.kit import make_kit
from cleaner.model import Document
from cleaner.romanize.compile import _made as compile_entries
from cleaner.romanize.index import Index
from cleaner.romanize.lattice import word_lattice
from cleaner.settings import Settings
from cleaner.stages.names import names
from cleaner.stages.units import units


def main() -> None:
    """Runs both stages over all texts and prints their speed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", default="gold")
    parser.add_argument("--entries", action="store_true")
    parser.add_argument("--megabytes", type=float, default=5)
    parser.add_argument("--number", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.number:
        imported = time.process_time()
        texts = read(given.file, given.key)
        print(json.dumps(of_entries(given.number, texts, given.megabytes, imported)))
        return
    if given.entries:
        compare()
        return
    texts = read(given.file, given.key)
    kit = make_kit(Settings())
    seconds = {"names": 0.0, "units": 0.0}
    size = 0
    for number, text in sorted(enumerate(texts), key=lambda pair: pair[0] % 10 != 0):
        counts = number % 10 != 0
        size += len(text.encode()) * counts
        for stage in (names, units):
            began = time.process_time()
            list(stage(Document("id", text, text), kit))
            seconds[stage.__name__] += (time.process_time() - began) * counts
    for name, spent in seconds.items():
        print(f"{name:<6}{size / 1e6 / spent:6.1f} MB/s")
    print(f"both  {size / 1e6 / sum(seconds.values()):6.1f} MB/s  ({size / 1e6:.1f} MB)")


def read(file: Path, key: str) -> list[str]:
    """The texts of a file of records."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [text for line in lines if (text := json.loads(line)[key])]


def compare() -> None:
    """Runs both numbers of entries in fresh processes and prints their times and ratios."""
    few, many = (
        json.loads(subprocess.check_output([sys.executable, *sys.argv, "--number", str(number)]))
        for number in (50, 1000)
    )
    for part in few:
        print(f"{part:<28}{few[part]:8.2f}{many[part]:8.2f}{many[part] / few[part]:8.2f}")


def of_entries(
    number: int, texts: list[str], megabytes: float, imported: float
) -> dict[str, float]:
    """CPU seconds of one number of entries; `imported` is what the imports took."""
    began = time.process_time()
    make_kit(Settings(names="off"))
    started = time.process_time()
    made = entries(number)
    word_lattice.cache_clear()
    compile_entries.cache_clear()
    taken, size = [], 0
    for text in texts:
        taken.append(text)
        size += len(text.encode())
        if size >= megabytes * 1e6:
            break
    making = time.process_time()
    index = Index(made)
    reading = time.process_time()
    for text in taken:
        index.find(text)
    again = time.process_time()
    for text in taken:
        index.find(text)
    done = time.process_time()
    cold, warm = again - making, done - again
    return {
        "making the index": reading - making,
        "reading the first time": again - reading,
        "both (cold)": cold,
        "reading again (warm)": warm,
        "with the start of a process": imported + started - began + cold,
    }


if __name__ == "__main__":
    main()
