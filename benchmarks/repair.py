"""What the repair stage costs, beside `ftfy.fix_text` on the same texts in the same run.

    python benchmarks/repair.py TEXTS.jsonl[.gz]

TEXTS holds one JSON object per line with the text under `text`. Both are measured in turns, in
seconds of CPU, and the quickest turn of each counts. The ratio says how many times as long ftfy
takes. The stage does more than ftfy here: it also finds white space and line ends to mend.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import ftfy

from cleaner.kit import make_kit
from cleaner.model import Document
from cleaner.settings import Settings
from cleaner.stages.repair import repair

TURNS = 3


def read_texts(path: Path) -> list[str]:
    """The texts of a JSONL file, which may be compressed by gzip."""
    data = path.read_bytes()
    plain = gzip.decompress(data) if path.suffix == ".gz" else data
    return [json.loads(line)["text"] for line in plain.splitlines()]


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process that a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    texts = read_texts(Path(sys.argv[1]))
    documents = [Document(str(i), text, text) for i, text in enumerate(texts)]
    kit = make_kit(Settings())
    ours: list[float] = []
    theirs: list[float] = []
    edits: list[int] = []

    def ours_once() -> None:
        edits[:] = [len(list(repair(document, kit))) for document in documents]

    for _ in range(TURNS):
        ours.append(seconds(ours_once))
        theirs.append(seconds(lambda: [ftfy.fix_text(text) for text in texts]))
    characters = sum(map(len, texts))
    for name, taken in (("repair", min(ours)), ("ftfy.fix_text", min(theirs))):
        rate = characters / taken / 1e6
        print(f"{name:14} {taken:7.2f} s of CPU {rate:7.1f} million characters per second")
    print(f"documents {len(texts)}, characters {characters}, edits proposed {sum(edits)}")
    print(f"ratio {min(theirs) / min(ours):.1f}")


if __name__ == "__main__":
    main()
