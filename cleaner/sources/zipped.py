"""What a ZIP archive says of a member, and the member's bytes.

The format is that of PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
"""

from __future__ import annotations

import bz2
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from cleaner.errors import SourceError
from cleaner.sources.expand import Decompressor, Inflated
from cleaner.sources.guards import DAMAGED, TRUNCATED, UNSUPPORTED, Gauge
from cleaner.sources.stream import Stream

_LOCAL = struct.Struct("<4s5H3L2H")
_DIRECTORY_MOST = 64 * 2**20
"""Bytes of a directory that is read at once; a longer one is not needed, see `formats/zip.py`."""
_END = struct.Struct("<4s4H2LH")
_ENDS = (b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x08")
"""What stands behind the last member: the directory, or another part of the end."""
_ENCRYPTED, _SIZES_BEHIND, _UTF8 = 1, 8, 0x800
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A member: its name, the byte at which its header stands and the length of that, how it is
    packed, its bytes packed and unpacked (`sized` says whether they are known before it was
    read), its checksum, and what it is if it is no file."""

    name: str
    offset: int
    method: int
    packed: int
    size: int
    crc: int
    encrypted: bool = False
    sized: bool = True
    wide: bool = False
    head: int = 0
    kind: str = ""

    def data_start(self, file: BinaryIO) -> int | None:
        """The byte at which its data begin, None if its header is not where it should be."""
        if self.offset < 0:
            return None
        file.seek(self.offset)
        head = file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
            return None
        *_, name, extra = _LOCAL.unpack(head)
        return self.offset + _LOCAL.size + int(name) + int(extra)


def directory(file: BinaryIO) -> list[Entry] | None:
    """The members that the directory lists, in the order of their places; None where there is no
    directory, or none that can be read."""
    end = file.seek(0, 2)
    file.seek(max(end - _END.size - 2**16, 0))
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    file.seek(0)
    if place < 0 or len(tail) - place < _END.size:
        return None
    if _END.unpack_from(tail, place)[5] > _DIRECTORY_MOST:  # 0xFFFFFFFF: the length is elsewhere
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        file.seek(0)
        return None
    return [_listed(info) for info in infos]


def _listed(info: zipfile.ZipInfo) -> Entry:
    mode = stat.S_IFMT(info.external_attr >> 16) if info.create_system == 3 else 0
    kind = "" if mode in (0, stat.S_IFREG, stat.S_IFDIR) else "a device"
    return Entry(
        name=info.orig_filename,
        offset=info.header_offset,
        method=info.compress_type,
        packed=info.compress_size,
        size=info.file_size,
        crc=info.CRC,
        encrypted=bool(info.flag_bits & _ENCRYPTED),
        kind="a link" if mode == stat.S_IFLNK else kind,
    )


def next_entry(file: BinaryIO, at: int) -> Entry | None:
    """The member whose header comes next, None at the directory.

    Raises SourceError: `damaged` if something else comes, `truncated` if nothing does.
    """
    head = _exactly(file, 4, at)
    if head in _ENDS:
        return None
    if head != b"PK\x03\x04":
        raise SourceError(DAMAGED, f"no member of an archive begins at byte {at:,}")
    head += _exactly(file, _LOCAL.size - 4, at)
    _, _, flags, method, _, _, crc, packed, size, name_size, extra_size = _LOCAL.unpack(head)
    name = _exactly(file, name_size, at)
    extra = _exactly(file, extra_size, at)
    sizes = _wide_sizes(extra)
    if sizes is not None and size == 0xFFFFFFFF:
        size = sizes[0]
    if sizes is not None and packed == 0xFFFFFFFF:
        packed = sizes[-1]
    return Entry(
        name=name.decode("utf-8" if flags & _UTF8 else "cp437", "surrogateescape"),
        offset=at,
        method=method,
        packed=packed,
        size=size,
        crc=crc,
        encrypted=bool(flags & _ENCRYPTED),
        sized=not flags & _SIZES_BEHIND,
        wide=sizes is not None,
        head=_LOCAL.size + name_size + extra_size,
    )


def _wide_sizes(extra: bytes) -> tuple[int, ...] | None:
    """The sizes of eight bytes (unpacked, packed) in a header's further fields, if they are."""
    while len(extra) >= 4:
        key, size = struct.unpack_from("<HH", extra)
        if key == 1:
            field = extra[4 : 4 + size]
            return struct.unpack_from(f"<{min(len(field) // 8, 2)}Q", field) or (0,)
        extra = extra[4 + size :]
    return None


def _exactly(file: BinaryIO, size: int, at: int) -> bytes:
    data = b""
    while len(data) < size and (more := file.read(size - len(data))):
        data += more
    if len(data) < size:
        raise SourceError(TRUNCATED, f"the archive ends before its directory, after byte {at:,}")
    return data


class _Stored:
    """Bytes that are not packed at all."""

    eof, needs_input, unused_data = False, True, b""

    def decompress(self, data: bytes, _: int = -1) -> bytes:
        return data


METHODS: dict[int, Callable[[], Decompressor]] = {
    zipfile.ZIP_STORED: _Stored,
    zipfile.ZIP_DEFLATED: lambda: Inflated(-zlib.MAX_WBITS),
    zipfile.ZIP_BZIP2: bz2.BZ2Decompressor,
}
"""How members may be packed that are read here."""
_ERRORS = (zlib.error, OSError, ValueError, lzma.LZMAError)


class Unzipped:
    """The bytes of one member, from a file that stands at their beginning: `pull` gives the next
    ones.

    It raises SourceError: `truncated` if there are fewer than there should be, `damaged` if they
    cannot be expanded or do not match their checksum, `expands-too-much` over a limit.
    """

    def __init__(self, stream: Stream, entry: Entry) -> None:
        self._file, self._entry = stream.file, entry
        self._gauge = Gauge(stream.budget)
        known = entry.method in METHODS and not entry.encrypted
        self._part: Decompressor | None = METHODS[entry.method]() if known else None
        self._read = self._crc = 0
        self._done = self._checked = False
        self.cut = False
        """Whether who reads it was told that the archive ends within it."""

    @property
    def endless(self) -> bool:
        """Whether there is no way to know where the member ends."""
        packed = self._part is not None and self._entry.method != zipfile.ZIP_STORED
        return not self._entry.sized and not packed

    def pull(self, size: int) -> bytes:
        """The next bytes, at most `size`, b"" at the end."""
        while not self._done and self._part is not None:
            data = self._expand(self._part, size)
            if data:
                self._crc = zlib.crc32(data, self._crc)
                self._gauge.note(len(data), self._read)
                return data
        self._check()
        return b""

    def leave(self) -> int:
        """Goes on to what stands behind the member, and returns how many bytes it took."""
        if self._entry.sized:
            while self._read < self._entry.packed:
                data = self._file.read(min(self._entry.packed - self._read, _CHUNK))
                if not data:
                    break  # who reads the next header will tell
                self._read += len(data)
            return self._read
        if self.endless:
            raise SourceError(UNSUPPORTED, "the archive does not say where its members end")
        while self.pull(_CHUNK):
            pass
        return self._read

    def _expand(self, part: Decompressor, size: int) -> bytes:
        given = b""
        if part.needs_input:
            given = self._shown(size)
            if not given:
                self._done = True
                if self._entry.sized and self._read == self._entry.packed:
                    return b""
                self.cut = True
                raise SourceError(TRUNCATED, "the archive ends within it")
        try:
            data = part.decompress(given, size)
        except _ERRORS as error:
            self._done = True
            raise SourceError(DAMAGED, f"its data cannot be expanded: {error}") from error
        # What the part did not need stands behind it and is left in the file.
        taken = len(given) - len(part.unused_data)
        self._file.read(taken)
        self._read += taken
        self._done = part.eof
        return data

    def _shown(self, size: int) -> bytes:
        """Packed bytes that come next, which stay in the file."""
        most = _CHUNK if self._entry.method != zipfile.ZIP_STORED else min(size, _CHUNK)
        if self._entry.sized:
            most = min(most, self._entry.packed - self._read)
        shown: bytes = self._file.peek(most)[:most] if most > 0 else b""  # type: ignore[attr-defined]
        if most > 0 and not shown:
            self._file.read(1)  # tells what is wrong with the archive itself
        return shown

    def _check(self) -> None:
        """Holds the bytes against the checksum."""
        entry = self._entry
        if self._checked or self._part is None:
            return
        self._checked = self._done = True
        crc, size = entry.crc, entry.size
        if not entry.sized:
            crc, size = self._behind()
        if self._gauge.out != size:
            raise SourceError(DAMAGED, f"it has {self._gauge.out:,} bytes and should have {size:,}")
        if self._crc != crc:
            raise SourceError(DAMAGED, "its bytes do not match their checksum")

    def _behind(self) -> tuple[int, int]:
        """Checksum and size from the description behind the data, which may or may not begin
        with a sign, and has sizes of four or eight bytes."""
        head = _exactly(self._file, 4, self._read)
        self._read += 4
        if head == b"PK\x07\x08":
            head = _exactly(self._file, 4, self._read)
            self._read += 4
        wide = "<LQQ" if self._entry.wide else "<LLL"
        rest = _exactly(self._file, struct.calcsize(wide) - 4, self._read)
        self._read += len(rest)
        crc, _, size = struct.unpack(wide, head + rest)
        return crc, size
