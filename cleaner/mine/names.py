"""Spellings that may be of one name: alike in their consonants and nearly so in their letters, and
never in one document.

A writer keeps to one spelling, so two that share a document are two names. A name stands inside
sentences: what is only ever the first word of its line, or among others written large, is what
sites print on buttons, in two languages alike. The skeleton brings
together what romanizations do with one sound (zh and j, ks and x); the distance of the letters
tells Marina from Morano.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import regex

LEAST_LETTERS = 6
LEAST_LIKENESS = 0.70
"""Distance of Levenshtein as a share of the longer spelling, from 1 for equal to 0."""
MOST_WORDS = 200_000
MOST_OF_ONE = 24
"""Spellings with one skeleton that are compared: more are no spellings of a name."""
MOST_DOCUMENTS = 256
"""Documents that are held of a spelling, four bytes each."""
_NAME = regex.compile(r"(?<![\p{L}\p{N}'’@/.\-])\p{Lu}[\p{Ll}\p{M}'’]{4,}(?![\p{L}\p{N}@])")
_SMALL = regex.compile(r"(?<![\p{L}\p{N}])\p{Ll}[\p{Ll}\p{M}]{4,}(?![\p{L}\p{N}])")
_BEFORE = regex.compile(r"(?<![\p{L}\p{N}'’@/.\-])\p{Ll}{2}")
_SOUNDS = (
    ("schtsch", "c"), ("chtch", "c"), ("shch", "c"), ("szcz", "c"), ("tsch", "c"), ("dzh", "z"),
    ("sch", "s"), ("tch", "c"), ("zh", "z"), ("kh", "h"), ("ch", "c"), ("sh", "s"), ("ts", "c"),
    ("tz", "c"), ("cz", "c"), ("sz", "s"), ("ks", "x"), ("ph", "f"), ("th", "t"), ("gh", "g"),
    ("ck", "k"), ("qu", "k"), ("j", "z"), ("w", "v"), ("q", "k"),
)  # fmt: skip
_VOWELS = frozenset("aeiouy'’")


@dataclass(frozen=True, slots=True)
class Variants:
    """Two spellings that may be of one name, with how many documents have each, and how alike
    they are (from 0 to 1)."""

    first: str
    second: str
    first_documents: int
    second_documents: int
    likeness: float


class Spellings:
    """Takes note of the capitalised words of documents."""

    def __init__(self) -> None:
        self._documents: dict[str, array[int]] = {}
        self._small: set[str] = set()
        self._inside: set[str] = set()
        self._number = 0

    def add(self, text: str) -> None:
        """Takes a document."""
        self._number += 1
        for line in text.split("\n"):
            self._add(line)
        if len(self._small) < MOST_WORDS:
            self._small.update(_SMALL.findall(text))

    def _add(self, line: str) -> None:
        before: regex.Match[str] | None = None
        for found in _NAME.finditer(line):
            word = found[0].removesuffix("'s").removesuffix("’s")
            if len(word) < LEAST_LETTERS or not word.isalpha():
                continue
            held = self._documents.get(word)
            if held is None:
                if len(self._documents) >= MOST_WORDS:
                    continue
                held = self._documents[word] = array("I")
            if len(held) < MOST_DOCUMENTS and (not held or held[-1] != self._number):
                held.append(self._number)
            before = before or _BEFORE.search(line, 0, found.start())
            if before:
                self._inside.add(word)

    def variants(self) -> list[Variants]:
        """Pairs of spellings, the most alike first."""
        groups: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._documents):
            if word in self._inside and word.lower() not in self._small:
                for bones in skeletons(word):
                    groups[bones].append(word)
        pairs = {
            pair
            for words in groups.values()
            if len(words) <= MOST_OF_ONE
            for pair in combinations(sorted(set(words)), 2)
        }
        found = [self._variants(*pair) for pair in sorted(pairs) if self._may_be_one(*pair)]
        return sorted(found, key=lambda v: (-v.likeness, v.first, v.second))

    def _may_be_one(self, first: str, second: str) -> bool:
        if not set(self._documents[first]).isdisjoint(self._documents[second]):
            return False
        return likeness(first, second) >= LEAST_LIKENESS and not _inflected(first, second)

    def _variants(self, first: str, second: str) -> Variants:
        counts = len(self._documents[first]), len(self._documents[second])
        return Variants(first, second, *counts, round(likeness(first, second), 3))


def skeletons(word: str) -> Iterator[str]:
    """The consonants of a word, as sounds; and, since a scanner reads a leading I as l, those of
    a word in l without it."""
    plain = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for letters, sound in _SOUNDS:
        plain = plain.replace(letters, sound)
    bones = "".join(c for c in plain if c not in _VOWELS)
    single = "".join(c for at, c in enumerate(bones) if at == 0 or c != bones[at - 1])
    if len(single) > 2:
        yield single
    if plain.startswith("l") and len(single) > 3:
        yield single[1:]


def likeness(first: str, second: str) -> float:
    """One less the distance of Levenshtein of two words, as a share of the longer."""
    row = list(range(len(second) + 1))
    for at, a in enumerate(first.lower(), 1):
        before, row[0] = row[0], at
        for place, b in enumerate(second.lower(), 1):
            kept = before if a == b else 1 + min(before, row[place], row[place - 1])
            before, row[place] = row[place], kept
    return 1 - row[-1] / max(len(first), len(second))


def _inflected(first: str, second: str) -> bool:
    """Whether one word is the other with an ending: the forms of one word in a language."""
    short, long = sorted((first, second), key=len)
    return long.startswith(short)


def told(found: list[Variants]) -> Iterator[str]:
    """The pairs as lines of a table, tab-separated, with a head."""
    yield "spelling\tdocuments\tspelling\tdocuments\tlikeness"
    for one in found:
        yield (
            f"{one.first}\t{one.first_documents}\t{one.second}\t{one.second_documents}\t"
            f"{one.likeness:.2f}"
        )
