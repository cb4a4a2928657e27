"""Counting in how many documents each line stands, in bounded memory and exactly.

One look at the documents. A line becomes a number of 64 bits, within its site and within the
corpus, and goes to the bucket its number belongs to; full buckets go to disk. At the end one bucket
after the other is sorted out by Arrow, so that memory is that of one bucket and of the lines that
do repeat; a bucket that has grown too large is taken in parts. The order of documents does not
matter, nor who counted which: tallies of several workers can be joined.

The same article may be there several times, as a print version or crawled twice. Documents whose
longest lines are the same count once.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.repeats.keys import digest, numbers_of, own
from cleaner.repeats.table import Repeats

BUCKETS = 64
"""Parts that are counted one after the other: 10 million lines give parts of a few megabytes."""
TELLING = 5
"""Longest lines by which an article is known again: the longest alone may be one of the footer."""
AT_ONCE = 1 << 21
"""Entries of a bucket that are sorted out at once."""
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

    def write(self, file: BinaryIO) -> None:
        """Writes what was counted, for another tally to `join`."""
        for number in range(BUCKETS):
            for kind, held in (("keys", self._keys), ("from", self._from)):
                there = b"" if self._folder is None else self._file(kind, number).read_bytes()
                data = there + held[number].tobytes()
                file.write(len(data).to_bytes(8, "little") + data)

    def join(self, file: BinaryIO) -> None:
        """Takes over what another tally wrote."""
        for number in range(BUCKETS):
            before = len(self._keys[number])
            for held in (self._keys, self._from):
                size = int.from_bytes(file.read(8), "little")
                held[number].frombytes(file.read(size))
            self._held += len(self._keys[number]) - before
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

    def bucket(self, number: int) -> tuple[list[Any], list[Any]]:
        """One bucket in chunks, as Arrow sees them: its keys, and the documents they are from.
        What is on disk is mapped, not read."""
        import pyarrow as pa  # noqa: PLC0415 - a run without a first pass does not need it here

        chunks: tuple[list[Any], list[Any]] = [], []
        for at, (kind, held, type_) in enumerate(
            (("keys", self._keys, pa.uint64()), ("from", self._from, pa.uint32()))
        ):
            buffers = [pa.py_buffer(held[number])]
            if self._folder is not None:
                with pa.memory_map(str(self._file(kind, number))) as file:
                    buffers.append(file.read_buffer())
            for buffer in buffers:
                size = buffer.size // (type_.bit_width // 8)
                chunks[at].append(pa.Array.from_buffers(type_, size, [None, buffer]))
        return chunks

    def table(self, least: int, *others: Tally) -> Repeats:
        """The lines that stand in `least` documents or more, here and in other tallies."""
        import pyarrow as pa  # noqa: PLC0415 - a run without a first pass does not need it here

        found: list[Any] = []
        for number in range(BUCKETS):
            parts = [tally.bucket(number) for tally in (self, *others)]
            keys, documents = (
                pa.chunked_array([chunk for part in parts for chunk in part[at]]) for at in (0, 1)
            )
            found += _counted(keys, documents, least)
        whole = pa.concat_tables(found).sort_by("key")
        return Repeats(_array("Q", whole["key"]), _array("I", whole["documents"]))


def _counted(keys: Any, documents: Any, least: int) -> Iterator[Any]:
    """Tables of the keys that stand beside so many different documents, with how many these are.
    A bucket that is too large for memory is taken in parts."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    parts = 1 << max(0, (len(keys) // AT_ONCE).bit_length())
    whole = pa.table([keys, documents], ["key", "document"])
    for part in range(parts):
        table = whole
        if parts > 1:
            # The lowest bits are the same in the whole bucket.
            bits = pc.bit_wise_and(
                pc.shift_right(keys, pa.scalar(BUCKETS.bit_length() - 1, pa.uint64())),
                pa.scalar(parts - 1, pa.uint64()),
            )
            table = whole.filter(pc.equal(bits, pa.scalar(part, pa.uint64())))
        counted = table.group_by("key").aggregate([("document", "count_distinct")])
        counted = counted.rename_columns(["key", "documents"])
        enough = counted.filter(pc.greater_equal(counted["documents"], least))
        yield enough.set_column(1, "documents", enough["documents"].cast(pa.uint32()))


def _array(code: str, column: Any) -> array[int]:
    """A column of Arrow as a plain array, with no number made an object on the way."""
    found: array[int] = array(code)
    for chunk in column.chunks:
        start, end = (place * found.itemsize for place in (chunk.offset, chunk.offset + len(chunk)))
        found.frombytes(memoryview(chunk.buffers()[1])[start:end])
    return found
