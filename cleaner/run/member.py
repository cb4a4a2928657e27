"""One worker as its supervisor sees it: a process, a pipe, and a place where it says what it is
at."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType

import psutil

from cleaner.guard import MEMORY_LIMIT, NO_MEMORY, TIME_LIMIT, out_of_time
from cleaner.run.folder import ENDING
from cleaner.run.late import Clock
from cleaner.run.slot import Slot, State, slot_name
from cleaner.run.worker import Job, Task, work

DIED = "worker-died"

_SPAWN = multiprocessing.get_context("spawn")


class Member:
    """A worker that is started by this: its task, and the clock of what it is at."""

    def __init__(self, name: str, job: Job, folder: Path) -> None:
        self.name = name
        self.slot = Slot(folder / slot_name(name))
        self.slot.say(State())
        self.slot.halt(False)
        self.pipe, theirs = _SPAWN.Pipe()
        self.process: BaseProcess = _SPAWN.Process(
            target=work, args=(theirs, job, folder, name), daemon=True
        )
        with _unheard(), _without_main():
            self.process.start()
        theirs.close()
        self.ready = False
        self.task: Task | None = None
        self._clock = Clock(lambda: _worked(self.process))

    def close(self) -> None:
        """Waits for the end of a process that has ended or was killed."""
        self.process.join()
        self.pipe.close()
        self.slot.close()

    def give(self, task: Task) -> None:
        """Gives it a task."""
        self.slot.say(State())
        self.task = task
        with suppress(OSError):  # it has just died: the next look will see that
            self.pipe.send(task)

    def heard(self) -> Iterator[object]:
        """What it has said since it was last heard."""
        with suppress(EOFError, OSError):  # it is dead: its process will be looked at
            while self.pipe.poll():
                yield self.pipe.recv()

    def ended(self, memory: int) -> tuple[str, str] | None:
        """Why it is no more, having ended it if it had to be: a reason and its detail. It had to
        if its row takes too long, or if it has more bytes of memory than it may (0: any)."""
        seen = self.slot.seen()
        self._clock.look(seen, time.monotonic())
        if not self.process.is_alive():
            doing = "reading" if seen.reading else "cleaning"
            return DIED, f"{doing} it ended the process: {self.ending()}"
        if self._clock.late:
            self.process.kill()
            return TIME_LIMIT, out_of_time(seen.allowed / 1000).detail
        if memory and _memory(self.process) > memory:
            self.process.kill()
            return MEMORY_LIMIT, NO_MEMORY
        return None

    def ending(self) -> str:
        """How its process ended, for people."""
        code = self.process.exitcode
        if code is not None and code < 0:
            with suppress(ValueError):
                return f"killed by {signal.Signals(-code).name}"
        return f"exit code {code}"


@contextmanager
def _unheard() -> Iterator[None]:
    """Lets a process that is started in the block begin without an ear for Ctrl-C and the like,
    which a terminal or a batch system sends to all; for us it waits until the end of the block."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    ending = {getattr(signal, name) for name in ENDING}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ending)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _without_main() -> Iterator[None]:
    """Lets a process that is started in the block begin without the main module of this one, which
    it would import first: that may be a script of somebody who uses us, or all of Ray."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _worked(process: BaseProcess) -> float:
    """Seconds of CPU that a process has used; 0 for one that is gone."""
    try:
        used = psutil.Process(process.pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(used.user + used.system)


def _memory(process: BaseProcess) -> int:
    """Bytes of memory a process holds; 0 for one that is gone."""
    try:
        return int(psutil.Process(process.pid).memory_info().rss)
    except psutil.Error:
        return 0
