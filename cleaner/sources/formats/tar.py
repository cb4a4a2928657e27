"""Reading tar: its members in their order, one header after the other, as the bytes come.

The standard library takes a damaged header in the middle for the end and keeps every header in
memory; so the headers are walked here, and only their fields are read by it.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleaner.errors import SourceError
from cleaner.model import Broken
from cleaner.settings import Settings
from cleaner.sources.buffer import Buffered, Window, forward, told_of_damage
from cleaner.sources.found import NOT_A_FILE
from cleaner.sources.guards import DAMAGED, TRUNCATED, UNSUPPORTED
from cleaner.sources.members import UNSAFE_NAME, Steps, hidden, last, unsafe
from cleaner.sources.stream import Stream

BLOCK = 512
EXTENSION = 2**20
"""Bytes that the long name or the further fields of a member may take."""
_ABOUT_NEXT, _ABOUT_ALL = (b"x", b"X", b"L", b"K"), b"g"
_KINDS = {
    tarfile.LNKTYPE: "a link",
    tarfile.SYMTYPE: "a link",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a pipe",
}
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)


@dataclass
class _Walk:
    """Where in an archive the walk is, counted in bytes from its beginning."""

    stream: Stream
    at: int = 0
    known: dict[str, str] = field(default_factory=dict)

    def take(self, size: int, what: str) -> bytes:
        """The next bytes. Raises SourceError if there are fewer, unless there are none."""
        data = b""
        while len(data) < size and (more := self.stream.file.read(size - len(data))):
            data += more
        if data and len(data) < size:
            raise SourceError(TRUNCATED, f"the archive ends within {what} at byte {self.at:,}")
        self.at += len(data)
        return data

    def go(self, place: int) -> None:
        """Goes on to a place, which may lie behind the end."""
        if self.stream.file.seekable():
            self.stream.file.seek(place)
        else:
            while self.at < place and (data := self.stream.file.read(min(place - self.at, 2**20))):
                self.at += len(data)
        self.at = place

    def pull(self, size: int, end: int) -> bytes:
        """The next bytes of a member that ends at a place."""
        data = self.stream.file.read(min(size, end - self.at))
        if not data and self.at < end:
            raise SourceError(TRUNCATED, f"the archive ends {end - self.at:,} bytes too early")
        self.at += len(data)
        return data


def read(stream: Stream, _: Settings) -> Iterator[Stream | Broken]:
    """The members that are files. Those that are no files or have a name that no archive should
    have are Broken; hidden ones are left out."""
    walk, steps = _Walk(stream), Steps()
    while True:
        start = walk.at
        info = _header(walk)
        if info is None:
            return
        end = walk.at + info.size
        name = info.name.removeprefix("./")
        found = None if info.isdir() or hidden(name) else _member(walk, info, steps, start)
        if found is not None:
            yield found
        if told_of_damage(stream.file):
            return  # the member has told it to whoever read that
        walk.go(end + -end % BLOCK)


def _member(walk: _Walk, info: tarfile.TarInfo, steps: Steps, start: int) -> Stream | Broken:
    stream = walk.stream
    name = info.name.removeprefix("./")
    step = steps.step(name, start)
    if wrong := unsafe(name):
        return stream.broken(step, UNSAFE_NAME, wrong)
    if info.type in _KINDS:
        return stream.broken(step, NOT_A_FILE, f"is {_KINDS[info.type]}")
    if info.type not in _FILES or any(key.startswith("GNU.sparse.") for key in info.pax_headers):
        return stream.broken(step, UNSUPPORTED, "is a sparse file or of a kind of its own")
    end = walk.at + info.size
    if stream.file.seekable():
        file = Buffered(Window(stream.file, walk.at, info.size))
    else:
        file = forward(lambda size: walk.pull(size, end))
    return stream.inner(step, last(name), file)


def _header(walk: _Walk) -> tarfile.TarInfo | None:
    """The next member, None at the end. What is said of it in entries of its own is put in."""
    about: dict[str, str] = {}
    while True:
        start = walk.at
        block = walk.take(BLOCK, "a header")
        if not block:
            return None
        info = _parsed(block, start)
        if info is None:
            return None
        if info.type not in (*_ABOUT_NEXT, _ABOUT_ALL):
            break
        if info.size > EXTENSION:
            raise SourceError(DAMAGED, f"the header at byte {start:,} is larger than any should be")
        said = walk.take(info.size + -info.size % BLOCK, "a header")[: info.size]
        if info.type in (b"L", b"K"):
            about["path" if info.type == b"L" else "linkpath"] = _text(said.rstrip(b"\0"))
        else:
            (walk.known if info.type == _ABOUT_ALL else about).update(_fields(said, start))
    known = {**walk.known, **about}
    info.name = known.get("path", info.name)
    info.pax_headers = known
    if known.get("size", "").isdecimal():
        info.size = int(known["size"])
    if info.type == tarfile.GNUTYPE_SPARSE and block[482]:
        while walk.take(BLOCK, "a header")[504:505] not in (b"", b"\0"):
            pass  # where the holes of a sparse file are
    if info.type in _KINDS or info.isdir():
        info.size = 0  # the size of a link is that of what it leads to
    return info


def _parsed(block: bytes, start: int) -> tarfile.TarInfo | None:
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError as error:
        if not block.strip(b"\0"):
            return None
        raise SourceError(DAMAGED, f"what stands at byte {start:,} is no header of tar") from error
    if info.size < 0:
        raise SourceError(DAMAGED, f"the header at byte {start:,} gives a size below 0")
    return info


def _fields(said: bytes, start: int) -> dict[str, str]:
    """The fields of an extended header: `LENGTH KEY=VALUE` with a line end, one after the other."""
    fields: dict[str, str] = {}
    while said.strip(b"\0"):
        length, _, rest = said.partition(b" ")
        size = int(length) if length.isdigit() and len(length) < 8 else 0
        key, equals, value = rest[: size - len(length) - 1].partition(b"=")
        if not equals or size > len(said) or not value.endswith(b"\n"):
            raise SourceError(DAMAGED, f"the header at byte {start:,} cannot be read")
        fields[_text(key)] = _text(value[:-1])
        said = said[size:]
    return fields


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
