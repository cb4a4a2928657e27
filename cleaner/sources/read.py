"""Reading whatever a file holds: its format is found out, then a reader gives its documents."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from cleaner.errors import SourceError
from cleaner.model import Broken, Source
from cleaner.settings import Settings
from cleaner.sources.buffer import Buffered
from cleaner.sources.guards import MAX_DEPTH, TOO_DEEP, Exhausted, too_large
from cleaner.sources.sniff import format_of
from cleaner.sources.stream import Reader, Stream


def read(stream: Stream, settings: Settings) -> Iterator[Source | Broken]:
    """All documents of a stream and of the streams in it, in order. What cannot be read comes as
    Broken: nothing is raised that the rest of the run would not survive, but Exhausted by a
    stream that lies in another, which ends them all."""
    try:
        if stream.depth > MAX_DEPTH:
            told = f"lies in {stream.depth} compressions and archives; the limit is {MAX_DEPTH}"
            raise SourceError(TOO_DEEP, told)
        for found in reader(format_of(stream, settings))(stream, settings):
            if isinstance(found, Stream):
                yield from read(found, settings)
            else:
                yield _measured(found, settings.max_document)
        _tell_damage(stream)
    except SourceError as error:
        if isinstance(error, Exhausted) and stream.depth:
            raise
        yield stream.broken("", error.reason, error.detail)


def reader(name: str) -> Reader:
    """The reader of a format: the function `read` of `cleaner.sources.formats.NAME`."""
    found: Reader = import_module(f"cleaner.sources.formats.{name}").read
    return found


def _measured(found: Source | Broken, limit: int) -> Source | Broken:
    """A document, or why it is none: whatever reader it comes from, no larger one goes on."""
    if isinstance(found, Broken) or len(found.data) <= limit:
        return found
    error = too_large(len(found.data), limit)
    return Broken(found, error.reason, error.detail)


def _tell_damage(stream: Stream) -> None:
    """Raises what is wrong with the stream's bytes, if its reader met it and did not tell."""
    if isinstance(stream.file, Buffered) and stream.file.damage and not stream.file.told:
        raise stream.file.damage
