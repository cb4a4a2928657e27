"""A worker's word to who looks on: which row it is at, how much is done, what took longest."""

from __future__ import annotations

import faulthandler
import time
from collections.abc import Callable
from typing import NamedTuple, TextIO

from cleaner.guard import SLOWEST
from cleaner.model import Source
from cleaner.run.slot import NOTHING_IN_WORK, State

REARM = 1.0
"""Seconds between two settings of the watchdog: each costs a thread."""


def hard(seconds: float) -> float:
    """After how many seconds a worker is ended at a row that may take so many: by then the timer
    within has had its time, and time to be heard. Of reading, which waits for disks, these are
    seconds of any kind; of cleaning, seconds of work, unless it hangs."""
    return 1.5 * seconds + 1.0


def longest(seconds: float, reading: bool) -> float:
    """How many seconds can go by until then."""
    return hard(seconds) if reading else hard(seconds) / SLOWEST


class Slowest(NamedTuple):
    """The document that took longest to clean: seconds, its file and its place there."""

    seconds: float = 0.0
    uri: str = ""
    locator: str = ""


class Pulse:
    """Told of every document of a shard as it is begun and done; tells it on by `say`.

    With a `stack` to write to, it keeps a watchdog that ends the process, even one that hangs
    within a library, should nobody be left to do so.
    """

    def __init__(
        self, say: Callable[[State], object], shard: int, stack: TextIO | None = None
    ) -> None:
        self._say = say
        self._shard = shard
        self._stack = stack
        self._armed_at, self._armed_for = 0.0, 0.0
        self._begun = 0.0
        self._steps = self.documents = self.bytes = self.rejects = 0
        self.slowest = Slowest()

    def begin(self, place: tuple[int, int], reading: bool, allowed: float) -> None:
        """Says that the row at a place (the input's number, the row's within it) is about to be
        read, or to be cleaned, and for how many seconds it may (0: no limit)."""
        self._begun = now = time.monotonic()
        if self._stack is not None and allowed:
            self._arm(self._stack, now, longest(allowed, reading) + 2 * REARM)
        self._tell(place, reading, int(allowed * 1000))

    def done(self, source: Source, rejected: bool, size: int) -> None:
        """Counts a document that is done, with the bytes of input it took."""
        seconds = time.monotonic() - self._begun
        if seconds > self.slowest.seconds:
            self.slowest = Slowest(seconds, source.uri, source.locator)
        self.documents += 1
        self.bytes += size
        self.rejects += rejected
        self._tell((0, NOTHING_IN_WORK), False, 0)

    def rest(self) -> None:
        """Says that no row is in work: what takes time now is no document's fault."""
        if self._armed_for:
            faulthandler.cancel_dump_traceback_later()
            self._armed_for = 0.0
        self._tell((0, NOTHING_IN_WORK), False, 0)

    def _arm(self, stack: TextIO, now: float, limit: float) -> None:
        if limit > self._armed_for or now - self._armed_at >= REARM:
            self._armed_at, self._armed_for = now, limit
            faulthandler.dump_traceback_later(limit, exit=True, file=stack)

    def _tell(self, place: tuple[int, int], reading: bool, allowed: int) -> None:
        self._steps += 1
        self._say(
            State(
                self._shard,
                *place,
                int(reading),
                allowed,
                self.documents,
                self.bytes,
                self.rejects,
                self._steps,
            )
        )
