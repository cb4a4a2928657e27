"""The whole run in this process: plan, shards one after the other, and the corpus around them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cleaner.corpus.commit import Counts
from cleaner.corpus.finish import finish
from cleaner.kit import Kit
from cleaner.run.folder import filling, replacing
from cleaner.run.plan import ShardSpec
from cleaner.run.shard import Watch, process_shard, survey_shard


def run(shards: Sequence[ShardSpec], kit: Kit, out: Path, watch: Watch) -> Counts:
    """Cleans all shards into a new corpus and returns its counts.

    Raises UsageError if the folder holds anything, CorpusError if it cannot be written. Whatever
    ends the run early, Ctrl-C included, leaves the folder as it was.
    """
    with filling(out):
        return _fill(shards, kit, out, watch)


def run_again(shards: Sequence[ShardSpec], kit: Kit, out: Path, watch: Watch) -> Counts:
    """The same, but a corpus that is there is replaced once the new one is complete."""
    with replacing(out) as folder:
        return _fill(shards, kit, folder, watch)


def _fill(shards: Sequence[ShardSpec], kit: Kit, out: Path, watch: Watch) -> Counts:
    counts = Counts()
    for spec in shards:
        counts.add(process_shard(spec, kit, out, watch).counts)
    finish(out, kit.files)
    return counts


def survey(shards: Sequence[ShardSpec], kit: Kit, watch: Watch) -> Counts:
    """The counts that `run` would return, with nothing written."""
    counts = Counts()
    for spec in shards:
        counts.add(survey_shard(spec, kit, watch))
    return counts
