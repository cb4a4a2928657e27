"""From documents to rows: as plain values for one, as Arrow columns for a batch."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Any

import pyarrow as pa

from cleaner.corpus.commit import Provenance
from cleaner.corpus.schema import LATER, MEASUREMENT, NAME, REJECTS_SCHEMA, SCHEMA
from cleaner.model import Cleaned, Reject, Source

CAPTURE = "capture."
FLAGS = frozenset({"flag", "reason", "yielded"})
_MEASUREMENT = attrgetter(*(part.name for part in MEASUREMENT))
_MENTION = attrgetter(*(part.name for part in NAME))


def row(cleaned: Cleaned, provenance: Provenance = "full") -> dict[str, Any]:
    """One document as a row: a plain value for every column of the schema, in its order."""
    return {
        field.name: _plain(field.type, _value(field.name, cleaned, provenance)) for field in SCHEMA
    }


def batch(cleaned: Sequence[Cleaned], provenance: Provenance = "full") -> pa.RecordBatch:
    """Documents as rows of `SCHEMA`, each column built once."""
    columns = [
        _array(field.type, [_value(field.name, one, provenance) for one in cleaned])
        for field in SCHEMA
    ]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


def rejects_batch(rejects: Sequence[Reject]) -> pa.RecordBatch:
    """Documents that were not kept as rows of `REJECTS_SCHEMA`."""
    columns = [
        _array(field.type, [_REJECT_VALUES[field.name](one) for one in rejects])
        for field in REJECTS_SCHEMA
    ]
    return pa.RecordBatch.from_arrays(columns, schema=REJECTS_SCHEMA)


def collection(source: Source) -> str:
    """The collection a document belongs to: what the input calls it, else the file of records it
    stands in, else the folder its file lies in (the file itself where there is no folder)."""
    named = source.hints.get("source")
    if named:
        return storable(named)
    folder = source.uri.rpartition("/")[0]
    return storable(source.uri if source.locator or not folder else folder)


def storable(text: str) -> str:
    """The text with lone surrogates written out (`\\udcff`): file names can have them, UTF-8
    cannot."""
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _hint(name: str) -> Callable[[Cleaned], str | None]:
    def get(cleaned: Cleaned) -> str | None:
        value = cleaned.source.hints.get(name)
        return None if value is None else storable(value)

    return get


def _metadata(cleaned: Cleaned) -> str | None:
    extra: Mapping[str, str] = cleaned.metadata.extra
    if not extra:
        return None
    return storable(json.dumps(dict(extra), sort_keys=True, ensure_ascii=False))


def _decoding(cleaned: Cleaned) -> tuple[Any, ...]:
    how = cleaned.decoding
    return (how.by, how.confidence, how.bom, how.newline, how.replaced)


def _languages(cleaned: Cleaned) -> list[tuple[Any, ...]]:
    return [(part.code, part.script, part.share) for part in cleaned.language.shares]


def _captures(cleaned: Cleaned) -> list[tuple[Any, ...]]:
    return [
        (note.kind.removeprefix(CAPTURE), note.value, note.by, note.start, note.end)
        for note in cleaned.document.notes
        if note.kind.startswith(CAPTURE)
    ]


def _flags(cleaned: Cleaned) -> list[tuple[Any, ...]]:
    return [
        (note.kind, note.start, note.end, note.value, note.by)
        for note in cleaned.document.notes
        if note.kind in FLAGS
    ]


def _measurements(cleaned: Cleaned) -> list[tuple[Any, ...]]:
    return [_MEASUREMENT(mark) for mark in cleaned.document.measurements]


def _names(cleaned: Cleaned) -> list[tuple[Any, ...]]:
    return [_MENTION(mark) for mark in cleaned.document.mentions]


def _edits(cleaned: Cleaned, provenance: Provenance) -> list[tuple[Any, ...]] | None:
    if provenance == "none":
        return None
    # What was removed is what `spans` leaves out. The replacements stay: they are part of the
    # published text, and without their lengths the offsets of later edits would mean nothing.
    full = provenance == "full"
    return [
        (edit.stage, edit.rule, edit.start, edit.end, edit.old if full else None, edit.new)
        for edit in cleaned.document.edits
    ]


_VALUES: dict[str, Callable[[Cleaned], Any]] = {
    "id": lambda c: c.source.id,
    "text": lambda c: c.document.text,
    "source": lambda c: collection(c.source),
    "added": _hint("added"),
    "created": _hint("created"),
    "url": lambda c: c.metadata.url,
    "title": lambda c: c.metadata.title,
    "author": lambda c: c.metadata.author,
    "date": lambda c: c.metadata.date,
    "date_precision": lambda c: c.metadata.date_precision,
    "agency": lambda c: c.metadata.agency,
    "dateline": lambda c: c.metadata.dateline,
    "retrieved": lambda c: c.metadata.retrieved,
    "site": lambda c: c.metadata.site,
    "breadcrumb": lambda c: c.metadata.breadcrumb,
    "captions": lambda c: list(c.metadata.captions),
    "language": lambda c: c.language.code,
    "language_script": lambda c: c.language.script,
    "language_score": lambda c: c.language.score,
    "language_reliable": lambda c: c.language.reliable,
    "languages": _languages,
    "file_path": lambda c: storable(c.source.uri),
    "locator": lambda c: storable(c.source.locator),
    "encoding": lambda c: c.decoding.encoding,
    "decoding": _decoding,
    "extractor": lambda c: c.provenance.extractor,
    "raw_sha256": lambda c: c.provenance.raw_sha256,
    "base_sha256": lambda c: c.provenance.base_sha256,
    "text_sha256": lambda c: c.provenance.text_sha256,
    "n_chars_raw": lambda c: len(c.document.base),
    "n_chars": lambda c: len(c.document.text),
    "captures": _captures,
    "flags": _flags,
    "measurements": _measurements,
    "names": _names,
    "metadata": _metadata,
    **dict.fromkeys(LATER, lambda _: None),
}

_REJECT_VALUES: dict[str, Callable[[Reject], Any]] = {
    "id": lambda r: r.source.id,
    "source": lambda r: collection(r.source),
    "file_path": lambda r: storable(r.source.uri),
    "locator": lambda r: storable(r.source.locator),
    "stage": lambda r: r.stage,
    "reason": lambda r: r.reason,
    "detail": lambda r: storable(r.detail),
    "raw_sha256": lambda r: r.raw_sha256,
    "n_bytes": lambda r: r.n_bytes,
}


def _value(name: str, cleaned: Cleaned, provenance: Provenance) -> Any:
    """A column's value: structs as tuples, which is what columns are built from."""
    if name in cleaned.skipped:
        return None
    return _edits(cleaned, provenance) if name == "edits" else _VALUES[name](cleaned)


