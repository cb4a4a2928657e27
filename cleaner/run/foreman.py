"""Between a run and those who do its work: the foreman hears what is done, tells who looks on, and
knows when to stop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from cleaner.kit import Kit
from cleaner.run.plan import ShardSpec
from cleaner.run.slot import State
from cleaner.run.stop import Stop
from cleaner.run.tally import Tally, Watch
from cleaner.run.worker import Done, Job


class Foreman:
    """Whom executors answer to, for some shards."""

    def __init__(
        self, shards: Iterable[ShardSpec], tally: Tally, watch: Watch, stop: Stop | None = None
    ) -> None:
        self.stop = stop or Stop()
        self._sizes = {spec.index: spec.bytes for spec in shards}
        self._tally = tally
        self._watch = watch

    @property
    def stopping(self) -> bool:
        """Whether no more is to be begun: documents in work are to be finished, and shards that
        are whole by then committed."""
        return self.stop.asked

    def at_work(self, states: Sequence[State]) -> None:
        """Is told what the workers are at, very often."""
        self._tally.at_work = states
        self._watch.see(self._tally)

    def done(self, done: Done) -> None:
        """Is told of a shard that is done."""
        self._tally.at_work = ()
        self._tally.add(done, self._sizes[done.shard])
        facts = {
            "shard": done.shard,
            "seconds": round(done.seconds, 3),
            "documents": done.counts.documents,
            "rejected": done.counts.rejected,
            "shards_done": self._tally.shards_done,
        }
        self._watch.event("shard", facts)

    def event(self, name: str, facts: Mapping[str, Any]) -> None:
        """Is told of what else happened."""
        self._watch.event(name, facts)


class Executor(Protocol):
    """Who gets shards done. `local.py` does it on this machine, `on_ray.py` on a cluster; what is
    done to a shard, and the bytes that come of it, are the job's and the same for all."""

    @property
    def workers(self) -> int:
        """How many shards are done at once, as far as that is known; 0: one, in this process."""

    def carry_out(self, shards: Sequence[ShardSpec], job: Job, kit: Kit, foreman: Foreman) -> None:
        """Does the job with every shard, in any order, and tells the foreman; less, once he is
        stopping. `kit` is the job's, for who works in this process.

        Raises CorpusError when nobody could go on: the disk is full, or no worker starts.
        """
