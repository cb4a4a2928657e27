"""What an earlier run has done of a plan already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from cleaner.corpus.commit import Commit, Stamp
from cleaner.corpus.disk import explained
from cleaner.corpus.layout import COMMITS, commit_path, shard_files
from cleaner.run.plan import ShardSpec


def records(out: Path) -> dict[int, Commit]:
    """The commit records that can be read, by shard. One that cannot counts as not there."""
    found: dict[int, Commit] = {}
    for path in sorted((out / COMMITS).glob("*.json")):
        try:
            commit = Commit.from_bytes(path.read_bytes())
        except (OSError, ValueError):
            continue
        if (out / commit_path(commit.shard)) == path:
            found[commit.shard] = commit
    return found


def is_done(spec: ShardSpec, commit: Commit | None, stamp: Stamp, out: Path) -> bool:
    """Whether a record says that this very shard was done by the same means, and all it wrote is
    there."""
    return (
        commit is not None
        and bool(spec.fingerprint)
        and (commit.fingerprint, commit.stamp) == (spec.fingerprint, stamp)
        and all(_is_there(out / each.path, each.bytes) for each in commit.outputs)
    )


def done_already(shards: Sequence[ShardSpec], stamp: Stamp, out: Path) -> dict[int, Commit]:
    """The records of the shards that need not be done again."""
    found = records(out)
    return {
        spec.index: found[spec.index]
        for spec in shards
        if is_done(spec, found.get(spec.index), stamp, out)
    }


def discard(out: Path, keep: Iterable[int]) -> None:
    """Removes the records, and what they tell of, of all shards but these: first the record, so
    that no moment is one at which it tells of what is not there. Raises CorpusError if the disk
    refuses."""
    kept = {commit_path(shard) for shard in keep}
    with explained(out):
        for path in sorted((out / COMMITS).glob("*.json")):
            if path.relative_to(out).as_posix() not in kept:
                path.unlink()
                for name in shard_files(out, int(path.stem)) if path.stem.isdigit() else ():
                    (out / name).unlink()


def _is_there(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
