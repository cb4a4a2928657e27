"""Supervised workers: whatever one of them dies of, the run goes on, and costs one document.

Three rings hold a document that misbehaves: an exception or the soft timer inside the worker makes
it a reject; a worker that dies, hangs or grows beyond its memory is ended, started anew and given
its shard again; and a row that has done so twice (or was not done in its time) is rejected
untouched in the next try.

Each worker has a pipe of its own and one task at a time: a queue they shared could be left locked
by one that dies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from multiprocessing import connection
from pathlib import Path
from typing import Any

from cleaner.errors import CorpusError
from cleaner.guard import TIME_LIMIT
from cleaner.run.member import Member
from cleaner.run.plan import ShardSpec
from cleaner.run.shard import Poison
from cleaner.run.slot import State
from cleaner.run.worker import Done, Halted, Job, Ready, Stopped, Task

GLANCE = 0.1
"""Seconds between two looks at the workers."""
RETRIES = 1
"""How often a row that ended its worker is tried again: the first time it may have been chance."""
FALSE_STARTS = 5
"""Workers that may die one after the other before they are ready, and tries a shard has that ends
its worker where no document is in work."""
Event = Callable[[str, Mapping[str, Any]], None]


class Crew:
    """Workers under supervision, in a `with` block; none outlives it. `folder` is where they say
    what they are at, and where the run's lock is. `event` is told of workers that ended. `name`
    tells the workers of this crew from those of others at the same run.

    `run` gives the shards as they are done. `states` tells what the workers are at.
    """

    def __init__(self, job: Job, folder: Path, workers: int, event: Event, name: str = "") -> None:
        self._job = job
        self._folder = folder
        self._names = [f"{name}{number}" for number in range(workers)]
        self._event = event
        self._deaths: Counter[tuple[int, int, int]] = Counter()
        self._false_starts = 0
        self._halted = False
        self._again: list[Task] = []
        self._workers: list[Member] = []

    def __enter__(self) -> Crew:
        try:
            for name in self._names:
                self._workers.append(self._hire(name))
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends all workers."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.close()
        self._workers.clear()

    def halt(self) -> None:
        """Lets every worker finish the document it is at, and the shard if that was its last;
        then `run` comes to its end."""
        self._halted = True
        for worker in self._workers:
            worker.slot.halt()

    def states(self) -> list[State]:
        """What each worker is at that has a task."""
        return [worker.slot.seen() for worker in self._workers if worker.task]

    def run(self, shards: Iterable[ShardSpec]) -> Iterator[Done | None]:
        """Does all shards, or less after `halt`, in any order, and gives each as it is committed;
        and None now and then while nothing is.

        Raises CorpusError when no worker could go on: the disk is full, or none starts.
        """
        fresh = map(Task, shards)
        while any(worker.task for worker in self._workers) or not self._halted:
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
        if self._halted:
            return
        for worker in self._workers:
            if worker.ready and worker.task is None:
                task = self._again.pop() if self._again else next(fresh, None)
                if task is None:
                    return
                worker.give(task)

    def _look(self) -> Iterator[Done]:
        """Waits a moment for news, and sees to workers that died, hang or grew too large."""
        doors = [worker.pipe for worker in self._workers]
        ends = [worker.process.sentinel for worker in self._workers]
        connection.wait([*doors, *ends], timeout=GLANCE)
        for worker in list(self._workers):
            for word in worker.heard():
                match word:
                    case Done():
                        worker.task = None
                        yield word
                    case Halted():
                        worker.task = None
                    case Stopped(message=message):
                        raise CorpusError(message)
                    case Ready():
                        worker.ready = True
                        self._false_starts = 0
            over = self._halted and worker.task is None
            ended = None if over else worker.ended(self._job.memory)
            if ended:
                self._replace(worker, *ended)

    def _replace(self, worker: Member, reason: str, detail: str) -> None:
        """Has a new worker in the place of one that ended, whose shard is to be done again."""
        state, task = worker.slot.seen(), worker.task
        worker.close()
        self._workers.remove(worker)
        facts: dict[str, Any] = {"worker": worker.name, "reason": reason, "detail": detail}
        if task is not None:
            facts |= {"shard": task.spec.index, "input": state.input, "row": state.row}
            self._again.append(self._sparing(task, state, reason, detail))
        elif not worker.ready:
            self._false_starts += 1
            if self._false_starts > FALSE_STARTS:
                raise CorpusError(
                    f"workers end before they begin to work ({worker.ending()}). "
                    "Try --workers 0, which shows errors of the installation as they are."
                )
        self._event("worker-ended", facts)
        if not self._halted:
            self._workers.append(self._hire(worker.name))

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

    def _hire(self, name: str) -> Member:
        return Member(name, self._job, self._folder)
