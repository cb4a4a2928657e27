"""Records of web archives parted from each other, and found again behind damage.

A record says how long it is. Where that cannot be true, or where there is no record at all, reading
goes on at the next line that begins one (`WARC/1.0`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.errors import SourceError
from cleaner.sources.ahead import Ahead
from cleaner.sources.columns import NOT_A_RECORD
from cleaner.sources.guards import DAMAGED, TRUNCATED, too_large

HEADER = 64 * 1024
"""Bytes that the header of a record may have."""

_BEGIN = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_NEXT = re.compile(rb"\n(?=WARC/\d\.\d{1,2}\r?\n)")
_BLANK = re.compile(rb"[\r\n]*+")
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)
_ID = re.compile(rb"^warc-record-id[ \t]*:[ \t]*(\S+)", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Frame:
    """One record: where it begins, its bytes, its own id ("" for none), and what is wrong."""

    start: int
    data: bytes
    id: str = ""
    fault: SourceError | None = None


def frames(ahead: Ahead, limit: int, stop: int | None = None) -> Iterator[Frame]:
    """The records there are, and a frame with a fault for whatever is none: those that begin
    before `stop`, all if it is None.

    Raises SourceError where the bytes themselves are damaged or cut off by damage.
    """
    while True:
        skip_blank(ahead)
        if stop is not None and ahead.start >= stop:
            return
        if not ahead.data:
            break
        frame = next_frame(ahead, limit)
        if frame is not None:
            yield frame
    if ahead.damage is not None:
        raise ahead.damage


def next_frame(ahead: Ahead, limit: int) -> Frame | None:
    """What begins here, None where damage leaves nothing to tell; then goes on to what follows."""
    ahead.need(HEADER)
    frame, size = _frame(ahead, limit)
    if size:
        ahead.drop(size)
    elif ahead.drop_to(_NEXT):
        ahead.drop(1)
    return frame


def whole_size(head: bytes, limit: int) -> int | None:
    """How many bytes a record of no more than the limit says it has, by what it begins with; None
    where that does not tell."""
    found = _END_OF_HEADER.search(head) if _BEGIN.match(head) else None
    stated = _LENGTH.search(head, 0, found.end()) if found else None
    if found is None or stated is None or int(stated[1]) > limit:
        return None
    return found.end() + int(stated[1])


def ends_record(behind: bytes) -> bool:
    """Whether four bytes are what stands behind a record; none are where it is the last."""
    return not behind or behind.startswith((b"\r\n\r\n", b"\n\n"))


def skip_blank(ahead: Ahead) -> None:
    """Goes on to what is no end of a line."""
    while ahead.need(1):
        blank = _BLANK.match(ahead.data)
        if not blank or not blank.end():
            return
        ahead.drop(blank.end())


def _frame(ahead: Ahead, limit: int) -> tuple[Frame | None, int]:
    """What begins here, and how long it is; 0 for "to the next record"."""
    start, data = ahead.start, ahead.data
    if not _BEGIN.match(data):
        what = f"is no record: {bytes(data[:20])!r}"
        return Frame(start, b"", "", SourceError(DAMAGED, what)), 0
    head = _END_OF_HEADER.search(data, 0, HEADER)
    stated = _LENGTH.search(data, 0, head.end()) if head else None
    found = _ID.search(data, 0, head.end() if head else HEADER)
    name = found[1].decode("utf-8", "replace") if found else ""
    if head is None or stated is None:
        if head is None and ahead.damage is not None:
            return None, len(data)
        what = "has a header without its end" if head is None else "has no Content-Length"
        return Frame(start, b"", name, SourceError(NOT_A_RECORD, what)), 0
    length, body = int(stated[1]), head.end()
    if length > limit:
        return Frame(start, b"", name, too_large(length, limit)), 0
    ahead.need(body + length + HEADER)
    size, fault = _measured(ahead, body, body + length)
    if _is_doubtful(ahead, size, fault):
        return None, len(data)
    return Frame(start, bytes(data[:size]), name, fault), size


def _measured(ahead: Ahead, body: int, end: int) -> tuple[int, SourceError | None]:
    """How long a record really is that says it ends there, and what is wrong with it."""
    data = ahead.data
    behind = bytes(data[end : end + 4])
    if len(data) >= end and ends_record(behind):
        return end, None
    inner = _NEXT.search(data, body, end)
    if inner is None and len(data) < end:
        what = f"{len(data) - body:,} of its {end - body:,} bytes are there"
        return len(data), SourceError(TRUNCATED, what)
    size = inner.end() if inner else end
    if inner is None and _BEGIN.match(behind.lstrip(b"\r\n") + bytes(data[end + 4 : end + 16])):
        return end, None
    what = f"its Content-Length, {end - body:,}, is not what it has"
    return size, SourceError(NOT_A_RECORD, what)


def _is_doubtful(ahead: Ahead, size: int, fault: SourceError | None) -> bool:
    """Whether the damage behind the data may reach into this record, as a wrong checksum does."""
    if ahead.damage is None or ahead.data[size:].strip(b"\r\n"):
        return False
    return fault is not None or ahead.damage.reason != TRUNCATED
