"""Large files are cut where that is exact, so that many workers can read one of them.

JSON lines are cut anywhere: a line belongs to the part that its first byte is in. Parquet is cut
between row groups, a ZIP archive between members. A web archive is cut between records, which are
followed from the first to the last for that (`sources/warcwalk.py`). What is compressed as a whole
has to be read from its beginning and is one shard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from threading import Event

from cleaner.errors import SourceError
from cleaner.run.local import own_cores
from cleaner.run.plan import Split
from cleaner.settings import Settings
from cleaner.sources.addresses import is_remote
from cleaner.sources.arguments import STDIN
from cleaner.sources.formats import warc
from cleaner.sources.found import Found, Part
from cleaner.sources.opening import opened
from cleaner.sources.sniff import format_of
from cleaner.sources.stream import Stream
from cleaner.sources.warcwalk import starts
from cleaner.sources.zipped import directory

Tell = Callable[[int, int], None]
"""Is told how many web archives, of how many bytes together, are going to be followed."""


def splitter(settings: Settings, tell: Tell = lambda *_: None) -> Split:
    """How files are split that are read with these settings."""
    return _Splitter(settings, tell)


@dataclass(frozen=True, slots=True)
class _Splitter:
    settings: Settings
    tell: Tell

    def __call__(self, found: Found, most: int) -> Sequence[Found] | None:
        if found.path == STDIN:
            return (found,)
        try:
            with opened(found, self.settings) as stream:
                name = format_of(stream, self.settings)
                if name == "warc":
                    # To follow an archive elsewhere is to fetch it once more.
                    return None if _is_at_hand(found, stream) else (found,)
                parts = _parts(name, stream, found.size, most)
        except (SourceError, OSError):  # who reads it will tell
            return (found,)
        return _parted(found, parts)

    def followed(self, archives: Sequence[Found], most: int) -> list[Sequence[Found]]:
        self.tell(len(archives), sum(each.size for each in archives))
        stop = Event()

        def follow(found: Found) -> Sequence[Found]:
            return _parted(found, _records(found, most, self.settings, stop))

        # To expand takes nearly all of the time, and needs no lock of Python's.
        pool = ThreadPoolExecutor(max(1, min(len(archives), own_cores())))
        try:
            return list(pool.map(follow, archives))
        finally:
            stop.set()  # Ctrl-C is to wait for no gigabyte
            pool.shutdown(cancel_futures=True)


def _is_at_hand(found: Found, stream: Stream) -> bool:
    return stream.file.seekable() and not is_remote(found.path) and warc.is_readable()


def _parted(found: Found, parts: Sequence[Part]) -> Sequence[Found]:
    return [replace(found, part=part) for part in parts] if len(parts) > 1 else (found,)


def _records(found: Found, most: int, settings: Settings, stop: Event) -> list[Part]:
    """The parts of a web archive; none where it cannot be followed to its end."""
    try:
        with opened(found, settings) as stream:
            places: list[int] = []
            for place in starts(stream, found.size, most, settings):
                if stop.is_set():
                    return []
                places.append(place)
    except (SourceError, OSError):  # who reads it will tell
        return []
    return between(places, found.size, most)


def between(places: Iterable[int], size: int, most: int) -> list[Part]:
    """What stands between these places of a file, which are in order, put together while it is
    not too large together."""
    parts: list[Part] = []
    start = last = 0
    for place in chain(places, (size,)):
        if place - start > most and last > start:
            parts.append(Part(start, last, last - start))
            start = last
        last = place
    return [*parts, Part(start, size, size - start)]


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
