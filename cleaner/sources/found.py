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
class Found:
    """A file to read or, where `problem` is not empty, a place where nothing can be read.

    `path` is what the system calls it ("-" for standard input), `uri` what the corpus calls it,
    `size` its bytes (0 where unknown). `problem` is `symlink-loop`, `not-a-file` or `unreadable`,
    and `detail` says more.
    """

    path: str
    uri: str
    size: int = 0
    problem: str = ""
    detail: str = ""

    def source(self, data: bytes = b"") -> Source:
        """The one document of a file that holds one, with these bytes."""
        return Source(document_id(self.uri, ""), self.uri, data)


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
