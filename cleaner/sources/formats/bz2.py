"""Reading bzip2, of one part or many."""

from __future__ import annotations

import bz2
from collections.abc import Iterator

from cleaner.settings import Settings
from cleaner.sources.expand import expanded
from cleaner.sources.stream import Stream

_ENDINGS = {"bz2": "", "tbz2": "tar", "tbz": "tar"}


def read(stream: Stream, _: Settings) -> Iterator[Stream]:
    """What is compressed in the stream."""
    errors = (OSError, ValueError)
    return expanded(stream, "bz2", bz2.BZ2Decompressor, errors, _ENDINGS)
