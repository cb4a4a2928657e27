"""What a character is to the layout of a page: a table from code points to kinds,
and from kinds to sets of bits."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

(
    UPPER, LOWER, DIGIT, CLOSER, COMMA, SPACE, SIGN, OPENER, BULLET, COLON, BAR, QUOTE, QUESTION,
    EXCLAIM, AT, COPYRIGHT, BRACKET, CELL, THAI, BREAK, ENDER, JOINER, DENSE, LETTER,
) = (1 << bit for bit in range(24))  # fmt: skip
"""What a character can be. The last four are the highest bits: see Kinds."""

BEYOND = 0x10000
"""Characters from here on are pictures, but for rare Han signs."""
RARE_HAN = range(0x20000, 0x32000)

_ENDERS = set(".!?…。！？｡؟۔।॥։።፧။។៕‽⸮．")
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
_QUESTIONS, _EXCLAMATIONS = set("?？؟"), set("!！")
_UNSEEN = set("\u200b\u200e\u200f\ufeff")
_CELLS = set("|\t")
"""What stands between the cells of a table."""
_THAI = range(0x0E00, 0x0F00)
"""Code points of Thai and Lao."""
_DENSE_RANGES = (
    (0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x0E00, 0x0EDF),
    (0x1000, 0x109F), (0x1780, 0x17FF),
)  # fmt: skip
"""Han, kana, Thai, Lao, Burmese and Khmer: written without spaces, each sign a word here."""


class Kinds(NamedTuple):
    """The kinds of characters; all that are the same to the layout are of one kind, and there are
    some forty.

    `of` is the number of the kind of every code point up to BEYOND, which stands for all after it;
    `bits` is for each kind what its characters are. Marks (ENDER, JOINER) have the numbers from
    `mark` on, letters those from `letter`, dense ones those from `dense`; `han` is that of Han."""

    of: NDArray[np.uint8]
    bits: NDArray[np.uint32]
    mark: int
    letter: int
    dense: int
    han: int


@lru_cache(maxsize=1)
def kinds() -> Kinds:
    """The kinds of all characters."""
    table = _table()
    bits, of = np.unique(table, return_inverse=True)
    first = (ENDER, LETTER, LETTER | DENSE)
    mark, letter, dense = np.searchsorted(bits, np.array(first, np.uint32)).tolist()
    return Kinds(of.astype(np.uint8), bits, mark, letter, dense, int(of[ord("一")]))


@lru_cache(maxsize=16)
def flags(*sets: int) -> NDArray[np.float32]:
    """For each set of bits a row: for each kind of characters 1 if it has one of them, else 0."""
    has: NDArray[np.bool_] = (kinds().bits & np.array(sets, np.uint32).reshape(-1, 1)) != 0
    return has.astype(np.float32)


_OF_LISTS = (
    (_ENDERS, ENDER), (_CLOSERS, CLOSER), (_COMMAS, COMMA),
    (_SIGNS, SIGN), (_OPENERS, OPENER), (_BULLETS, BULLET), (_COLONS, COLON), (_BARS, BAR),
    (_QUOTES, QUOTE), (_JOINERS, JOINER), (_QUESTIONS, QUESTION), (_EXCLAMATIONS, EXCLAIM),
    (_CELLS, CELL), ("@", AT), ("©", COPYRIGHT), ("(", BRACKET), (_UNSEEN, SPACE),
)  # fmt: skip
_OF_CATEGORY = {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER, "Nd": DIGIT, "Zs": SPACE, "Cc": SPACE}


def _table() -> NDArray[np.uint32]:
    """What each character up to BEYOND is, as bits: by its category, then by where it stands."""
    categories = [unicodedata.category(chr(code)) for code in range(BEYOND)]
    each = sorted(set(categories))
    number = {category: at for at, category in enumerate(each)}
    of = np.array([number[category] for category in categories])
    table = np.zeros(BEYOND + 1, np.uint32)
    table[:BEYOND] = np.array(list(map(_of_category, each)), np.uint32)[of]
    has_words = np.array([category[0] in "LM" for category in each])[of]
    for low, high in _DENSE_RANGES:
        table[low : high + 1][has_words[low : high + 1]] |= DENSE
    for chars, bit in _OF_LISTS:
        table[[ord(char) for char in sorted(chars)]] |= bit
    table[_THAI.start : _THAI.stop] |= THAI
    table[ord("\n")] = BREAK
    return table


def _of_category(category: str) -> int:
    """What the characters of a category of Unicode are."""
    is_letter = category[0] in "LN" or category in ("Mn", "Mc")
    return _OF_CATEGORY.get(category, 0) | (LETTER if is_letter else 0)


@lru_cache(maxsize=1)
def letter_table() -> NDArray[np.uint64]:
    """The code point of each letter's small letter, where that is one character; every digit is 0,
    so that words differing in their numbers are one word. What is no letter is nothing, 0, as all
    from BEYOND on."""
    each = enumerate(chr(code).lower() for code in range(BEYOND + 1))
    small = (ord(one) if len(one) == 1 and ord(one) < BEYOND else code for code, one in each)
    table = np.fromiter(small, np.uint64, BEYOND + 1)
    table[(kinds().bits & DIGIT != 0)[kinds().of]] = ord("0")
    table[ord("İ")] = ord("i")  # by the tables of Unicode an i with a dot above it, two characters
    table[kinds().of < kinds().letter] = 0
    return table
