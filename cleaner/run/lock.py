"""The lock on an output folder: one run at a time, its workers included.

Bytes of one file are locked, not the file: byte 0 by the run, one of those behind it by each of its
workers for life, and one far behind by who does a shard. The system lets go of a lock when its
process dies, however it dies, so a lock never outlives its run; a worker that outlives its run for
a moment keeps the next run waiting until it is gone, and one that outlives its supervisor, as may
happen on a cluster, who is to do its shard again.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cleaner.corpus.disk import explained, make_folder
from cleaner.errors import UsageError
from cleaner.run.stop import listening

LOCK = "lock"
MOST_WORKERS = 2**16
"""Workers a run may have, on all machines together."""
PATIENCE = 0.5
"""Seconds a run tries to have the lock: who asks for the state of a run holds it for a moment."""
WAIT = 15.0
"""Seconds a run waits for the workers of one that was killed: they notice within one or two."""
_PAUSE = 0.05

if sys.platform == "win32":
    import msvcrt

    def _try(handle: int, byte: int, count: int = 1) -> bool:
        os.lseek(handle, byte, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, count)
        except OSError:
            return False
        return True

    def _free(handle: int, byte: int, count: int = 1) -> None:
        os.lseek(handle, byte, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, count)

else:
    import fcntl

    def _try(handle: int, byte: int, count: int = 1) -> bool:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, count, byte)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _free(handle: int, byte: int, count: int = 1) -> None:
        fcntl.lockf(handle, fcntl.LOCK_UN, count, byte)


class RunLock:
    """The lock of a run in its temporary folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK
        self._handle: int | None = None

    def take(self) -> None:
        """Holds the lock, in a folder that is made if it is not there. Whatever ends this, `let_go`
        knows what there is to remove.

        Raises UsageError if another run holds it, or if workers of a killed run do not go away;
        CorpusError if the file cannot be made.
        """
        folder = self._path.parent
        # Who is told to end just now must know already what there is to remove.
        with listening(lambda: None) as stop, explained(self._path):
            make_folder(folder)
            self._handle = _opened(self._path)
        stop.obey()
        if self._handle is None:
            raise UsageError(
                f"{folder.parent}: another run is at work there; `clean status` shows how far it "
                "is. Wait for its end, or choose another output folder."
            )
        _await_workers(folder, self._handle)

    def let_go(self) -> None:
        """Lets the lock go, if it is held, and removes its file, and the folder where nothing else
        is left in it."""
        if self._handle is None:
            return
        # Removed while it is held: who opened it meanwhile sees that it is gone.
        with suppress(OSError):  # Windows removes no open file
            self._path.unlink()
        os.close(self._handle)
        self._handle = None
        with suppress(OSError):
            if sys.platform == "win32":
                self._path.unlink()
            self._path.parent.rmdir()


def hold_place(folder: Path) -> int:
    """Takes a worker's place in the lock, the first that is free, for as long as its process
    lives; a process may do so once. Returns what `shard_lock` needs."""
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT)
    while not any(_try(handle, 1 + place) for place in range(MOST_WORKERS)):
        time.sleep(_PAUSE)
    return handle


@contextmanager
def shard_lock(handle: int, shard: int) -> Iterator[None]:
    """Holds a shard, so that no two workers write it at once."""
    byte = 1 + MOST_WORKERS + shard
    while not _try(handle, byte):
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _free(handle, byte)


def is_held(folder: Path) -> bool:
    """Whether a run is at work whose temporary folder this is."""
    try:
        handle = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        if not _try(handle, 0):
            return True
        _free(handle, 0)
        return False
    finally:
        os.close(handle)


def _opened(path: Path) -> int | None:
    """The lock file, opened and held; None if another run holds it."""
    until = time.monotonic() + PATIENCE
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT)
        if not _try(handle, 0):
            os.close(handle)
            if time.monotonic() > until:
                return None
            time.sleep(_PAUSE)
            continue
        with suppress(FileNotFoundError):
            # Else its holder has removed it between our opening and our locking it.
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        os.close(handle)
        make_folder(path.parent)


def _await_workers(folder: Path, handle: int) -> None:
    """Waits until no worker of an earlier run is left."""
    until = time.monotonic() + WAIT
    while not _try(handle, 1, MOST_WORKERS):
        if time.monotonic() > until:
            os.close(handle)
            raise UsageError(
                f"{folder.parent}: a worker of a run that was killed is still at work there. "
                "End that process, then run the same command again."
            )
        time.sleep(_PAUSE)
    _free(handle, 1, MOST_WORKERS)