def _plain(kind: pa.DataType, value: Any) -> Any:
    """The same value with its structs as dictionaries."""
    if value is not None and pa.types.is_struct(kind):
        return {field.name: part for field, part in zip(kind, value, strict=True)}
    if value is not None and pa.types.is_list(kind):
        return [_plain(kind.value_type, item) for item in value]
    return value


def _array(kind: pa.DataType, values: list[Any]) -> pa.Array:
    if all(value is None for value in values):
        return pa.nulls(len(values), kind)
    if pa.types.is_struct(kind):
        return _struct_array(kind, values)
    if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        # Flat columns and offsets: several times faster than handing over lists of dictionaries.
        flat = [item for value in values for item in value or ()]
        ends = accumulate((len(value or ()) for value in values), initial=0)
        return pa.ListArray.from_arrays(
            pa.array(ends, pa.int32()),
            _struct_array(kind.value_type, flat),
            type=kind,
            mask=pa.array([value is None for value in values]),
        )
    return pa.array(values, kind)


def _struct_array(kind: pa.DataType, rows: list[tuple[Any, ...]]) -> pa.Array:
    columns = zip(*rows, strict=True) if rows else [()] * kind.num_fields
    arrays = [pa.array(column, field.type) for field, column in zip(kind, columns, strict=True)]
    return pa.StructArray.from_arrays(arrays, fields=list(kind))
