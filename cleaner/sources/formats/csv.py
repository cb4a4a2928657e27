"""CSV: rows of fields, the first of them the names of the columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cleaner.errors import SourceError
from cleaner.model import Broken, Source
from cleaner.settings import Settings
from cleaner.sources.cells import distinct
from cleaner.sources.columns import NOT_A_RECORD, keys_of, roles
from cleaner.sources.dialect import DELIMITERS, LARGEST, Dialect, dialect_of
from cleaner.sources.encoding import encoding_of
from cleaner.sources.record import record_source
from cleaner.sources.rowlines import RowLines, RowTooLong, table_lines
from cleaner.sources.stream import Stream

HEAD = 64 * 1024
"""Bytes by which the character set and the dialect are told."""
_ESCAPED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: where it begins, its bytes, and its fields or why there are none."""

    start: int
    raw: bytes
    fields: list[str]
    fault: SourceError | None = None


def read(stream: Stream, settings: Settings) -> Iterator[Source | Broken]:
    """The document of each row, at `byte=` and `row=` (from 0, below the head, blank lines not
    counted). A row with more or fewer fields than the head is broken, one with empty ones too
    many is not.

    Raises SourceError: `not-a-record` for a head that cannot be read, `no-such-key` for one
    without a column to read, `encoding`.
    """
    return table(stream, settings, DELIMITERS)


def table(stream: Stream, settings: Settings, delimiters: str) -> Iterator[Source | Broken]:
    """The same of a table with one of these signs between its fields."""
    keys = keys_of(settings)
    head = stream.peek(HEAD)
    codec, mark = encoding_of(head)
    sample = head[mark:].decode(codec, "replace")
    if len(head) == HEAD:
        sample = sample[: sample.rfind("\n") + 1] or sample
    dialect = dialect_of(sample, delimiters, keys)
    limit = settings.max_document
    lines = RowLines(table_lines(stream.file, codec, mark, limit), limit)
    found = _rows(lines, dialect)
    first = next(found, None)
    if first is None:
        return
    if first.fault is not None:
        raise SourceError(first.fault.reason, f"its head {first.fault.detail}")
    names = distinct(first.fields)
    roles(names, keys)
    for number, row in enumerate(found):
        step = f"byte={row.start},row={number}"
        row = _fitted(row, names, dialect, lines)  # noqa: PLW2901 - the same row, mended
        if row.fault is not None:
            yield stream.broken(step, row.fault.reason, row.fault.detail, row.raw)
        else:
            record = dict(zip(names, row.fields, strict=True))
            read_as = record_source(stream, step, record, settings, keys, row.raw)
            yield _as_bytes(read_as) if codec == "utf-8" else read_as


def _as_bytes(found: Source | Broken) -> Source | Broken:
    """A document that is no UTF-8 as its bytes: the first of its kind may stand far behind the
    beginning that told the character set, and decoding then tells it for this one."""
    if isinstance(found, Source) and isinstance(found.data, str) and _ESCAPED.search(found.data):
        return replace(found, data=found.data.encode("utf-8", "surrogateescape"))
    return found


def _rows(lines: RowLines, dialect: Dialect) -> Iterator[Row]:
    """The rows that are not blank. Behind one that cannot be read it goes on with its second line:
    a quotation mark that nothing closes makes one row of all that follows."""
    reader = _reader(lines, dialect)
    while True:
        lines.begin()
        fault = None
        try:
            fields = next(reader, None)
        except csv.Error as error:
            fault = SourceError(NOT_A_RECORD, f"is no row: {error}")
        except RowTooLong as error:
            fault = error
        if fault is not None:
            fields, reader = [""], _reader(lines, dialect)
            lines.give_back()
        if fields is None:
            return
        if fields:
            raw = b"".join(line.raw for line in lines.taken)
            yield Row(lines.taken[0].start, raw, fields, fault)


def _reader(lines: RowLines, dialect: Dialect) -> Iterator[list[str]]:
    csv.field_size_limit(LARGEST)
    return csv.reader(map(dialect.usual, lines), delimiter=dialect.delimiter, strict=True)


def _fitted(row: Row, names: list[str], dialect: Dialect, lines: RowLines) -> Row:
    """The row with as many fields as there are names, or with a fault."""
    fields = row.fields
    if len(fields) > len(names) and not any(fields[len(names) :]):
        fields = fields[: len(names)]
    if row.fault is None and len(fields) == len(names):
        return replace(row, fields=fields)
    first = lines.taken[0]
    literal = first.text.rstrip("\r\n").split(dialect.delimiter)
    if dialect.delimiter == "\t" and len(literal) == len(names):
        # Many tables with tabs quote nothing, and a field of theirs may begin with a mark.
        lines.give_back()
        return Row(row.start, first.raw, literal)
    if row.fault is not None:
        return row
    count = f"{len(row.fields)} field{'s' if len(row.fields) > 1 else ''}"
    fault = SourceError(NOT_A_RECORD, f"has {count} and the head {len(names)}: a ragged row")
    return replace(row, fault=fault)
