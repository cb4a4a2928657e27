"""How the texts that a pattern matches can begin: put together while the pattern is read.

Beginnings are compared in their fold, with 0 for every digit: patterns ask for any digit more than
for a certain one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from unicodedata import category

from cleaner.rulebook.form import fold, foldable

Openings = frozenset[str]

NOTHING: Openings = frozenset(("",))
"""The openings of what matches no character, such as an anchor."""
SIZE = 4
"""So many characters of an opening are told."""
MOST = 512
"""More openings than this say too little to be told."""


_PLAIN_CLASS = re.compile(r"(?:[A-Za-z]-[A-Za-z]|[0-9]-[0-9]|\\d|\\[^\w\s]|[^\\\]\[^&|~\-])+")
_DIGITS = str.maketrans("123456789", "000000000")
_RANGE = re.compile(r"(\w)-(\w)")


def alike(text: str) -> str:
    """A beginning as it is compared. What Python does not know may be a digit to patterns, which
    know newer Unicode."""
    folded = fold(text)
    if folded.isascii():
        return folded.translate(_DIGITS)
    return "".join("0" if c.isdecimal() or category(c) == "Cn" else c for c in folded)


def beginning(line: str) -> str:
    """How a line begins, white space left out; "" where it has nothing else."""
    text = line.lstrip()[:SIZE]
    return text.lower().translate(_DIGITS) if text.isascii() else alike(text)


@lru_cache(maxsize=1 << 12)
def members(inside: str) -> Openings | None:
    """The characters of a class that only lists them, with 0 for any digit; None for others."""
    if not _PLAIN_CLASS.fullmatch(inside):
        return None
    spans = (range(ord(a), ord(b) + 1) for a, b in _RANGE.findall(inside))
    single = _RANGE.sub("", inside).replace(r"\d", "0").replace("\\", "")
    found = frozenset(chain(single, map(chr, chain(*spans))))
    return found if foldable("".join(found)) else None


class Front:
    """The openings of a sequence, one atom after the other. `None` stands for any opening."""

    def __init__(self) -> None:
        self._done: set[str] = set()
        self._run: set[str] = {""}  # what the sequence so far can be, where it is nothing else

    def add(self, openings: Openings | None, exact: bool, must: bool) -> None:
        """One more atom: how it can begin, whether that is all of it, and whether it must occur."""
        if not self._run or openings == NOTHING:
            return
        if openings is None or len(self._run) * len(openings) > MOST:
            self._done |= self._run
            self._run = set()
            return
        longer = {(left + right)[:SIZE] for left in self._run for right in openings}
        going_on = {text for text in longer if len(text) < SIZE} if exact else set()
        self._done |= longer - going_on
        self._run = going_on if must else self._run | going_on

    def openings(self) -> Openings | None:
        """The openings of the sequence as it is now."""
        found = self._done | self._run
        return None if "" in self._done or len(found) > MOST else frozenset(found)


def union(parts: list[Openings | None]) -> Openings | None:
    """The openings of alternatives."""
    known = [part for part in parts if part is not None]
    found = frozenset[str]().union(*known)
    return None if len(known) < len(parts) or len(found) > MOST else found
