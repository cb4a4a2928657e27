"""Reading zstd, of one frame or many."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from cleaner.settings import Settings
from cleaner.sources.expand import expanded
from cleaner.sources.stream import Stream

_ENDINGS = {"zst": "", "zstd": "", "tzst": "tar"}


def read(stream: Stream, _: Settings) -> Iterator[Stream]:
    """What is compressed in the stream. A window of more than 128 MiB (`zstd --long=31`) is
    refused, as by the command line tool."""
    zstd = library()
    return expanded(stream, "zst", zstd.ZstdDecompressor, (zstd.ZstdError,), _ENDINGS)


def library() -> Any:
    """The module that expands zstd: Python's own from 3.14 on, and the same for those before."""
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415 - few files need it
    else:
        from backports import zstd  # noqa: PLC0415
    return zstd
