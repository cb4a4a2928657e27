"""How far a run is: what those who show it are told."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from cleaner.corpus.commit import Commit, Counts
from cleaner.run.pulse import Slowest
from cleaner.run.slot import State
from cleaner.run.worker import Done


@dataclass(slots=True)
class Tally:
    """What is done of a run. `shards` and `bytes` are all there is to do, `earlier` what an
    earlier run had done of it, `at_work` what the workers are at, `phase` what is done where that
    is not yet cleaning."""

    shards: int
    bytes: int
    shards_done: int = 0
    bytes_done: int = 0
    earlier_bytes: int = 0
    earlier_documents: int = 0
    counts: Counts = field(default_factory=Counts)
    at_work: Sequence[State] = ()
    slowest: Slowest = field(default_factory=Slowest)
    phase: str = ""
    began: float = field(default_factory=time.monotonic)

    @property
    def documents(self) -> int:
        """Documents done, those of unfinished shards included."""
        return self.counts.documents + sum(state.documents for state in self.at_work)

    @property
    def rejects(self) -> int:
        """Those of them that were rejected."""
        done = sum(self.counts.rejected.values())
        return done + sum(state.rejects for state in self.at_work)

    @property
    def read(self) -> int:
        """Bytes of input done, those of unfinished shards included."""
        return self.bytes_done + sum(state.bytes for state in self.at_work)

    @property
    def worst(self) -> str:
        """The rule that took out most so far, "" while none did."""
        rules = self.counts.rules.items()
        rule, count = max(rules, key=lambda item: (item[1].removed, item[0]), default=("", None))
        return rule if count is not None and count.removed else ""

    def add(self, done: Done, size: int) -> None:
        """Adds a shard that was done; `size` is how many bytes it was planned to have."""
        self.counts.add(done.counts)
        self.shards_done += 1
        self.bytes_done += max(size, done.bytes)
        self.slowest = max(self.slowest, done.slowest)

    def add_earlier(self, commit: Commit, size: int) -> None:
        """Adds a shard that an earlier run did."""
        self.counts.add(commit.counts)
        self.shards_done += 1
        self.bytes_done += size
        self.earlier_bytes += size
        self.earlier_documents += commit.counts.documents


class Watch(Protocol):
    """Who shows a run."""

    def see(self, tally: Tally) -> None:
        """Is told how far it is, very often."""

    def event(self, name: str, facts: Mapping[str, Any]) -> None:
        """Is told of what happened: shards done, workers ended."""

    def stopping(self) -> None:
        """Is told, in the handler of a signal, that documents in work are finished and then the
        run ends."""


class Nobody:
    """Who looks away."""

    def see(self, tally: Tally) -> None:
        """Looks away."""

    def event(self, name: str, facts: Mapping[str, Any]) -> None:
        """Looks away."""

    def stopping(self) -> None:
        """Looks away."""
