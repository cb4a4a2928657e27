"""One Parquet file in the making: rows are held until they fill a row group, then written."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar, cast

import pyarrow as pa
import pyarrow.parquet as pq

from cleaner.corpus.commit import Output
from cleaner.corpus.disk import make_folder, sha256_of
from cleaner.corpus.schema import FEW_VALUES
from cleaner.model import Cleaned, Reject

ZSTD_LEVEL = 3

T = TypeVar("T", Cleaned, Reject)


class Part(Generic[T]):
    """One file in the making. It is opened when a first row group is full, or at the end."""

    def __init__(
        self,
        path: str,
        temporary: Path,
        schema: pa.Schema,
        columns: Callable[[list[T]], pa.RecordBatch],
    ) -> None:
        self.path = path
        self.temporary = temporary
        self.weight = 0
        self.rows = 0
        self._schema = schema
        self._columns: Callable[[list[T]], pa.RecordBatch] = columns
        self._fresh: list[T] = []
        self._batches: list[pa.RecordBatch] = []
        self._file: BinaryIO | None = None
        self._writer: pq.ParquetWriter | None = None

    def add(self, item: T, weight: int) -> None:
        """Takes one more row and what it weighs in bytes."""
        self._fresh.append(item)
        self.weight += weight
        self.rows += 1

    def settle(self) -> None:
        """Turns documents into columns, so that nothing else of them is held."""
        if self._fresh:
            self._batches.append(self._columns(self._fresh))
            self._fresh = []

    def flush(self) -> None:
        """Writes what is held as one row group."""
        self.settle()
        if self._writer is None:
            make_folder(self.temporary.parent)
            self._file = self.temporary.open("wb")
            self._writer = pq.ParquetWriter(
                self._file,
                self._schema,
                compression="zstd",
                compression_level=ZSTD_LEVEL,
                use_dictionary=[path for path in FEW_VALUES if _root(path) in self._schema.names],
                write_page_index=True,
                use_content_defined_chunking=True,
            )
        # One chunk, so that the bytes do not tell how the rows arrived; and nothing is held twice
        # while it is written.
        table = pa.Table.from_batches(self._batches, self._schema)
        self._batches, self.weight = [], 0
        table = table.combine_chunks()
        self._writer.write_table(table, row_group_size=max(table.num_rows, 1))

    def close(self) -> Output:
        """Writes the rest and makes the file last under its temporary name."""
        if self._fresh or self._batches or self._writer is None:
            self.flush()
        writer, file = cast(pq.ParquetWriter, self._writer), cast(BinaryIO, self._file)
        writer.close()
        file.flush()
        os.fsync(file.fileno())
        file.close()
        size = self.temporary.stat().st_size
        return Output(self.path, self.rows, size, sha256_of(self.temporary))

    def abandon(self) -> None:
        """Lets go of the file, whatever state it is in."""
        if self._writer is not None:
            self._writer.is_open = False  # else it would try to finish the file when collected
        if self._file is not None:
            with suppress(OSError):  # a full disk refuses what is still buffered
                self._file.close()
        with suppress(OSError):
            self.temporary.unlink(missing_ok=True)


def _root(path: str) -> str:
    return path.partition(".")[0]
