"""What stands before a quantity: its sign, and a modifier such as about or up to."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.measure.number import SPACES
from cleaner.measure.words import Words

SIGNS = "-−–+"
MINUS = frozenset("-−–")
_ROUGHLY = "~≈∼<>≤≥＜＞±∓⩽⩾"
_BRACKETS = "([{“\"'«—"
_MODIFIER_WORDS = 4
_REACH = 36
"""Modifiers are looked for in so many characters."""
_LONGEST_UNSPACED = 3
_UNSPACED = "\u3040"  # from here on, scripts that set no spaces


class Sign(NamedTuple):
    """Where a number starts with its sign, whether it is negative, and whether by a word."""

    start: int
    negative: bool = False
    spelled: bool = False


def sign_of(text: str, start: int, words: Words, temperature: bool) -> Sign:
    """The sign of the number whose digits start at an offset.

    At the start of a line a dash is a bullet, except before temperatures.
    """
    before = text[start - 1 : start] if start else ""
    if before and before in SIGNS:
        bullet = start == 1 or text[start - 2] == "\n"
        if before == "+" or temperature or not bullet:
            return Sign(start - 1, before != "+")
        return Sign(start)
    left = text[max(0, start - 10) : start]
    if left[-1:] and left[-1] in SPACES and left.strip():
        word = left.split()[-1]
        if word.lower() in words.minus:
            return Sign(text.rindex(word, 0, start), True, True)
    return Sign(start)


def modifier_of(text: str, start: int, words: Words) -> str | None:
    """The modifier before an offset, in lower case; None if there is none."""
    left = text[max(0, start - _REACH) : start]
    stripped = left.rstrip(SPACES)
    if not stripped or stripped[-1] in _ROUGHLY:
        return stripped[-1:] or None
    if stripped == left and left[-1] not in "’'":
        return _unspaced(left, words) if left[-1] >= _UNSPACED else None
    if stripped[stripped.rfind(" ") + 1 :].lower().lstrip(_BRACKETS) not in words.modifier_ends:
        return None
    parts = stripped.lower().split()
    for count in range(min(_MODIFIER_WORDS, len(parts)), 0, -1):
        phrase = " ".join(parts[-count:]).lstrip(_BRACKETS)
        if phrase in words.modifiers or (count == 1 and phrase in words.between):
            return phrase
    return None


def _unspaced(left: str, words: Words) -> str | None:
    for size in range(_LONGEST_UNSPACED, 0, -1):
        if left[-size:] in words.modifiers:
            return left[-size:]
    return None
