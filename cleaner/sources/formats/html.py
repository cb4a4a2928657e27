"""Reading HTML: one file is one page; its character set is left to those who decode it."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Source
from cleaner.settings import Settings
from cleaner.sources.buffer import whole
from cleaner.sources.stream import Stream


def read(stream: Stream, settings: Settings) -> Iterator[Source]:
    """The page that a stream is, its bytes untouched."""
    yield stream.source("", whole(stream.file, settings.max_document), {"format": "html"})
