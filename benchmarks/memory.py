"""How much memory a run takes when its input is one large file.

    python benchmarks/memory.py [--size 300MB] [--only jsonl,jsonl.gz,parquet] [--rows-of 64MB]

Makes such a file in a temporary folder, of articles that differ in every word so that they compress
as texts do, cleans it by `clean` in a process of its own and prints that process's peak of resident
memory, how long it took and how many documents were kept. `--size` is that of the texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleaner.sizes import shown_size, size_of

KINDS = ("jsonl", "jsonl.gz", "parquet")
_WORDS = """the a of and to in that it was is on for with as by at from this which were had been
river council market harbour storm budget school railway minister report farmer village engine
winter summer morning evening price paper letter station forest mountain island bridge tunnel
began opened closed reached carried counted measured promised refused agreed waited travelled
found lost built planned visited crossed repaired painted watched heard said told asked"""


def articles(size: int) -> Iterator[dict[str, Any]]:
    """Records with texts of `size` bytes in all, the same at every call."""
    chance = random.Random(4)  # noqa: S311 - words, no secrets
    number = 0
    while size > 0:
        text = "\n".join(_paragraph(chance) for _ in range(chance.randint(3, 30)))
        yield {"id": number, "text": text, "url": f"https://example.org/{number}"}
        number += 1
        size -= len(text)


def _paragraph(chance: random.Random) -> str:
    words = _WORDS.split()
    sentences = (
        " ".join(chance.choices(words, k=chance.randint(6, 24))).capitalize() + "."
        for _ in range(chance.randint(1, 6))
    )
    return " ".join(sentences)


def make(kind: str, path: Path, size: int, group: int) -> None:
    """Writes the file; `group` is the bytes of text in a row group of Parquet."""
    if kind == "parquet":
        _parquet(path, size, group)
        return
    with gzip.open(path, "wb", 6) if kind.endswith(".gz") else path.open("wb") as file:
        for record in articles(size):
            file.write(json.dumps(record).encode() + b"\n")


def _parquet(path: Path, size: int, group: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([("id", pa.int64()), ("text", pa.string()), ("url", pa.string())])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        held: list[dict[str, Any]] = []
        weight = 0
        for record in articles(size):
            held.append(record)
            weight += len(record["text"])
            if weight >= group:
                writer.write_table(pa.Table.from_pylist(held, schema))
                held, weight = [], 0
        if held:
            writer.write_table(pa.Table.from_pylist(held, schema))


def clean(path: Path, out: Path) -> tuple[int, float, dict[str, Any]]:
    """Peak of resident memory in bytes, seconds, and the closing report."""
    command = [sys.executable, "-m", "cleaner", str(path), "-o", str(out), "--json"]
    began = time.monotonic()
    report = out.with_suffix(".json")
    with report.open("wb") as file:
        done = subprocess.Popen(command, stdout=file)
        # wait4 gives the peak of this child alone, getrusage that of the largest of all.
        _, status, usage = os.wait4(done.pid, 0)
    seconds = time.monotonic() - began
    if status:
        raise SystemExit(f"clean ended with {os.waitstatus_to_exitcode(status)}")
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_maxrss * unit, seconds, json.loads(report.read_bytes())


def main() -> None:
    """Prints a line for each kind of file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", type=size_of, default=size_of("300MB"))
    asked.add_argument("--only", default=",".join(KINDS))
    asked.add_argument("--rows-of", type=size_of, default=size_of("64MB"))
    given = asked.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        for kind in given.only.split(","):
            path, out = folder / f"input.{kind}", folder / "out"
            make(kind, path, given.size, given.rows_of)
            peak, seconds, told = clean(path, out)
            print(
                f"{kind:10} {path.stat().st_size / 1e6:8,.0f} MB in the file, "
                f"peak {peak / 1e6:6,.0f} MB, {seconds:6.0f} s, "
                f"{told['kept']:,} of {told['documents']:,} kept, at {shown_size(given.size)}",
                flush=True,
            )
            path.unlink()
            shutil.rmtree(out)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
