"""One shard from its inputs to its commit: the unit of work, pure but for what it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from cleaner.corpus.commit import Commit, Counts, Stamp
from cleaner.corpus.write import ShardWriter
from cleaner.errors import SourceError
from cleaner.flow import reject
from cleaner.guard import clean_guarded, read_guarded, repaired_guarded, seconds_for
from cleaner.kit import Kit, make_kit
from cleaner.model import Broken, Cleaned, Document, Reject, Source
from cleaner.run.plan import ShardSpec
from cleaner.run.pulse import Pulse
from cleaner.settings import Settings
from cleaner.sources.found import Found
from cleaner.version import VERSION


class OfSource(Protocol):
    """What came of a document, and knows of which."""

    @property
    def source(self) -> Source:
        """The document."""


T = TypeVar("T", bound=OfSource)

Clean = Callable[[Source, Kit], Cleaned | Reject]
"""What makes a row or a reject of a document."""
See = Callable[[Source, Kit], Document | None]
"""What makes of a document what rules see first, None where there is no text."""
Read = Callable[[Found, Settings], Iterator[tuple[Source | Broken | Reject, int]]]
"""What gives the documents of an input, each with the bytes of it that were read by then."""

BATCH_DOCUMENTS, BATCH_BYTES = 256, 4 * 2**20
"""A batch ends with the document that brings it to this many, or to this many bytes of input."""

READING = 10
"""A row may take so many times as long to read as to clean: disks and networks have their moods."""


class Poison(NamedTuple):
    """Why a row is not touched: `reading` it, or else cleaning it, ended the worker before."""

    reading: bool
    reason: str
    detail: str


Poisons = Mapping[tuple[int, int], Poison]
"""By place: the number of the input in its shard, and of the row in that input."""


class Means(NamedTuple):
    """By what documents are read, cleaned, and seen in a first pass, and what makes the kit for
    it; tests put in what fails."""

    read: Read = read_guarded
    clean: Clean = clean_guarded
    see: See = repaired_guarded
    kit: Callable[[Settings], Kit] = make_kit


USUAL = Means()
NO_POISON: Poisons = {}


def stamp(kit: Kit) -> Stamp:
    """By what a run makes its corpus."""
    return Stamp(VERSION, kit.rulebook_digest, kit.settings_digest, kit.settings.provenance)


def process_shard(
    spec: ShardSpec,
    kit: Kit,
    out: Path,
    pulse: Pulse,
    poisons: Poisons = NO_POISON,
    means: Means = USUAL,
) -> Commit:
    """Cleans the inputs of a shard and commits what becomes of them. Rows that are poison are
    rejected untouched.

    Raises CorpusError if the disk does not take it; then nothing of the shard is there.
    """
    documents = 0
    with ShardWriter(out, spec.index, stamp(kit), spec.fingerprint) as writer:
        for batch in batches(results(spec, kit, pulse, means.clean, means.read, poisons)):
            pulse.rest()
            documents += len(batch)
            kept = [result for result in batch if isinstance(result, Cleaned)]
            writer.add(kept, [result for result in batch if isinstance(result, Reject)])
        pulse.rest()
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


def survey_shard(spec: ShardSpec, kit: Kit, pulse: Pulse) -> Counts:
    """What `process_shard` would count, with nothing written."""
    counts = Counts()
    for result in results(spec, kit, pulse, clean_guarded):
        if isinstance(result, Cleaned):
            doc = result.document
            changes = ((edit.rule, len(edit.old), len(edit.new)) for edit in doc.edits)
            counts.keep(result.language.code, len(doc.base), len(doc.text), changes)
        else:
            counts.reject(result.reason)
    return counts


def results(
    spec: ShardSpec,
    kit: Kit,
    pulse: Pulse,
    work: Callable[[Source, Kit], T],
    read: Read = read_guarded,
    poisons: Poisons = NO_POISON,
) -> Iterator[T | Reject]:
    """What some work makes of each document of a shard, in order."""
    for number, found in enumerate(spec.inputs):
        told = taken = 0
        documents = read(found, kit.settings)
        for row in count():
            poison = poisons.get((number, row))
            if poison and poison.reading:
                # Nobody knows where the row would have ended: what is behind it is lost with it.
                result: T | Reject = _refused(found.source(), "read", poison)
            else:
                pulse.begin((number, row), True, READING * kit.settings.time_limit)
                each, taken = next(documents, (None, taken))
                if each is None:
                    break
                result = _result(each, (number, row), kit, pulse, poison, work)
            # Some formats read a part of a file twice: it counts once.
            now = max(told, min(taken, found.to_read) if found.to_read else taken)
            pulse.done(result.source, isinstance(result, Reject), now - told)
            told = now
            yield result
            if poison and poison.reading:
                break


def _result(
    each: Source | Broken | Reject,
    place: tuple[int, int],
    kit: Kit,
    pulse: Pulse,
    poison: Poison | None,
    work: Callable[[Source, Kit], T],
) -> T | Reject:
    if isinstance(each, Reject):
        return each
    if isinstance(each, Broken):
        return reject(each.source, "read", SourceError(each.reason, each.detail))
    if poison:
        return _refused(each, "clean", poison)
    pulse.begin(place, False, seconds_for(each, kit.settings))
    return work(each, kit)


def _refused(source: Source, stage: str, poison: Poison) -> Reject:
    return reject(source, stage, SourceError(poison.reason, poison.detail))
