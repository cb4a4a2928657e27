"""Values of JSON parted from each other in a stream, without holding more than one of them.

Only brackets and strings are looked at: what a value holds is for a parser to say, and a value
that is broken within its brackets costs no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from cleaner.errors import SourceError
from cleaner.sources.columns import NOT_A_RECORD

CHUNK = 256 * 1024

_STRING = rb'"(?:[^"\\]++|\\.)*+"'
_TO_BRACKET = re.compile(rb'(?:[^"{}\[\]]++|' + _STRING + rb")*+", re.DOTALL)
_TO_COMMA = re.compile(rb'(?:[^",{}\[\]]++|' + _STRING + rb")*+", re.DOTALL)
_TO_QUOTE = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_SPACE = re.compile(rb"[ \t\r\n]*+")
_KEY = re.compile(rb"[ \t\r\n,]*+(" + _STRING + rb")[ \t\r\n]*+:[ \t\r\n]*+", re.DOTALL)
_OF_OBJECTS = re.compile(rb"\[[ \t\r\n]*+\{")


class Member(NamedTuple):
    """A member of an object: its key as it is written, where its value begins, and the value as
    far as it is known."""

    key: bytes
    start: int
    value: bytes

    @property
    def is_records(self) -> bool:
        """Whether it is a list that begins with an object."""
        return _OF_OBJECTS.match(self.value) is not None


@dataclass(slots=True)
class Scan:
    """How far values were followed: the place, the brackets open there, and whether it is in a
    string."""

    at: int = 0
    depth: int = 0
    quoted: bool = False

    def follow(self, data: bytes | bytearray, closing: bool = False) -> bool:
        """Follows one value as far as the data goes, and tells if its end was found: the comma or
        bracket behind it or, if `closing`, behind its own last bracket."""
        while True:
            outside = _TO_BRACKET if self.depth or closing else _TO_COMMA
            found = (_TO_QUOTE if self.quoted else outside).match(data, self.at)
            self.at = found.end() if found else self.at
            sign = data[self.at : self.at + 1]
            if sign in (b"", b"\\"):
                return False
            if sign == b'"':
                self.quoted = not self.quoted
            elif not self.depth and sign in b",]}":
                return True
            else:
                self.depth += 1 if sign in b"{[" else -1
            self.at += 1
            if closing and not self.depth and not self.quoted:
                return True


class Values:
    """A stream of JSON values, taken one at a time. `offset` is where the next byte stands."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._limit = limit
        self._data = bytearray()
        self.offset = 0

    def next_byte(self) -> bytes:
        """The next byte that is no white space, left where it is; b"" at the end."""
        while True:
            space = _SPACE.match(self._data)
            self.drop(space.end() if space else 0)
            if self._data or not self._more():
                return bytes(self._data[:1])

    def drop(self, count: int = 1) -> None:
        """Goes on by so many bytes."""
        del self._data[:count]
        self.offset += count

    def seen(self) -> bytes:
        """The object or list that begins here, as far as it was read: no more of it is than the
        limit allows. Nothing is taken."""
        scan = Scan()
        while not scan.follow(self._data, closing=True):
            if len(self._data) > self._limit or not self._more():
                return bytes(self._data)
        return bytes(self._data[: scan.at])

    def value(self, depth: int = 0) -> bytes | None:
        """The next value: a list or an object up to its end, another one up to the comma or
        bracket behind it; None for one of more than the limit, which is read away. With a depth,
        all up to the end of the brackets that are open. Raises SourceError if the stream ends
        before."""
        scan, dropped, start = Scan(depth=depth), False, self.offset
        closing = depth > 0 or self.next_byte() in b"[{"
        while not scan.follow(self._data, closing):
            if len(self._data) > self._limit:
                dropped = True
                self.drop(scan.at)
                scan.at = 0
            if not self._more():
                what = f"ends in the middle of what begins at byte {start}"
                raise SourceError(NOT_A_RECORD, what)
        found = bytes(self._data[: scan.at]).rstrip()
        self.drop(scan.at)
        return None if dropped or len(found) > self._limit else found

    def _more(self) -> bool:
        data = self._file.read(CHUNK)
        self._data += data
        return bool(data)


def members(data: bytes) -> Iterator[Member]:
    """The members of an object, as far as its bytes are there."""
    scan = Scan(1)
    while key := _KEY.match(data, scan.at):
        start = scan.at = key.end()
        scan.depth, scan.quoted = 0, False
        ended = scan.follow(data)
        yield Member(key[1], start, data[start : scan.at] if ended else data[start:])
        if not ended:
            return
