"""A worker: a process that does one shard after another and may die at any moment."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from pathlib import Path

from cleaner.corpus.commit import Counts
from cleaner.errors import CleanerError
from cleaner.garbage import keep_all
from cleaner.kit import Kit
from cleaner.repeats.table import NO_REPEATS, Repeats
from cleaner.run.folder import ENDING
from cleaner.run.lock import hold_place, shard_lock
from cleaner.run.plan import ShardSpec
from cleaner.run.pulse import Pulse, Slowest
from cleaner.run.shard import NO_POISON, USUAL, Means, Poisons, process_shard
from cleaner.run.slot import Slot, State, slot_name
from cleaner.settings import Settings


@dataclass(frozen=True, slots=True)
class Task:
    """One shard to do, and the rows in it that are known to end their worker."""

    spec: ShardSpec
    poisons: Poisons = field(default_factory=lambda: NO_POISON)


@dataclass(frozen=True, slots=True)
class Done:
    """A shard is committed: its counts, the bytes that were read, how many seconds it took, and
    the document that took longest."""

    shard: int
    counts: Counts
    bytes: int
    seconds: float
    slowest: Slowest


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has read its rules and waits for a task."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The worker cannot go on, and neither could any other: the disk is full, a model is gone."""

    message: str


@dataclass(frozen=True, slots=True)
class Halted:
    """The worker has stopped before the end of its shard, as it was told to."""


class Halt(BaseException):
    """Who does a shard is to stop between two documents; what is half-done is left undone."""


class RulesChanged(CleanerError):
    """The rules on disk are not those that the run began with."""


@dataclass(frozen=True, slots=True)
class Job:
    """What all workers of a run are told once: what to do with each shard, where, by what, and how
    far they may go. `digest` is that of the rules as the run began; `memory` is in bytes, 0 for no
    limit."""

    out: Path
    settings: Settings
    digest: str
    repeats: Repeats = NO_REPEATS
    memory: int = 0
    means: Means = USUAL
    do: Do = field(default_factory=lambda: clean_shard)


Do = Callable[[Task, Job, Kit, Pulse], Done]


def clean_shard(task: Task, job: Job, kit: Kit, pulse: Pulse) -> Done:
    """Cleans one shard. Raises CorpusError if the disk does not take it."""
    began = time.monotonic()
    commit = process_shard(task.spec, kit, job.out, pulse, task.poisons, job.means)
    seconds = time.monotonic() - began
    return Done(task.spec.index, commit.counts, pulse.bytes, seconds, pulse.slowest)


def job_of(kit: Kit, out: Path, means: Means = USUAL, do: Do = clean_shard) -> Job:
    """The job of doing something, cleaning if nothing is said, by a kit."""
    return Job(out, kit.settings, kit.rulebook_digest, kit.repeats, means=means, do=do)


def work(pipe: Connection, job: Job, folder: Path, name: str) -> None:
    """The life of a worker: tasks come by the pipe, what became of them goes back by it. `folder`
    holds the lock of the run and what the workers are at."""
    for each in ENDING:  # they reach all processes of a terminal or a job; the supervisor decides
        if hasattr(signal, each):
            signal.signal(getattr(signal, each), signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    lock = hold_place(folder)
    _limit_memory(job.memory)
    slot = Slot(folder / slot_name(name))

    def say(state: State) -> None:
        slot.say(state)
        if state.begins and slot.halting():
            raise Halt

    with (folder / f"stack-{name}").open("w") as stack:
        try:
            kit = _kit(job)
            pipe.send(Ready())
            while (task := pipe.recv()) is not None:
                with shard_lock(lock, task.spec.index):
                    pipe.send(job.do(task, job, kit, Pulse(say, task.spec.index, stack)))
        except Halt:
            pipe.send(Halted())
        except EOFError:  # the supervisor is gone
            return
        except (CleanerError, OSError, ImportError) as error:
            pipe.send(Stopped(str(error)))
        except MemoryError:
            raise  # a new worker may fare better
        except Exception as error:  # noqa: BLE001 - whatever it is, it is no document's fault
            told = f"a fault in clean itself: {type(error).__name__}: {error}"
            pipe.send(Stopped(f"{told}\nPlease report it, with what --workers 0 prints."))


def _kit(job: Job) -> Kit:
    kit = job.means.kit(job.settings).with_repeats(job.repeats)
    if kit.rulebook_digest != job.digest:
        raise RulesChanged(
            "the rules were changed while the run was at work. Run the same command again."
        )
    kit.language("Loaded now, that no document is charged for it.")
    keep_all()
    return kit


def _end_with_parent() -> None:
    """Ends this process when its supervisor is gone, so that nobody writes on for nobody."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _limit_memory(limit: int) -> None:
    """Lets memory beyond the limit be refused where the system can; elsewhere the supervisor
    looks on and ends the process."""
    if limit and sys.platform == "linux":
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
