"""Being asked to end: the first time is heard and obeyed when it suits, the second at once.

Who prepared the signal (the command, or Python itself for Ctrl-C) decides what obeying means: here
the asking is only kept for a while. What nobody prepared for ends the process as it always did, and
the next run goes on all the same.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from cleaner.run.folder import ENDING


class Stop:
    """Whether the run is asked to end. While `at_once` is set, nothing is in work that would be
    worth a wait, and asking ends it there and then."""

    def __init__(self, tell: Callable[[], object] = lambda: None) -> None:
        self.at_once = False
        self._tell = tell
        self._obey: Callable[[], object] | None = None

    @property
    def asked(self) -> bool:
        """Whether it is."""
        return self._obey is not None

    def obey(self) -> None:
        """Ends the run if it was asked for: raises what the signal would have raised at first,
        KeyboardInterrupt or an heir of it."""
        if self._obey is not None:
            self._obey()
            raise KeyboardInterrupt

    def hear(self, obey: Callable[[], object]) -> None:
        """Is told to end; `obey` is what that would have done."""
        if self.asked or self.at_once:
            obey()
        self._obey = obey
        self._tell()


@contextmanager
def listening(tell: Callable[[], object]) -> Iterator[Stop]:
    """Keeps the signals that ask a process to end from ending the block, the first time they come;
    then `tell` is called, wherever the process is: it may do no more than a handler may.

    In another thread than the main one, where none comes, and for signals that are ignored or have
    no handler, nothing changes.
    """
    stop = Stop(tell)
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    before: dict[int, Callable[..., Any]] = {
        number: handler for number in numbers if callable(handler := signal.getsignal(number))
    }

    def heard(number: int, frame: FrameType | None) -> None:
        stop.hear(lambda: before[number](number, frame))

    for number in before:
        signal.signal(number, heard)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
