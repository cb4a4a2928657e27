"""One shard from its inputs to its commit: the unit of work, pure but for what it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cleaner.corpus.commit import Commit, Counts, Stamp
from cleaner.corpus.write import ShardWriter
from cleaner.errors import SourceError
from cleaner.flow import reject
from cleaner.guard import clean_guarded, read_guarded
from cleaner.kit import Kit
from cleaner.model import Broken, Cleaned, Reject
from cleaner.run.plan import ShardSpec
from cleaner.version import VERSION

Watch = Callable[[Cleaned | Reject, int], None]
"""Told of each document as it is done, with the bytes of input that were read for it."""

BATCH_DOCUMENTS, BATCH_BYTES = 256, 4 * 2**20
"""A batch ends with the document that brings it to this many, or to this many bytes of input."""


def stamp(kit: Kit) -> Stamp:
    """By what a run makes its corpus."""
    return Stamp(VERSION, kit.rulebook_digest, kit.settings_digest, kit.settings.provenance)


def process_shard(spec: ShardSpec, kit: Kit, out: Path, watch: Watch) -> Commit:
    """Cleans the inputs of a shard and commits what becomes of them.

    Raises CorpusError if the disk does not take it; then nothing of the shard is there.
    """
    documents = 0
    with ShardWriter(out, spec.index, stamp(kit), spec.fingerprint) as writer:
        for batch in batches(results(spec, kit, watch)):
            documents += len(batch)
            kept = [result for result in batch if isinstance(result, Cleaned)]
            writer.add(kept, [result for result in batch if isinstance(result, Reject)])
        return writer.commit(documents)


def batches(documents: Iterable[Cleaned | Reject]) -> Iterator[list[Cleaned | Reject]]:
    """The documents, some at a time: columns are cheap to make for many rows and dear for one."""
    batch: list[Cleaned | Reject] = []
    held = 0
    for result in documents:
        batch.append(result)
        held += len(result.source.data)
        if len(batch) >= BATCH_DOCUMENTS or held >= BATCH_BYTES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def survey_shard(spec: ShardSpec, kit: Kit, watch: Watch) -> Counts:
    """What `process_shard` would count, with nothing written."""
    counts = Counts()
    for result in results(spec, kit, watch):
        if isinstance(result, Cleaned):
            doc = result.document
            changes = ((edit.rule, len(edit.old), len(edit.new)) for edit in doc.edits)
            counts.keep(result.language.code, len(doc.base), len(doc.text), changes)
        else:
            counts.reject(result.reason)
    return counts


def results(spec: ShardSpec, kit: Kit, watch: Watch) -> Iterator[Cleaned | Reject]:
    """What becomes of each document of a shard, in order."""
    for found in spec.inputs:
        told = 0
        for each, taken in read_guarded(found, kit.settings):
            if isinstance(each, Broken):
                result: Cleaned | Reject = reject(
                    each.source, "read", SourceError(each.reason, each.detail)
                )
            else:
                result = clean_guarded(each, kit)
            # Some formats read a part of a file twice: it counts once.
            now = max(told, min(taken, found.size) if found.size else taken)
            watch(result, now - told)
            told = now
            yield result
