"""Reading a corpus back: as a pyarrow data set, row by row, and as it was before cleaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from cleaner.corpus.commit import Counts, read_commits
from cleaner.corpus.layout import COMMITS, DATA, REJECTS
from cleaner.corpus.schema import REJECTS_SCHEMA, SCHEMA
from cleaner.edits import undo
from cleaner.errors import CorpusError, NotThere, counted
from cleaner.model import Edit

BATCH_ROWS = 64
"""Rows decoded at a time while iterating."""
SHOWN = 5
"""How many ids a message shows."""


class Corpus:
    """A corpus on disk. `dataset` is its rows as a `pyarrow.dataset.Dataset`.

    Rows come in one stable order: by file name, then as they stand in the file.
    """

    def __init__(self, path: Path, data: Sequence[str], rejects: Sequence[str]) -> None:
        self.path = path
        self.dataset: ds.Dataset = _dataset(path, data, SCHEMA)
        self._rejects = rejects

    def __len__(self) -> int:
        """How many documents were kept."""
        return int(self.dataset.count_rows())

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Every row, with all columns."""
        return self.rows()

    def rows(
        self,
        columns: Sequence[str] | None = None,
        filter: pc.Expression | None = None,  # noqa: A002 (pyarrow's name)
    ) -> Iterator[dict[str, Any]]:
        """The rows as dictionaries, few of them in memory at a time."""
        names = None if columns is None else list(columns)
        for batch in self.dataset.to_batches(
            columns=names, filter=filter, batch_size=BATCH_ROWS, batch_readahead=1
        ):
            yield from batch.to_pylist()

    def to_table(
        self,
        columns: Sequence[str] | None = None,
        filter: pc.Expression | None = None,  # noqa: A002 (pyarrow's name)
    ) -> pa.Table:
        """The rows as one Arrow table: all in memory."""
        names = None if columns is None else list(columns)
        return self.dataset.to_table(columns=names, filter=filter)

    def row(self, id: str) -> dict[str, Any]:  # noqa: A002 (the column's name)
        """The row with this id; a beginning that only one id has will do.

        Raises NotThere if no id begins so, or several do.
        """
        begins = pc.starts_with(pc.field("id"), id)
        found = {
            name: group
            for group in self._row_groups()
            for name in group.to_table(columns=["id"], filter=begins)["id"].to_pylist()
        }
        if len(found) == 1 or id in found:
            name = id if id in found else next(iter(found))
            # Only this row group is read in full.
            only = pc.field("id") == name
            return found[name].to_table(filter=only).to_pylist()[0]  # type: ignore[no-any-return]
        if found:
            raise NotThere(
                f"{len(found)} documents have an id that begins with {id!r}: "
                f"{_some(sorted(found))}. Give more of it."
            )
        known = self.dataset.head(SHOWN, columns=["id"])["id"].to_pylist()
        there = counted(len(self), "document")
        raise NotThere(
            f"No document of {self.path} has an id that begins with {id!r}. It has {there}"
            f"{f', such as {_some(known)}' if known else ''}; rejected ones are in {REJECTS}/."
        )

    def _row_groups(self) -> Iterator[ds.ParquetFileFragment]:
        for file in self.dataset.get_fragments():
            yield from file.split_by_row_group()

    def rejects(self) -> pa.Table:
        """The documents that were not kept, in the columns of the rejects schema."""
        return _dataset(self.path, self._rejects, REJECTS_SCHEMA).to_table()

    def counts(self) -> Counts:
        """The sums over all documents, as the commit records have them."""
        counts = Counts()
        for commit in read_commits(self.path):
            counts.add(commit.counts)
        return counts

    @staticmethod
    def edits(row: Mapping[str, Any]) -> list[Edit]:
        """The log of a row's edits, in order.

        Raises CorpusError if the corpus was not written with full provenance.
        """
        return edits_of(row)

    @staticmethod
    def base(row: Mapping[str, Any]) -> str:
        """The text of a row before cleaning.

        Raises CorpusError if the corpus was not written with full provenance, or if text and
        edits do not fit each other.
        """
        log = edits_of(row)
        try:
            return undo(row["text"], log)
        except ValueError as error:
            raise CorpusError(
                f"{row.get('id', 'a row')}: its edits do not fit its text: {error}. The corpus "
                "was changed after it was written; `clean verify` says where."
            ) from error


def edits_of(row: Mapping[str, Any]) -> list[Edit]:
    """The log of a row's edits, in order. Raises CorpusError if it is not there in full."""
    name = row.get("id", "a row")
    if "text" not in row or "edits" not in row:
        raise CorpusError(f"{name}: the columns `text` and `edits` are needed; read both.")
    entries = row["edits"]
    if entries is None or any(entry["old"] is None for entry in entries):
        kept = "none" if entries is None else "spans"
        raise CorpusError(
            f"{name}: what was removed is not recorded, since the corpus was written with "
            f"provenance {kept!r}. Make it again from the raw files with `--provenance full`."
        )
    return [Edit(**entry) for entry in entries]


def load_corpus(path: str | PathLike[str]) -> Corpus:
    """The corpus in a folder.

    Raises CorpusError, with advice, if there is none (NotThere) or files of it are missing.
    """
    folder = Path(path)
    if not (folder / COMMITS).is_dir():
        inside = next((p for p in folder.absolute().parents if (p / COMMITS).is_dir()), None)
        advice = (
            f"Give the corpus folder itself: {inside}."
            if inside is not None
            else "Give the folder that `clean PATH -o FOLDER` wrote."
        )
        what = "is no corpus" if folder.exists() else "does not exist"
        raise NotThere(f"{folder}: {what} (it has no {COMMITS}/). {advice}")
    outputs = [output.path for commit in read_commits(folder) for output in commit.outputs]
    missing = [name for name in sorted(outputs) if not (folder / name).is_file()]
    if missing:
        raise CorpusError(
            f"{folder}: {len(missing)} of its files are missing: {_some(missing)}. Copy the whole "
            "folder again, or make the corpus anew from the raw files."
        )
    data = sorted(name for name in outputs if name.startswith(f"{DATA}/"))
    rejects = sorted(name for name in outputs if name.startswith(f"{REJECTS}/"))
    return Corpus(folder, data, rejects)


def _dataset(path: Path, names: Sequence[str], schema: pa.Schema) -> ds.Dataset:
    return ds.dataset([str(path / name) for name in names], schema=schema, format="parquet")


def _some(names: Sequence[str]) -> str:
    more = "" if len(names) <= SHOWN else f" and {len(names) - SHOWN} more"
    return ", ".join(names[:SHOWN]) + more
