"""When a worker has been at one row for too long, as who looks at it now and then can tell."""

from __future__ import annotations

from collections.abc import Callable

from cleaner.guard import SLOWEST
from cleaner.run.pulse import hard
from cleaner.run.slot import State

LAPSE = 1.0
"""Seconds that may count between two looks. After more than that it is we who were halted (by
Ctrl-Z, a lid that was closed, a batch system), and most likely the worker too."""


class Clock:
    """The time a worker has been at what it is at: `state` as it was seen last. `worked` says how
    many seconds of CPU the worker's process has used."""

    def __init__(self, worked: Callable[[], float]) -> None:
        self.state = State()
        self._worked = worked
        self._looked = self._waited = self._before = 0.0

    def look(self, state: State, now: float) -> None:
        """Takes note of what it is at, at a time in seconds."""
        if state == self.state:
            self._waited += min(now - self._looked, LAPSE)
        else:
            self.state, self._waited, self._before = state, 0.0, self._worked()
        self._looked = now

    @property
    def late(self) -> bool:
        """Whether its row takes too long: in seconds of work where it is cleaned, so that a busy
        machine rejects what a quiet one does; in any seconds where it hangs, or is being read."""
        if self.state.row < 0 or not self.state.allowed:
            return False
        most = hard(self.state.allowed / 1000)
        if self._waited <= most:
            return False
        worked = self._worked() - self._before
        return bool(self.state.reading) or worked > most or worked < SLOWEST * self._waited
