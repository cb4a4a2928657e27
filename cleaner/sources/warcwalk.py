"""Where records of a web archive begin, found by following them from the first to the last.

Nothing else tells it: an archive may hold another one as its content, whose records look just the
same. So compressed ones are expanded, by the reader's own code and with its limits, and what comes
out is thrown away; in others one goes from header to header, and where one is not as it should be,
the reader's own code says where it goes on. So who begins to read at any of these places, and who
comes to it from the beginning of the file, read the same from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from cleaner.errors import SourceError
from cleaner.settings import Settings
from cleaner.sources.ahead import CHUNK, Ahead
from cleaner.sources.guards import Exhausted
from cleaner.sources.stream import Stream
from cleaner.sources.warcframes import ends_record, next_frame, skip_blank, whole_size
from cleaner.sources.warcparts import Part, is_compressed, parts

_HEAD = 4 * 1024
"""Bytes in which nearly every header comes to its end; the reader's own code takes longer ones."""


def starts(stream: Stream, size: int, most: int, settings: Settings) -> Iterator[int]:
    """The bytes at which records or damage begin, in order. `size` is that of the file, in which
    one can go anywhere. An archive whose first compressed part has more than `most` bytes was
    compressed as a whole, and is not followed further.

    Raises SourceError where the bytes themselves cannot be read, or expand too much.
    """
    head = stream.peek(8)
    if not is_compressed(head):
        yield from _of_frames(stream.file, size, settings.max_document)
        return
    for number, part in enumerate(parts(stream)):
        yield part.start
        if not _read_away(part, size if number else most):
            return


def _read_away(part: Part, most: int) -> bool:
    """Reads to the end of a part, or as far as anybody can who wants what is in it; tells if that
    took no more than `most` bytes."""
    try:
        while part.pull(CHUNK) and part.size <= most:
            pass
    except Exhausted:
        raise
    except SourceError:
        pass
    return part.size <= most


def _of_frames(file: BinaryIO, size: int, limit: int) -> Iterator[int]:
    at = 0
    while True:
        file.seek(at)
        head = file.read(_HEAD)
        start = at + len(head) - len(head.lstrip(b"\r\n"))
        own = whole_size(head[start - at :], limit)
        if own is not None and _is_end(file, start + own, size):
            yield start
            at = start + own
            continue
        file.seek(at)
        ahead = Ahead(file.read, at)
        skip_blank(ahead)
        if ahead.data:
            yield ahead.start
            next_frame(ahead, limit)
        if ahead.damage is not None:
            raise ahead.damage
        if not ahead.data:
            return
        at = ahead.start


def _is_end(file: BinaryIO, place: int, size: int) -> bool:
    """Whether a record comes to its end at a place as it should."""
    if place > size:
        return False
    file.seek(place)
    return ends_record(file.read(4))
