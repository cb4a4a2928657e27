"""The executor for a Ray cluster: the driver's side. What a task does is in `ray_task.py`.

Ray only carries shards to machines. It is told to try nothing again: who dies of what, and what is
to be done again without which row, is known to the crew in each task and to us.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from cleaner.corpus.layout import TEMPORARY
from cleaner.errors import CorpusError
from cleaner.kit import Kit
from cleaner.run.crew import FALSE_STARTS, GLANCE
from cleaner.run.foreman import Foreman
from cleaner.run.plan import ShardSpec
from cleaner.run.ray_cluster import connected, ray_library
from cleaner.run.ray_task import Answer, Errand, Now, do_shard, say_stop
from cleaner.run.slot import State, states_in
from cleaner.run.worker import Job

WAITING = 2
"""Tasks for each core of a cluster that others may make larger: those that wait make them see."""
LOOK = 10.0
"""Seconds between two looks at how many cores a cluster has."""
SEEN = 1.0
"""Seconds between two looks at what the workers are at: on a shared disk that is not free."""


@dataclass(frozen=True, slots=True)
class OnRay:
    """So many shards at once (0: what the cluster has cores for), each by a worker with so many
    bytes of memory (0: no limit), on the cluster at an address; where that is "", one is started
    on this machine, and stopped again."""

    address: str = ""
    workers: int = 0
    memory: int = 0

    def carry_out(
        self,
        shards: Sequence[ShardSpec],
        job: Job,
        kit: Kit,  # noqa: ARG002 - tasks make their own
        foreman: Foreman,
    ) -> None:
        """See `Executor`. Raises UsageError if Ray is not installed or no cluster answers."""
        # What may be another folder elsewhere is no use to other machines.
        job = replace(job, memory=self.memory, out=job.out.resolve())
        with connected(self.address, self.workers, job.out):
            _Driver(self, job, foreman).work(shards)


class _Driver:
    """Has tasks done by the cluster, never more at once than it has use for."""

    def __init__(self, how: OnRay, job: Job, foreman: Foreman) -> None:
        self._ray = ray_library()
        self._how = how
        self._folder = job.out / TEMPORARY
        self._foreman = foreman
        errand = Errand(job, str(Path.cwd()), uuid4().hex)
        self._errand = self._ray.put(errand)
        self._do = self._ray.remote(num_cpus=1, max_retries=0)(do_shard)
        self._lost: Counter[int] = Counter()
        self._pending: dict[Any, ShardSpec] = {}
        self._cores = Now(LOOK, lambda: int(self._ray.cluster_resources().get("CPU", 1)))
        self._states = Now(SEEN, self._seen)

    def work(self, shards: Sequence[ShardSpec]) -> None:
        """Does the shards, or less once the foreman is stopping."""
        todo = deque(shards)
        say_stop(self._folder, False)
        while todo or self._pending:
            if self._foreman.stopping:
                say_stop(self._folder, True)
                todo.clear()
            while todo and len(self._pending) < self._most():
                spec = todo.popleft()
                self._pending[self._do.remote(self._errand, spec)] = spec
            if not self._pending:
                return
            ready, _ = self._ray.wait(list(self._pending), num_returns=1, timeout=GLANCE)
            for task in ready:
                self._hear(task, todo)
            self._foreman.at_work(self._states())

    def _most(self) -> int:
        return self._how.workers or max(1, WAITING * self._cores())

    def _hear(self, task: Any, todo: deque[ShardSpec]) -> None:
        """Takes what came of a task; a shard whose task was lost is to be done again."""
        spec = self._pending.pop(task)
        errors = self._ray.exceptions
        try:
            answer: Answer = self._ray.get(task)
        except errors.RayTaskError as error:  # no guard of ours has thought of it
            raise CorpusError(f"a fault in clean itself, on Ray: {error}") from error
        except errors.RayError as error:
            self._lose(spec, str(error).partition("\n")[0], todo)
            return
        for name, facts in answer.events:
            self._foreman.event(name, facts)
        if answer.problem:
            raise CorpusError(answer.problem)
        if answer.done is not None:
            self._foreman.done(answer.done)
        elif not self._foreman.stopping:
            self._lose(spec, "the disk was away for a moment", todo)

    def _lose(self, spec: ShardSpec, told: str, todo: deque[ShardSpec]) -> None:
        """Puts a shard back whose task was lost, for whatever reason."""
        todo.append(spec)
        self._lost[spec.index] += 1
        self._foreman.event("task-lost", {"shard": spec.index, "detail": told})
        if self._lost[spec.index] > FALSE_STARTS:
            raise CorpusError(
                f"shard {spec.index} cannot be done: Ray has lost its task "
                f"{self._lost[spec.index]} times, at last by this: {told}"
            )

    def _seen(self) -> list[State]:
        """What the workers are at, as far as their notes have come by the shared disk."""
        ours = {spec.index for spec in self._pending.values()}
        found: dict[int, State] = {}
        for state in states_in(self._folder):
            if state.shard in ours:  # a worker that died may have left a note on the same
                found[state.shard] = max(state, found.get(state.shard, state))
        return list(found.values())
