"""Places: where in a text a name may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaner.romanize.fold import SILENT, fold

ARTICLES = frozenset(
    (
        "al", "el", "ul", "il", "as", "es", "ad", "ed", "ar", "er", "az", "ez", "at", "et", "an",
        "en", "ash", "esh", "ach", "asch", "ech", "esch",
    )
)  # fmt: skip
"""The Arabic article, as it is written before each letter."""
PARTICLES = ARTICLES | frozenset(
    (
        "bin", "ben", "ibn", "bint", "abu", "abd", "ol", "of", "the", "de", "da", "di", "na",
        "on", "upon",
    )
)  # fmt: skip
"""Words of a name that are written small."""
FAR = 200
"""Characters without a blank that are looked at: longer runs are no words anyway."""

_ADDRESS = re.compile(r"://|www\.|[@#_\\]|\w\.[a-z]{2}")
_SHORTENED = re.compile(r"(?:s|S|d|ll|ve|re|m)(?!\w)")
_BLANK = re.compile(r"\s")
_ARTICLE_ENDS = frozenset(article[-1] for article in ARTICLES)


def word_begins(text: str, start: int) -> bool:
    """Whether a word begins here that goes on from no letter, number or address."""
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "_@#/.\\&=+%~")


def word_ends(text: str, end: int) -> bool:
    """Whether a word ends here; `’s` and other shortened words may follow."""
    after = text[end : end + 1]
    if not after:
        return True
    if after.isalnum() or after == "_" or text[end - 1] in SILENT:
        return False
    if after in SILENT and text[end + 1 : end + 2].isalnum():
        return _SHORTENED.match(text, end + 1) is not None
    # The number of a type goes on: Tu-22-M3.
    follows = text[end + 1 : end + 2]
    numbered = follows.isdigit() or (text[end - 1].isdigit() and follows.isupper())
    return not (after == "-" and numbered)


def joined(text: str, start: int, end: int) -> bool:
    """Whether a hyphen makes it part of a longer name: Tolstoy-Miloslavsky. `pro-Putin` and
    `Putin-backed` are no names."""
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper():
        return True
    if text[start - 1 : start] != "-" or start < 2:
        return False
    at = start - 1
    while at > 0 and text[at - 1].isalnum():
        at -= 1
    return text[at].isupper()


def small_words(spellings: Iterable[str]) -> frozenset[str]:
    """The words that some spellings write small."""
    words = (word for spelling in spellings for word in re.split("[ -]", spelling))
    return PARTICLES | frozenset(word for word in words if word.islower())


def capitals(form: str, small: frozenset[str]) -> bool:
    """Whether each word has a capital, but for those that may be written small."""
    words = re.split(r"[ \N{NO-BREAK SPACE}]", form)
    return fold(words[-1]) not in PARTICLES and all(
        word[:1].isupper() or word[:1].isdigit() or fold(word) in small or _has_capital(word)
        for word in words
    )


def _has_capital(word: str) -> bool:
    """An article with a hyphen before a capital: al-Qaeda; or a sign before one: ʻAbd."""
    first, _, rest = word.lstrip("".join(SILENT)).partition("-")
    return first[:1].isupper() or (fold(first) in PARTICLES and rest[:1].isupper())


def address(text: str, start: int, end: int) -> bool:
    """Whether the place is inside a URL, a handle or an e-mail address."""
    left = start
    while left > 0 and start - left < FAR and not text[left - 1].isspace():
        left -= 1
    blank = _BLANK.search(text, end, end + FAR)
    right = blank.start() if blank else min(len(text), end + FAR)
    return _ADDRESS.search(text, left, right) is not None


def article_before(text: str, at: int) -> int:
    """Where the article before a capital begins, `at` if there is none."""
    if at < 3 or text[at - 1] not in "- " or text[at - 2] not in _ARTICLE_ENDS:
        return at
    start = at - 1
    while start > 0 and at - start < 6 and text[start - 1].isalpha():
        start -= 1
    return start if text[start : at - 1] in ARTICLES else at
