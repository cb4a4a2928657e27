"""What a line is by itself: its length, its signs, its beginning and its end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.scan import Flags, Floats, Scan, digit_words
from cleaner.layout.signs import (
    BAR,
    BULLET,
    CLOSER,
    COLON,
    COMMA,
    DENSE,
    DIGIT,
    ENDER,
    JOINER,
    LETTER,
    LOWER,
    OPENER,
    QUOTE,
    SIGN,
    SPACE,
    UPPER,
)

Features = dict[str, NDArray[np.generic]]


def shape(scanned: Scan) -> Features:
    """The features of each line by itself."""
    length = (scanned.ends - scanned.starts).astype(np.float32)
    return {
        "characters": np.log1p(length),
        "words": np.log1p(scanned.width),
        **_ends(scanned),
        **_begins(scanned),
        **_letters(scanned, length),
        **_signs(scanned, length),
        **_words(scanned),
    }


def _ends(scanned: Scan) -> Features:
    last, _ = scanned.last
    code = scanned.codes[scanned.ends - 1]
    before = scanned.codes[np.maximum(scanned.ends - 2, scanned.starts)]
    return {
        "ends_sentence": scanned.ends_sentence,
        "ends_colon": (last & COLON) != 0,
        "ends_dots": (code == 0x2026) | ((code == 0x2E) & (before == 0x2E)),
        "ends_question": (code == 0x3F) | (code == 0xFF1F) | (code == 0x61F),
        "ends_exclaim": (code == 0x21) | (code == 0xFF01),
        "ends_letter": (last & LETTER) != 0,
        "ends_closer": (last & CLOSER) != 0,
        "ends_digit": (last & DIGIT) != 0,
        "ends_comma": (last & COMMA) != 0,
    }


def _begins(scanned: Scan) -> Features:
    first = scanned.classes[scanned.starts]
    return {
        "begins_small": (first & LOWER) != 0,
        "begins_capital": (first & UPPER) != 0,
        "begins_digit": (first & DIGIT) != 0,
        "begins_bullet": (first & BULLET) != 0,
        "begins_quote": (first & OPENER) != 0,
    }


def _letters(scanned: Scan, length: Floats) -> Features:
    upper, lower = scanned.count(scanned.has(UPPER)), scanned.count(scanned.has(LOWER))
    letters = scanned.count(scanned.has(LETTER))
    starts = scanned.classes[scanned.word_starts]
    capital = scanned.count_words((starts & UPPER) != 0)
    small = scanned.count_words((starts & LOWER) != 0)
    cased, cased_words = upper + lower, capital + small
    return {
        "capitals": np.where(cased > 0, upper / np.maximum(cased, 1), -1),
        "capital_words": np.where(cased_words > 0, capital / np.maximum(cased_words, 1), -1),
        "small_words": np.minimum(small, 40),
        "without_letters": 1 - letters / length,
    }


def _signs(scanned: Scan, length: Floats) -> Features:
    words = np.maximum(scanned.width, 1)
    codes = scanned.codes
    digit = scanned.has(DIGIT)
    numbers = scanned.count_words(digit_words(scanned))
    slashes = np.zeros(len(codes), bool)
    slashes[:-1] = (codes[:-1] == 0x3A) & (codes[1:] == 0x2F)
    stamp = np.zeros(len(codes), bool)
    stamp[1:-1] = digit[:-2] & digit[2:] & scanned.has(JOINER)[1:-1]
    return {
        "sentences": np.minimum(scanned.count(_sentence_ends(scanned, digit)), 12),
        "digits": scanned.count(digit) / length,
        "numbers": numbers / words,
        "stamps": np.minimum(scanned.count(stamp), 5),
        "commas": scanned.count(scanned.has(COMMA)) / words,
        "signs": scanned.count(scanned.has(SIGN)) / length,
        "links": np.minimum(scanned.count(slashes), 2),
        "at_signs": np.minimum(scanned.count(codes == 0x40), 2),
        "copyright": scanned.count(codes == 0xA9) > 0,
        "bars": np.minimum(scanned.count(scanned.has(BAR)), 3),
        "colons": np.minimum(scanned.count(scanned.has(COLON)), 3),
        "quotes": np.minimum(scanned.count(scanned.has(QUOTE)), 4),
        "brackets": np.minimum(scanned.count(codes == 0x28), 3),
    }


def _sentence_ends(scanned: Scan, digit: Flags) -> Flags:
    """Which characters end a sentence: enders before space, closers, dense signs or a line's end.
    A full stop between digits is none."""
    codes = scanned.codes
    free = scanned.has(SPACE | CLOSER | DENSE) | (codes == 0x0A)
    ends = scanned.has(ENDER)
    ends[:-1] &= free[1:]
    ends[1:-1] &= ~((codes[1:-1] == 0x2E) & digit[:-2] & digit[2:])
    return ends


def _words(scanned: Scan) -> Features:
    length = scanned.word_ends - scanned.word_starts
    dense = scanned.dense_word
    starts = scanned.classes[scanned.word_starts]
    longest = np.zeros(scanned.size)
    worded = np.flatnonzero(scanned.words)
    begins = scanned.line_words[worded]
    longest[worded] = np.maximum.reduceat(np.where(dense, 0, length), begins)
    total = scanned.per_word(np.where(dense, 2, length))
    little = scanned.count_words((length <= 3) & ((starts & LOWER) != 0))
    year = digit_words(scanned) & (length == 4)
    return {
        "word_length": total / np.maximum(scanned.words, 1),
        "longest_word": np.minimum(longest, 40),
        "little_words": little / np.maximum(scanned.width, 1),
        "years": np.minimum(scanned.count_words(year), 3),
    }
