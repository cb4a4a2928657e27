"""The lexicon: words, pairs, first and last words and whole short lines, each with three weights.

It is text that a person reads and corrects; hashes of its entries are made when it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.scan import Floats, Hashes, Ints, Scan, mix, scan

KINDS = ("word", "pair", "first", "last", "line", "start")
STARTS = (2, 3, 4)
"""The start of a line is an entry of so many words; one of a single word is its `first`."""
LONGEST = 60
"""A line of more words is looked at for nothing: it speaks by its shape."""
LONGEST_LINE = 20
"""A whole line is an entry up to so many words."""
_SALT = {"first": 101, "last": 202, "line": 303, "start": 404}


class Weights(NamedTuple):
    """What an entry says: how much it speaks for content (below 0: for boilerplate), for the
    article being over from here, and for its not having begun."""

    content: float
    over: float
    before: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a lexicon file."""

    kind: str
    text: str
    weights: Weights


class Keys(NamedTuple):
    """What lines offer to a lexicon: for each key, its line, its hash and the number of its kind
    in KINDS; and its words, from `first` to `last`."""

    line: Ints
    hash: Hashes
    kind: Ints
    first: Ints
    last: Ints


def keys(scanned: Scan) -> Keys:
    """The keys of all lines that are short enough to have any."""
    words = scanned.words
    fit = np.flatnonzero((words > 0) & (words <= LONGEST))
    short = fit[words[fit] <= LONGEST_LINE]
    word = np.flatnonzero(words[scanned.word_line] <= LONGEST)
    pair = word[word + 1 < len(scanned.word_hash)]
    pair = pair[scanned.word_line[pair] == scanned.word_line[pair + 1]]
    begin, end = scanned.line_words[fit], scanned.line_words[fit + 1] - 1
    hashed = scanned.word_hash
    whole = mix(scanned.line_hash[short] + np.uint64(_SALT["line"]))
    two = mix(hashed[pair] * np.uint64(3) + hashed[pair + 1])
    parts = [
        (0, scanned.word_line[word], hashed[word], word, word),
        (1, scanned.word_line[pair], two, pair, pair + 1),
        (2, fit, mix(hashed[begin] + np.uint64(_SALT["first"])), begin, begin),
        (3, fit, mix(hashed[end] + np.uint64(_SALT["last"])), end, end),
        (4, short, whole, scanned.line_words[short], scanned.line_words[short + 1] - 1),
        *_starts(scanned, fit[words[fit] > 1]),
    ]
    kinds = np.repeat([part[0] for part in parts], [len(part[1]) for part in parts])
    columns = zip(*(part[1:] for part in parts), strict=True)
    line, hash_, first, last = (np.concatenate(column) for column in columns)
    return Keys(line, hash_, kinds, first, last)


def _starts(scanned: Scan, fit: Ints) -> Iterator[tuple[int, Ints, Hashes, Ints, Ints]]:
    """The first two, three and four words of lines that have so many."""
    hashed, kind = scanned.word_hash, KINDS.index("start")
    begin = scanned.line_words[fit]
    so_far = hashed[begin]
    for count in STARTS:
        enough = scanned.words[fit] >= count
        fit, begin, so_far = fit[enough], begin[enough], so_far[enough]
        so_far = mix(so_far * np.uint64(5) + hashed[begin + count - 1])
        salted = mix(so_far + np.uint64(_SALT["start"]))
        yield kind, fit, salted, begin, begin + count - 1


def entry_hashes(entries: Sequence[Entry]) -> Hashes:
    """The hash of each entry: that of the key of its kind in a document of its text alone.

    An entry of no words, or of more than its kind has, gets none and can never be met: its hash
    is 0."""
    scanned = scan([[entry.text] for entry in entries], [[False]] * len(entries))
    found = keys(scanned)
    out = np.zeros(len(entries), np.uint64)
    wanted = np.array([KINDS.index(entry.kind) for entry in entries], np.int64)
    start, first = KINDS.index("start"), KINDS.index("first")
    alone = (wanted == start) & (scanned.words == 1)
    wanted[alone] = first
    # A start of more words than are looked at is known by those that are: its longest key is last.
    mine = found.kind == wanted[found.line]
    out[found.line[mine]] = found.hash[mine]
    return out


class Lexicon:
    """Entries, found by hash."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = list(entries)
        hashes = entry_hashes(self.entries)
        # Of two entries for the same thing the later one counts: a correction stands below.
        _, latest = np.unique(hashes[::-1], return_index=True)
        rows = len(hashes) - 1 - latest
        rows = rows[hashes[rows] != 0]
        self._hashes: Hashes = hashes[rows]
        self._rows: Ints = rows
        table = [entry.weights for entry in self.entries] or [Weights(0, 0, 0)]
        self._weights: NDArray[np.float32] = np.array(table, np.float32)
        self._bits = 20
        self._maybe = np.zeros(1 << self._bits, bool)
        self._maybe[self._slot(self._hashes)] = True

    def _slot(self, hashes: Hashes) -> Ints:
        return (hashes >> np.uint64(64 - self._bits)).astype(np.int64)

    def find(self, offered: Keys) -> tuple[Ints, Ints]:
        """Which keys are known, and the number of each one's entry."""
        # Most keys are unknown: one look at a table of bits spares them the search.
        maybe = np.flatnonzero(self._maybe[self._slot(offered.hash)])
        if not len(maybe) or not len(self._hashes):
            return maybe[:0], maybe[:0]
        at = np.searchsorted(self._hashes, offered.hash[maybe])
        at = np.minimum(at, len(self._hashes) - 1)
        known = self._hashes[at] == offered.hash[maybe]
        return maybe[known], self._rows[at[known]]

    def scores(self, scanned: Scan) -> tuple[NDArray[np.float32], Floats]:
        """The three scores of each line, and which share of its keys is known.

        A score is the sum of the weights over the root of their number: many weak words speak,
        but do not shout."""
        offered = keys(scanned)
        key, row = self.find(offered)
        line = offered.line[key]
        size = scanned.size
        hits = np.bincount(line, minlength=size)
        root = np.sqrt(np.maximum(hits, 1))
        weights = self._weights[row]
        sums = [np.bincount(line, weights=weights[:, k], minlength=size) / root for k in range(3)]
        total = np.bincount(offered.line, minlength=size)
        return np.stack(sums, 1).astype(np.float32), (hits / np.maximum(total, 1)).astype(
            np.float32
        )
