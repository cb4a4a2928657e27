"""The unit of failure is a document: a bug that one of them brings out, or the time that one of
them takes, costs that one alone."""

from __future__ import annotations

import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import PurePath
from types import FrameType
from typing import TypeVar

from cleaner.errors import RuleError, SourceError
from cleaner.flow import clean_document, reject, repaired
from cleaner.kit import Kit
from cleaner.model import Broken, Cleaned, Document, Reject, Source
from cleaner.settings import Settings
from cleaner.sources.found import UNREADABLE, Found
from cleaner.sources.opening import opened
from cleaner.sources.read import read

FAILED = "failed"
TIME_LIMIT = "time-limit"
MEMORY_LIMIT = "memory-limit"
NO_MEMORY = "needs more memory than there is (--worker-memory)"
MOST = 400
"""Characters of an error's message that a reject keeps: some messages hold the whole document."""
PER_BYTES = 10_000_000
"""A document of more bytes than this may take longer in proportion."""
LOOK = 1.0
"""Seconds between two looks at the time that a document has taken. The alarm goes on ringing when
that is too much: a library may have taken the first ring for its own."""
SLOWEST = 0.2
"""A document that gets less of a core than this is not waiting for its turn: it hangs."""


T = TypeVar("T")


class _OutOfTime(BaseException):
    """The document at hand has taken too long. No `except Exception` on the way may keep it."""


def read_guarded(found: Found, settings: Settings) -> Iterator[tuple[Source | Broken, int]]:
    """The documents of a file and what in it cannot be read, each with the bytes of the file that
    have been read by then. A reader that fails for a reason that nobody thought of costs what it
    had still to give, as one Broken, `failed`.

    Raises ImportError: that a library is missing is told once, not by every file.
    """
    taken = 0
    try:
        with opened(found, settings) as stream:
            for each in read(stream, settings):
                taken = stream.budget.taken() if stream.budget.taken else 0
                yield each, taken
    except ImportError:
        raise
    except MemoryError:
        yield Broken(found.source(), MEMORY_LIMIT, NO_MEMORY), taken
    except SourceError as error:
        yield Broken(found.source(), error.reason, error.detail), taken
    except OSError as error:
        # Not str(error), which names the path: two machines are to write the same rejects.
        detail = error.strerror or type(error).__name__
        yield Broken(found.source(), UNREADABLE, detail), taken
    except Exception as error:  # noqa: BLE001 - no kind of bug may cost the other files
        yield Broken(found.source(), FAILED, _told(error)), taken


def clean_guarded(source: Source, kit: Kit) -> Cleaned | Reject:
    """What becomes of one source. Where cleaning it fails for a reason that nobody thought of,
    that is a reject too, `failed`, with the error and where in the code it arose; and so is what
    takes longer than the settings allow, `time-limit`, or more memory than there is,
    `memory-limit`.

    Raises OSError, ImportError and RuleError: cleaning reads models and rules, not files of the
    user, so these tell of the machine or of a rule, and other documents would fail by them too.
    """
    return guarded(clean_document, source, kit)


def repaired_guarded(source: Source, kit: Kit) -> Document | None:
    """A source as rules see it first, None for what has no text, for whatever reason: why, is
    told when it is cleaned."""
    try:
        found = guarded(repaired, source, kit)
    except SourceError:
        return None
    return found if isinstance(found, Document) else None


def seconds_for(source: Source, settings: Settings) -> float:
    """How many seconds of work a document may take; 0 for no limit."""
    return settings.time_limit * max(1.0, len(source.data) / PER_BYTES)


def out_of_time(seconds: float) -> SourceError:
    """The refusal of a document that took longer than it may."""
    return SourceError(TIME_LIMIT, f"took longer than {seconds:g} seconds (--time-limit)")


def guarded(work: Callable[[Source, Kit], T], source: Source, kit: Kit) -> T | Reject:
    """What some work makes of a source, or the reject it becomes, as `clean_guarded` says."""
    seconds = seconds_for(source, kit.settings)
    alarm = _Alarm(seconds)
    try:
        alarm.set()
        found = work(source, kit)
        alarm.stop()
    except _OutOfTime:
        alarm.stop()
        return reject(source, "clean", out_of_time(seconds))
    except MemoryError:
        alarm.stop()
        return reject(source, "clean", SourceError(MEMORY_LIMIT, NO_MEMORY))
    except (OSError, ImportError, SourceError, RuleError):
        alarm.stop()
        raise
    except Exception as error:  # noqa: BLE001 - no kind of bug may cost the other documents
        alarm.stop()
        return reject(source, "clean", SourceError(FAILED, _told(error)))
    except BaseException:  # Ctrl-C: no alarm is to ring where nobody waits for it
        alarm.stop()
        raise
    return found


class _Alarm:
    """A timer that raises _OutOfTime in the main thread once that has worked for so many seconds,
    or hung for as many. Where there is none (Windows), in other threads, and where the program that
    called us has set one, nothing happens.

    What counts is CPU time of the thread: how busy the machine is, or whether it was halted for a
    while, must not decide which documents a corpus has. It rings between two steps of Python: one
    long step in C is waited for.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._look = min(LOOK, seconds)
        self._began = self._waited = 0.0
        self._before: object = None
        self._set = False

    def set(self) -> None:
        """Starts it."""
        if (
            self._seconds <= 0
            or not hasattr(signal, "setitimer")
            or threading.current_thread() is not threading.main_thread()
            or signal.getitimer(signal.ITIMER_REAL)[0]
        ):
            return
        self._before = signal.signal(signal.SIGALRM, self._ring)
        self._set = True
        self._began = time.thread_time()
        signal.setitimer(signal.ITIMER_REAL, self._look, self._look)

    def stop(self) -> None:
        """Stops it and leaves the signal as it was."""
        if self._set:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self._set = False
            # A handler that is not Python's own comes as None and cannot be put back from here.
            signal.signal(signal.SIGALRM, self._before or signal.SIG_DFL)  # type: ignore[arg-type]

    def _ring(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as handlers are
        # Counted, not measured: while the process is halted, it rings once at most.
        self._waited += self._look
        worked = time.thread_time() - self._began
        hangs = self._waited >= self._seconds and worked < SLOWEST * self._waited
        if worked >= self._seconds or hangs:
            raise _OutOfTime


def _told(error: Exception) -> str:
    """`ValueError: what is wrong (repair.py, line 12)`."""
    message = f"{type(error).__name__}: {error}"
    if len(message) > MOST:
        message = message[: MOST - 1] + "…"
    frames = traceback.extract_tb(error.__traceback__)
    return f"{message} ({PurePath(frames[-1].filename).name}, line {frames[-1].lineno})"
