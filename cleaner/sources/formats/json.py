"""JSON: a list of records, one record, an object that holds a list of records, or any number of
these one after the other. Lists are read record by record, however long they are."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from itertools import count

from cleaner.errors import SourceError
from cleaner.model import Broken, Source
from cleaner.settings import Settings
from cleaner.sources.columns import NOT_A_RECORD, keys_of, listed, places
from cleaner.sources.guards import too_large
from cleaner.sources.jsontext import parsed, refuse_wide
from cleaner.sources.record import record_source
from cleaner.sources.split import Member, Values, members
from cleaner.sources.stream import Stream


def read(stream: Stream, settings: Settings) -> Iterator[Source | Broken]:
    """The document of each record, at `byte=` of its beginning and `record=` of its number.

    Raises SourceError, `not-a-record`, where what there is cannot be parted into records.
    """
    refuse_wide(stream.peek(4))
    values = Values(stream.file, settings.max_document)
    if stream.peek(3) == codecs.BOM_UTF8:
        values.offset = len(stream.file.read(3))
    numbers = count()
    while byte := values.next_byte():
        if byte == b"[":
            values.drop()
            yield from _list(values, stream, settings, numbers)
        elif byte == b"{":
            yield from _object(values, stream, settings, numbers)
        else:
            raise SourceError(
                NOT_A_RECORD, f"is no list and no object at byte {values.offset}, but {byte!r}"
            )


def _list(
    values: Values, stream: Stream, settings: Settings, numbers: Iterator[int]
) -> Iterator[Source | Broken]:
    """The records of a list whose bracket was read, and that bracket's fellow."""
    while (byte := values.next_byte()) != b"]":
        if not byte:
            raise SourceError(NOT_A_RECORD, "ends before its list of records does")
        if byte in b",}":
            values.drop()
        else:
            start = values.offset
            yield _record(values.value(), start, stream, settings, numbers)
    values.drop()


def _record(
    data: bytes | None, start: int, stream: Stream, settings: Settings, numbers: Iterator[int]
) -> Source | Broken:
    step = f"byte={start},record={next(numbers)}"
    try:
        if data is None:
            raise too_large(settings.max_document + 1, settings.max_document)
        record = parsed(data)
    except SourceError as error:
        return stream.broken(step, error.reason, error.detail, data or b"")
    return record_source(stream, step, record, settings, keys_of(settings), data)


def _object(
    values: Values, stream: Stream, settings: Settings, numbers: Iterator[int]
) -> Iterator[Source | Broken]:
    """The one record that an object is, or those of the list in it."""
    data = values.seen()
    parts = list(members(data))
    lists = [part for part in parts if part.is_records]
    if not lists or _is_document(parts, settings):
        start = values.offset
        yield _record(values.value(), start, stream, settings, numbers)
    elif len(lists) > 1:
        names = listed(_name(part) for part in lists)
        raise SourceError(NOT_A_RECORD, f"holds several lists of records: {names}")
    else:
        values.drop(lists[0].start + 1)
        yield from _list(values, stream, settings, numbers)
        values.value(depth=1)


def _is_document(parts: list[Member], settings: Settings) -> bool:
    """Whether an object itself has a text: a page with its comments is one document."""
    named = [key for key in (settings.text_key, settings.html_key) if key]
    names = {_name(part) for part in parts}
    if any(key in names or key.partition(".")[0] in names for key in named):
        return True
    usual = places(tuple(_name(part) for part in parts if part.value.startswith(b'"')))
    return not named and bool(usual["text"] or usual["html"])


def _name(part: Member) -> str:
    try:
        return str(json.loads(part.key))
    except ValueError:
        return part.key.decode(errors="replace")
