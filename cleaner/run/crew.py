"""Supervised workers: whatever one of them dies of, the run goes on, and costs one document.

Three rings hold a document that misbehaves: an exception or the soft timer inside the worker makes
it a reject; a worker that dies, hangs or grows beyond its memory is ended, started anew and given
its shard again; and a row that has done so twice (or was not done in its time) is rejected
untouched in the next try.

Each worker has a pipe of its own and one task at a time: a queue they shared could be left locked
by one that dies.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import psutil

from cleaner.errors import CorpusError
from cleaner.guard import MEMORY_LIMIT, NO_MEMORY, TIME_LIMIT, out_of_time
from cleaner.run.plan import ShardSpec
from cleaner.run.pulse import hard
from cleaner.run.shard import Poison
from cleaner.run.slot import Slot, State, slot_name
from cleaner.run.tally import Nobody, Watch
from cleaner.run.worker import Done, Job, Ready, Stopped, Task, work

GLANCE = 0.1
"""Seconds between two looks at the workers."""
RETRIES = 1
"""How often a row that ended its worker is tried again: the first time it may have been chance."""
FALSE_STARTS = 5
"""Workers that may die one after the other before they are ready, and tries a shard has that ends
its worker where no document is in work."""
DIED = "worker-died"

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(slots=True)
class _Worker:
    """A worker as its supervisor sees it: its task, the state last seen and when that was new."""

    number: int
    process: BaseProcess
    pipe: Connection
    slot: Slot
    ready: bool = False
    task: Task | None = None
    state: State = field(default_factory=State)
    since: float = 0.0


class Crew:
    """Workers under supervision, in a `with` block; none outlives it. `folder` is where they say
    what they are at, and where the run's lock is.

    `run` gives the shards as they are done. `states` tells what the workers are at.
    """

    def __init__(self, job: Job, folder: Path, workers: int, watch: Watch | None = None) -> None:
        self._job = job
        self._folder = folder
        self._watch = watch or Nobody()
        self._deaths: Counter[tuple[int, int, int]] = Counter()
        self._false_starts = 0
        self._again: list[Task] = []
        self._workers: list[_Worker] = []
        for number in range(workers):
            self._workers.append(self._start(number))

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
            worker.slot.close()

    def states(self) -> list[State]:
        """What each worker is at that has a task."""
        return [worker.slot.seen() for worker in self._workers if worker.task]

    def run(self, shards: Iterable[ShardSpec]) -> Iterator[Done | None]:
        """Does all shards, in any order, and gives each as it is committed; and None now and then
        while nothing is.

        Raises CorpusError when no worker could go on: the disk is full, or none starts.
        """
        fresh = map(Task, shards)
        while True:
            self._feed(fresh)
            if all(worker.ready and worker.task is None for worker in self._workers):
                return
            if not self._again and not any(worker.task for worker in self._workers):
                task = next(fresh, None)  # none is ready yet, and perhaps none is needed
                if task is None:
                    return
                self._again.append(task)
            yield None
            yield from self._look()

    def _feed(self, fresh: Iterator[Task]) -> None:
        """Gives every free worker a task, as long as there are any."""
        for worker in self._workers:
            if worker.ready and worker.task is None:
                task = self._again.pop() if self._again else next(fresh, None)
                if task is None:
                    return
                _give(worker, task)

    def _look(self) -> Iterator[Done]:
        """Waits a moment for news, and sees to workers that died, hang or grew too large."""
        doors = [worker.pipe for worker in self._workers]
        ends = [worker.process.sentinel for worker in self._workers]
        connection.wait([*doors, *ends], timeout=GLANCE)
        for place, worker in enumerate(self._workers):
            for word in _heard(worker):
                match word:
                    case Done():
                        worker.task = None
                        yield word
                    case Stopped(message=message):
                        raise CorpusError(message)
                    case Ready():
                        worker.ready = True
                        self._false_starts = 0
            ended = self._ended(worker)
            if ended:
                self._workers[place] = self._replaced(worker, *ended)

    def _ended(self, worker: _Worker) -> tuple[str, str] | None:
        """Why a worker is no more, having ended it if it had to be: a reason and its detail."""
        seen, now = worker.slot.seen(), time.monotonic()
        if seen != worker.state:
            worker.state, worker.since = seen, now
        if not worker.process.is_alive():
            doing = "reading" if seen.reading else "cleaning"
            return DIED, f"{doing} it ended the process: {_ending(worker.process.exitcode)}"
        if seen.row >= 0 and seen.allowed:
            allowed = seen.allowed / 1000
            if now - worker.since > hard(allowed):
                worker.process.kill()
                return TIME_LIMIT, out_of_time(allowed).detail
        if self._job.memory and _memory(worker.process) > self._job.memory:
            worker.process.kill()
            return MEMORY_LIMIT, NO_MEMORY
        return None

    def _replaced(self, worker: _Worker, reason: str, detail: str) -> _Worker:
        """A new worker in the place of one that ended, whose shard is to be done again."""
        worker.process.join()
        state, task = worker.slot.seen(), worker.task
        worker.pipe.close()
        worker.slot.close()
        facts: dict[str, Any] = {"worker": worker.number, "reason": reason, "detail": detail}
        if task is not None:
            facts |= {"shard": task.spec.index, "input": state.input, "row": state.row}
            self._again.append(self._sparing(task, state, reason, detail))
        elif not worker.ready:
            self._false_starts += 1
            if self._false_starts > FALSE_STARTS:
                raise CorpusError(
                    f"workers end before they begin to work ({_ending(worker.process.exitcode)}). "
                    "Try --workers 0, which shows errors of the installation as they are."
                )
        self._watch.event("worker-ended", facts)
        return self._start(worker.number)

    def _sparing(self, task: Task, state: State, reason: str, detail: str) -> Task:
        """The task again, without the row that its worker ended at if that has to be."""
        at = (state.input, state.row)
        self._deaths[task.spec.index, *at] += 1
        deaths = self._deaths[task.spec.index, *at]
        if state.row >= 0:
            if deaths <= RETRIES and reason != TIME_LIMIT:
                return task
            poison = Poison(bool(state.reading), reason, detail)
            return Task(task.spec, {**task.poisons, at: poison})
        if deaths > FALSE_STARTS:
            raise CorpusError(
                f"shard {task.spec.index} cannot be written: its worker ends ({detail}) while no "
                "document is in work. More memory for each may help: fewer --workers."
            )
        return task

    def _start(self, number: int) -> _Worker:
        slot = Slot(self._folder / slot_name(number))
        slot.say(State())
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(
            target=work, args=(theirs, self._job, self._folder, number), daemon=True
        )
        with _unheard():
            process.start()
        theirs.close()
        return _Worker(number, process, ours, slot)


@contextmanager
def _unheard() -> Iterator[None]:
    """Lets a process that is started in the block begin without an ear for Ctrl-C, which the
    terminal sends to all; for us it waits until the end of the block."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _give(worker: _Worker, task: Task) -> None:
    worker.slot.say(State())
    worker.task, worker.state, worker.since = task, State(), time.monotonic()
    with suppress(OSError):  # it has just died: the next look will see that
        worker.pipe.send(task)


def _heard(worker: _Worker) -> Iterator[object]:
    """What a worker has said since it was last heard."""
    with suppress(EOFError, OSError):  # it is dead: its process will be looked at
        while worker.pipe.poll():
            yield worker.pipe.recv()


def _ending(code: int | None) -> str:
    """How a process ended, for people."""
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"


def _memory(process: BaseProcess) -> int:
    """Bytes of memory a process holds; 0 for one that is gone."""
    try:
        return int(psutil.Process(process.pid).memory_info().rss)
    except psutil.Error:
        return 0
