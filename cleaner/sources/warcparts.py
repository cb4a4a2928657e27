"""Compressed web archives: each record is a gzip member or a zstd frame of its own.

So a damaged one costs no other: reading goes on at the next that begins a record. An archive that
was compressed as a whole is one part with all the records in it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from cleaner.errors import SourceError
from cleaner.sources.ahead import Ahead
from cleaner.sources.expand import Decompressor, Start
from cleaner.sources.formats import gz
from cleaner.sources.formats.zst import library
from cleaner.sources.guards import DAMAGED, TRUNCATED, Gauge, too_large
from cleaner.sources.stream import Stream

GZIP = re.compile(rb"\x1f\x8b\x08")
ZSTD = re.compile(rb"\x28\xb5\x2f\xfd")
SKIPPED = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
DICTIONARY = b"\x5d\x2a\x4d\x18"
"""Begins the frame with the dictionary of all others (IIPC, Zstandard Compression for WARC)."""
_KEPT = 2**24
"""Compressed bytes of a part that are kept, to look for the next one among them."""
_DICTIONARY_LIMIT = 2**25
_PIECE = 64 * 1024
_RECORD = b"WARC/"


@dataclass(slots=True)
class Part:
    """One compressed part: where it begins, and `pull`, which gives the next bytes of what is in
    it; or the fault of what is none.

    What comes of it hangs on its own bytes and those behind it alone, not on how much of the file
    was looked at before: so it is the same for who begins to read there.
    """

    start: int
    inner: Decompressor | None
    ahead: Ahead
    gauge: Gauge
    errors: tuple[type[Exception], ...] = ()
    fault: SourceError | None = None
    used: int = 0
    read: int = 0

    def pull(self, size: int) -> bytes:
        """The next bytes, b"" at the end. Raises SourceError: `truncated`, `damaged`,
        `expands-too-much`; from then on there are none."""
        while not self._is_over() and (inner := self.inner) is not None:
            try:
                data = inner.decompress(self._given(inner), size)
                if inner.eof:
                    self.used -= len(inner.unused_data)
                if data:
                    self.gauge.note(len(data), self.read)
                    return data
            except SourceError as error:
                self.fault = error
                raise
            except self.errors as error:
                self.fault = SourceError(DAMAGED, f"its compressed data is damaged: {error}")
                raise self.fault from error
        return b""

    @property
    def size(self) -> int:
        """How many bytes it has, or, before its end, as many as were looked at."""
        return self.ahead.start + self.used - self.start

    def _is_over(self) -> bool:
        return self.inner is None or self.inner.eof or self.fault is not None

    def _given(self, inner: Decompressor) -> bytes:
        if not inner.needs_input:
            return b""
        if self.used > _KEPT:
            self.ahead.drop(self.used)
            self.used = 0
        self.ahead.need(self.used + _PIECE)
        if len(self.ahead.data) <= self.used:
            told = f"the file ends after {self.read:,} bytes of its compressed data"
            raise self.ahead.damage or SourceError(TRUNCATED, told)
        given = bytes(self.ahead.data[self.used : self.used + _PIECE])
        self.used += len(given)
        self.read += len(given)
        return given


def is_compressed(head: bytes) -> bool:
    """Whether a file that begins so is a compressed archive."""
    return any(sign.match(head) for sign in (GZIP, ZSTD, SKIPPED))


def parts(stream: Stream) -> Iterator[Part]:
    """The parts of a compressed archive, in order, and one with a fault for what is none: those
    that begin in the stretch of it that is meant, which begins where one of them does. Each is to
    be read to its end or its fault before the next is asked for."""
    ahead = Ahead(stream.file.read)
    ahead.need(4)
    if GZIP.match(ahead.data):
        sign, start, errors = GZIP, gz.part, (zlib.error,)
    else:
        zstd = library()
        sign, start, errors = ZSTD, _with_dictionary(ahead, zstd), (zstd.ZstdError,)
    if stream.part and stream.part.start:
        ahead = ahead_of(stream)
    yield from _parts(stream, ahead, sign, start, errors)


def ahead_of(stream: Stream) -> Ahead:
    """What is read of a stream, from where the stretch of it begins that is meant."""
    start = stream.part.start if stream.part else 0
    if start:
        stream.file.seek(start)
    return Ahead(stream.file.read, start)


def _parts(
    stream: Stream,
    ahead: Ahead,
    sign: re.Pattern[bytes],
    start: Start,
    errors: tuple[type[Exception], ...],
) -> Iterator[Part]:
    while ahead.need(1):
        if stream.part and ahead.start >= stream.part.stop:
            return
        ahead.need(8)
        if sign.match(ahead.data):
            part = Part(ahead.start, start(), ahead, Gauge(stream.budget), errors)
            yield part
            if part.fault is None:
                ahead.drop(part.used)
                continue
        elif SKIPPED.match(ahead.data):
            _skip(ahead, int.from_bytes(ahead.data[4:8], "little") + 8)
            continue
        elif not ahead.need(_PIECE) and not ahead.data.strip(b"\0"):
            return  # some writers fill up the last block of a tape or disk
        else:
            what = f"is neither a compressed record nor part of one: {bytes(ahead.data[:8])!r}"
            fault = SourceError(DAMAGED, what)
            yield Part(ahead.start, None, ahead, Gauge(stream.budget), errors, fault)
        _next_record(ahead, sign, start, errors)
    if ahead.damage is not None:
        raise ahead.damage


def _next_record(
    ahead: Ahead, sign: re.Pattern[bytes], start: Start, errors: tuple[type[Exception], ...]
) -> None:
    """Goes on to the next part that begins a record. Its sign alone is no proof: three bytes are
    found by chance in every few megabytes of compressed data."""
    while True:
        ahead.drop(1)
        if not ahead.drop_to(sign):
            return
        ahead.need(_PIECE)
        try:
            if start().decompress(bytes(ahead.data[:_PIECE]), len(_RECORD)) == _RECORD:
                return
        except errors:
            continue


def _skip(ahead: Ahead, count: int) -> None:
    while count and ahead.need(1):
        step = min(count, len(ahead.data))
        ahead.drop(step)
        count -= step


def _with_dictionary(ahead: Ahead, zstd: Any) -> Start:
    """What begins the decompression of a frame, with the dictionary if the archive has one. That
    may be compressed itself, or be no more than the beginning of a usual record."""
    ahead.need(8)
    if not ahead.data.startswith(DICTIONARY):
        plain: Start = zstd.ZstdDecompressor
        return plain
    size = int.from_bytes(ahead.data[4:8], "little")
    if size > _DICTIONARY_LIMIT:
        raise too_large(size, _DICTIONARY_LIMIT)
    if not ahead.need(8 + size):
        raise SourceError(TRUNCATED, "the file ends in its dictionary")
    content = bytes(ahead.data[8 : 8 + size])
    ahead.drop(8 + size)
    try:
        if ZSTD.match(content):
            content = zstd.ZstdDecompressor().decompress(content, _DICTIONARY_LIMIT)
        known = zstd.ZstdDict(content, is_raw=not content.startswith(b"\x37\xa4\x30\xec"))
    except (zstd.ZstdError, ValueError) as error:
        raise SourceError(DAMAGED, f"its dictionary is damaged: {error}") from error
    start: Start = partial(zstd.ZstdDecompressor, known)
    return start
