"""Writing a shard: rows arrive in batches, files appear all at once, the commit record last.

What is written depends on the documents and their order alone, never on how they are cut into
batches: row groups are cut by what the rows weigh, row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

import pyarrow as pa

from cleaner.corpus import rows
from cleaner.corpus.commit import Commit, Counts, Stamp
from cleaner.corpus.disk import explained, place, put, sync_folder
from cleaner.corpus.layout import TEMPORARY, commit_path, data_path, rejects_path, shard_files
from cleaner.corpus.part import Part
from cleaner.corpus.schema import REJECTS_SCHEMA, SCHEMA
from cleaner.errors import CorpusError
from cleaner.model import Cleaned, Reject

ROW_GROUP = 64 * 2**20
"""A row group ends with the row that brings it to this many bytes in memory."""
HELD = 128 * 2**20
"""All languages together hold no more bytes than this: past it the heaviest is written."""
ROW_WEIGHT, EDIT_WEIGHT, MARK_WEIGHT = 1024, 64, 128
"""Bytes in memory of a row beside its texts, of an edit beside its own, and of a note, a name or
a measurement."""


def weight(cleaned: Cleaned) -> int:
    """About how many bytes a row takes in memory."""
    text, edits = cleaned.document.text, cleaned.document.edits
    size = len(text) if text.isascii() else len(text.encode())
    size += sum(EDIT_WEIGHT + len(edit.old) + len(edit.new) for edit in edits)
    size += MARK_WEIGHT * len(cleaned.document.marks)
    # What a record says beside its text can be more than the text.
    return ROW_WEIGHT + size + sum(map(len, cleaned.source.hints.values()))


class ShardWriter:
    """Writes the rows of one shard, in a `with` block that ends in `commit`.

        with ShardWriter(out, 0, stamp, fingerprint) as writer:
            writer.add(kept, rejects)
            writer.commit(documents)

    A block left without `commit` leaves nothing behind. All methods raise CorpusError, with
    advice, when the disk does not take what is written.
    """

    def __init__(self, out: Path, shard: int, stamp: Stamp, fingerprint: str) -> None:
        self.out = out
        self.shard = shard
        self.stamp = stamp
        self.fingerprint = fingerprint
        self.counts = Counts()
        self._held = 0
        self._data: dict[str, Part[Cleaned]] = {}
        self._rejects: Part[Reject] | None = None

    def __enter__(self) -> ShardWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for part in self._parts():
            part.abandon()

    def add(self, kept: Sequence[Cleaned], rejects: Sequence[Reject] = ()) -> None:
        """Takes the next documents of the shard."""
        with explained(self.out):
            for cleaned in kept:
                self._keep(cleaned)
            for reject in rejects:
                self._reject(reject)
            for part in self._parts():
                part.settle()

    def commit(self, documents: int) -> Commit:
        """Makes everything added appear in the corpus, and returns the commit record.

        `documents` is how many the shard's input had; a CorpusError says if rows are missing.
        """
        if documents != self.counts.documents:
            raise CorpusError(
                f"shard {self.shard}: {documents} documents came in, but {self.counts.kept} were "
                f"kept and {sum(self.counts.rejected.values())} rejected. Nothing was written; "
                "this is a fault of cleaner, please report it."
            )
        record = self.out / commit_path(self.shard)
        with explained(self.out):
            parts = list(self._parts())
            outputs = tuple(part.close() for part in parts)
            # From here to the new record the shard counts as not done.
            if record.exists():
                record.unlink()
                sync_folder(record.parent)
            for stale in set(shard_files(self.out, self.shard)) - {part.path for part in parts}:
                (self.out / stale).unlink()
            for part in parts:
                place(part.temporary, self.out / part.path)
        commit = Commit(
            self.shard,
            self.fingerprint,
            self.stamp,
            tuple(sorted(outputs, key=lambda output: output.path)),
            self.counts,
        )
        put(record, commit.to_bytes(), self._temporary("commit"))
        return commit

    def _keep(self, cleaned: Cleaned) -> None:
        language = cleaned.language.code
        part = self._data.get(language)
        if part is None:
            path = data_path(language, self.shard)
            schema = SCHEMA.with_metadata(self.stamp.footer)
            part = Part(path, self._temporary(f"data-{language}"), schema, self._columns)
            self._data[language] = part
        document = cleaned.document
        changes = ((edit.rule, len(edit.old), len(edit.new)) for edit in document.edits)
        self.counts.keep(language, len(document.base), len(document.text), changes)
        heavy = weight(cleaned)
        part.add(cleaned, heavy)
        self._held += heavy
        if part.weight >= ROW_GROUP:
            self._flush(part)
        elif self._held > HELD:
            self._flush(max(self._data.values(), key=lambda part: (part.weight, part.path)))

    def _flush(self, part: Part[Cleaned]) -> None:
        self._held -= part.weight
        part.flush()

    def _reject(self, reject: Reject) -> None:
        if self._rejects is None:
            schema = REJECTS_SCHEMA.with_metadata(self.stamp.footer)
            path = rejects_path(self.shard)
            self._rejects = Part(path, self._temporary("rejects"), schema, rows.rejects_batch)
        self.counts.reject(reject.reason)
        self._rejects.add(reject, ROW_WEIGHT + len(reject.detail))
        if self._rejects.weight >= ROW_GROUP:
            self._rejects.flush()

    def _columns(self, cleaned: list[Cleaned]) -> pa.RecordBatch:
        return rows.batch(cleaned, self.stamp.provenance)

    def _parts(self) -> Iterable[Part[Cleaned] | Part[Reject]]:
        yield from (self._data[language] for language in sorted(self._data))
        if self._rejects is not None:
            yield self._rejects

    def _temporary(self, name: str) -> Path:
        return self.out / TEMPORARY / f"{self.shard:05d}-{name}"
