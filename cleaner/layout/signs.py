"""What a character is to the layout of a page: one table from code points to sets of bits."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LETTER, UPPER, LOWER, DIGIT, DENSE, ENDER, CLOSER, COMMA, SPACE, SIGN, OPENER, BULLET = (
    1 << bit for bit in range(12)
)
COLON, BAR, QUOTE, JOINER = (1 << bit for bit in range(12, 16))

BEYOND, PICTURE = 0x10000, 0x10001
"""Rows of the table for characters above U+FFFF: rare Han signs, and all others (emoji)."""

_ENDERS = set(".!?…。！？｡؟۔।॥։።፧‽⸮．")
_CLOSERS = set("\"'”’“»」』)]）】›〉》")
_COMMAS = set(",;:،、，；：؛·;")
_SIGNS = set("|»›>©®™→←▶▼•·/\\_=+~^<{}[]*#@€$£¥%&–—-")
_OPENERS = set("\"'“‘«「『(„（【")
_BULLETS = set("-•*·▪‣◦–—►●○■□✓✔→»>")
_COLONS = set(":：")
_BARS = set("|»›>")
_QUOTES = set('"“”«»「„')
_JOINERS = set("./-:")
"""What stands between the digits of a date or a time."""
_DENSE_RANGES = (
    (0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x0E00, 0x0EDF),
    (0x1000, 0x109F), (0x1780, 0x17FF),
)  # fmt: skip
"""Han, kana, Thai, Lao, Burmese and Khmer: written without spaces, each sign a word here."""


@lru_cache(maxsize=1)
def sign_table() -> NDArray[np.uint16]:
    """The set of bits of every code point up to U+FFFF, then those of BEYOND and PICTURE."""
    table = np.zeros(PICTURE + 1, np.uint16)
    for code in range(BEYOND):
        table[code] = _bits(chr(code))
    table[BEYOND] = LETTER | DENSE
    return table


def _bits(char: str) -> int:
    kind = unicodedata.category(char)
    bits = 0
    if kind[0] in "LN" or kind in ("Mn", "Mc"):
        bits |= LETTER
    bits |= {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER, "Nd": DIGIT}.get(kind, 0)
    if kind[0] in "LM" and any(low <= ord(char) <= high for low, high in _DENSE_RANGES):
        bits |= DENSE
    if kind in ("Zs", "Cc") or char in "\u200b\u200e\u200f\ufeff":
        bits |= SPACE
    for chars, bit in (
        (_ENDERS, ENDER), (_CLOSERS, CLOSER), (_COMMAS, COMMA),
        (_SIGNS, SIGN), (_OPENERS, OPENER), (_BULLETS, BULLET), (_COLONS, COLON), (_BARS, BAR),
        (_QUOTES, QUOTE), (_JOINERS, JOINER),
    ):  # fmt: skip
        if char in chars:
            bits |= bit
    return 0 if char == "\n" else bits


@lru_cache(maxsize=1)
def lower_table() -> NDArray[np.uint64]:
    """The code point of each character's small letter, where that is one character; every digit
    is 0, so that words differing in their numbers are one word."""
    table = np.arange(BEYOND, dtype=np.uint64)
    for code in range(BEYOND):
        small = chr(code).lower()
        if len(small) == 1 and ord(small) < BEYOND:
            table[code] = ord(small)
        if unicodedata.category(chr(code)) == "Nd":
            table[code] = ord("0")
    table[ord("İ")] = ord("i")  # by the tables of Unicode an i with a dot above it, two characters
    return table
