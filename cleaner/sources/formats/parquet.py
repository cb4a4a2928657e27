"""Parquet: the rows of each row group, a few at a time, however large a group is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from cleaner.errors import SourceError
from cleaner.model import Broken, Source
from cleaner.settings import Settings
from cleaner.sources.cells import distinct, rows
from cleaner.sources.columns import keys_of, roles
from cleaner.sources.guards import DAMAGED
from cleaner.sources.record import record_source
from cleaner.sources.spool import searchable
from cleaner.sources.stream import Stream

if TYPE_CHECKING:
    import pyarrow.parquet as pq

ROWS = 16
"""Rows taken at once. Larger batches are no faster beside the cleaning, and a batch has to fit
into memory with the largest documents there may be: repeated ones take no room in the file."""
BUFFER = 2**20
"""Bytes read at once of each column. Without it, Arrow reads all that a row group has of it."""


def read(stream: Stream, settings: Settings) -> Iterator[Source | Broken]:
    """The document of each row, at `row-group=` and `row=`, both from 0. A row group that is
    damaged costs its rows from there on.

    Raises SourceError: `damaged` if it is no whole Parquet file, `no-such-key` if it has no column
    to read.
    """
    import pyarrow as pa  # noqa: PLC0415  (help must not wait for Arrow)
    import pyarrow.parquet as pq  # noqa: PLC0415

    with searchable(stream) as file:
        try:
            table = pq.ParquetFile(
                file, buffer_size=BUFFER, pre_buffer=False, page_checksum_verification=True
            )
            names = table.schema_arrow.names
        except (pa.ArrowException, OSError, ValueError) as error:
            what = f"is no whole Parquet file: {first_line(error)}"
            raise SourceError(DAMAGED, what) from error
        roles(distinct(names), keys_of(settings))
        part = stream.part
        groups = range(part.start, part.stop) if part else range(table.num_row_groups)
        for group in groups:
            try:
                yield from _rows(table, group, stream, settings)
            except (pa.ArrowException, OSError, ValueError) as error:
                what = f"row group {group} is damaged: {first_line(error)}"
                yield stream.broken(f"row-group={group}", DAMAGED, what)


def _rows(
    table: pq.ParquetFile, group: int, stream: Stream, settings: Settings
) -> Iterator[Source | Broken]:
    keys, numbers = keys_of(settings), count()
    for batch in table.iter_batches(ROWS, row_groups=[group], use_threads=False):
        for record in rows(batch):
            step = f"row-group={group},row={next(numbers)}"
            yield record_source(stream, step, record, settings, keys)


def first_line(error: Any) -> str:
    """What an error of Arrow says, without the trace some have below."""
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
