"""Measures of one page: words, shingles of four words, and lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"^[\s>#*+•·–-]+(?=\S)")
# Scripts without spaces count by the sign.
_DENSE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\u0e00-\u0edf\u1000-\u109f]")
_LINE_END = re.compile(r"[\r\n]+")
SIZE = 4
HALF = 0.5
"""Share of a line's shingles that have to be in a text for the line to be in it."""


def word_f1(text: str, gold: str) -> float:
    """F1 of the words of a text, lower-cased, each as often as it stands there."""
    given, wanted = (Counter(_WORD.findall(each.lower())) for each in (text, gold))
    if not given or not wanted:
        return float(not given and not wanted)
    hits = sum((given & wanted).values())
    return 2 * hits / (sum(given.values()) + sum(wanted.values()))


def has_all(text: str, gold: str) -> bool:
    """Whether every word of the gold is in a text, as often as there."""
    given, wanted = (Counter(_WORD.findall(each)) for each in (text, gold))
    return not wanted - given


def shingles(text: str, gold: str) -> tuple[float, float, float]:
    """Shares of shingles that are in both texts, in the first alone and in the gold alone: of all
    that are in either, so that long and short pages weigh the same."""
    given, wanted = (Counter(_grams(_WORD.findall(each))) for each in (text, gold))
    hits = sum((given & wanted).values())
    more, less = sum((given - wanted).values()), sum((wanted - given).values())
    total = hits + more + less
    return (hits / total, more / total, less / total) if total else (0.0, 0.0, 0.0)


def macro(rows: Iterable[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of shingles, the first two as means over pages that have any."""
    kept = list(rows)
    precisions = [hit / (hit + more) for hit, more, _ in kept if hit + more]
    recalls = [hit / (hit + less) for hit, _, less in kept if hit + less]
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    recall = sum(recalls) / len(recalls) if recalls else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def lines_of(text: str) -> list[str]:
    """The lines of a text that are not blank, without white space around them."""
    return [line.strip() for line in _LINE_END.split(text) if line.strip()]


def tokens(line: str) -> list[str]:
    """The words of a line for finding it again, without the signs of Markdown."""
    plain = _MARKS.sub("", _LINK.sub(r"\1", line)).lower()
    found: list[str] = []
    for word in _WORD.findall(plain):
        found.extend(word if _DENSE.search(word) else [word])
    return found


class Lines:
    """Tells which lines of a page are still in a text; each line of the text counts once."""

    def __init__(self, text: str) -> None:
        rows = [tokens(line) for line in lines_of(text)]
        self._whole = Counter(tuple(row) for row in rows if row)
        self._had = frozenset(self._whole)
        self._grams = set(_grams([word for row in rows for word in row]))

    def take(self, line: list[str]) -> bool:
        """Whether a line is there, whole or for the most part."""
        whole = tuple(line)
        if self._whole[whole] > 0:
            self._whole[whole] -= 1
            return True
        if whole in self._had or len(line) < SIZE:
            return False
        grams = _grams(line)
        return sum(gram in self._grams for gram in grams) >= HALF * len(grams)


def _grams(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + SIZE]) for i in range(max(1, len(words) - SIZE + 1)) if words]
