"""The plan of a run: inputs become shards, the unit that is done, committed and resumed.

It depends on the inputs and the settings alone, never on who does the work: so one worker and a
thousand write the same files.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cleaner.sources.arguments import STDIN
from cleaner.sources.found import Found, Part

SHARD_BYTES = 64 * 1024 * 1024
"""Input of one shard: enough to fill a Parquet row group, little enough to do again."""

OPENING = 4 * 1024
"""Bytes an input counts beside its own: opening a file costs about as much as reading a page, and
a million empty files are to become more than one shard."""

_FAST = 1
"""The level of zlib that packs names about as fast as they are found."""

Split = Callable[[Found, int], Sequence[Found]]
"""Cuts a large input into parts of about so many bytes; gives it back alone where it cannot."""


@dataclass(frozen=True, slots=True)
class ShardSpec:
    """One shard: its place in the plan, counted from 0, what it reads, and what that is known by.

    `packed` is `inputs` in little room: a million of them are to be planned in the memory of one
    process. `bytes` is how much there is to read as far as that is known.

    `fingerprint` is SHA-256 over the name, the size and the part of each input, in hexadecimal; it
    is "" when one of them is standard input, which nobody can know before it is read: such a shard
    is never taken as done already.

    Contents would be the surer sign, but to know them is to read everything twice; times of
    change would notice an edit that keeps the size, but differ after every copy, and the
    fingerprint is written into the corpus, which is to be the same wherever it is made. So: who
    changes an input without changing its size, between a run that was interrupted and the one
    that takes it up again, has to start anew.
    """

    index: int
    packed: bytes
    fingerprint: str
    bytes: int

    @property
    def inputs(self) -> tuple[Found, ...]:
        """What it reads, in order."""
        return tuple(_found(*each) for each in json.loads(zlib.decompress(self.packed)))

    @property
    def from_stdin(self) -> bool:
        """Whether it reads standard input, which only the process that was started can."""
        return not self.fingerprint


def plan(
    found: Iterable[Found], shard_bytes: int = SHARD_BYTES, split: Split | None = None
) -> list[ShardSpec]:
    """The inputs in their order, cut into shards of up to about `shard_bytes` of input each. What
    is as large as that and cannot be split is a shard of its own, and so is standard input."""
    shards: list[ShardSpec] = []
    waiting: list[Found] = []
    weight = 0

    def close() -> None:
        nonlocal weight
        if waiting:
            shards.append(shard(len(shards), waiting))
            waiting.clear()
            weight = 0

    for whole in found:
        large = split is not None and whole.size > shard_bytes and not whole.problem
        for each in split(whole, shard_bytes) if split is not None and large else (whole,):
            own = shard_bytes if each.path == STDIN else each.to_read + OPENING
            if weight + own > shard_bytes:
                close()
            waiting.append(each)
            weight += own
    close()
    return shards


def shard(index: int, inputs: Sequence[Found]) -> ShardSpec:
    """The shard that reads these inputs."""
    packed = json.dumps([_plain(each) for each in inputs], separators=(",", ":")).encode()
    size = sum(each.to_read for each in inputs)
    return ShardSpec(index, zlib.compress(packed, _FAST), fingerprint(inputs), size)


def fingerprint(inputs: Sequence[Found]) -> str:
    """What the inputs of a shard are known by: see `ShardSpec`."""
    if any(each.path == STDIN for each in inputs):
        return ""
    told = (
        f"{each.uri}\0{each.size}\0{each.problem}\0"
        + (f"{each.part.start}\0{each.part.stop}\0" if each.part else "")
        for each in inputs
    )
    return hashlib.sha256("".join(told).encode()).hexdigest()


def _plain(found: Found) -> tuple[object, ...]:
    part = found.part
    if not part and not found.problem:
        return found.path, found.uri, found.size  # as nearly all are
    told = (part.start, part.stop, part.size) if part else None
    return found.path, found.uri, found.size, found.problem, found.detail, told


def _found(
    path: str,
    uri: str,
    size: int,
    problem: str = "",
    detail: str = "",
    part: tuple[int, int, int] | None = None,
) -> Found:
    return Found(path, uri, size, problem, detail, Part(*part) if part else None)
