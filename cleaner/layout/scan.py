"""One look at a batch of documents: where lines and words begin and end, and what they are.

A batch is one array of code points; everything is a sum over stretches of it. There is no
tokeniser and no list of languages: characters are of kinds, words have hashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.counts import Counts, counts_of
from cleaner.layout.features import Floats
from cleaner.layout.signs import CLOSER, DENSE, ENDER, RARE_HAN, THAI, flags, kinds, letter_table
from cleaner.layout.sums import Characters, Flags, Hashes, Ints, places
from cleaner.layout.words import BEGINNINGS, Words, mix, words_of

THAI_SENTENCE = 16
"""A line so wide in Thai and Lao (32 signs) is taken for a sentence."""


@dataclass
class Scan:
    """The filled lines of a batch of documents, stripped, one after the other.

    `kinds` are the kinds of the characters, `starts` and `ends` places of lines among them. `doc`
    is the document of each line and `doc_lines` where each document's lines begin. `blank` says
    before which lines a blank one stood. Han, kana, Thai and their like count every sign as a word
    of half a weight: `width` is words so weighed.
    """

    codes: NDArray[np.uint32]
    kinds: Characters
    starts: Ints
    ends: Ints
    doc: Ints
    doc_lines: Ints
    blank: Floats
    counts: Counts
    word: Words

    @property
    def size(self) -> int:
        """How many lines there are."""
        return len(self.starts)

    @cached_property
    def words(self) -> Floats:
        """Words of each line."""
        return (self.word.of_line[1:] - self.word.of_line[:-1]).astype(np.float32)

    @cached_property
    def word_length(self) -> Ints:
        """Characters of each word."""
        return self.word.ends - self.word.starts

    @cached_property
    def dense_word(self) -> Flags:
        """Which words are signs of a script without spaces."""
        dense: Flags = self.word.sort == 1 + BEGINNINGS.index(DENSE)
        return dense

    @cached_property
    def beginnings(self) -> Floats:
        """How many words of each line begin with what: for each of BEGINNINGS a row of those of up
        to three characters, one of four and one of more."""
        length, sorts = self.word_length, 3 * (1 + len(BEGINNINGS))
        sort = self.word.line * sorts + self.word.sort * 3
        sort += length > 3
        sort += length > 4
        found = np.bincount(sort, minlength=self.size * sorts).reshape(self.size, sorts // 3, 3)
        return found.transpose(1, 2, 0)[1:].astype(np.float32)

    def beginning(self, bit: int) -> Floats:
        """How many words of each line begin with one of BEGINNINGS."""
        row: Floats = self._beginning[BEGINNINGS.index(bit)]
        return row

    @cached_property
    def _beginning(self) -> Floats:
        sums: Floats = self.beginnings.sum(1)
        return sums

    @cached_property
    def width(self) -> Floats:
        """Words of each line, signs of dense scripts at half weight."""
        return self.words - 0.5 * self.beginning(DENSE)

    @cached_property
    def last(self) -> Characters:
        """The kind of each line's last character."""
        return self.kinds.take(self.ends - 1)

    @cached_property
    def before_last(self) -> Ints:
        """The place of the character before it, or of itself where there is none."""
        return np.maximum(self.ends - 2, self.starts)

    @cached_property
    def ends_sentence(self) -> Flags:
        """Which lines end as a sentence does, a quote or bracket after it allowed."""
        ender, closer = flags(ENDER, CLOSER) > 0
        before = ender.take(self.kinds.take(self.before_last))
        ends: Flags = ender.take(self.last) | (closer.take(self.last) & before)
        signs = self.counts.of(THAI)
        if signs.any():
            # Thai and Lao do not mark the end: their longer lines are sentences.
            ends |= (signs * 2 > self.ends - self.starts) & (self.width >= THAI_SENTENCE)
        return ends

    @cached_property
    def prose(self) -> Floats:
        """1 for lines that read as running text, else 0: eight words that end as a sentence does,
        or twenty-five however they end."""
        ending = self.ends_sentence & (self.width >= 8)
        return (ending | (self.width >= 25)).astype(np.float32)

    @cached_property
    def line_hash(self) -> Hashes:
        """A hash of each line's words in their order."""
        word = self.word
        place = np.arange(1, len(word.hash) + 1) - word.of_line.take(word.line)
        ordered = word.hash * mix(place.astype(np.uint64))
        sums = np.zeros(len(ordered) + 1, np.uint64)
        np.cumsum(ordered, out=sums[1:])
        ends = sums.take(word.of_line)
        return mix(ends[1:] - ends[:-1])


def scan(documents: Sequence[Sequence[str]], blanks: Sequence[Sequence[bool]]) -> Scan:
    """The scan of some documents, each a sequence of filled, stripped lines with, for each line,
    whether a blank one stands before it."""
    lines = list(chain.from_iterable(documents))
    sizes = np.array([len(document) for document in documents], np.int64)
    lengths = np.array(list(map(len, lines)), np.int64)
    bounds = places(lengths + 1)
    text = "\n".join([*lines, ""])
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    wide = codes.astype(np.int64)  # numpy looks up in a table by these several times as fast
    sort = kinds().of.take(wide, mode="clip")
    letters = letter_table().take(wide, mode="clip")
    if codes.max(initial=0) >= RARE_HAN.start:
        han = (codes >= RARE_HAN.start) & (codes < RARE_HAN.stop)
        sort[han], letters[han] = kinds().han, codes[han]
    starts = bounds[:-1]
    return Scan(
        codes=codes,
        kinds=sort,
        starts=starts,
        ends=starts + lengths,
        doc=np.arange(len(documents)).repeat(sizes),
        doc_lines=places(sizes),
        blank=np.concatenate([np.zeros(0), *blanks]).astype(np.float32),
        counts=counts_of(codes, sort, starts, lengths + 1),
        word=words_of(letters, sort, bounds),
    )
