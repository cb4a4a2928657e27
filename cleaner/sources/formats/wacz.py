"""WACZ: a ZIP archive with web archives in it, and with an index that is not needed."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Broken
from cleaner.settings import Settings
from cleaner.sources.formats import zip as archive
from cleaner.sources.stream import Stream

ENDINGS = (".warc", ".warc.gz", ".warc.zst")


def read(stream: Stream, settings: Settings) -> Iterator[Stream | Broken]:
    """The web archives in it, in the order of the ZIP archive."""
    for found in archive.read(stream, settings):
        name = found.name if isinstance(found, Stream) else found.source.locator
        if name.lower().endswith(ENDINGS):
            yield found
