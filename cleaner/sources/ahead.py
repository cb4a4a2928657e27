"""Bytes looked at before they are taken."""

from __future__ import annotations

import re
from collections.abc import Callable

from cleaner.errors import SourceError

CHUNK = 64 * 1024
_LONGEST = 64
"""Bytes of the longest sign that is looked for."""


class Ahead:
    """What a function gives that is asked for the next bytes, kept until it is dropped. `data`
    begins at the byte `start`; `damage` is why there is no more, if that is not the end."""

    def __init__(self, pull: Callable[[int], bytes], start: int = 0) -> None:
        self._pull = pull
        self._ended = False
        self.data = bytearray()
        self.start = start
        self.damage: SourceError | None = None

    def need(self, count: int) -> bool:
        """Whether there are so many bytes."""
        while len(self.data) < count and not self._ended:
            try:
                more = self._pull(CHUNK)
            except SourceError as error:
                self.damage, more = error, b""
            self._ended = not more
            self.data += more
        return len(self.data) >= count

    def drop(self, count: int) -> None:
        """Goes on by so many bytes."""
        count = max(min(count, len(self.data)), 0)
        del self.data[:count]
        self.start += count

    def drop_to(self, sign: re.Pattern[bytes]) -> bool:
        """Goes on to the next place where a sign begins, and tells if there is one; to the end if
        there is none."""
        while True:
            found = sign.search(self.data)
            if found:
                self.drop(found.start())
                return True
            self.drop(len(self.data) - _LONGEST)
            if not self.need(len(self.data) + 1):
                self.drop(len(self.data))
                return False
