"""The lines of a table as text, with the offsets of their bytes; lines can be put back."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from cleaner.errors import SourceError
from cleaner.sources.guards import TOO_LARGE, too_large

PIECE = 2**20
REREAD = 2**28
"""Bytes of a file that are read again at most: each quotation mark that is never closed makes all
behind it one row, up to the limit."""


class Line(NamedTuple):
    """One line with its end, the offset of its first byte, and its bytes."""

    start: int
    text: str
    raw: bytes


class RowTooLong(SourceError):
    """A row is longer than a document may be."""


class RowLines:
    """Gives lines to a parser that takes as many as a row has. `taken` are those of this row."""

    def __init__(self, lines: Iterator[Line], limit: int) -> None:
        self._lines = lines
        self._limit = limit
        self._waiting: deque[Line] = deque()
        self._size = 0
        self._reread = 0
        self.taken: list[Line] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self.taken.append(line)
        self._size += len(line.text)
        if self._size > self._limit:
            raise RowTooLong(TOO_LARGE, too_large(self._size, self._limit).detail)
        return line.text

    def begin(self) -> None:
        """Begins a row."""
        self.taken = []
        self._size = 0

    def give_back(self) -> bool:
        """Puts back all lines of the row but its first, if that is not done too often."""
        size = sum(len(line.text) for line in self.taken[1:])
        self._reread += size
        if self._reread > REREAD:
            return False
        self._waiting.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
        return True


def table_lines(file: BinaryIO, codec: str, mark: int, limit: int) -> Iterator[Line]:
    r"""The lines of a file, ended by `\n`, `\r\n` or `\r`. What is behind the limit in a line is
    read away. Bytes that are no text in this codec become lone surrogates, which decoding counts.
    """
    file.read(mark)
    if codec.startswith(("utf-16", "utf-32")):
        return _wide_lines(file, codec, mark, limit)
    return _narrow_lines(file, codec, mark, limit)


def _narrow_lines(file: BinaryIO, codec: str, start: int, limit: int) -> Iterator[Line]:
    """In all other character sets, a byte that ends a line is never part of another sign."""
    rest, kept, over = b"", b"", 0  # a line without its end; of one over the limit, its beginning
    while piece := file.readline(PIECE):
        lines = (rest + piece).splitlines(keepends=True)
        rest = b"" if piece.endswith(b"\n") else lines.pop()
        for line in lines:
            yield _line(start, kept or line, codec)
            start += over + len(line)
            kept, over = b"", 0
        if kept or len(rest) > limit:
            kept = kept or rest
            over += len(rest)
            rest = b""
    if kept or rest:
        yield _line(start, kept or rest, codec)


def _line(start: int, raw: bytes, codec: str) -> Line:
    try:
        text = raw.decode(codec, "surrogateescape")
    except UnicodeDecodeError:  # of the character sets of seven bits, whose bytes have no escape
        text = raw.decode(codec, "replace")
    return Line(start, text, raw)


def _wide_lines(file: BinaryIO, codec: str, start: int, limit: int) -> Iterator[Line]:
    reader = io.TextIOWrapper(file, codec, newline="")
    try:
        while text := reader.readline(limit + 1):
            raw = text.encode(codec)
            yield Line(start, text, raw)
            start += len(raw)
    except UnicodeDecodeError as error:
        what = f"is not {codec} after byte {start}: {error.reason}"
        raise SourceError("encoding", what) from error
    finally:
        reader.detach()
