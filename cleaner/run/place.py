"""The folder of a corpus in the making: whose it is, and what a run leaves there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from pathlib import Path

from cleaner.corpus.disk import explained
from cleaner.corpus.finish import clear, sweep
from cleaner.corpus.layout import (
    CARD,
    COMMITS,
    DATA,
    MANIFEST,
    REJECTS,
    RULES,
    TEMPORARY,
    UNFINISHED,
)
from cleaner.errors import CleanerError, CorpusError, UsageError
from cleaner.run.folder import undisturbed
from cleaner.run.lock import LOCK, RunLock

PART = "part.json"
"""In a folder that holds a part of a corpus: which, see `parts.py`."""
_OURS = frozenset({DATA, REJECTS, COMMITS, RULES, TEMPORARY, MANIFEST, CARD, PART, UNFINISHED})


class Holds(Enum):
    """What a folder holds: nothing, a corpus, a part of one, or what an unfinished run left."""

    NOTHING = auto()
    CORPUS = auto()
    PART = auto()
    UNFINISHED = auto()


def look(out: Path) -> Holds:
    """What is in an output folder. Raises UsageError, with advice, if it is not ours to fill,
    CorpusError if it cannot be looked into."""
    with explained(out):
        if not out.exists():
            return Holds.NOTHING
        if not out.is_dir():
            raise UsageError(f"{out}: a file of that name is there. Choose another output folder.")
        names = {path.name for path in out.iterdir()}
    if not names:
        return Holds.NOTHING
    if names <= _OURS:
        if MANIFEST in names:
            return Holds.CORPUS
        if PART in names:
            return Holds.PART
        if names & {COMMITS, TEMPORARY}:
            return Holds.UNFINISHED
    raise UsageError(
        f"{out}: is not empty. Choose an empty or a new folder, so that nothing of yours is "
        "mixed with what is written."
    )


@contextmanager
def working(out: Path) -> Iterator[None]:
    """The output folder for as long as a run works in it, locked. Whatever ends the run, what is
    committed stays, and nothing else; where nothing is, the folder is left as it was found.

    Raises UsageError if another run is at work there, CorpusError if the folder cannot be made.
    """
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    lock = RunLock(out / TEMPORARY)
    try:
        try:
            lock.take()
            try:
                yield
            except BaseException:
                with undisturbed():
                    _tidy(out)
                raise
        finally:
            lock.let_go()
    except BaseException:
        for folder in made:
            with suppress(OSError):  # it holds something, or could not be made
                folder.rmdir()
        raise


def clear_all(out: Path) -> None:
    """Removes everything that runs have made in a folder, but the lock of the one at work.

    Raises CorpusError if the disk refuses.
    """
    with explained(out):
        for name in sorted(_OURS - {TEMPORARY}):
            path = out / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    clear(out, [LOCK])


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A folder beside `out` to work in, as `working` says, that takes its place, and that of the
    corpus in it, when the block comes to its end. Until then the old corpus stays what it is."""
    new, old = _beside(out)
    with working(new):
        yield new
    with explained(out):
        out.rename(old)
        new.rename(out)
        shutil.rmtree(old)


def recover(out: Path) -> None:
    """Ends the change of places that a run was killed in. Raises CorpusError if the disk
    refuses."""
    new, old = _beside(out)
    with explained(out):
        if (old / MANIFEST).is_file():
            if not out.exists():
                (new if (new / MANIFEST).is_file() else old).rename(out)
            if old.exists():
                shutil.rmtree(old)


def _beside(out: Path) -> tuple[Path, Path]:
    out = out.resolve()
    return out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")


def _tidy(out: Path) -> None:
    """Leaves nothing but what is committed."""
    try:
        if any((out / COMMITS).glob("*.json")):
            sweep(out)
            clear(out, [LOCK])
        elif not (out / PART).exists():
            clear_all(out)
    except CleanerError as error:
        raise CorpusError(
            f"{out}: what is half-written there could not be removed: {error} The next run there "
            "will remove it."
        ) from error
