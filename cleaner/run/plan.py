"""The plan of a run: inputs become shards, the unit that is done, committed and resumed.

It depends on the inputs and the settings alone, never on who does the work: so one worker and a
thousand write the same files.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from cleaner.run.weight import OPENING, suited
from cleaner.sources.arguments import STDIN
from cleaner.sources.found import Found, Part

FOLLOWED = 32
"""Web archives that are followed from record to record to be cut, which costs about a sixtieth of
their cleaning, anew for each command: of more there is one for every worker without that."""

_FAST = 1
"""The level of zlib that packs names about as fast as they are found."""


class Split(Protocol):
    """Cuts large inputs into parts of about so many bytes."""

    def __call__(self, found: Found, most: int) -> Sequence[Found] | None:
        """The parts; the input alone where it cannot be cut; None for what has to be followed
        from its beginning to its end for that."""

    def followed(self, archives: Sequence[Found], most: int) -> Sequence[Sequence[Found]]:
        """The parts of each of those."""


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
    found: Iterable[Found], shard_bytes: int | None = None, split: Split | None = None
) -> list[ShardSpec]:
    """The inputs in their order, cut into shards of up to about `shard_bytes` of input each; if
    that is None, of as many as suit the input. What is as large as that and cannot be split is a
    shard of its own, and so is standard input."""
    if shard_bytes is None:
        shard_bytes, found = suited(found)
    planned = _Planned(shard_bytes, split)
    for each in found:
        planned.add(each)
    return planned.done()


@dataclass(slots=True)
class _Planned:
    """The shards so far, what is waiting to become one, and which of them are web archives."""

    most: int
    split: Split | None
    shards: list[ShardSpec] = field(default_factory=list)
    waiting: list[Found] = field(default_factory=list)
    weight: int = 0
    archives: dict[int, Found] = field(default_factory=dict)

    def add(self, whole: Found) -> None:
        """Adds an input, or the parts of it."""
        if self.split is None or whole.size <= self.most or whole.problem:
            self._wait(whole)
            return
        parts = self.split(whole, self.most)
        if parts is None:
            self._close()
            self.archives[len(self.shards)] = whole
            parts = (whole,)
        for part in parts:
            self._wait(part)

    def done(self) -> list[ShardSpec]:
        """All shards."""
        self._close()
        if self.split is None or not 0 < len(self.archives) <= FOLLOWED:
            return self.shards
        parts = self.split.followed(list(self.archives.values()), self.most)
        return _renewed(self.shards, dict(zip(self.archives, parts, strict=True)))

    def _wait(self, found: Found) -> None:
        own = self.most if found.path == STDIN else found.to_read + OPENING
        if self.weight + own > self.most:
            self._close()
        self.waiting.append(found)
        self.weight += own

    def _close(self) -> None:
        if self.waiting:
            self.shards.append(shard(len(self.shards), self.waiting))
            self.waiting.clear()
            self.weight = 0


def _renewed(shards: Iterable[ShardSpec], parts: Mapping[int, Sequence[Found]]) -> list[ShardSpec]:
    """The shards with those of these numbers replaced, each by one for each of its parts."""
    new: list[ShardSpec] = []
    for old in shards:
        if old.index in parts:
            new += [shard(len(new) + n, [part]) for n, part in enumerate(parts[old.index])]
        else:
            new.append(replace(old, index=len(new)))
    return new


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
