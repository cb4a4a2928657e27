"""Gates: which of all spellings are let through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cleaner.romanize.compile import Matcher
from cleaner.romanize.entry import SHORTEST_SURNAME, Name
from cleaner.romanize.fold import fold
from cleaner.romanize.places import address, capitals, joined, small_words
from cleaner.romanize.spell import CONSONANTAL
from cleaner.romanize.spelling import without_article
from cleaner.romanize.targets import Target

LEAST_LIKENESS = (0.74, 0.6)
"""Between a spelling of one word, and of several, and one that the entry gives or a scheme writes.
Lattices allow for every slip at every place; no spelling that people use has slips at most."""
SHORTEST_WRITTEN = 4
"""Letters of a family name that counts because a full name spelled it just so."""
MOST_FORMS = 20_000
"""Spellings whose passing is remembered."""

_PARTED = re.compile("[ -]")
_SOUNDS = (
    ("dsch", "j"), ("tsch", "ch"), ("sch", "sh"), ("dj", "j"), ("ou", "u"), ("oo", "u"),
    ("ck", "k"), ("q", "k"),
)  # fmt: skip
"""What is written differently for one sound."""


class Gates:
    """What a spelling must pass to count as an entry's."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._rejected = [frozenset(map(fold, name.reject)) for name in names]
        self._small = [small_words((name.canonical, *name.aliases)) for name in names]
        self._small_words = frozenset[str]().union(*self._small)
        self.pass_form = lru_cache(maxsize=MOST_FORMS)(self._pass_form)
        self._known: dict[tuple[int, str, str], frozenset[str]] = {}

    def second_word(self) -> re.Pattern[str]:
        """What leads from the first word of a name on to the second, with that: after a space it
        has a capital, or is one of the words that names write small."""
        small = "|".join(sorted(self._small_words))
        return re.compile(
            rf"[ \N{{NO-BREAK SPACE}}](?:(?:{small})(?!\w)|(?![a-z])\w+)|[^\w\s]\s?\w+"
        )

    def _pass_form(self, form: str, target: Target) -> bool:
        """Whether a spelling by itself may be the target's."""
        name = self._names[target.entry]
        if fold(form) in self._rejected[target.entry]:
            return False
        if name.kind == "surname" and sum(map(str.isalpha, form)) < SHORTEST_SURNAME:
            return False
        if target.source is not None and not self._near(form, target):
            return False
        return capitals(form, self._small[target.entry])

    def pass_place(self, text: str, start: int, end: int, target: Target) -> bool:
        """Whether a name may stand where it does."""
        person = self._names[target.entry].kind in ("person", "surname")
        return not (person and joined(text, start, end)) and not address(text, start, end)

    def family_as_written(self, full: str, entry: int) -> dict[str, tuple[int, str, str]]:
        """How a full name, as it was written, spells the family name, and what a target for that
        is made of; nothing if it is not surely the last word."""
        name = self._names[entry]
        written, canonical = re.split("[ -]", full), re.split("[ -]", name.canonical)
        if (
            len(written) == len(canonical) > 1
            and len(written[-1]) >= SHORTEST_WRITTEN
            and fold(written[-1][0]) == fold(canonical[-1][0])
            and not name.native.keys() & {"ko", "zh", "ja"}
        ):
            return {written[-1]: (entry, "surname", canonical[-1])}
        return {}

    def _near(self, form: str, target: Target) -> bool:
        """Whether a loose spelling is like one that the entry gives or a scheme writes."""
        bare = _bare(form)
        least = LEAST_LIKENESS[" " in target.canonical and " " in form]
        return any(likeness(bare, spelling) >= least for spelling in self._spellings(target))

    def _spellings(self, target: Target) -> frozenset[str]:
        """What an entry gives and schemes write, as it is compared for likeness."""
        language = target.source.language if target.source else ""
        key = (target.entry, target.rank, language)
        if key not in self._known:
            name = self._names[target.entry]
            given = () if target.rank == "surname" else name.aliases
            written = (target.canonical, *given, *_written(target.source))
            self._known[key] = frozenset(map(_bare, written))
        return self._known[key]


def _written(source: Matcher | None) -> list[str]:
    """What schemes write for a name. Without vowel signs that would be a guess at its vowels."""
    if source is None or source.language in CONSONANTAL:
        return []
    return [form.text for form in source.forms()]


def _bare(spelling: str) -> str:
    """A spelling as it is compared for likeness."""
    return _PARTED.sub("", fold(without_article(spelling)))


def likeness(left: str, right: str) -> float:
    """How alike two folded spellings are: 1 less the share of letters to be changed, where the
    German and French ways to write one sound count as that sound."""
    left, right = _plainly(left), _plainly(right)
    row = list(range(len(right) + 1))
    for i, one in enumerate(left, 1):
        corner, row[0] = row[0], i
        for j, other in enumerate(right, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (one != other))
    return 1 - row[-1] / max(len(left), len(right), 1)


def _plainly(spelling: str) -> str:
    for written, sound in _SOUNDS:
        spelling = spelling.replace(written, sound)
    return spelling
