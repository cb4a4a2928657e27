"""The frozen table of a first pass: in how many documents lines stand."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field

from cleaner.repeats.keys import digest, numbers_of, own

_ANYTHING = digest("")
"""Stands in every document."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """In how many documents lines stand. Numbers stand for lines, in order, 12 bytes for each: a
    table of a million lines that repeat is small enough for every worker to have."""

    numbers: array[int] = field(default_factory=lambda: array("Q"))
    counts: array[int] = field(default_factory=lambda: array("I"))

    def __len__(self) -> int:
        """How many lines and shapes repeat, each counted for its site and for the corpus."""
        return len(self.numbers)

    def documents(self, line: str, host: str = "") -> int:
        """In how many documents of a site, or of the corpus where `host` is "", a line or another
        of its shape stands; 0 for fewer than the table was made for."""
        found = numbers_of(line)
        return max(self.count(found.form, host), self.count(found.shape, host))

    def exact(self, line: str, host: str = "") -> int:
        """The same of the line alone, in match form."""
        return self.count(numbers_of(line).form, host)

    def size(self, host: str = "") -> int:
        """How many documents a site has, or the corpus where `host` is ""."""
        return self.count(_ANYTHING, host)

    def seen(self, line: str, host: str, masked: bool) -> tuple[int, int]:
        """In how many documents a line, or one of its shape, stands, and of how many."""
        found = self.documents(line, host) if masked else self.exact(line, host)
        return found, self.size(host)

    def count(self, number: int, host: str = "") -> int:
        """In how many documents of a site, or of the corpus, the key with this number stands."""
        if not number:
            return 0
        if host:
            number = own(number, host)
        at = bisect_left(self.numbers, number)
        if at < len(self.numbers) and self.numbers[at] == number:
            return self.counts[at]
        return 0

    @property
    def digest(self) -> str:
        """SHA-256 over the table, in hexadecimal; "" for an empty one."""
        if not self.numbers:
            return ""
        told = hashlib.sha256()
        for number, count in zip(self.numbers, self.counts, strict=True):
            told.update(number.to_bytes(8, "big") + count.to_bytes(4, "big"))
        return told.hexdigest()


NO_REPEATS = Repeats()
"""The table of whoever made no first pass."""
