"""What a line is by itself: its length, its signs, its beginning and its end."""

from __future__ import annotations

import numpy as np

from cleaner.layout.counts import COUNTED
from cleaner.layout.features import SHAPE, Floats, Values, no_values
from cleaner.layout.scan import Scan
from cleaner.layout.signs import (
    AT,
    BRACKET,
    BULLET,
    CLOSER,
    COLON,
    COMMA,
    DENSE,
    DIGIT,
    EXCLAIM,
    LETTER,
    LOWER,
    OPENER,
    QUESTION,
    SIGN,
    UPPER,
    flags,
)
from cleaner.layout.words import BEGINNINGS

_ENDS = (QUESTION, EXCLAIM, LETTER, CLOSER, DIGIT, COMMA)
_BEGINS = (LOWER, UPPER, DIGIT, BULLET, OPENER)


def shape(scanned: Scan) -> Values:
    """The features of each line by itself."""
    values = no_values(SHAPE, scanned.size)
    length = (scanned.ends - scanned.starts).astype(np.float32)
    values.put("characters", np.log1p(length))
    values.put("words", np.log1p(scanned.width))
    _ends(scanned, values)
    values.put("begins_small", flags(*_BEGINS).take(scanned.kinds.take(scanned.starts), axis=1))
    _letters(scanned, length, values)
    _signs(scanned, length, values)
    _words(scanned, values)
    return values


def _ends(scanned: Scan, values: Values) -> None:
    code = scanned.codes.take(scanned.ends - 1)
    before = scanned.codes.take(scanned.before_last)
    values.put("ends_sentence", scanned.ends_sentence)
    values.put("ends_colon", flags(COLON)[0].take(scanned.last))
    values.put("ends_dots", (code == ord("…")) | ((code == ord(".")) & (before == ord("."))))
    values.put("ends_question", flags(*_ENDS).take(scanned.last, axis=1))


def _letters(scanned: Scan, length: Floats, values: Values) -> None:
    counts, small = scanned.counts, scanned.beginning(LOWER)
    upper = np.array([counts.of(UPPER), scanned.beginning(UPPER)])
    cased = upper + np.array([counts.of(LOWER), small])
    values.put("capitals", np.where(cased > 0, upper / np.maximum(cased, 1), -1))
    values.put("small_words", np.minimum(small, 40))
    values.put("without_letters", 1 - counts.of(LETTER) / length)


def _signs(scanned: Scan, length: Floats, values: Values) -> None:
    words, counts = np.maximum(scanned.width, 1), scanned.counts
    values.put("sentences", np.minimum(counts.sentences, 12))
    values.put("digits", counts.of(DIGIT) / length)
    values.put("numbers", scanned.beginning(DIGIT) / words)
    values.put("stamps", np.minimum(counts.stamps, 5))
    values.put("commas", counts.of(COMMA) / words)
    values.put("signs", counts.of(SIGN) / length)
    values.put("links", np.minimum(counts.links, 2))
    few = counts.signs[COUNTED.index(AT) : COUNTED.index(BRACKET) + 1]
    values.put("at_signs", np.minimum(few, _FEW))


_FEW = np.array([[2], [1], [3], [3], [4], [3]], np.float32)
"""How many at most count of what COUNTED has from AT to BRACKET."""


def _words(scanned: Scan, values: Values) -> None:
    short, _, _ = scanned.beginnings[BEGINNINGS.index(LOWER)]
    _, years, _ = scanned.beginnings[BEGINNINGS.index(DIGIT)]
    # A dense sign counts as a word of two letters.
    letters = scanned.counts.of(LETTER) + scanned.beginning(DENSE)
    longest = np.zeros(scanned.size)
    worded = np.flatnonzero(scanned.words)
    if len(worded):
        length = np.where(scanned.dense_word, 0, scanned.word_length)
        longest[worded] = np.maximum.reduceat(length, scanned.word.of_line.take(worded))
    values.put("word_length", letters / np.maximum(scanned.words, 1))
    values.put("longest_word", np.minimum(longest, 40))
    values.put("little_words", short / np.maximum(scanned.width, 1))
    values.put("years", np.minimum(years, 3))
