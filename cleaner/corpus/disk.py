"""Files that are there whole or not at all, and errors of the disk that say what to do."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from cleaner.errors import CorpusError

_FULL = "Free some space there or choose another output folder, then run the same command again."
_REFUSED = "Choose an output folder you may write to, or change its permissions."
_ADVICE = {
    errno.ENOSPC: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _FULL,
    errno.EFBIG: "Raise the limit on file size (ulimit -f) or choose another disk.",
    errno.EACCES: _REFUSED,
    errno.EPERM: _REFUSED,
    errno.EROFS: "That disk is read-only. Choose an output folder on another one.",
    errno.EMFILE: "Raise the limit on open files (ulimit -n) or use fewer workers.",
    errno.ENOTDIR: "A file stands where a folder is needed. Choose another output folder.",
    errno.EEXIST: "A file stands where a folder is needed. Choose another output folder.",
}
_OTHER = "Check that disk, then run the same command again."


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns an OSError raised inside into a CorpusError about this path, with advice."""
    try:
        yield
    except OSError as error:
        what = os.strerror(error.errno) if error.errno else str(error)
        advice = _ADVICE.get(error.errno or 0, _OTHER)
        raise CorpusError(f"{path}: cannot be written: {what}. {advice}") from error


def sync_folder(folder: Path) -> None:
    """Makes new and changed names in a folder last, where the system can."""
    # Windows opens no folder and some network disks sync none: the names last there anyway.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it, each lasting."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def place(temporary: Path, path: Path) -> None:
    """Gives a finished, synced file its name. It is there whole or not at all."""
    make_folder(path.parent)
    temporary.replace(path)
    sync_folder(path.parent)


def put(path: Path, content: bytes, temporary: Path) -> None:
    """Writes a file whole or not at all, by way of a temporary name on the same disk.

    Raises CorpusError if the disk does not take it.
    """
    put_all({path: content}, temporary)


def put_all(files: Mapping[Path, bytes], temporary: Path) -> None:
    """Writes files, each whole or not at all, one after the other by way of a temporary name on the
    same disk. Each folder is made to last once, when all its files are there.

    Raises CorpusError for the first that the disk does not take.
    """
    for path, content in files.items():
        with explained(path):
            make_folder(temporary.parent)
            make_folder(path.parent)
            try:
                with temporary.open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
    for folder in dict.fromkeys(path.parent for path in files):
        sync_folder(folder)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
