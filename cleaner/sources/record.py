"""From a record, of whatever format, to the document in it.

A text wins over HTML, unless `--html-key` names the HTML: who has both mostly has a text that was
taken out of the page with care. What is empty does not count where the other is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cleaner.errors import SourceError
from cleaner.model import Broken, Source
from cleaner.settings import Settings
from cleaner.sources.columns import (
    NOT_A_RECORD,
    WITHIN,
    Keys,
    at_path,
    listed,
    places,
    squashed,
    without,
)
from cleaner.sources.guards import too_large
from cleaner.sources.stream import Stream
from cleaner.sources.values import as_text

OWN = frozenset({"id", "url", "date", "retrieved", "format", "charset", "extractor"})
"""Hints that say something to the stages: a column of such a name that is not that part passes
through as `column.NAME`."""


def record_source(
    stream: Stream,
    step: str,
    record: Mapping[str, Any],
    settings: Settings,
    keys: Keys,
    raw: bytes = b"",
) -> Source | Broken:
    """The document in a record at a step of a stream, or why there is none: `not-a-record`,
    `no-such-key` for a named column that is not there, `too-large`. `raw` are the record's bytes,
    as far as they are known."""
    try:
        data, hints = document(record, keys)
        size = len(data) if isinstance(data, bytes) else _bytes_of(data, settings.max_document)
        if size > settings.max_document:
            raise too_large(size, settings.max_document)
    except SourceError as error:
        return stream.broken(step, error.reason, error.detail, raw)
    except RecursionError:
        return stream.broken(step, NOT_A_RECORD, "is nested too deep", raw)
    return stream.source(step, data, hints)


def document(record: Mapping[str, Any], keys: Keys) -> tuple[str | bytes, dict[str, str]]:
    """The text or HTML of a record, and the hints: what it says beside. Raises SourceError."""
    usual = places(tuple(record))
    part, column = _content(record, keys, usual)
    data = at_path(record, column)
    if not isinstance(data, str | bytes):
        raise SourceError(NOT_A_RECORD, f"its {part} is not a string: {str(data)[:40]!r}")
    rest = without(record, column)
    hints = dict(_parts(record, rest, keys, usual))
    for name, value in rest.items():
        if value is not None:
            while name in hints or name in OWN:
                name = f"column.{name}"  # noqa: PLW2901 - the same column under another name
            hints[name] = as_text(value)
    if part == "html":
        hints["format"] = "html"
    if isinstance(data, bytes) and isinstance(record.get("charset"), str):
        hints["charset"] = record["charset"]
    return data, hints


def _content(
    record: Mapping[str, Any], keys: Keys, usual: Mapping[str, tuple[str, ...]]
) -> tuple[str, str]:
    """Which part the document is, `text` or `html`, and in which column it stands."""
    if keys.html and at_path(record, keys.html):
        return "html", keys.html
    if keys.text:
        if at_path(record, keys.text) is None:
            raise SourceError(NOT_A_RECORD, f"its {keys.text!r} is null")
        return "text", keys.text
    order = ("html", "text") if keys.html_first else ("text", "html")
    columns = [(part, name) for part in order for name in usual[part]]
    there = [column for column in columns if record[column[1]] is not None]
    for usable in (_is_full, _is_text, _is_any):
        for part, name in there:
            if usable(record[name]):
                return part, name
    if columns:
        names = listed(name for _, name in columns)
        raise SourceError(NOT_A_RECORD, f"its {names} {'is' if len(columns) == 1 else 'are'} null")
    raise SourceError(NOT_A_RECORD, f"has neither 'text' nor 'html', but {listed(record, 5)}")


def _is_full(value: Any) -> bool:
    return isinstance(value, str | bytes) and bool(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str | bytes)


def _is_any(value: Any) -> bool:
    return value is not None


def _parts(
    record: Mapping[str, Any],
    rest: dict[str, Any],
    keys: Keys,
    usual: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[str, str]]:
    """The record's own id, its URL and its dates. Their columns are taken out of `rest`, but for
    `created`, which a corpus has a column for, and for those that stand in objects."""
    for part in ("id", "url", "date", "retrieved"):
        named = getattr(keys, part, "")
        if named:
            value = at_path(record, named)
        else:
            named = next((name for name in _names(part, record, usual) if _told(rest, name)), "")
            value = rest.get(named) if named else _within(record, part)
        if value is not None and value != "":
            if named != "created":
                rest.pop(named, None)
            yield part, as_text(value)


def _told(rest: Mapping[str, Any], name: str) -> bool:
    value = rest.get(name)
    return value is not None and value != "" and not isinstance(value, dict | list)


def _names(
    part: str, record: Mapping[str, Any], usual: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The columns a part may stand in. What is called `timestamp` beside a URL is when a crawler
    came by (C4, mC4, RefinedWeb, CulturaX), and beside a `dump` of Common Crawl so is `date`
    (FineWeb): neither may pass for the day a text was published."""
    if part not in ("date", "retrieved"):
        return usual[part]
    crawled = any(str(record[name]).startswith("CC-MAIN") for name in usual["dump"])
    seen = usual["timestamp"] if crawled or usual["url"] else ()
    if crawled:
        seen = (*seen, *(name for name in usual["date"] if squashed(name) == "date"))
    if part == "retrieved":
        return (*usual["retrieved"], *seen)
    return tuple(name for name in (*usual["date"], *usual["timestamp"]) if name not in seen)


def _within(record: Mapping[str, Any], part: str) -> Any:
    """The first usual value of a part in the objects that may hold it. RedPajama writes its
    object as a string of JSON."""
    for name in WITHIN:
        inner = record.get(name)
        if isinstance(inner, str) and inner.startswith("{"):
            try:
                inner = json.loads(inner)
            except (ValueError, RecursionError):
                continue
        if isinstance(inner, dict):
            usual = places(tuple(inner))
            for column in _names(part, inner, usual):
                if _told(inner, column):
                    return inner[column]
    return None


def _bytes_of(text: str, limit: int) -> int:
    """The bytes of a text in UTF-8, or its characters where these can decide about the limit."""
    if text.isascii() or len(text) > limit or 4 * len(text) <= limit:
        return len(text)
    return len(text.encode("utf-8", "surrogatepass"))
