"""How much memory a run takes when its input is one large file.

    python benchmarks/memory.py [--size 300MB] [--only jsonl,jsonl.gz,...] [--rows-of 64MB]
        [--document 0] [-- OPTION...]

Makes such a file in a temporary folder, of articles that differ in every sentence so that they
compress about as texts do, cleans it by `clean` (with the options behind `--`) in a process of its
own and prints that process's peak of resident memory, how long it took and how many documents were
kept. `--size` is that of the texts. `--document` is the least each of them has: long ones are
cleaned several times as fast, which makes gigabytes a matter of minutes. `parquet-one` has all its
rows in one row group, `arrow` in batches of `--rows-of`, `arrow-one` in one batch: making these two
takes as much memory as the file has.
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

KINDS = ("jsonl", "jsonl.gz", "parquet", "parquet-one", "arrow", "arrow-one")
_WORDS = """the a of and to in that it was is on for with as by at from this which were had been
river council market harbour storm budget school railway minister report farmer village engine
winter summer morning evening price paper letter station forest mountain island bridge tunnel
began opened closed reached carried counted measured promised refused agreed waited travelled
found lost built planned visited crossed repaired painted watched heard said told asked"""
_CHECKED = 16
_HALVES = 10_000
"""Beginnings and ends of sentences: as many squared are the sentences."""


def articles(size: int, least: int = 0) -> Iterator[dict[str, Any]]:
    """Records with texts of `size` bytes in all and `least` bytes each, the same at every call."""
    chance = random.Random(4)  # noqa: S311 - words, no secrets
    words = _WORDS.split()
    begins, ends = (
        [" ".join(chance.choices(words, k=chance.randint(3, 12))) for _ in range(_HALVES)]
        for _ in range(2)
    )
    begins = [half.capitalize() for half in begins]
    number = 0
    while size > 0:
        paragraphs = chance.randint(3, 30)
        length, lines = 0, []
        while len(lines) < paragraphs or length < least:
            count = chance.randint(1, 6)
            firsts, seconds = chance.choices(begins, k=count), chance.choices(ends, k=count)
            halves = zip(firsts, seconds, strict=True)
            lines.append(" ".join(f"{first} {second}." for first, second in halves))
            length += len(lines[-1]) + 1
        text = "\n".join(lines)
        yield {"id": number, "text": text, "url": f"https://example.org/{number}"}
        number += 1
        size -= len(text)


def make(kind: str, path: Path, size: int, group: int, least: int) -> None:
    """Writes the file; `group` is the bytes of text in a row group or a batch."""
    records = articles(size, least)
    if kind.startswith(("parquet", "arrow")):
        _table(kind, path, records, 2 * size if kind.endswith("-one") else group)
        return
    with gzip.open(path, "wb", 6) if kind.endswith(".gz") else path.open("wb") as file:
        for record in records:
            file.write(json.dumps(record).encode() + b"\n")


def _table(kind: str, path: Path, records: Iterator[dict[str, Any]], group: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([("id", pa.int64()), ("text", pa.large_string()), ("url", pa.string())])
    if kind.startswith("parquet"):
        # The writer looks at the size of a page after so many rows. With its own number, 1,024,
        # a page and the dictionary of long documents have 100 MB each, and are expanded whole.
        writer = pq.ParquetWriter(path, schema, compression="zstd", write_batch_size=_CHECKED)
    else:
        writer = pa.ipc.new_file(str(path), schema)
    with writer:
        held: list[pa.RecordBatch] = []
        for batch in _batches(records, schema):
            held.append(batch)
            if sum(each.nbytes for each in held) >= group:
                _write(writer, held)
        if held:
            _write(writer, held)


def _batches(records: Iterator[dict[str, Any]], schema: Any) -> Iterator[Any]:
    """Some records at a time as columns: as Python's own they take many times the room."""
    import pyarrow as pa

    held: list[dict[str, Any]] = []
    for record in records:
        held.append(record)
        if len(held) == 1000:
            yield pa.RecordBatch.from_pylist(held, schema)
            held = []
    yield pa.RecordBatch.from_pylist(held, schema)


def _write(writer: Any, held: list[Any]) -> None:
    import pyarrow as pa

    table = pa.Table.from_batches(held).combine_chunks()
    held.clear()
    # One row group, or one batch, for it has less than a million rows.
    writer.write_table(table)


def _made(kind: str, path: Path, given: argparse.Namespace) -> None:
    """The file, written by a process of its own: a child's peak begins with its parent's."""
    command = [sys.executable, __file__, "--make", str(path), "--only", kind]
    sizes = ("size", "rows_of", "document")
    for name in sizes:
        command += [f"--{name.replace('_', '-')}", str(getattr(given, name))]
    subprocess.run(command, check=True)


def clean(path: Path, out: Path, options: list[str]) -> tuple[int, float, dict[str, Any]]:
    """Peak of resident memory in bytes, seconds, and the closing report."""
    command = [sys.executable, "-m", "cleaner", str(path), "-o", str(out), "--json", *options]
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
    asked.add_argument("--only", default="jsonl,jsonl.gz,parquet")
    asked.add_argument("--rows-of", type=size_of, default=size_of("64MB"))
    asked.add_argument("--document", type=size_of, default=0)
    asked.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    asked.add_argument("options", nargs="*")
    given = asked.parse_args()
    if given.make:
        make(given.only, given.make, given.size, given.rows_of, given.document)
        return
    folder = Path(tempfile.mkdtemp())
    try:
        for kind in given.only.split(","):
            path, out = folder / f"input.{kind}", folder / "out"
            _made(kind, path, given)
            peak, seconds, told = clean(path, out, given.options)
            print(
                f"{kind:11} {path.stat().st_size / 1e6:8,.0f} MB in the file, "
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
