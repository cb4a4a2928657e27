"""Files that are read piece by piece, and what happens where one is damaged.

What can be read before the damage is given first; then the damage is raised, as a SourceError, at
every further reading. So a reader that asks for whole lines or blocks loses none of the records
that stand before it, and cannot take what is cut off for a whole.
"""

from __future__ import annotations

import io
import mmap
from collections.abc import Callable
from typing import BinaryIO, cast

from cleaner.errors import SourceError
from cleaner.sources.found import UNREADABLE
from cleaner.sources.guards import TRUNCATED, too_large

BUFFER = 128 * 1024
"""Bytes read at once; `peek` shows so many of a file that has as much."""


class Pulled(io.RawIOBase):
    """Bytes from a function that gives the next ones, at most as many as it is asked for and b""
    at their end, and raises SourceError (or OSError) where they are damaged."""

    def __init__(self, pull: Callable[[int], bytes]) -> None:
        self._pull = pull
        self.taken = 0
        self.damage: SourceError | None = None

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills the buffer unless the bytes come to their end: a pipe gives them in drops, and
        who tells a format by them needs more than the first."""
        view = memoryview(cast(bytearray, buffer)).cast("B")
        filled = 0
        while filled < len(view) and (data := self._next(len(view) - filled)):
            view[filled : filled + len(data)] = data
            filled += len(data)
        self.taken += filled
        return filled

    def _next(self, size: int) -> bytes:
        if self.damage is not None:
            return b""
        try:
            return self._pull(size)
        except SourceError as error:
            self.damage = error
        except OSError as error:
            # Not str(error), which names the path: two machines are to write the same rejects.
            self.damage = SourceError(UNREADABLE, error.strerror or type(error).__name__)
        return b""


class Searchable(Pulled):
    """The bytes of a file in which one can go anywhere."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file.read)
        self._file = file

    def seekable(self) -> bool:
        """True."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes to a place and returns it."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """The place it is at."""
        return self._file.tell()

    def mapped(self) -> mmap.mmap | None:
        """The bytes of the file as the system lays them before us, a page when it is touched; None
        for what is no file of this machine."""
        try:
            return mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError, AttributeError):
            return None


class Window(Pulled):
    """A stretch of a file in which one can go anywhere; reading it moves the file's own place."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        super().__init__(self._read)
        self._file, self._start, self._size = file, start, size
        self._at = 0

    def seekable(self) -> bool:
        """True."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes to a place and returns it."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(base + offset, 0)
        return self._at

    def tell(self) -> int:
        """The place it is at."""
        return self._at

    def _read(self, size: int) -> bytes:
        self._file.seek(self._start + self._at)
        data = self._file.read(max(min(size, self._size - self._at), 0))
        if not data and self._at < self._size:
            raise SourceError(TRUNCATED, f"ends after {self._at:,} of {self._size:,} bytes")
        self._at += len(data)
        return data


class Buffered(io.BufferedReader):
    """A buffer before a `Pulled` that keeps its promise about damage, see the module."""

    raw: Pulled

    def __init__(self, source: Pulled) -> None:
        super().__init__(source, BUFFER)
        self.told = False

    @property
    def damage(self) -> SourceError | None:
        """What is wrong with the bytes after those given, as far as that was noticed."""
        return self.raw.damage

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes, fewer only before the end or the damage."""
        data = super().read(size)
        if not data or size is None or size < 0:
            self._tell(size != 0)
        return data

    def read1(self, size: int = -1) -> bytes:
        """Some of the next bytes."""
        data = super().read1(size)
        self._tell(not data and size != 0)
        return data

    def readinto(self, buffer: object) -> int:
        """Fills the buffer as `read` would."""
        count = super().readinto(cast(bytearray, buffer))
        self._tell(not count and len(memoryview(cast(bytearray, buffer))) > 0)
        return count

    def readinto1(self, buffer: object) -> int:
        """Fills the buffer as `read1` would."""
        count = super().readinto1(cast(bytearray, buffer))
        self._tell(not count and len(memoryview(cast(bytearray, buffer))) > 0)
        return count

    def readline(self, size: int | None = -1) -> bytes:
        """The next line. One that the damage cut off is not given."""
        line = super().readline(-1 if size is None else size)
        self._tell(not line.endswith(b"\n") and len(line) != size)
        return line

    def _tell(self, at_end: bool) -> None:
        if at_end and self.raw.damage is not None:
            self.told = True
            raise self.raw.damage


def forward(pull: Callable[[int], bytes]) -> Buffered:
    """A file that is read from its beginning to its end, from what gives its next bytes."""
    return Buffered(Pulled(pull))


def told_of_damage(file: BinaryIO) -> bool:
    """Whether who reads a file has been told by now that it is damaged."""
    return isinstance(file, Buffered) and file.told


def whole(file: BinaryIO, limit: int) -> bytes:
    """All that is left of a file.

    Raises SourceError: `too-large` if that is more than `limit` bytes, and what is wrong with it.
    """
    pieces, size = [], 0
    while piece := file.read(min(limit + 1 - size, 2**20)):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise too_large(size, limit)
    return b"".join(pieces)
