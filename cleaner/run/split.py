"""Large files are cut where that is exact and cheap, so that many workers can read one of them.

JSON lines are cut anywhere: a line belongs to the part that its first byte is in. Parquet is cut
between row groups, a ZIP archive between members. What is compressed as a whole has to be read
from its beginning, and so has a web archive, whose records are found one by one: those are one
shard each, and come as many files of a gigabyte at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cleaner.errors import SourceError
from cleaner.run.plan import Split
from cleaner.settings import Settings
from cleaner.sources.arguments import STDIN
from cleaner.sources.found import Found, Part
from cleaner.sources.opening import opened
from cleaner.sources.sniff import format_of
from cleaner.sources.stream import Stream
from cleaner.sources.zipped import directory


def splitter(settings: Settings) -> Split:
    """How files are split that are read with these settings."""

    def split(found: Found, most: int) -> Sequence[Found]:
        if found.path == STDIN:
            return (found,)
        try:
            with opened(found, settings) as stream:
                parts = _parts(format_of(stream, settings), stream, found.size, most)
        except (SourceError, OSError):  # who reads it will tell
            return (found,)
        return [replace(found, part=part) for part in parts] if len(parts) > 1 else (found,)

    return split


def _parts(name: str, stream: Stream, size: int, most: int) -> list[Part]:
    if name == "jsonl":
        return _even(size, most)
    if name == "parquet":
        return grouped(_row_groups(stream), most)
    if name == "zip":
        return grouped((entry.packed for entry in directory(stream.file) or ()), most)
    return []


def _even(size: int, most: int) -> list[Part]:
    """As many stretches of bytes as are needed, each of the same length but the last."""
    count = -(-size // most)
    step = -(-size // count)
    return [Part(at, min(at + step, size), min(step, size - at)) for at in range(0, size, step)]


def grouped(sizes: Iterable[int], most: int) -> list[Part]:
    """Neighbours of these sizes put together while they are not too large together."""
    parts: list[Part] = []
    start = weight = 0
    stop = -1
    for stop, size in enumerate(sizes):
        if stop > start and weight + size > most:
            parts.append(Part(start, stop, weight))
            start, weight = stop, 0
        weight += size
    return [*parts, Part(start, stop + 1, weight)] if stop >= 0 else []


def _row_groups(stream: Stream) -> list[int]:
    """The bytes of each row group as they lie in the file; none for what is no whole file."""
    import pyarrow as pa  # noqa: PLC0415 - only large files of that kind need it
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        about = pq.ParquetFile(stream.file).metadata
    except (pa.ArrowException, OSError, ValueError):
        return []
    groups = (about.row_group(number) for number in range(about.num_row_groups))
    return [
        sum(group.column(number).total_compressed_size for number in range(group.num_columns))
        for group in groups
    ]
