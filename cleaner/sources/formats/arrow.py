"""Arrow IPC: streams, files and Feather version 2, read batch by batch from front to back.

A file is a stream with a table of contents behind it, which is not needed: so a file that was cut
off gives all the batches that are there.

A batch has to be in reach as a whole, and some writers make one of a whole table. So a large file
of this machine is mapped, not read: what of it was looked at can be let go of again.
"""

from __future__ import annotations

import io
import mmap
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from cleaner.errors import SourceError
from cleaner.model import Broken, Source
from cleaner.settings import Settings
from cleaner.sources.buffer import Searchable
from cleaner.sources.cells import distinct, rows
from cleaner.sources.columns import keys_of, roles
from cleaner.sources.formats.parquet import first_line
from cleaner.sources.guards import DAMAGED
from cleaner.sources.record import record_source
from cleaner.sources.stream import Stream

if TYPE_CHECKING:
    import pyarrow as pa

MAGIC = b"ARROW1\0\0"
ROWS = 16
"""Rows made into plain values at once."""
PIECE = 2**22
LARGE = 2**27
"""Bytes from which on a file is mapped."""
LET_GO = 2**25
"""Bytes of rows after which what was looked at is let go of."""


def read(stream: Stream, settings: Settings) -> Iterator[Source | Broken]:
    """The document of each row, at `batch=` and `row=`, both from 0. A batch that is whole and
    wrong, such as with texts that are no UTF-8, costs its own rows.

    Raises SourceError: `damaged` where it is no Arrow data or ends too soon, `no-such-key` if it
    has no column to read.
    """
    import pyarrow as pa  # noqa: PLC0415  (help must not wait for Arrow)

    keys, mapping = keys_of(settings), _mapping(stream)
    for number, batch in enumerate(_batches(stream, mapping)):
        roles(distinct(batch.schema.names), keys)
        try:
            seen = 0
            for start, piece in _pieces(batch, mapping is not None):
                for row, record in enumerate(rows(piece), start):
                    step = f"batch={number},row={row}"
                    yield record_source(stream, step, record, settings, keys)
                seen += piece.nbytes
                if mapping is not None and seen >= LET_GO:
                    _let_go(mapping)
                    seen = 0
        except (pa.ArrowException, ValueError) as error:
            what = f"batch {number} is damaged: {first_line(error)}"
            yield stream.broken(f"batch={number}", DAMAGED, what)


def _pieces(batch: pa.RecordBatch, mapped: bool) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Some rows at a time, and which is the first of them. Offsets that lead out of the data would
    end the program where they are followed, so all is validated before: of a mapped batch piece by
    piece, unless what lies in a column would be validated as a whole each time."""
    import pyarrow as pa  # noqa: PLC0415  (help must not wait for Arrow)

    types = pa.types
    flat = not any(
        types.is_nested(kind) or types.is_dictionary(kind) for kind in batch.schema.types
    )
    batch.validate(full=not (mapped and flat))
    for start in range(0, batch.num_rows, ROWS):
        piece = batch.slice(start, ROWS)
        if mapped and flat:
            piece.validate(full=True)
        yield start, piece


def _mapping(stream: Stream) -> mmap.mmap | None:
    """The bytes of a large file of this machine, None for anything else."""
    raw = getattr(stream.file, "raw", None)
    mapping = raw.mapped() if isinstance(raw, Searchable) else None
    return mapping if mapping is not None and len(mapping) >= LARGE else None


def _let_go(mapping: mmap.mmap) -> None:
    """Tells the system that pages may go; they come again when they are touched."""
    if hasattr(mapping, "madvise"):  # not on Windows, which takes them when it needs room
        mapping.madvise(mmap.MADV_DONTNEED)


def _batches(stream: Stream, mapping: mmap.mmap | None) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa  # noqa: PLC0415  (help must not wait for Arrow)

    start = 8 if stream.peek(8) == MAGIC else 0
    stream.file.read(start)
    file = InPieces(stream.file) if mapping is None else pa.BufferReader(pa.py_buffer(mapping))
    if mapping is not None:
        file.seek(start)
    number = 0
    try:
        with pa.ipc.open_stream(file) as reader:
            distinct(reader.schema.names)  # raises ValueError for names that are no UTF-8
            for batch in reader:
                yield batch
                number += 1
    except (pa.ArrowException, OSError, ValueError) as error:
        what = f"is damaged after {number} whole batches: {first_line(error)}"
        raise SourceError(DAMAGED, what) from error


class InPieces(io.RawIOBase):
    """A file of which Arrow asks as much as damaged data say there is: more than it has is never
    made room for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        """True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, fewer only at the end."""
        pieces = []
        while size and (piece := self._file.read(min(size, PIECE) if size > 0 else PIECE)):
            pieces.append(piece)
            size -= len(piece) if size > 0 else 0
        return b"".join(pieces)
