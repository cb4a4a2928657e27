"""One record written as JSON, and the lines of a file of such records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from cleaner.errors import SourceError
from cleaner.sources.columns import NOT_A_RECORD

_AROUND = 20
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def parsed(data: bytes) -> dict[str, Any]:
    """The object that bytes hold. Raises SourceError, `not-a-record`, if there is none: what is
    wrong, at which column of the text, and what stands there.

    What JSON leaves open is decided so: UTF-8 only, with or without a byte-order mark; no NaN; no
    key twice with different values; no number that Python cannot hold.
    """
    try:
        text = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        what = f"is not UTF-8: {error.reason} at byte {error.start}"
        raise SourceError(NOT_A_RECORD, what) from error
    try:
        record = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        column = error.colno if error.lineno == 1 else f"{error.colno} of line {error.lineno}"
        what = f"is no JSON: {error.msg.removesuffix(' at')} at column {column}"
        raise SourceError(NOT_A_RECORD, f"{what}: {_excerpt(text, error.pos)}") from error
    except ValueError as error:  # NaN, a key twice, or a number of thousands of digits
        raise SourceError(NOT_A_RECORD, f"is no JSON: {error}") from error
    except RecursionError:
        raise SourceError(NOT_A_RECORD, "is nested too deep") from None
    if not isinstance(record, dict):
        what = 'is no JSON object; it should be as {"id": 1, "text": "..."}'
        raise SourceError(NOT_A_RECORD, what)
    return record


PIECE = 2**20
"""Bytes of a line that are read at once where nobody wants it."""


def first_line_from(file: BinaryIO, place: int) -> int:
    """Goes to the first line that begins at a place or behind it, and returns where that is."""
    if not place:
        return 0
    file.seek(place - 1)
    while (line := file.readline(PIECE)) and not line.endswith(b"\n"):
        pass
    return file.tell()


def lines(file: BinaryIO, limit: int, offset: int = 0) -> Iterator[tuple[int, int, bytes | None]]:
    """The lines that are not blank of a file that stands at a line's beginning, with their numbers
    from 1 and the offsets of their first bytes, the first being `offset`; None for one of more
    than `limit` bytes, which is read away in pieces."""
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        start = offset
        offset += len(line)
        if len(line) <= limit or line.endswith(b"\n"):
            if line.strip():
                yield number, start, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(min(limit, PIECE))
            offset += len(line)
        yield number, start, None


def refuse_wide(head: bytes) -> None:
    """Raises SourceError, `encoding`, if a file of JSON begins as UTF-16 or UTF-32: it would be
    broken from its first line to its last."""
    if head.startswith(_WIDE) or b"\0" in head[:4]:
        what = "is JSON in UTF-16 or UTF-32, and JSON has to be UTF-8: convert it first"
        raise SourceError("encoding", what)


def _excerpt(text: str, at: int) -> str:
    start, end = max(at - _AROUND, 0), at + _AROUND
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shown = (sign if sign.isprintable() else repr(sign)[1:-1] for sign in text[start:end])
    return f"{before}{''.join(shown)}{after}" or "nothing"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


def _float(digits: str) -> float:
    number = float(digits)
    if number - number != 0:  # infinite: what was written would be lost
        raise ValueError(f"{digits[:20]} is too large a number")
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        for key, value in pairs:
            if record[key] != value:
                raise ValueError(f"the key {key!r} stands there twice, with different values")
    return record


_DECODER = json.JSONDecoder(
    parse_constant=_no_constant, parse_float=_float, object_pairs_hook=_object
)
