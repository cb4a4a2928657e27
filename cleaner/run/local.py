"""The executor for this machine: supervised workers, or none but this process."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleaner.corpus.disk import explained, make_folder
from cleaner.corpus.layout import TEMPORARY
from cleaner.kit import Kit
from cleaner.run.crew import Crew
from cleaner.run.foreman import Foreman
from cleaner.run.lock import MOST_WORKERS
from cleaner.run.plan import ShardSpec
from cleaner.run.pulse import Pulse
from cleaner.run.slot import Slot, State, slot_name
from cleaner.run.worker import Halt, Job, Task

SMALL = 2 * 2**20
"""Bytes of input that are cleaned before workers have read their rules: nobody waits for them
where no number of workers was asked for."""
MOST = 30 if sys.platform == "win32" else MOST_WORKERS
"""Workers one process can wait for: Windows waits for 63 things, and each worker is two."""


@dataclass(frozen=True, slots=True)
class Local:
    """So many workers (0: this process alone), each with so many bytes of memory (0: no limit)."""

    workers: int = 0
    memory: int = 0

    def carry_out(self, shards: Sequence[ShardSpec], job: Job, kit: Kit, foreman: Foreman) -> None:
        """See `Executor`."""
        with explained(job.out):
            make_folder(job.out / TEMPORARY)
        if self.workers == 0:
            _inline(shards, job, kit, foreman)
        else:
            self._by_crew(shards, job, foreman)

    def _by_crew(self, shards: Sequence[ShardSpec], job: Job, foreman: Foreman) -> None:
        count = min(self.workers, len(shards), MOST)
        job = replace(job, memory=self.memory)
        folder = job.out / TEMPORARY
        with explained(job.out), Crew(job, folder, count, foreman.event) as crew:
            for done in crew.run(shards):
                if done is not None:
                    foreman.done(done)
                foreman.at_work(crew.states())
                if foreman.stopping:
                    crew.halt()


INLINE = Local()


def usual_workers(planned: int) -> int:
    """How many workers do so many bytes of input where nobody says how many: one for each core
    that is ours, none where they would take longer to start than the work."""
    return 0 if planned <= SMALL else min(own_cores(), MOST)


def own_cores() -> int:
    """The cores that this process may use."""
    ours = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
    return len(ours) or os.cpu_count() or 1


def _inline(shards: Sequence[ShardSpec], job: Job, kit: Kit, foreman: Foreman) -> None:
    """Does shards in this process, one after the other."""
    with explained(job.out):
        slot = Slot(job.out / TEMPORARY / slot_name("0"))
    stop = foreman.stop

    def say(state: State) -> None:
        slot.say(state)
        stop.at_once = bool(state.reading)  # it may wait for input that never comes
        if state.begins and foreman.stopping:
            raise Halt
        foreman.at_work((state,))

    try:
        for spec in shards:
            foreman.done(job.do(Task(spec), job, kit, Pulse(say, spec.index)))
            if foreman.stopping:
                return
    except Halt:
        return
    finally:
        stop.at_once = False
        slot.close()
