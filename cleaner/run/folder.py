"""The folder that a command fills: free before, whole afterwards, or as it was found."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cleaner.corpus.disk import explained, make_folder
from cleaner.corpus.layout import COMMITS, MANIFEST, TEMPORARY
from cleaner.errors import CorpusError, UsageError

ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
"""Signals that ask a process to end; not every system has all of them."""


def check_free(out: Path) -> None:
    """Raises UsageError, with advice, if a folder cannot be filled by a command."""
    check_outside(out)
    with explained(out):
        if not out.exists():
            return
        if not out.is_dir():
            raise UsageError(f"{out}: a file of that name is there. Choose another output folder.")
        names = {path.name for path in out.iterdir()}
    if MANIFEST in names:
        raise UsageError(f"{out}: already holds a corpus. Choose another output folder.")
    if names & {COMMITS, TEMPORARY}:
        raise _unfinished(out)
    if names:
        raise UsageError(
            f"{out}: is not empty. Choose an empty or a new folder, so that nothing of yours is "
            "mixed with what is written."
        )


def is_corpus(out: Path) -> bool:
    """Whether a folder holds a finished corpus. A manifest alone may be that of a web page."""
    # Not Path.is_file, which raises below closed folders.
    return os.path.isfile(out / MANIFEST) and os.path.isdir(out / COMMITS)  # noqa: PTH112, PTH113


def check_outside(out: Path) -> None:
    """Raises UsageError for an output folder within a corpus, where none of its files would be
    written and loaders might take them for some."""
    for folder in Path(os.path.realpath(out)).parents:
        if is_corpus(folder):
            raise UsageError(
                f"{out}: lies within the corpus {folder}. Choose an output folder outside of it."
            )


@contextmanager
def filling(out: Path) -> Iterator[None]:
    """The output folder, made if it is not there, and left as it was found if the block does not
    come to its end, whatever ends it. While the block runs, no other run can begin there.

    Raises UsageError if the folder holds anything, CorpusError if it cannot be made.
    """
    check_free(out)
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    theirs = False
    try:
        with explained(out):
            make_folder(out)
            try:
                (out / TEMPORARY).mkdir()
            except FileExistsError:
                theirs = True
                raise _unfinished(out) from None
        yield
        with suppress(OSError):  # gone already, or a document has that name
            (out / TEMPORARY).rmdir()
    except BaseException:
        if not theirs:
            with undisturbed():
                _empty(out, made)
        raise


def _unfinished(out: Path) -> UsageError:
    return UsageError(
        f"{out}: holds unfinished work: a run is busy there, or one was killed. If none is, remove "
        "the folder; else choose another one."
    )


def _empty(out: Path, made: list[Path]) -> None:
    """Takes out everything that is in a folder, and the folders made for it, inner before outer."""
    try:
        for child in out.iterdir() if out.is_dir() else ():
            shutil.rmtree(child) if child.is_dir() and not child.is_symlink() else child.unlink()
        for folder in made:
            with suppress(FileNotFoundError, NotADirectoryError):  # it could not be made
                folder.rmdir()
    except OSError as error:
        raise CorpusError(
            f"{out}: what is half-written there could not be removed: {error.strerror}. "
            "Remove the folder yourself."
        ) from error


@contextmanager
def undisturbed() -> Iterator[None]:
    """Lets no second Ctrl-C end the block halfway."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach the main thread alone
        return
    numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
