"""Storages of files (s3, gs, abfs, ftp, memory, ...) as fsspec or, where the driver of fsspec is
not installed, pyarrow.fs reaches them. Both take users and options from the environment and from
files of configuration as their own documentation says.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, BinaryIO, cast

from cleaner.errors import SourceError, UsageError
from cleaner.sources.addresses import parted, recorded, scheme_of, unsecret
from cleaner.sources.found import UNREADABLE

INSIDE = "\0"
"""Parts an address that was typed from what its storage calls a file there, in `Found.path`."""
BLOCK = 2**23
"""Bytes that drivers ask for at once."""
_OF_ARROW = ("s3", "gs", "gcs", "abfs", "abfss", "hdfs")
"""What pyarrow.fs reaches by itself."""
_PATIENT = ("gs", "gcs")
"""What it tries to reach for a quarter of an hour unless told otherwise."""
PATIENCE = 30
"""Seconds to try instead."""
_ROUNDABOUT = ("blockcache", "cached", "dir", "filecache", "generic", "libarchive", "reference",
               "simplecache", "tar", "zip")  # fmt: skip
"""What fsspec lays around other storages."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder: what the storage calls it, its name below the folder that was listed,
    its bytes (0 where they are not known)."""

    path: str
    name: str
    size: int
    is_folder: bool


class Storage:
    """The storage behind an address, and the place in it that the address names: the `path` of a
    file and its `size`, or of a folder.

    Raises UsageError where it cannot be reached, or there is nothing of that name.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._files, self.path = file_system(address)
        with _refusing(self._address):
            self._about = self._files.info(self.path)
        self.size = _size(self._about)

    def below(self, folder: Entry | None = None) -> Iterator[Entry] | None:
        """All files below it or below a folder in it; None if it is a file itself."""
        if folder is None and self._about["type"] != "directory":
            return None
        top = self.path if folder is None else folder.path
        prefix = "" if folder is None else folder.name + "/"
        return self._listed(top, prefix, None)

    def within(self, depth: int | None) -> Iterator[Entry]:
        """All files and folders below it, not deeper than so many names."""
        return self._listed(self.path, "", depth, folders=True)

    def _listed(
        self, top: str, prefix: str, depth: int | None, folders: bool = False
    ) -> Iterator[Entry]:
        with _refusing(self._address):
            known = self._files.find(top, maxdepth=depth, withdirs=folders, detail=True)
        root = top.strip("/")
        for path, about in known.items():
            name = path.strip("/").removeprefix(root).strip("/")
            is_folder = about["type"] == "directory"
            # A name with a slash at its end is what some tools write for an empty folder.
            marker = path.endswith("/") and not is_folder
            hidden = any(part.startswith(".") for part in name.split("/")) and not folders
            if name and not marker and not hidden:
                yield Entry(path, prefix + name, _size(about), is_folder)


def _size(about: dict[str, Any]) -> int:
    return int(about.get("size") or 0)


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The file of a path with `INSIDE` in it. Raises SourceError, `unreadable`."""
    address, _, inside = path.partition(INSIDE)
    try:
        files, _ = file_system(address)
        file = files.open(inside, "rb", block_size=BLOCK)
    except Exception as error:  # each driver has its own kinds
        raise SourceError(UNREADABLE, kind_of(error)) from error
    with file:
        yield cast(BinaryIO, Steady(file))


def is_file(address: str) -> bool:
    """Whether there is a file of that very name. Raises UsageError without a driver."""
    files, path = file_system(address)
    with _refusing(address):
        return bool(files.isfile(path))


class Steady(io.RawIOBase):
    """A file of a driver, whose errors of its own making become SourceErrors."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def seekable(self) -> bool:
        """Whether one can go anywhere in it."""
        return self._file.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes to a place and returns it."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """The place it is at."""
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, not all of them at once. Raises SourceError, `unreadable`."""
        try:
            return self._file.read(size if size >= 0 else BLOCK)
        except Exception as error:  # each driver has its own kinds
            raise SourceError(UNREADABLE, f"the storage gives no more: {kind_of(error)}") from error


def file_system(address: str) -> tuple[Any, str]:
    """The file system behind an address and what it calls the place. Raises UsageError."""
    try:
        import fsspec  # noqa: PLC0415 - only who reads from elsewhere needs it
    except ImportError as error:
        raise UsageError(
            f"{recorded(address)!r}: what is stored elsewhere is read by fsspec: "
            'pip install "cleaner[cloud]"'
        ) from error
    scheme = scheme_of(address)
    if scheme in _ROUNDABOUT:
        raise UsageError(
            f"{recorded(address)!r}: name the file or archive itself; what is in it is read."
        )
    try:
        fsspec.get_filesystem_class(scheme)
    except ValueError as error:
        near = get_close_matches(scheme, fsspec.available_protocols(), n=1)
        meant = f"; did you mean {near[0]}://?" if near else "."
        told = f"{recorded(address)!r}: nothing is known of {scheme}://{meant}"
        raise UsageError(told) from error
    except ImportError as error:
        if scheme not in _OF_ARROW:
            raise UsageError(f"{recorded(address)!r} needs a driver: {_advice(error)}") from error
        with _refusing(address):
            return _by_arrow(address)
    with _refusing(address):
        files, path = fsspec.url_to_fs(address)
    return files, path


def _advice(error: ImportError) -> str:
    """What to install, in the words of fsspec."""
    return str(error).partition("\n")[0].rstrip(".") + "."


def _by_arrow(address: str) -> tuple[Any, str]:
    from fsspec.implementations.arrow import ArrowFSWrapper  # noqa: PLC0415
    from pyarrow import fs  # noqa: PLC0415  (help must not wait for Arrow)

    # Only the bucket goes through its reading of addresses: a name may have any letters.
    place, options = parted(address)
    head, sign, rest = place.partition("://")
    bucket, slash, inside = rest.partition("/")
    if scheme_of(address) in _PATIENT and not options:
        options = f"?retry_limit_seconds={PATIENCE}"
    files, path = fs.FileSystem.from_uri(f"{head}{sign}{bucket or '/'}{options}")
    path = path.rstrip("/") + slash + inside
    return ArrowFSWrapper(files), path


@contextmanager
def _refusing(address: str) -> Iterator[None]:
    """Makes a UsageError of whatever a driver raises."""
    name = recorded(address)
    try:
        yield
    except UsageError:
        raise
    except FileNotFoundError as error:
        raise UsageError(f"{name!r} does not exist.") from error
    except PermissionError as error:
        raise UsageError(f"{name!r} may not be read with the credentials there are.") from error
    except Exception as error:  # each driver has its own kinds
        what = unsecret(str(error), address) or kind_of(error)
        raise UsageError(f"{name!r} cannot be read: {what}.") from error


def kind_of(error: BaseException) -> str:
    """What kind of error it is. Not its message, which may name an address with a secret in it."""
    strerror = error.strerror if isinstance(error, OSError) else None
    return strerror or type(error).__name__
