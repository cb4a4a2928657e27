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
from cleaner.sources.warcparts import is_compressed, parts


def read(stream: Stream, settings: Settings) -> Iterator[Source | Broken]:
    """The document of each record that holds one, at `offset=` of the record in the file as it
    lies there (of its gzip member or zstd frame if it is compressed, then `at=` within that if it
    does not begin it) and `record=` of its own id.

    Raises SourceError: `not-installed` without fastwarc, and where a stream around it is damaged.
    """
    if find_spec("fastwarc") is None:
        what = 'web archives are read by fastwarc: pip install "cleaner[warc]"'
        raise SourceError("not-installed", what)
    head: bytes = stream.file.peek(8)  # type: ignore[attr-defined]
    if not is_compressed(head):
        yield from _documents(stream, Ahead(stream.file.read), None, settings)
        return
    for part in parts(stream):
        step = f"offset={part.start}"
        if part.fault is not None:
            yield stream.broken(step, part.fault.reason, part.fault.detail)
            continue
        try:
            yield from _documents(stream, Ahead(part.pull), part.start, settings)
        except Exhausted:
            raise
        except SourceError as error:
            yield stream.broken(step, error.reason, error.detail)


def _documents(
    stream: Stream, ahead: Ahead, around: int | None, settings: Settings
) -> Iterator[Source | Broken]:
    for frame in frames(ahead, settings.max_document):
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
