"""JSON lines: each line is a record, and a broken one costs no other."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.errors import SourceError
from cleaner.model import Broken, Source
from cleaner.settings import Settings
from cleaner.sources.columns import keys_of
from cleaner.sources.guards import too_large
from cleaner.sources.jsontext import first_line_from, lines, parsed, refuse_wide
from cleaner.sources.record import record_source
from cleaner.sources.stream import Stream


def read(stream: Stream, settings: Settings) -> Iterator[Source | Broken]:
    """The document of each line, at `byte=` of the line's beginning. Blank lines are none. Where a
    part is asked for, a line belongs to the part that its first byte is in."""
    refuse_wide(stream.peek(4))
    keys, limit, part = keys_of(settings), settings.max_document, stream.part
    first = first_line_from(stream.file, part.start) if part else 0
    for _, start, line in lines(stream.file, limit, first):
        if part and start >= part.stop:
            break
        step = f"byte={start}"
        try:
            if line is None:
                raise too_large(limit + 1, limit)
            record = parsed(line)
        except SourceError as error:
            yield stream.broken(step, error.reason, error.detail, line or b"")
        else:
            yield record_source(stream, step, record, settings, keys, line)
