"""Arrow IPC: streams, files and Feather version 2, read batch by batch from front to back.

A file is a stream with a table of contents behind it, which is not needed: so a file that was cut
off gives all the batches that are there.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from cleaner.errors import SourceError
from cleaner.model import Broken, Source
from cleaner.settings import Settings
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


def read(stream: Stream, settings: Settings) -> Iterator[Source | Broken]:
    """The document of each row, at `batch=` and `row=`, both from 0. A batch that is whole and
    wrong, such as with texts that are no UTF-8, costs its own rows.

    Raises SourceError: `damaged` where it is no Arrow data or ends too soon, `no-such-key` if it
    has no column to read.
    """
    import pyarrow as pa  # noqa: PLC0415  (help must not wait for Arrow)

    keys = keys_of(settings)
    for number, batch in enumerate(_batches(stream)):
        roles(distinct(batch.schema.names), keys)
        try:
            # Offsets that lead out of the data would end the program where they are followed.
            batch.validate(full=True)
            for start in range(0, batch.num_rows, ROWS):
                for row, record in enumerate(rows(batch.slice(start, ROWS)), start):
                    step = f"batch={number},row={row}"
                    yield record_source(stream, step, record, settings, keys)
        except (pa.ArrowException, ValueError) as error:
            what = f"batch {number} is damaged: {first_line(error)}"
            yield stream.broken(f"batch={number}", DAMAGED, what)


def _batches(stream: Stream) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa  # noqa: PLC0415  (help must not wait for Arrow)

    if stream.file.peek(8)[:8] == MAGIC:  # type: ignore[attr-defined]
        stream.file.read(8)
    number = 0
    try:
        with pa.ipc.open_stream(InPieces(stream.file)) as reader:
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
