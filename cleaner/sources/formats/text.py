"""Reading plain text and Markdown: one file is one document, or many with a line between them."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from cleaner.errors import SourceError
from cleaner.model import Broken, Source
from cleaner.settings import Settings
from cleaner.sources.buffer import whole
from cleaner.sources.guards import UNSUPPORTED, too_large
from cleaner.sources.sniff import peek
from cleaner.sources.stream import Stream

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


def read(stream: Stream, settings: Settings) -> Iterator[Source | Broken]:
    """The document that a stream is, its bytes untouched, or those in it."""
    if settings.split:
        yield from _parts(stream, settings)
    else:
        yield stream.source("", whole(stream.file, settings.max_document))


def _parts(stream: Stream, settings: Settings) -> Iterator[Source | Broken]:
    """What stands between the separating lines. A part of white space alone is counted, but it
    is no document."""
    if peek(stream).startswith(_WIDE):
        raise SourceError(UNSUPPORTED, "a text in UTF-16 or UTF-32 cannot be split at a line")
    separator = settings.split.strip().encode()
    part: list[bytes] = []
    number = size = 0
    for line in _lines(stream.file, settings.max_document):
        if line is not None and line.strip() != separator:
            size += len(line)
            if size <= settings.max_document:
                part.append(line)
            else:
                part.clear()
            continue
        found = _document(stream, number, part, size, settings.max_document)
        if found is not None:
            yield found
        part, size, number = [], 0, number + 1


def _document(
    stream: Stream, number: int, part: list[bytes], size: int, limit: int
) -> Source | Broken | None:
    if size > limit:
        error = too_large(size, limit)
        return stream.broken(f"part={number}", error.reason, error.detail)
    data = b"".join(part)
    return stream.source(f"part={number}", data) if data.strip() else None


def _lines(file: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines, those over the limit in pieces (none of which is a separator), then None."""
    while line := file.readline(limit + 1):
        yield line
    yield None
