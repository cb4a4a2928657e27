"""Counting in how many documents each line stands, in bounded memory and exactly.

One look at the documents. A line becomes a number of 64 bits, within its site and within the
corpus, and goes to the bucket its number belongs to; full buckets go to disk. At the end one bucket
after the other is sorted out by Arrow, so that memory is that of one bucket and of the lines that
do repeat. The order of documents does not matter, nor who counted which: tallies of several
workers can be joined.

The same article may be there several times, as a print version or crawled twice. Documents whose
longest lines are the same count once.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cleaner.repeats.keys import digest, numbers_of, own
from cleaner.repeats.table import Repeats

BUCKETS = 64
"""Parts that are counted one after the other: 10 million lines give parts of a few megabytes."""
TELLING = 5
"""Longest lines by which an article is known again: the longest alone may be one of the footer."""
HELD = 1 << 22
"""Entries held in memory before buckets go to disk; each has 12 bytes."""


class Tally:
    """Lines of documents, to be counted. A context: its files go when it ends."""

    def __init__(self, held: int = HELD) -> None:
        self._keys = [array("Q") for _ in range(BUCKETS)]
        self._from = [array("I") for _ in range(BUCKETS)]
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._most = held
        self._held = 0
        self.documents = 0

    def __enter__(self) -> Tally:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def add(self, host: str, lines: Iterable[str]) -> None:
        """Takes one document: the host it is from ("" if none is known) and its lines."""
        distinct = set(lines)
        longest = sorted(distinct, key=lambda line: (-len(line), line))[:TELLING]
        who = digest("\n".join(longest)) & 0xFFFFFFFF
        found = {number for line in distinct for number in numbers_of(line) if number}
        found.add(digest(""))
        if host:
            found |= {own(number, host) for number in found}
        for number in found:
            bucket = number % BUCKETS
            self._keys[bucket].append(number)
            self._from[bucket].append(who)
        self.documents += 1
        self._held += len(found)
        if self._held >= self._most:
            self._spill()

    def _spill(self) -> None:
        """Puts what is held on disk."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="clean-", ignore_cleanup_errors=True)
        for bucket in range(BUCKETS):
            for kind, held in (("keys", self._keys), ("from", self._from)):
                with self._file(kind, bucket).open("ab") as file:
                    held[bucket].tofile(file)
                del held[bucket][:]
        self._held = 0

    def _file(self, kind: str, bucket: int) -> Path:
        assert self._folder is not None  # noqa: S101 - made before anything is put there
        return Path(self._folder.name) / f"{kind}-{bucket:02}"

    def bucket(self, number: int) -> tuple[bytes, bytes]:
        """One bucket: its keys, 8 bytes each, and the documents they are from, 4 bytes each."""
        keys, documents = self._keys[number].tobytes(), self._from[number].tobytes()
        if self._folder is None:
            return keys, documents
        on_disk = (self._file(kind, number).read_bytes() for kind in ("keys", "from"))
        return next(on_disk) + keys, next(on_disk) + documents

    def table(self, least: int, *others: Tally) -> Repeats:
        """The lines that stand in `least` documents or more, here and in other tallies."""
        found: list[tuple[int, int]] = []
        for number in range(BUCKETS):
            parts = [tally.bucket(number) for tally in (self, *others)]
            keys, documents = (b"".join(part) for part in zip(*parts, strict=True))
            found += _counted(keys, documents, least)
        found.sort()
        return Repeats(array("Q", (n for n, _ in found)), array("I", (c for _, c in found)))


def _counted(keys: bytes, documents: bytes, least: int) -> Iterator[tuple[int, int]]:
    """The keys that stand beside so many different documents, with how many these are."""
    import pyarrow as pa  # noqa: PLC0415 - a run without a first pass does not need it here
    import pyarrow.compute as pc  # noqa: PLC0415

    size = len(keys) // 8
    columns: list[Any] = [
        pa.Array.from_buffers(kind, size, [None, pa.py_buffer(data)])
        for kind, data in ((pa.uint64(), keys), (pa.uint32(), documents))
    ]
    # Most keys stand there once: to leave them out first is cheaper than to group them.
    counted = pa.table(columns, ["key", "document"]).group_by("key")
    table = counted.aggregate([("document", "count_distinct")])
    kept = table.filter(pc.greater_equal(table["document_count_distinct"], least))
    yield from zip(
        kept["key"].to_pylist(), kept["document_count_distinct"].to_pylist(), strict=True
    )
