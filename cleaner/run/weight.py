"""How much input a shard has: it follows from all there is, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from cleaner.sources.found import Found

SHARD_BYTES = 64 * 1024 * 1024
"""Input of one shard: enough to fill a Parquet row group, little enough to do again."""

LEAST_BYTES, FEW = 1024 * 1024, 16
"""Of a small input a shard has less, down to a megabyte, which is about what is cleaned while a
worker reads its rules: so that many workers have something to do, and an end that nobody planned
costs little. But each shard is a Parquet file for each language: it is made no smaller where there
are 16."""

OPENING = 4 * 1024
"""Bytes an input counts beside its own: opening a file costs about as much as reading a page, and
a million empty files are to become more than one shard."""

_LARGE = FEW * SHARD_BYTES // 2
"""With more input than this, shards are as large as they get."""


def shard_bytes(weight: int) -> int:
    """How many bytes a shard has where all input has so many: the least power of two by which
    there are no more than `FEW` shards. So an input that grows a little keeps its shards."""
    least = max(1, -(-weight // FEW))
    return min(max(1 << (least - 1).bit_length(), LEAST_BYTES), SHARD_BYTES)


def suited(found: Iterable[Found]) -> tuple[int, Iterator[Found]]:
    """How many bytes a shard of these inputs has, and the inputs. No more of them are held than
    it takes to know that."""
    rest, held, weight = iter(found), list[Found](), 0
    for each in rest:
        held.append(each)
        weight += each.to_read + OPENING
        if weight > _LARGE:
            break
    return shard_bytes(weight), chain(held, rest)
