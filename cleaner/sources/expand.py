"""What lies in a compressed stream, streamed: every compression is read by this one loop."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from cleaner.errors import SourceError
from cleaner.sources.buffer import forward
from cleaner.sources.guards import DAMAGED, TRUNCATED, Gauge
from cleaner.sources.stream import Stream

CHUNK = 64 * 1024
"""Compressed bytes taken at once."""


class Decompressor(Protocol):
    """What expands one compressed part of a stream (a gzip member, an xz stream, a zstd frame)."""

    @property
    def eof(self) -> bool:
        """Whether the part has come to its end."""

    @property
    def needs_input(self) -> bool:
        """Whether it gives no more before it is given more."""

    @property
    def unused_data(self) -> bytes:
        """What was given to it from behind the end of the part."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """The next bytes, no more than `max_length`."""


class Inflated:
    """A part of deflated data in the manner of the other decompressors: it keeps what it was
    given. `wbits` tells zlib what stands around the data: nothing, or the header of gzip."""

    def __init__(self, wbits: int) -> None:
        self._inner = zlib.decompressobj(wbits)

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


Start = Callable[[], Decompressor]


class Expansion:
    """The bytes in a compressed stream, one part after the other, as the function `pull` that
    gives the next ones.

    It raises SourceError: `truncated` where the stream ends within a part, `damaged` where it is
    no such data or does not match its checksum, `expands-too-much` over a limit.
    """

    def __init__(
        self, stream: Stream, name: str, start: Start, errors: tuple[type[Exception], ...]
    ) -> None:
        self._file = stream.file
        self._name, self._start, self._errors = name, start, errors
        self._gauge = Gauge(stream.budget)
        self._part: Decompressor | None = None
        self._waiting = b""
        self._parts = self._read = 0

    def pull(self, size: int) -> bytes:
        """The next bytes, at most `size`, b"" at the end."""
        while (part := self._part or self._begin()) is not None:
            given = b""
            if part.needs_input:
                if not self._waiting and not self._more():
                    raise SourceError(
                        TRUNCATED,
                        f"the {self._name} data ends within its part {self._parts}, "
                        f"after {self._read:,} bytes",
                    )
                given, self._waiting = self._waiting, b""
            data = self._expanded(part, given, size)
            self._part = part
            if part.eof:
                self._waiting, self._part = part.unused_data, None
            if data:
                self._gauge.note(len(data), self._read)
                return data
        return b""

    def _begin(self) -> Decompressor | None:
        """The next part, None if there is no more."""
        while True:
            if self._parts:  # some tapes and writers fill up with NULs behind a part
                self._waiting = self._waiting.lstrip(b"\0")
            if self._waiting:
                self._parts += 1
                return self._start()
            if not self._more():
                return None

    def _more(self) -> bool:
        data = self._file.read(CHUNK)
        self._read += len(data)
        self._waiting = data
        return bool(data)

    def _expanded(self, part: Decompressor, given: bytes, size: int) -> bytes:
        try:
            return part.decompress(given, size)
        except self._errors as error:
            told = str(error).rstrip(".") or type(error).__name__
            raise SourceError(
                DAMAGED,
                f"the {self._name} data is damaged in its part {self._parts}, "
                f"before byte {self._read:,}: {told}",
            ) from error


def expanded(
    stream: Stream,
    name: str,
    start: Start,
    errors: tuple[type[Exception], ...],
    endings: dict[str, str],
) -> Iterator[Stream]:
    """The one stream that lies in a compressed one. `endings` are those its name may have, and
    what it has inside instead (`tgz` becomes `tar`)."""
    stem, dot, ending = stream.name.rpartition(".")
    inside = stream.name
    if dot and ending.lower() in endings:
        less = endings[ending.lower()]
        inside = f"{stem}.{less}" if less else stem
    pull = Expansion(stream, name, start, errors).pull
    yield stream.inner(name, inside, forward(pull))
