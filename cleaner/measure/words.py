"""Words around quantities, in all languages of the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from cleaner.measure.forms import read_forms
from cleaner.measure.units import read_table


class Words:
    """The words of the tables, each kind looked up its own way."""

    def __init__(self, home: Path) -> None:
        kinds: dict[str, dict[str, str]] = defaultdict(dict)
        spoken: dict[str, set[str]] = defaultdict(set)
        for row in read_table(home / "words.tsv"):
            kinds[row["kind"]].setdefault(row["word"], row["value"])
            if row["kind"] == "numeral":
                spoken[row["word"]].add(row["language"])
        self.modifiers = frozenset(kinds["modifier"])
        self.between = frozenset(kinds["between"])
        both = self.modifiers | self.between
        self.modifier_ends = frozenset(phrase.rpartition(" ")[2] for phrase in both)
        self.minus = frozenset(kinds["minus"])
        self.counts = frozenset(kinds["count"])
        self.per = frozenset(kinds["per"])
        self.magnitudes = {word: Fraction(value) for word, value in kinds["magnitude"].items()}
        self.numerals = {word: Fraction(value) for word, value in kinds["numeral"].items()}
        self.english = frozenset(word for word, languages in spoken.items() if languages == {"en"})
        self.joining = dict.fromkeys(kinds["and"], "list")
        self.joining |= dict.fromkeys(kinds["range"], "range")
        self.names = read_forms(home)

    def joiners(self) -> str:
        """The words between two numbers of a range or list, as a pattern."""
        return alternatives(self.joining)


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
