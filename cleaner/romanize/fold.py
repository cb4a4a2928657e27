"""Spellings as they are compared: small plain Latin letters, spaces and hyphens."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_OWN = {
    "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e", "ı": "i", "ð": "d",
    "þ": "th", "‐": "-", "‑": "-", "\N{NO-BREAK SPACE}": " ",
    # Letters of other scripts that look Latin and stand in Latin words by mistake.
    "а": "a", "е": "e", "і": "i", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x",
}  # fmt: skip
"""What no decomposition gives."""

SILENT = frozenset("'’‘`´ʹʺʻʼʾʿˈ′")
"""Apostrophes, primes and the signs for hamza and ain: spellings differ in them freely."""


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """What one character is compared as: nothing, one character or two."""
    if character in SILENT:
        return ""
    if character == "\N{NO-BREAK SPACE}":
        return " "
    small = unicodedata.normalize("NFKD", character.lower())
    plain = "".join(c for c in small if not unicodedata.combining(c))
    return "".join(_OWN.get(c, c) for c in plain)


def fold(text: str) -> str:
    """What a spelling is compared as."""
    return "".join(map(fold_character, text))
