"""The plan of a run: inputs become shards, the unit that is done, committed and resumed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleaner.sources.arguments import STDIN
from cleaner.sources.found import Found

SHARD_BYTES = 64 * 1024 * 1024
"""Input of one shard: enough to fill a Parquet row group, little enough to do again."""

OPENING = 4 * 1024
"""Bytes an input counts beside its own: opening a file costs about as much as reading a page, and
a million empty files are to become more than one shard."""


@dataclass(frozen=True, slots=True)
class ShardSpec:
    """One shard: its place in the plan, counted from 0, what it reads, and what that is known by.

    `fingerprint` is SHA-256 over the name and the size of each input, in hexadecimal; it is ""
    when one of them is standard input, which nobody can know before it is read: such a shard is
    never taken as done already.

    Contents would be the surer sign, but to know them is to read everything twice; times of
    change would notice an edit that keeps the size, but differ after every copy, and the
    fingerprint is written into the corpus, which is to be the same wherever it is made. So: who
    changes an input without changing its size, between a run that was interrupted and the one
    that takes it up again, has to start anew.
    """

    index: int
    inputs: tuple[Found, ...]
    fingerprint: str


def plan(found: Iterable[Found], shard_bytes: int = SHARD_BYTES) -> list[ShardSpec]:
    """The inputs in their order, cut into shards of up to about `shard_bytes` of input each. An
    input as large as that is a shard of its own, and so is standard input."""
    shards: list[ShardSpec] = []
    waiting: list[Found] = []
    weight = 0

    def close() -> None:
        nonlocal weight
        if waiting:
            shards.append(ShardSpec(len(shards), tuple(waiting), fingerprint(waiting)))
            waiting.clear()
            weight = 0

    for each in found:
        own = shard_bytes if each.path == STDIN else each.size + OPENING
        if weight + own > shard_bytes:
            close()
        waiting.append(each)
        weight += own
    close()
    return shards


def fingerprint(inputs: Sequence[Found]) -> str:
    """What the inputs of a shard are known by: see `ShardSpec`."""
    if any(each.path == STDIN for each in inputs):
        return ""
    digest = hashlib.sha256()
    for each in inputs:
        digest.update(f"{each.uri}\0{each.size}\0{each.problem}\0".encode())
    return digest.hexdigest()
