"""Limits on what comes out of a file: no bomb fills memory or time, and none stops the run.

Two things are looked at: one compression or archive member by itself (`Gauge`), which costs no more
than that member, and all of a file together (`Budget`), which ends the file. Text is seldom
compressed more than a hundredfold: the same article over and over, as JSON lines, gives 133 with
gzip and 177 with bzip2; log lines that differ in a number give 17 (gzip) to 94 (xz). Zeros give
1,030 with gzip and many thousands with the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cleaner.errors import SourceError
from cleaner.sizes import shown_size

RATIO = 500
"""What comes out may be so many times as much as what went in."""
MEMBER_ALLOWED, FILE_ALLOWED = 64 * 2**20, 2**30
"""Bytes that may come out, of one member and of a whole file, before the ratio is looked at: a few
small bombs cost little, and what stands beside them is kept."""
MAX_DEPTH = 6
"""Compressions and archives around a document: `a.zip` with `b.tar.gz` with `c.jsonl.gz` has 4."""

TOO_LARGE = "too-large"
EXPANDS = "expands-too-much"
TOO_DEEP = "nested-too-deep"
TRUNCATED = "truncated"
DAMAGED = "damaged"
UNSUPPORTED = "unsupported"


class Exhausted(SourceError):
    """A file has given so much that nothing more is taken from it, whatever lies in it."""


@dataclass(slots=True)
class Budget:
    """What may come out of all compressions and archives of one raw file: `most` bytes, and
    `RATIO` times the bytes read of the file, of which `taken` tells (where that is known).
    `before` are the bytes before the part of it that is read: where several read one file, none of
    them is to give up sooner than one that reads it all."""

    most: int = 2**40
    taken: Callable[[], int] | None = None
    spent: int = 0
    before: int = 0

    def spend(self, size: int) -> None:
        """Takes note of bytes that came out. Raises Exhausted if they are too many."""
        self.spent += size
        if self.spent > self.most:
            raise Exhausted(
                EXPANDS,
                f"more than {shown_size(self.most)} came out of it (--max-expanded)",
            )
        if self.spent > FILE_ALLOWED and self.taken is not None:
            read = max(self.before + self.taken(), 1)
            if self.spent > RATIO * read:
                raise Exhausted(EXPANDS, _ratio(read, self.spent))


@dataclass(slots=True)
class Gauge:
    """What came out of one compression or member: raises SourceError where that is too much."""

    budget: Budget
    out: int = 0

    def note(self, size: int, read: int) -> None:
        """Takes note of `size` bytes that came out, and of `read` bytes read for all so far."""
        self.out += size
        self.budget.spend(size)
        if self.out > MEMBER_ALLOWED and self.out > RATIO * max(read, 1):
            raise SourceError(EXPANDS, _ratio(read, self.out))


def too_large(size: int, limit: int) -> SourceError:
    """The refusal of a document of at least `size` bytes."""
    return SourceError(
        TOO_LARGE, f"{size:,} bytes or more; the limit is {limit:,} (--max-document)"
    )


def _ratio(read: int, out: int) -> str:
    return (
        f"{out:,} bytes came out of {read:,}, more than {RATIO} times as many: it may be a bomb. "
        "If it is none, expand it first"
    )
