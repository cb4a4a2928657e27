"""NULs in bytes: whether they are the halves of wide characters, or strays in text of one byte
each.

In UTF-16 and UTF-32 without a mark, NUL is the upper half of ASCII characters. But any even number
of bytes reads as UTF-16, mostly as Chinese: so what counts is whether the reading has the make of
a text, and whether the bytes without their NULs have it as well.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import NamedTuple

STRAY = 5
"""So many NULs may have got into any text, however short; into a long one, some more."""
SAMPLE = 4_000
"""Characters looked at."""
_STRAY_SHARE = 0.05
_STRAY_MOST = 0.25
_ODD_SHARE = 0.01
_CONTROL_SHARE = 0.05
_OWN_SHARE = 0.9
_EASTERN_SHARE = 0.95
_ASCII_SHARE = 0.75
# Below this, bytes are too few to tell an English word from two Chinese signs.
_WORD_BYTES = 8
_FEWEST_SIGNS = 8
_FEWEST_LETTERS = 8
_FEWEST_ASCII = 3

_CONTROLS = bytes(code for code in range(1, 32) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
_BREAKS = b"\t\n\v\f\r"
_ASCII_WORDS = re.compile(rb"[A-Za-z ]")
_STOPS = re.compile("[ \\n\\u3000-\\u3002\\uff0c]")
# Letters and syllables of East Asia that texts are written in, their punctuation and ASCII.
# Rarer signs (extensions, compatibility forms) are what misread bytes are full of.
_EASTERN = re.compile(
    "[\\n\\r\\t -~\\u2010-\\u2027\\u3000-\\u30ff\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff9f"
    "\\U0001f300-\\U0001faff]"
)
_KANA = re.compile("[\\u3040-\\u30ff]")
_SIGNS = re.compile("[\\u4e00-\\u9fff\\uac00-\\ud7a3]")


class Width(Enum):
    """What NULs say of bytes."""

    WIDE = "wide"
    NARROW = "narrow"
    UNCLEAR = "unclear"
    NEITHER = "neither"


class Verdict(NamedTuple):
    """What bytes with NULs are and, if they are wide, in which codec and as what text."""

    width: Width
    codec: str = ""
    text: str = ""


def judge(data: bytes) -> Verdict:
    """What bytes with a NUL in them are: wide characters, text of single bytes with stray NULs,
    something that may be either or binary, or surely no text."""
    narrow = data.translate(None, b"\0")
    readings = [
        (codec, text)
        for codec in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
        if (text := _read(data, codec)) is not None
    ]
    surest = [(codec, text) for codec, text in readings if _is_sure(text, data, narrow)]
    if surest:
        # In the other order of bytes there are hardly any stops.
        codec, text = max(surest, key=lambda found: len(_STOPS.findall(found[1][:SAMPLE])))
        return Verdict(Width.WIDE, codec, text)
    if _has_strays(data, narrow) and not _is_binary(narrow):
        told = not readings or _has_words(narrow)
        return Verdict(Width.NARROW if told else Width.UNCLEAR)
    return Verdict(Width.UNCLEAR if readings else Width.NEITHER)


def _has_strays(data: bytes, narrow: bytes) -> bool:
    nuls = len(data) - len(narrow)
    return nuls <= max(STRAY, _STRAY_SHARE * len(data)) and nuls <= _STRAY_MOST * len(data)


def _is_binary(narrow: bytes) -> bool:
    controls = len(narrow) - len(narrow.translate(None, _CONTROLS))
    return controls > max(1, _CONTROL_SHARE * len(narrow))


def _read(data: bytes, codec: str) -> str | None:
    """The text that bytes are in a codec, None if it has what no text has: codes that stand for
    nothing or for private signs, or controls."""
    try:
        text = data.decode(codec)
    except ValueError:
        return None
    part = text[:SAMPLE]
    odd = sum(unicodedata.category(c) in ("Cn", "Co", "Cs") or _is_control(c) for c in part)
    return text if odd <= _ODD_SHARE * len(part) else None


def _is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc" and character not in "\t\n\v\f\r\x1b\x85"


def _is_sure(text: str, data: bytes, narrow: bytes) -> bool:
    """Whether a wide reading is the right one whatever the bytes are without their NULs."""
    if text.isascii():
        # Every other byte is NUL, or three of four. One sign can be so by chance: U+4E00 is N.
        return len(text) >= _FEWEST_ASCII or len(data) > 2 * len(text)
    part = text[:SAMPLE]
    if 2 * len(narrow) <= len(data) and len(data) - len(narrow) > STRAY:
        # UTF-32; or UTF-16 in which every character is below U+0100, not the other order of it
        return 4 * len(text) == len(data) or max(part) < "\u0100"
    low = sum(c < "\u2070" for c in part)
    if low >= _OWN_SHARE * len(part):
        return _is_alphabetic(part) and _is_upper_half(data, narrow, len(part))
    return _is_eastern(part, narrow)


def _is_alphabetic(part: str) -> bool:
    """Whether most characters beyond ASCII are of one block, as those of an alphabet are."""
    blocks = [ord(c) >> 8 for c in part if c > "\x7f"]
    return 2 * max(map(blocks.count, set(blocks))) >= len(blocks)


def _is_upper_half(data: bytes, narrow: bytes, units: int) -> bool:
    """Whether bytes of alphabets below U+2000 show it: half of them are NULs or other controls
    (0x04 stands before Cyrillic letters, 0x09 before those of Hindi)."""
    nuls = len(data) - len(narrow)
    if nuls > max(STRAY, units / 2):
        return True
    controls = len(narrow) - len(narrow.translate(None, _CONTROLS))
    breaks = len(narrow) - len(narrow.translate(None, _BREAKS))
    # A column of single digits has as many breaks, and few NULs if any.
    beside = not narrow.isascii() or 20 * controls > len(narrow) or nuls > STRAY
    if 4 * breaks > len(narrow) and beside:
        return units >= _FEWEST_LETTERS
    return 5 * controls > len(narrow)


def _is_eastern(part: str, narrow: bytes) -> bool:
    """Whether a reading is a text in Chinese, Japanese or Korean: it has stops, signs in use
    alone, with lower halves from everywhere; and its bytes are neither UTF-8 nor words in Latin
    letters."""
    return (
        len(_EASTERN.findall(part)) >= _EASTERN_SHARE * len(part)
        and _STOPS.search(part) is not None
        and not (_has_words(narrow) or _is_utf8(narrow))
        and _are_signs(part)
    )


def _are_signs(part: str) -> bool:
    """Whether the signs of a text are of one script and their halves as signs have them: the lower
    ones from everywhere, seldom NUL; the upper ones not mostly one and the same."""
    signs = _SIGNS.findall(part)
    hangul = sum(sign >= "\uac00" for sign in signs)
    lower = [ord(sign) & 0xFF for sign in signs]
    upper = [ord(sign) >> 8 for sign in signs]
    return (
        len(signs) + len(_KANA.findall(part)) >= _FEWEST_SIGNS
        and (5 * hangul >= 4 * len(signs) or 50 * hangul <= len(signs))
        and 0.15 * len(signs) <= sum(half >= 0x80 for half in lower) <= 0.85 * len(signs)
        and lower.count(0) <= 1 + 0.05 * len(signs)
        and 2 * max(map(upper.count, set(upper)), default=0) <= max(len(signs), 6)
    )


def _has_words(narrow: bytes) -> bool:
    """Whether bytes are mostly Latin letters and spaces, or UTF-8 beyond ASCII, as halves of wide
    characters are not by chance."""
    part = narrow[: 2 * SAMPLE]
    if len(part) < _WORD_BYTES:
        return False
    if len(_ASCII_WORDS.findall(part)) >= _ASCII_SHARE * len(part):
        return True
    return _is_utf8(narrow) and len(narrow) - len(narrow.decode()) >= 3


def _is_utf8(narrow: bytes) -> bool:
    try:
        narrow.decode()
    except ValueError:
        return False
    return True
