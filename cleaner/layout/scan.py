"""One look at a batch of documents: where lines and words begin and end, and what they are.

A batch is one array of code points; everything is a sum over stretches of it. There is no
tokeniser and no list of languages: characters have classes, words have hashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.signs import (
    BEYOND,
    CLOSER,
    DENSE,
    DIGIT,
    ENDER,
    LETTER,
    PICTURE,
    lower_table,
    sign_table,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Hashes = NDArray[np.uint64]

THAI = (0x0E00, 0x0EFF)
"""Code points of Thai and Lao."""
THAI_SENTENCE = 16
"""A line so wide in these scripts (32 signs) is taken for a sentence."""

_BASE = 0x9E3779B97F4A7C15
_POWERS: list[Hashes] = [np.zeros(0, np.uint64), np.zeros(0, np.uint64)]


def mix(value: Hashes) -> Hashes:
    """The hashes with all bits depending on each other (the finish of the xxHash family)."""
    value = value ^ (value >> np.uint64(31))
    value = value * np.uint64(0xD6E8FEB86659FD93)
    return value ^ (value >> np.uint64(32))


def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Powers of the base of the rolling hash modulo 2**64, and those of its inverse."""
    if len(_POWERS[0]) < size:
        size = max(size, 1 << 16)
        for place, base in enumerate((_BASE, pow(_BASE, -1, 1 << 64))):
            steps = np.full(size, base, np.uint64)
            steps[0] = 1
            _POWERS[place] = np.multiply.accumulate(steps)
    return _POWERS[0][:size], _POWERS[1][:size]


