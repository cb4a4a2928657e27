"""Looking into a file without reading all of it: its format, its columns, its first documents."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from cleaner.errors import SourceError

if TYPE_CHECKING:
    from cleaner.model import Source
    from cleaner.settings import Settings
    from cleaner.sources.found import Found
    from cleaner.sources.stream import Stream

FIRST, MEMBERS = 3, 5
"""Documents of a file, and members of an archive, that are looked at."""
TABLES = ("jsonl", "json", "csv", "tsv", "parquet", "arrow")
_TITLE = re.compile(r"<title[^>]*>([^<]{1,500})", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


@dataclass
class Look:
    """What was seen of a file, or of a member of one.

    `format` names the steps from the outermost in; `columns` maps parts (`text`, `url`, ...) to
    the columns they stand in and `others` lists the rest; `documents` and `members` are None where
    counting them would be to read everything; `first` has locator and opening line of documents;
    `problems` says what is wrong, each as locator, reason and detail.
    """

    name: str
    size: int = 0
    format: list[str] = field(default_factory=list)
    encoding: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    documents: int | None = None
    members: int | None = None
    first: list[tuple[str, str]] = field(default_factory=list)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    inside: list[Look] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """The number of problems here and inside."""
        return len(self.problems) + sum(look.faults for look in self.inside)

    def plain(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)


def look(found: Found, settings: Settings) -> Look:
    """What is seen of a file. Never raises for what it holds."""
    from cleaner.sources.opening import opened

    seen = Look(found.uri, found.size)
    try:
        with opened(found, settings) as stream:
            _into(stream, settings, seen)
    except SourceError as error:
        seen.problems.append(("", error.reason, error.detail))
    return seen


def _into(stream: Stream, settings: Settings, seen: Look) -> None:
    """Looks into a stream, through the compressions around what it holds."""
    from cleaner.sources.guards import MAX_DEPTH, TOO_DEEP
    from cleaner.sources.read import reader
    from cleaner.sources.sniff import COMPRESSIONS, format_of
    from cleaner.sources.stream import Stream

    try:
        if stream.depth > MAX_DEPTH:
            raise SourceError(TOO_DEEP, f"lies in {stream.depth} compressions and archives")
        name = format_of(stream, settings)
        seen.format.append(name)
        if name in COMPRESSIONS:
            for found in reader(name)(stream, settings):
                if isinstance(found, Stream):
                    _into(found, settings, seen)
        elif name in ("zip", "tar"):
            _members(stream, settings, seen)
        else:
            _documents(stream, settings, seen)
    except SourceError as error:
        seen.problems.append((stream.locator, error.reason, error.detail))


def _members(stream: Stream, settings: Settings, seen: Look) -> None:
    from cleaner.model import Broken
    from cleaner.sources.members import hidden
    from cleaner.sources.read import reader
    from cleaner.sources.stream import Stream
    from cleaner.sources.zipped import directory

    listed = directory(stream.file) if stream.file.seekable() else None
    if seen.format[-1] == "zip" and listed is not None:
        shown = [entry for entry in listed if not entry.name.endswith("/")]
        seen.members = sum(not hidden(entry.name) for entry in shown)
    stream.file.seek(0) if stream.file.seekable() else None
    for found in islice(reader(seen.format[-1])(stream, settings), MEMBERS):
        if isinstance(found, Stream):
            inner = Look(found.locator)
            seen.inside.append(inner)
            _into(found, settings, inner)
        elif isinstance(found, Broken):
            seen.problems.append((found.source.locator, found.reason, found.detail))


def _documents(stream: Stream, settings: Settings, seen: Look) -> None:
    from cleaner.model import Broken
    from cleaner.sources.read import read

    kind = seen.format[-1]
    if kind in TABLES:
        _columns(kind, stream, settings, seen)
    elif kind in ("text", "html") and not settings.split:
        seen.documents = 1
    for found in islice(read(stream, settings), FIRST):
        if isinstance(found, Broken):
            seen.problems.append((found.source.locator, found.reason, found.detail))
        else:
            _open(found, seen)


def _open(source: Source, seen: Look) -> None:
    """Takes note of how a document begins."""
    from cleaner.stages.decode import decode

    try:
        text, how = decode(source.data, source.hints)
    except SourceError as error:
        seen.problems.append((source.locator, error.reason, error.detail))
        return
    seen.encoding = seen.encoding or how.encoding
    title = _TITLE.search(text) if source.hints.get("format") == "html" else None
    line = title[1] if title else text.strip().partition("\n")[0]
    seen.first.append((source.locator, _SPACE.sub(" ", line).strip()))


def _columns(kind: str, stream: Stream, settings: Settings, seen: Look) -> None:
    """Takes note of the columns of a table and of what each part would be taken from."""
    from cleaner.sources.columns import PARTS, keys_of, places

    if kind == "parquet":
        names, seen.documents = _schema(stream)
    else:
        names, seen.encoding = _names(kind, stream)
    keys, usual = keys_of(settings), places(tuple(names))
    for part in PARTS:
        column = getattr(keys, part) or next(iter(usual[part]), "")
        if column:
            seen.columns[part] = column
    seen.others = [name for name in names if name not in seen.columns.values()]


def _schema(stream: Stream) -> tuple[list[str], int | None]:
    """The columns and the number of rows that stand in the footer of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not stream.file.seekable():
        return [], None
    try:
        table = pq.ParquetFile(stream.file)
        return list(table.schema_arrow.names), table.metadata.num_rows
    except (pa.ArrowException, OSError, ValueError):
        return [], None  # its reader says what is wrong
    finally:
        stream.file.seek(0)


def _names(kind: str, stream: Stream) -> tuple[list[str], str]:
    """The columns of a table by how it begins, and its character set."""
    from cleaner.sources.columns import Keys
    from cleaner.sources.dialect import DELIMITERS, dialect_of
    from cleaner.sources.encoding import encoding_of
    from cleaner.sources.sniff import peek

    head = peek(stream)
    if kind == "arrow":
        return _arrow_names(head), ""
    codec, mark = encoding_of(head)
    text = head[mark:].decode(codec, "replace")
    if kind in ("csv", "tsv"):
        dialect = dialect_of(text, "\t" if kind == "tsv" else DELIMITERS, Keys())
        return next(
            csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter), []
        ), codec
    return next(_records(text), []), codec


def _records(text: str) -> Iterator[list[str]]:
    """The keys of the first object that can be read."""
    for found in islice(re.finditer(r"\{", text), 20):
        try:
            record, _ = json.JSONDecoder().raw_decode(text, found.start())
        except (ValueError, RecursionError):
            continue
        yield list(record)


def _arrow_names(head: bytes) -> list[str]:
    import pyarrow as pa

    try:
        with pa.ipc.open_stream(head.removeprefix(b"ARROW1\0\0")) as table:
            return list(table.schema.names)
    except (pa.ArrowException, OSError, ValueError):
        return []
