"""Reading plain text: one file is one document, its bytes untouched."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cleaner.errors import SourceError
from cleaner.model import Source
from cleaner.sources.arguments import STDIN
from cleaner.sources.found import UNREADABLE, Found

TOO_LARGE = "too-large"

LIMIT = 256 * 1024 * 1024
"""Bytes a document may have. An Arrow string column holds 2 GiB, a row holds the text and what was
removed from it, and Python keeps up to four bytes per character of each copy on the way."""


def read(found: Found, limit: int = LIMIT) -> Iterator[Source]:
    """The one document of a file, or of standard input.

    Raises SourceError: `too-large` for more than `limit` bytes, `unreadable` where the system does
    not let it be read, and the problem of a place where there is nothing to read.
    """
    if found.problem:
        raise SourceError(found.problem, found.detail)
    if found.size > limit:
        raise _too_large(found.size, limit)
    try:
        if found.path == STDIN:
            data = _bytes(sys.stdin.buffer, limit)
        else:
            with Path(found.path).open("rb") as file:
                data = _bytes(file, limit)
    except OSError as error:
        # Not str(error), which names the path: two machines are to write the same rejects.
        raise SourceError(UNREADABLE, error.strerror or type(error).__name__) from error
    if len(data) > limit:
        raise _too_large(len(data), limit)
    yield found.source(data)


def _bytes(file: BinaryIO, limit: int) -> bytes:
    """All bytes, or one more than the limit: the file may have grown since it was found."""
    return file.read(limit + 1)


def _too_large(size: int, limit: int) -> SourceError:
    return SourceError(TOO_LARGE, f"{size:,} bytes or more; the limit is {limit:,}")
