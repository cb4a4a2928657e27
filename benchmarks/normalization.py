"""How fast the stages names and units are together, on plain text, on one core.

    python benchmarks/normalization.py PAGES.jsonl.gz [--key gold]

PAGES has a JSON record with the text under KEY on each line. Every tenth text warms the stages up
and does not count. Prints megabytes of UTF-8 per second of CPU of each stage and of both; the
language model that they ask is part of it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path

from cleaner.kit import make_kit
from cleaner.model import Document
from cleaner.settings import Settings
from cleaner.stages.names import names
from cleaner.stages.units import units


def main() -> None:
    """Runs both stages over all texts and prints their speed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", default="gold")
    given = parser.parse_args()
    with gzip.open(given.file, "rt", encoding="utf-8") as lines:
        texts = [text for line in lines if (text := json.loads(line)[given.key])]
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


if __name__ == "__main__":
    main()
