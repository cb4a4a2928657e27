"""What lines are by themselves, wherever they stand: what a later look at fewer of them need not
find out again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.features import OWN, ROWS, Floats
from cleaner.layout.scan import Scan
from cleaner.layout.shape import shape
from cleaner.layout.signs import CELL
from cleaner.layout.sums import Flags, Hashes, Ints, places
from cleaner.layout.words import mix

_MORE = ("blank", "over", "not_begun", "known", "count", "width", "cells", "corrected", "telling")
_AT = {**{name: ROWS[name] for name in OWN}, **{n: len(OWN) + i for i, n in enumerate(_MORE)}}
TELLING = 4
"""Words of so many characters, and dense signs, tell what a line is about."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of lines: in which line each stands and where each line's words begin. `sort` is
    the same number for the same word of a document, `line_sort` for lines of the same words.
    `telling` says of a word that it is no short one. `once` and `once_line` are the words of each
    line, none twice, and their lines."""

    line: Ints
    of_line: Ints
    sort: Ints
    line_sort: Ints
    telling: Flags
    once: Ints
    once_line: Ints


class Facts:
    """The lines of some documents. `table` has a row for each feature in OWN, then one for each
    of: whether a blank line stood before; what the lexicon says on the article being over and on
    its not having begun, and the share of the words it knows; words, words with dense signs at half
    weight, marks between cells; what corrections add to the score; words that tell."""

    def __init__(self, table: Floats, doc_lines: Ints, word: Vocabulary) -> None:
        self.table = table
        self.doc_lines = doc_lines
        self.word = word
        self.size = table.shape[1]

    def __getitem__(self, name: str) -> Floats:
        row: Floats = self.table[_AT[name]]
        return row

    @cached_property
    def doc(self) -> Ints:
        """The document of each line."""
        return np.arange(len(self.doc_lines) - 1).repeat(np.diff(self.doc_lines))

    @cached_property
    def width(self) -> Floats:
        """Words of each line, signs of dense scripts at half weight."""
        return self["width"]

    @cached_property
    def prose(self) -> Floats:
        """1 for lines that read as running text, else 0."""
        return self["prose"]

    def only(self, kept: Flags, blank: Flags) -> Facts:
        """The facts of the lines that are kept, with blank ones before these of them."""
        lines = kept.nonzero()[0]
        so_far = places(kept)
        table = self.table.take(lines, axis=1)
        table[_AT["blank"]] = blank
        word = self.word
        words = kept.take(word.line).nonzero()[0]
        once = kept.take(word.once_line).nonzero()[0]
        counts = (word.of_line[1:] - word.of_line[:-1]).take(lines)
        left = Vocabulary(
            np.arange(len(lines)).repeat(counts),
            places(counts),
            word.sort.take(words),
            word.line_sort.take(lines),
            word.telling.take(words),
            word.once.take(once),
            so_far.take(word.once_line.take(once)),
        )
        return Facts(table, so_far.take(self.doc_lines), left)


def facts_of(scanned: Scan, said: Floats, known: Floats, corrected: Floats | None = None) -> Facts:
    """The facts of lines. `said` holds the lexicon's three scores of each line, `known` the share
    of its words that the lexicon knows, `corrected` what corrections add to its score."""
    table = np.zeros((len(_AT), scanned.size), np.float32)
    own = shape(scanned).table
    table[: len(own)] = own
    telling = (scanned.word_length >= TELLING) | scanned.dense_word
    content, over, not_begun = said.T
    for name, row in (
        ("prose", scanned.prose),
        ("lexicon", content),
        ("blank", scanned.blank),
        ("over", over),
        ("not_begun", not_begun),
        ("known", known),
        ("count", scanned.words),
        ("width", scanned.width),
        ("cells", scanned.counts.of(CELL)),
        ("telling", np.bincount(scanned.word.line, telling, scanned.size)),
    ):
        table[_AT[name]] = row
    if corrected is not None:
        table[_AT["corrected"]] = corrected
    return Facts(table, scanned.doc_lines, _vocabulary(scanned, telling))


def _vocabulary(scanned: Scan, telling: Flags) -> Vocabulary:
    word = scanned.word
    hashes, lines = word.hash, scanned.line_hash
    if len(scanned.doc_lines) > 2:
        salt = mix(scanned.doc.astype(np.uint64) + np.uint64(991))
        # Mixed once more: the sums of two pairs may be nearly the same, and low bits are to go.
        hashes, lines = mix(hashes + salt.take(word.line)), mix(lines + salt)
    order, new = _alike(hashes)
    sort, line = np.cumsum(new) - 1, word.line.take(order)
    first = new.copy()
    first[1:] |= line[1:] != line[:-1]
    once = first.nonzero()[0]
    line_order, line_new = _alike(lines)
    return Vocabulary(
        word.line,
        word.of_line,
        _back(order, sort),
        _back(line_order, np.cumsum(line_new) - 1),
        telling,
        sort.take(once),
        line.take(once),
    )


def _alike(hashes: Hashes) -> tuple[Ints, Flags]:
    """The places of hashes so ordered that the same ones follow each other, each in its order, and
    where new ones begin. The lowest bits give way to the place, so that one sort does: as many
    bits as there are places, which for a page leaves more than fifty to tell words by."""
    low = np.uint64(len(hashes).bit_length())
    places = np.arange(len(hashes), dtype=np.uint64)
    ordered = np.sort((hashes >> low << low) | places)
    new = np.ones(len(hashes), bool)
    new[1:] = (ordered[1:] ^ ordered[:-1]) >> low != 0
    return (ordered & np.uint64((1 << int(low)) - 1)).astype(np.int64), new


def _back(order: Ints, values: NDArray[Any]) -> NDArray[Any]:
    """Values in order, each put back to its place."""
    out = np.empty_like(values)
    out[order] = values
    return out
