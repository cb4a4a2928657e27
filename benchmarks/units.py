"""How fast the units stage is on plain English, on one core.

    python benchmarks/units.py [PAGES.jsonl[.gz]] [--field gold] [--profile]

By default the file is the development set's pages, where they lie beside the project. Prints
megabytes of UTF-8 per second of CPU: for finding quantities alone, and for the whole stage with
rewriting. The language is given as English, since asking the model for it is another stage's cost.
Each is measured in turns and the quickest counts.
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import json
import pstats
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time
from timeit import repeat
from types import SimpleNamespace

from cleaner.measure.reader import reader_at
from cleaner.model import Document, Edit, Language, Measurement
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.selection import Selection
from cleaner.settings import Settings
from cleaner.stages.units import units

DEFAULT = Path(__file__).parents[2] / "shared" / "devset" / "pages.jsonl.gz"
TURNS = 5


def texts_of(path: Path, field: str) -> list[str]:
    """The texts of a file of JSON lines that are mostly ASCII, as English is."""
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    texts = [json.loads(line)[field] for line in lines]
    return [text for text in texts if len(text.encode()) < 1.05 * len(text)]


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process in the quickest of some turns."""
    return min(repeat(work, timer=process_time, repeat=TURNS, number=1))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pages", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--field", default="gold")
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    chosen = parser.parse_args()
    texts = texts_of(chosen.pages, chosen.field)
    size = sum(len(text.encode()) for text in texts) / 1e6
    reader = reader_at(rules_home() / "units")
    english = Language("en", "Latn", 1.0, True)
    kit = SimpleNamespace(settings=Settings(), selection=Selection(), language=lambda _: english)

    def read() -> None:
        for text in texts:
            reader.read(text, lambda: "en")

    def stage() -> Counter[type]:
        found: Counter[type] = Counter()
        for text in texts:
            found.update(map(type, units(Document("d", text, text), kit)))  # type: ignore[arg-type]
        return found

    if chosen.profile:
        with cProfile.Profile() as profiler:
            stage()
        pstats.Stats(profiler).sort_stats("tottime").print_stats(25)
        return
    for name, work in (("quantities", read), ("whole stage", stage)):
        taken = seconds(work)
        print(f"{name:12} {size / taken:6.1f} MB/s  ({taken:.2f} s of CPU)")
    found = stage()
    print(
        f"{len(texts)} texts, {size:.1f} MB, {found[Measurement]} quantities, {found[Edit]} edits"
    )


if __name__ == "__main__":
    main()
