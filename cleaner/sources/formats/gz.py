"""Reading gzip, of one part or many."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from cleaner.settings import Settings
from cleaner.sources.expand import Decompressor, Inflated, expanded
from cleaner.sources.stream import Stream

_WITH_HEADER = 16 + zlib.MAX_WBITS


def part() -> Decompressor:
    """A part, with its header and its checksum."""
    return Inflated(_WITH_HEADER)


def read(stream: Stream, _: Settings) -> Iterator[Stream]:
    """What is compressed in the stream."""
    return expanded(stream, "gz", part, (zlib.error,), {"gz": "", "tgz": "tar"})
