"""WARC and WET, as they are or compressed record by record with gzip or zstd."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from cleaner.errors import SourceError
from cleaner.model import Broken, Source
from cleaner.settings import Settings
from cleaner.sources.ahead import Ahead
from cleaner.sources.guards import Exhausted
from cleaner.sources.stream import Stream
from cleaner.sources.warcframes import frames
from cleaner.sources.warcpages import page
from cleaner.sources.warcparts import Part, ahead_of, is_compressed, parts


def read(stream: Stream, settings: Settings) -> Iterator[Source | Broken]:
    """The document of each record that holds one, at `offset=` of the record in the file as it
    lies there (of its gzip member or zstd frame if it is compressed, then `at=` within that if it
    does not begin it) and `record=` of its own id. Where a part is asked for, it is one that
    `warcwalk` has found: it begins where a record does.

    Raises SourceError: `not-installed` without fastwarc, and where a stream around it is damaged.
    """
    if not is_readable():
        what = 'web archives are read by fastwarc: pip install "cleaner[warc]"'
        raise SourceError("not-installed", what)
    head = stream.peek(8)
    if stream.part:
        stream.budget.before = stream.part.start
    if not is_compressed(head):
        yield from _documents(stream, ahead_of(stream), None, settings)
        return
    for part in parts(stream):
        if part.fault is not None:
            yield stream.broken(f"offset={part.start}", part.fault.reason, part.fault.detail)
        else:
            yield from _in_part(stream, part, settings)


def is_readable() -> bool:
    """Whether the library is there that web archives are read with."""
    return find_spec("fastwarc") is not None


def _in_part(stream: Stream, part: Part, settings: Settings) -> Iterator[Source | Broken]:
    """What is in one compressed part, and its damage."""
    ahead, step, told = Ahead(part.pull), f"offset={part.start}", False
    try:
        for each in _documents(stream, ahead, part.start, settings):
            told = told or (isinstance(each, Broken) and each.source.locator == stream.at(step))
            yield each
    except Exhausted:
        raise
    except SourceError as error:
        # Where its beginning was refused already, the damage goes by the place it was met at.
        step = f"{step},at={ahead.start}" if told else step
        yield stream.broken(step, error.reason, error.detail)


def _documents(
    stream: Stream, ahead: Ahead, around: int | None, settings: Settings
) -> Iterator[Source | Broken]:
    stop = stream.part.stop if stream.part and around is None else None
    for frame in frames(ahead, settings.max_document, stop):
        steps = [f"offset={frame.start if around is None else around}"]
        if around is not None and frame.start:
            steps.append(f"at={frame.start}")
        if frame.id:
            steps.append(f"record={frame.id}")
        step = ",".join(steps)
        if frame.fault is not None:
            yield stream.broken(step, frame.fault.reason, frame.fault.detail, frame.data)
        elif (found := page(stream, step, frame, settings)) is not None:
            yield found
