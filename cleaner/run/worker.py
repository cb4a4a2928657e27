"""A worker: a process that does one shard after another and may die at any moment."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from dataclasses import dataclass, field
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from pathlib import Path

from cleaner.corpus.commit import Counts
from cleaner.errors import CleanerError
from cleaner.kit import Kit
from cleaner.repeats.table import NO_REPEATS, Repeats
from cleaner.run.lock import hold_place
from cleaner.run.plan import ShardSpec
from cleaner.run.pulse import Pulse, Slowest
from cleaner.run.shard import NO_POISON, USUAL, Means, Poisons, process_shard
from cleaner.run.slot import Slot, slot_name
from cleaner.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """What all workers of a run are told once: what to do, where, by what, and how far they may
    go. `digest` is that of the rules as the run began; `memory` is in bytes, 0 for no limit."""

    out: Path
    settings: Settings
    digest: str
    repeats: Repeats = NO_REPEATS
    memory: int = 0
    means: Means = USUAL


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


class RulesChanged(CleanerError):
    """The rules on disk are not those that the run began with."""


def job_of(kit: Kit, out: Path, memory: int = 0, means: Means = USUAL) -> Job:
    """The job of cleaning by a kit."""
    return Job(out, kit.settings, kit.rulebook_digest, kit.repeats, memory, means)


def work(pipe: Connection, job: Job, folder: Path, number: int) -> None:
    """The life of a worker: tasks come by the pipe, what became of them goes back by it. `folder`
    holds the lock of the run and what the workers are at."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the supervisor decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    hold_place(folder, number)
    _limit_memory(job.memory)
    slot = Slot(folder / slot_name(number))
    with (folder / f"stack-{number}").open("w") as stack:
        try:
            kit = _kit(job)
            pipe.send(Ready())
            while (task := pipe.recv()) is not None:
                pipe.send(do(task, job, kit, Pulse(slot.say, task.spec.index, stack)))
        except EOFError:  # the supervisor is gone
            return
        except (CleanerError, OSError, ImportError) as error:
            pipe.send(Stopped(str(error)))
        except MemoryError:
            raise  # a new worker may fare better
        except Exception as error:  # noqa: BLE001 - whatever it is, it is no document's fault
            told = f"a fault in clean itself: {type(error).__name__}: {error}"
            pipe.send(Stopped(f"{told}\nPlease report it, with what --workers 0 prints."))


def do(task: Task, job: Job, kit: Kit, pulse: Pulse) -> Done:
    """Does one shard. Raises CorpusError if the disk does not take it."""
    began = time.monotonic()
    commit = process_shard(task.spec, kit, job.out, pulse, task.poisons, job.means)
    seconds = time.monotonic() - began
    return Done(task.spec.index, commit.counts, pulse.bytes, seconds, pulse.slowest)


def _kit(job: Job) -> Kit:
    kit = job.means.kit(job.settings).with_repeats(job.repeats)
    if kit.rulebook_digest != job.digest:
        raise RulesChanged(
            "the rules were changed while the run was at work. Run the same command again."
        )
    kit.language("Loaded now, that no document is charged for it.")
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
