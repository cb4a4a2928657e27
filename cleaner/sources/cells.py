"""Rows of Arrow tables as records of plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    Change = Callable[[pa.DataType, Any], pa.DataType]


def rows(batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    """The rows of a batch, in order."""
    names = distinct(batch.schema.names)
    for values in zip(*(cells(column) for column in batch.columns), strict=True):
        yield dict(zip(names, values, strict=True))


def cells(column: pa.Array) -> list[Any]:
    """The values of a column. Texts that are no UTF-8 come as bytes, which decoding then reads;
    times finer than a microsecond as texts (Python has none of its own for them), and days outside
    of Python's calendar as the numbers they are stored as."""
    import pyarrow as pa  # noqa: PLC0415  (help must not wait for Arrow)

    kind = column.type
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        column = column.cast(pa.timestamp("ns"))
    column = column.cast(_changed(column.type, _fine_as_text, pa))
    try:
        values: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        if pa.types.is_dictionary(kind):
            return cells(column.dictionary_decode())
        values = column.cast(_changed(column.type, _text_as_bytes, pa)).to_pylist()
    except OverflowError:
        values = column.cast(_changed(column.type, _times_as_numbers, pa)).to_pylist()
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        zone = "Z" if kind.tz else ""
        return [value and value.replace(" ", "T") + zone for value in values]
    return values


def distinct(names: Sequence[str]) -> list[str]:
    """The names of columns, the later of two that are the same as `NAME.2`: a row keeps both.
    Columns without a name get their number, from 1."""
    found: list[str] = []
    for number, name in enumerate(names, 1):
        unique = base = name.strip() or f"column {number}"
        copies = 2
        while unique in found:
            unique = f"{base}.{copies}"
            copies += 1
        found.append(unique)
    return found


def _changed(kind: pa.DataType, change: Change, pa: Any) -> pa.DataType:
    """The type with some types in it changed."""
    types = pa.types
    if types.is_struct(kind):
        return pa.struct([part.with_type(_changed(part.type, change, pa)) for part in kind])
    if types.is_list(kind):
        return pa.list_(kind.value_field.with_type(_changed(kind.value_type, change, pa)))
    if types.is_large_list(kind):
        return pa.large_list(kind.value_field.with_type(_changed(kind.value_type, change, pa)))
    return change(kind, pa)


def _fine_as_text(kind: pa.DataType, pa: Any) -> pa.DataType:
    if pa.types.is_duration(kind) and kind.unit == "ns":
        return pa.int64()
    if pa.types.is_time64(kind) and kind.unit == "ns":
        return pa.string()
    # Without a zone it is UTC that is written, for which no table of zones is needed.
    return pa.string() if pa.types.is_timestamp(kind) and kind.unit == "ns" else kind


def _text_as_bytes(kind: pa.DataType, pa: Any) -> pa.DataType:
    types = pa.types
    texts = (types.is_string, types.is_large_string, types.is_string_view)
    return pa.large_binary() if any(is_text(kind) for is_text in texts) else kind


def _times_as_numbers(kind: pa.DataType, pa: Any) -> pa.DataType:
    if pa.types.is_date32(kind) or pa.types.is_time32(kind):
        return pa.int32()
    return pa.int64() if pa.types.is_temporal(kind) else kind
