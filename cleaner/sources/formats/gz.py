"""Reading gzip, of one part or many."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from cleaner.settings import Settings
from cleaner.sources.expand import expanded
from cleaner.sources.stream import Stream

_WITH_HEADER = 16 + zlib.MAX_WBITS


class GzipPart:
    """A gzip part in the manner of the other decompressors: it keeps what it was given."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(_WITH_HEADER)

    @property
    def eof(self) -> bool:
        """Whether the part has come to its end."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Whether it gives no more before it is given more."""
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What was given to it from behind the end of the part."""
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """The next bytes, no more than `max_length`."""
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def read(stream: Stream, _: Settings) -> Iterator[Stream]:
    """What is compressed in the stream."""
    return expanded(stream, "gz", GzipPart, (zlib.error,), {"gz": "", "tgz": "tar"})