def running(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """Sums of the first 0, 1, ... values, so that any stretch is a difference of two."""
    out = np.zeros(len(values) + 1)
    np.cumsum(values, out=out[1:])
    return out


@dataclass
class Scan:
    """The filled lines of a batch of documents, stripped, one after the other.

    `starts` and `ends` are places of lines among the code points; `word_line` says in which line
    each word stands, `line_words` where each line's words begin. `doc` is the document of each
    line and `doc_lines` where each document's lines begin. `blank` says before which lines a
    blank one stood. Han, kana, Thai and their like count every sign as a word of half a weight:
    `width` is words so weighed.
    """

    codes: NDArray[np.uint32]
    classes: NDArray[np.uint16]
    starts: Ints
    ends: Ints
    doc: Ints
    doc_lines: Ints
    blank: Floats
    word_starts: Ints
    word_ends: Ints
    word_line: Ints
    line_words: Ints
    word_hash: Hashes

    @property
    def size(self) -> int:
        """How many lines there are."""
        return len(self.starts)

    def has(self, bits: int) -> Flags:
        """Which characters have one of these bits."""
        flags: Flags = (self.classes & np.uint16(bits)) != 0
        return flags

    def count(self, flags: Flags) -> Floats:
        """How many of some characters each line has."""
        return np.add.reduceat(flags, self.starts, dtype=np.int64).astype(np.float32)

    def per_word(self, values: NDArray[np.generic]) -> Floats:
        """Sums of a value of words over each line."""
        sums = np.bincount(self.word_line, weights=values, minlength=self.size)
        return sums.astype(np.float32)

    def count_words(self, flags: Flags) -> Floats:
        """How many of some words each line has."""
        so_far = np.zeros(len(flags) + 1, np.int64)
        np.cumsum(flags, out=so_far[1:])
        at = so_far[self.line_words]
        return (at[1:] - at[:-1]).astype(np.float32)

    @cached_property
    def words(self) -> Floats:
        """Words of each line."""
        return (self.line_words[1:] - self.line_words[:-1]).astype(np.float32)

    @cached_property
    def dense_word(self) -> Flags:
        """Which words are signs of a script without spaces."""
        flags: Flags = (self.classes[self.word_starts] & np.uint16(DENSE)) != 0
        return flags

    @cached_property
    def width(self) -> Floats:
        """Words of each line, signs of dense scripts at half weight."""
        return self.words - 0.5 * self.count_words(self.dense_word)

    @cached_property
    def last(self) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
        """The classes of each line's last character and of the one before it."""
        last = self.classes[self.ends - 1]
        return last, self.classes[np.maximum(self.ends - 2, self.starts)]

    @cached_property
    def ends_sentence(self) -> Flags:
        """Which lines end as a sentence does, a quote or bracket after it allowed."""
        last, before = self.last
        closed = ((last & CLOSER) != 0) & ((before & ENDER) != 0)
        ends: Flags = ((last & ENDER) != 0) | closed
        return ends | self._unmarked if self.codes.max(initial=0) >= THAI[0] else ends

    @cached_property
    def _unmarked(self) -> Flags:
        """Which lines are sentences in Thai or Lao, which do not mark the end: the longer ones."""
        low, high = THAI
        signs = self.count((self.codes >= low) & (self.codes <= high))
        unmarked: Flags = (signs * 2 > self.ends - self.starts) & (self.width >= THAI_SENTENCE)
        return unmarked

    @cached_property
    def prose(self) -> Floats:
        """1 for lines that read as running text, else 0: eight words that end as a sentence does,
        or twenty-five however they end."""
        ending = self.ends_sentence & (self.width >= 8)
        return (ending | (self.width >= 25)).astype(np.float32)

    @cached_property
    def line_hash(self) -> Hashes:
        """A hash of each line's words in their order."""
        place = np.arange(len(self.word_hash)) - self.line_words[self.word_line]
        ordered = self.word_hash * mix(place.astype(np.uint64) + np.uint64(1))
        sums = np.zeros(len(ordered) + 1, np.uint64)
        np.cumsum(ordered, out=sums[1:])
        return mix(sums[self.line_words[1:]] - sums[self.line_words[:-1]])


def scan(documents: Sequence[Sequence[str]], blanks: Sequence[Sequence[bool]]) -> Scan:
    """The scan of some documents, each a sequence of filled, stripped lines with, for each line,
    whether a blank one stands before it."""
    lines = [line for document in documents for line in document]
    counts = [len(document) for document in documents]
    text = "\n".join(lines) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter(map(len, lines), np.int64, len(lines))
    starts = np.zeros(len(lines), np.int64)
    np.cumsum(lengths[:-1] + 1, out=starts[1:])
    rows = codes
    if len(codes) and codes.max() >= BEYOND:
        han = (codes >= 0x20000) & (codes < 0x32000)
        rows = np.where(codes >= BEYOND, np.where(han, BEYOND, PICTURE), codes)
    classes = sign_table()[rows]
    begin, end = _words(classes)
    line_words = np.searchsorted(begin, np.append(starts, len(codes)))
    word_line = np.repeat(np.arange(len(lines)), line_words[1:] - line_words[:-1])
    return Scan(
        codes=codes,
        classes=classes,
        starts=starts,
        ends=starts + lengths,
        doc=np.repeat(np.arange(len(documents)), counts),
        doc_lines=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        blank=np.fromiter((b for blank in blanks for b in blank), np.float32, len(lines)),
        word_starts=begin,
        word_ends=end,
        word_line=word_line,
        line_words=line_words,
        word_hash=_hashes(codes, begin, end),
    )


def _words(classes: NDArray[np.uint16]) -> tuple[Ints, Ints]:
    """Where words begin and end: runs of letters and digits, each dense sign by itself."""
    letter = (classes & np.uint16(LETTER)) != 0
    dense = (classes & np.uint16(DENSE)) != 0
    edge = np.zeros(len(classes) + 1, bool)
    edge[0] = edge[-1] = True
    edge[1:-1] = ~letter[1:] | ~letter[:-1] | dense[1:] | dense[:-1]
    begin = np.flatnonzero(letter & edge[:-1])
    return begin, np.flatnonzero(letter & edge[1:]) + 1


def _hashes(codes: NDArray[np.uint32], begin: Ints, end: Ints) -> Hashes:
    """A hash of each word in small letters, every digit 0, by a rolling polynomial."""
    power, inverse = _powers(len(codes) + 1)
    low = lower_table()[np.minimum(codes, BEYOND - 1)]
    if len(codes) and codes.max() >= BEYOND:
        low = np.where(codes < BEYOND, low, codes).astype(np.uint64)
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(low * power[: len(codes)], out=sums[1:])
    return mix((sums[end] - sums[begin]) * inverse[begin] + (end - begin).astype(np.uint64))


def digit_words(scanned: Scan) -> Flags:
    """Which words begin with a digit."""
    flags: Flags = (scanned.classes[scanned.word_starts] & np.uint16(DIGIT)) != 0
    return flags
