"""Reading xz, of one part or many."""

from __future__ import annotations

import lzma
from collections.abc import Iterator

from cleaner.settings import Settings
from cleaner.sources.expand import expanded
from cleaner.sources.stream import Stream

MEMORY = 192 * 2**20
"""Bytes of memory that expanding may need: `xz -9` needs 65 MiB, a made-up header may ask for
4 GiB."""
_ENDINGS = {"xz": "", "txz": "tar", "lzma": ""}


def read(stream: Stream, _: Settings) -> Iterator[Stream]:
    """What is compressed in the stream."""
    return expanded(stream, "xz", _part, (lzma.LZMAError,), _ENDINGS)


def _part() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(memlimit=MEMORY)
