"""One input as it was found, and the name of a document for ever."""

from __future__ import annotations

import errno
import hashlib
import stat
from dataclasses import dataclass

from cleaner.model import Source

LOOP = "symlink-loop"
NOT_A_FILE = "not-a-file"
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a large file, so that several can read it at once: from `start` up to `stop`,
    counted as its format counts (bytes of JSON lines, row groups of Parquet, members of a ZIP
    archive); `size` is about how many bytes of the file that is."""

    start: int
    stop: int
    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read or, where `problem` is not empty, a place where nothing can be read.

    `path` is what the system calls it ("-" for standard input), `uri` what the corpus calls it,
    `size` its bytes (0 where unknown). `problem` is `symlink-loop`, `not-a-file` or `unreadable`,
    and `detail` says more. `part` is the stretch of the file that is meant, None for all of it.
    """

    path: str
    uri: str
    size: int = 0
    problem: str = ""
    detail: str = ""
    part: Part | None = None

    @property
    def to_read(self) -> int:
        """How many bytes of the file are meant."""
        return self.part.size if self.part else self.size

    def source(self, data: bytes = b"") -> Source:
        """The one document of a file that holds one, with these bytes."""
        locator = whole(self.part)
        return Source(document_id(self.uri, locator), self.uri, data, locator)


def whole(part: Part | None) -> str:
    """The locator of all that is read of a file: "", or `from=` where it begins in the middle, as
    two parts of a file that cannot be read are two rejects."""
    return f"from={part.start}" if part and part.start else ""


def document_id(uri: str, locator: str) -> str:
    """The name of a document for ever: the first 32 hexadecimal digits of SHA-256 over its `uri`,
    a NUL and its `locator`. Neither may hold a NUL or a lone surrogate; names made here do not."""
    return hashlib.sha256(f"{uri}\0{locator}".encode()).hexdigest()[:32]


def file_found(path: str, uri: str, mode: int, size: int) -> Found:
    """A file to read, or the problem of something that is none."""
    if stat.S_ISREG(mode):
        return Found(path, uri, size)
    kind = {stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}.get(stat.S_IFMT(mode), "a device")
    return Found(path, uri, 0, NOT_A_FILE, f"is {kind}")


def unreadable(path: str, uri: str, error: OSError) -> Found:
    """The problem of a place the system does not let be read."""
    # Not str(error), which names the path: two machines are to write the same rejects.
    detail = error.strerror or type(error).__name__
    looping = error.errno == errno.ELOOP
    return Found(path, uri, 0, LOOP if looping else UNREADABLE, detail)
