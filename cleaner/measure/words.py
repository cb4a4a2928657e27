"""Words around quantities and the names of units, in all languages of the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from cleaner.measure.units import read_table

SHORT = 5
"""A name of a unit up to this long is often another word elsewhere: it counts only where the text
is in one of its languages."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a form is a name of: for each language a unit's key.

    `singular` are the languages in which the form stands only with one, `capitals` the spellings
    with capitals that are right in running text, each with its language. `sole` is the unit where
    the language need not be known to tell.
    """

    sole: str | None
    keys: tuple[tuple[str, str], ...]
    singular: frozenset[str]
    capitals: frozenset[tuple[str, str]]

    def key(self, language: str) -> str | None:
        """The key it has in a language, None if it is no name there."""
        return dict(self.keys).get(language)


class Words:
    """The words of the tables, each kind looked up its own way."""

    def __init__(self, home: Path) -> None:
        kinds: dict[str, dict[str, str]] = defaultdict(dict)
        for row in read_table(home / "words.tsv"):
            kinds[row["kind"]].setdefault(row["word"], row["value"])
        self.modifiers = frozenset(kinds["modifier"])
        self.between = frozenset(kinds["between"])
        both = self.modifiers | self.between
        self.modifier_ends = frozenset(phrase.rpartition(" ")[2] for phrase in both)
        self.minus = frozenset(kinds["minus"])
        self.counts = frozenset(kinds["count"])
        self.per = frozenset(kinds["per"])
        self.magnitudes = {word: Fraction(value) for word, value in kinds["magnitude"].items()}
        self.numerals = {word: Fraction(value) for word, value in kinds["numeral"].items()}
        self.joining = dict.fromkeys(kinds["and"], "list")
        self.joining |= dict.fromkeys(kinds["range"], "range")
        self.names = _names(home)

    def joiners(self) -> str:
        """The words between two numbers of a range or list, as a pattern."""
        return alternatives(self.joining)


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _names(home: Path) -> dict[str, Name]:
    """Every form in lower case, with what it names. The table of aliases speaks last: its key `-`
    takes a name back."""
    keys: dict[str, dict[str, str]] = defaultdict(dict)
    capitals: dict[str, set[tuple[str, str]]] = defaultdict(set)
    only_one: dict[str, set[str]] = defaultdict(set)
    for row in read_table(home / "names.tsv"):
        low = row["form"].lower()
        keys[low][row["language"]] = row["key"]
        if row["form"] != low:
            capitals[low].add((row["form"], row["language"]))
        if row["category"] == "one":
            only_one[low].add(row["language"])
    for row in read_table(home / "aliases.tsv"):
        low = row["form"].lower()
        if row["key"] == "-":
            keys[low].pop(row["language"], None)
            continue
        keys[low][row["language"]] = row["key"]
        if row["form"] != low:
            capitals[low].add((row["form"], row["language"]))
    return {
        low: Name(
            _sole(low, by_language),
            tuple(sorted(by_language.items())),
            frozenset(only_one[low] & by_language.keys()),
            frozenset(capitals[low]),
        )
        for low, by_language in keys.items()
        if by_language
    }


def _sole(form: str, by_language: dict[str, str]) -> str | None:
    """The unit a form names in all its languages, if it is English or long enough to be taken for
    it anywhere."""
    units = set(by_language.values())
    telling = "en" in by_language or len(form) > SHORT or not form.isascii()
    return units.pop() if len(units) == 1 and telling else None
