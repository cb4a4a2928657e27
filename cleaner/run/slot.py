"""What a worker is at, in memory that others can read: it outlives the worker's death.

A file mapped into both processes serves on every system, and whoever clears the run's temporary
folder clears it too: shared memory of the system's own would be left behind by a run that is
killed. The worker writes before and after each document; that costs less than a microsecond, where
a message would wake the supervisor a million times.
"""

from __future__ import annotations

import mmap
import struct
from pathlib import Path
from typing import NamedTuple

_STATE = struct.Struct("<9q")
_SIZE = _STATE.size + 1
"""Behind the state stands the word of the supervisor."""
NOTHING_IN_WORK = -1


class State(NamedTuple):
    """What a worker was at when it was looked at: `shard`, `input` and `row`, each counted from 0
    within the one before, `row` -1 while none is in work. `reading` is 1 while the row is being
    read and 0 while it is cleaned, and `allowed` the milliseconds that may take (0: no limit).
    `documents`, `bytes` and `rejects` count what it has done in this shard; `steps` changes with
    every document begun or done."""

    shard: int = NOTHING_IN_WORK
    input: int = 0
    row: int = NOTHING_IN_WORK
    reading: int = 0
    allowed: int = 0
    documents: int = 0
    bytes: int = 0
    rejects: int = 0
    steps: int = 0

    @property
    def begins(self) -> bool:
        """Whether a document is about to be cleaned. Only then it is known that the one before was
        not the last of its shard."""
        return self.row >= 0 and not self.reading


class Slot:
    """One worker's place to say what it is at, and its supervisor's to say that it is to stop.
    Raises OSError if the file cannot be made."""

    def __init__(self, path: Path) -> None:
        with path.open("a+b") as file:
            if path.stat().st_size < _SIZE:
                file.truncate(_SIZE)
            self._map = mmap.mmap(file.fileno(), _SIZE)

    def close(self) -> None:
        """Lets go of the memory."""
        self._map.close()

    def say(self, state: State) -> None:
        """Puts a state where others see it."""
        _STATE.pack_into(self._map, 0, *state)

    def halt(self, wanted: bool = True) -> None:
        """Says that the worker is to stop before its next document, or that it is not."""
        self._map[_STATE.size] = wanted

    def halting(self) -> bool:
        """Whether it is."""
        return bool(self._map[_STATE.size])

    def seen(self) -> State:
        """The state that was put last."""
        return State(*_STATE.unpack_from(self._map, 0))


def slot_name(worker: str) -> str:
    """The file by which a worker says what it is at, in the run's temporary folder."""
    return f"slot-{worker}"


def states_in(folder: Path) -> list[State]:
    """The states of all workers that have a file in a folder, read without touching it."""
    found = sorted(folder.glob("slot-*"))
    contents = [path.read_bytes()[: _STATE.size] for path in found]
    return [State(*_STATE.unpack(each)) for each in contents if len(each) == _STATE.size]
