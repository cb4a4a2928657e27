"""The lexicon: words, pairs, first and last words and whole short lines, each with three weights.

It is text that a person reads and corrects; hashes of its entries are made when it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from cleaner.layout.features import Floats
from cleaner.layout.scan import Scan, scan
from cleaner.layout.sums import Hashes, Ints
from cleaner.layout.words import mix

KINDS = ("word", "pair", "first", "last", "line", "start")
STARTS = (2, 3, 4)
"""The start of a line is an entry of so many words; one of a single word is its `first`."""
LONGEST = 60
"""A line of more words is looked at for nothing: it speaks by its shape."""
LONGEST_LINE = 20
"""A whole line is an entry up to so many words."""
SLOTS = 18
"""Entries are found by so many bits of their hashes."""
_SALT = {"first": 101, "last": 202, "line": 303, "start": 404}


class Weights(NamedTuple):
    """What an entry says: how much it speaks for content (below 0: for boilerplate), for the
    article being over from here, and for its not having begun."""

    content: float
    over: float
    before: float


class Entry(NamedTuple):
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
    parts = list(_offers(scanned))
    kinds = np.repeat([part.kind for part in parts], [len(part.line) for part in parts])
    line, hash_, first = (np.concatenate([part[at] for part in parts]) for at in (1, 2, 3))
    hash_ = mix(hash_)
    last = np.concatenate([part.first + (part.words - 1) for part in parts])
    return Keys(line, hash_, kinds, first, last)


class Offer(NamedTuple):
    """Keys of one kind: the number of the kind, their lines, their hashes (yet to be mixed, all at
    once), their first words, and how many words they have."""

    kind: int
    line: Ints
    hash: Hashes
    first: Ints
    words: Ints | int


def _offers(scanned: Scan) -> Iterator[Offer]:
    """What lines offer, kind by kind."""
    words, of_line, hashed = scanned.words, scanned.word.of_line, scanned.word.hash
    word = (words <= LONGEST).take(scanned.word.line).nonzero()[0]
    line, single = scanned.word.line.take(word), hashed.take(word)
    yield Offer(0, line, single, word, 1)
    pair = (line[1:] == line[:-1]).nonzero()[0]
    two = single.take(pair) * np.uint64(3) + single.take(pair + 1)
    yield Offer(1, line.take(pair), two, word.take(pair), 2)
    fit = ((words > 0) & (words <= LONGEST)).nonzero()[0]
    begin, end = of_line.take(fit), of_line.take(fit + 1) - 1
    yield Offer(2, fit, hashed.take(begin) + np.uint64(_SALT["first"]), begin, 1)
    yield Offer(3, fit, hashed.take(end) + np.uint64(_SALT["last"]), end, 1)
    short = fit[words.take(fit) <= LONGEST_LINE]
    whole = scanned.line_hash.take(short) + np.uint64(_SALT["line"])
    begin = of_line.take(short)
    yield Offer(4, short, whole, begin, of_line.take(short + 1) - begin)
    yield from _starts(scanned, fit)


def _starts(scanned: Scan, fit: Ints) -> Iterator[Offer]:
    """The first two, three and four words of lines that have so many."""
    hashed, words = scanned.word.hash, scanned.words.take(fit)
    begin = scanned.word.of_line.take(fit)
    so_far = hashed.take(begin)
    for count in STARTS:
        enough = (words >= count).nonzero()[0]
        words, fit, begin = words.take(enough), fit.take(enough), begin.take(enough)
        so_far = mix(so_far.take(enough) * np.uint64(5) + hashed.take(begin + (count - 1)))
        yield Offer(KINDS.index("start"), fit, so_far + np.uint64(_SALT["start"]), begin, count)


def entry_hashes(entries: Sequence[Entry]) -> Hashes:
    """The hash of each entry: that of the key of its kind in a document of its text alone.

    An entry of no words, or of more than its kind has, gets none and can never be met: its hash
    is 0."""
    # A key is made of its line alone: all entries may be lines of one document.
    scanned = scan([[entry.text for entry in entries]], [[False] * len(entries)])
    found = keys(scanned)
    out = np.zeros(len(entries), np.uint64)
    number = {kind: place for place, kind in enumerate(KINDS)}
    wanted = np.array([number[entry.kind] for entry in entries], np.int64)
    start, first = number["start"], number["first"]
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
        weights = chain.from_iterable(entry.weights for entry in self.entries)
        table = np.fromiter(weights, np.float32).reshape(-1, len(Weights._fields))
        # The search below may come to the end of the entries.
        self._hashes: Hashes = np.append(hashes[rows], np.uint64(2**64 - 1))
        self._weights = table.T.take(rows, axis=1)
        slots, first, alike = np.unique(
            self._slot(hashes[rows]), return_index=True, return_counts=True
        )
        self._first = np.full(1 << SLOTS, -1, np.int32)
        self._first[slots] = first
        self._most = int(alike.max(initial=1))

    def _slot(self, hashes: Hashes) -> Ints:
        return (hashes >> np.uint64(64 - SLOTS)).astype(np.int64)

    def find(self, hashes: Hashes) -> tuple[Ints, Ints]:
        """Which keys are known, and the place of each one's entry among the hashes."""
        # Entries whose hashes begin alike follow each other in the order of their hashes: one look
        # at a table finds the first of them, and most keys have none.
        first = self._first.take(self._slot(hashes))
        maybe = (first >= 0).nonzero()[0]
        wanted, at = hashes.take(maybe), first.take(maybe).astype(np.int64)
        for _ in range(self._most - 1):
            at += self._hashes.take(at) < wanted
        known = (self._hashes.take(at) == wanted).nonzero()[0]
        return maybe.take(known), at.take(known)

    def scores(self, scanned: Scan) -> tuple[Floats, Floats]:
        """The three scores of each line, and which share of its keys is known.

        A score is the sum of the weights over the root of their number: many weak words speak,
        but do not shout."""
        offers = list(_offers(scanned))
        lines = np.concatenate([offer.line for offer in offers])
        key, entry = self.find(mix(np.concatenate([offer.hash for offer in offers])))
        line, size = lines.take(key), scanned.size
        hits = np.bincount(line, minlength=size)
        sums = [np.bincount(line, said.take(entry), size) for said in self._weights]
        scores = np.array(sums) / np.sqrt(np.maximum(hits, 1))
        total = np.maximum(np.bincount(lines, minlength=size), 1)
        return scores.T.astype(np.float32), (hits / total).astype(np.float32)
