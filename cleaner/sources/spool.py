"""Streams in which one has to go back and forth, whatever they come from."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from cleaner.errors import SourceError
from cleaner.sources.stream import Stream

LIMIT = 2**36
"""Bytes a stream may have that is written to a temporary file (64 GiB)."""
_PIECE = 2**20
_IN_MEMORY = 2**24


@contextmanager
def searchable(stream: Stream, limit: int = LIMIT) -> Iterator[BinaryIO]:
    """The stream's file if one can go anywhere in it, else a temporary copy without a name, which
    is gone at the end.

    Raises SourceError: `too-large` for more than `limit` bytes, `unreadable` where the copy cannot
    be written, and what is wrong with the stream.
    """
    if stream.file.seekable():
        yield stream.file
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        size = 0
        while piece := stream.file.read(_PIECE):
            size += len(piece)
            if size > limit:
                what = f"{size:,} bytes or more; {limit:,} can be copied to read it. Expand it"
                raise SourceError("too-large", what)
            try:
                copy.write(piece)
            except OSError as error:
                what = f"it cannot be copied to read it: {error.strerror or type(error).__name__}"
                raise SourceError("unreadable", what) from error
        copy.seek(0)
        yield cast(BinaryIO, copy)
