"""Streams made of bytes at hand, and what is read from them in few words."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from functools import partial

from cleaner.model import Broken
from cleaner.settings import Settings
from cleaner.sources.buffer import Buffered, Pulled, Searchable
from cleaner.sources.guards import Budget
from cleaner.sources.read import read
from cleaner.sources.stream import Stream

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

COMPRESS = {
    "gz": partial(gzip.compress, mtime=0),  # or the names of tests differ between processes
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstd.compress,
}
"""Each compression by the ending of its files."""


@dataclass(frozen=True)
class Read:
    """A document, or a record that cannot be read: then `reason` is not empty."""

    locator: str
    data: bytes | str
    reason: str = ""
    detail: str = ""


def stream(name, data, seekable=True, most=2**40):
    """A stream as it is opened: of a file, or of standard input."""
    source = Searchable(io.BytesIO(data)) if seekable else Pulled(io.BytesIO(data).read)
    return Stream(name, name, Buffered(source), budget=Budget(most, lambda: source.taken))


def found(name, data, seekable=True, **settings):
    """All that is read from it."""
    chosen = Settings().with_values(settings, "test")
    given = [*read(stream(name, data, seekable, chosen.max_expanded), chosen)]
    return [
        Read(each.source.locator, each.source.data, each.reason, each.detail)
        if isinstance(each, Broken)
        else Read(each.locator, each.data)
        for each in given
    ]


def texts(name, data, seekable=True, **settings):
    """Locators and bytes of the documents, and locators and reasons of what cannot be read."""
    return [
        (each.locator, each.reason or each.data)
        for each in found(name, data, seekable=seekable, **settings)
    ]


class _Pipe(io.BytesIO):
    def seekable(self):
        return False

    def seek(self, *_):
        raise io.UnsupportedOperation("seek")


def zipped(*members, method=zipfile.ZIP_DEFLATED, behind=False):
    """A ZIP archive of pairs of name and bytes. `behind` leaves the sizes to stand behind each
    member, as who writes to a pipe has to."""
    file = _Pipe() if behind else io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def tarred(*members, form=tarfile.PAX_FORMAT):
    """A tar archive of pairs of name and bytes; a type of tar stands for bytes that are no file."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            if name.endswith("/"):
                info.type = tarfile.DIRTYPE
                archive.addfile(info)
            elif len(data) == 1 and data in b"123456":
                info.type, info.linkname = data, "elsewhere"
                archive.addfile(info)
            else:
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    return file.getvalue()
