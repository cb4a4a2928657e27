"""Forms: every spelling and grammatical form of a unit's name, and what it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaner.measure.declined import declined
from cleaner.measure.units import read_table

SHORT = 5
"""A name of a unit up to this long is often another word elsewhere: it counts only where the text
is in one of its languages."""

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Name:
    """What a form is a name of: for each language a unit's key.

    `singular` are the languages in which the form stands only with one, `fixed` those in which it
    is an attribute or a case that no symbol shows, `capitals` the spellings with capitals that are
    right in running text, each with its language. `sole` is the unit where the language need not
    be known to tell.
    """

    sole: str | None
    keys: tuple[tuple[str, str], ...]
    singular: frozenset[str]
    fixed: frozenset[str]
    capitals: frozenset[tuple[str, str]]


class Forms:
    """The forms of the names of units, in lower case. What each names is put together when it is
    first asked for: of some seventeen thousand a text has a few."""

    def __init__(self) -> None:
        self._keys: dict[str, dict[str, str]] = defaultdict(dict)
        self._capitals: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._singular: dict[str, set[str]] = defaultdict(set)
        self._plural: dict[str, set[str]] = defaultdict(set)
        self._fixed: dict[str, set[str]] = defaultdict(set)
        self._made: dict[str, Name] = {}

    def add(
        self,
        language: str,
        form: str,
        key: str,
        singular: bool | None = None,
        fixed: bool = False,
    ) -> None:
        """Another form; of two units that one has in a language the last counts. `singular` is
        None where the table does not say."""
        low = form.lower()
        self._keys[low][language] = key
        if singular is not None:
            (self._singular if singular else self._plural)[low].add(language)
        if fixed:
            self._fixed[low].add(language)
        if form != low:
            self._capitals[low].add((form, language))

    def take_back(self, language: str, form: str) -> None:
        """The form names nothing in the language after all."""
        low = form.lower()
        self._keys[low].pop(language, None)
        if not self._keys[low]:
            del self._keys[low]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def get(self, low: str) -> Name | None:
        """What a form in lower case names, None if it names no unit."""
        if low not in self._keys:
            return None
        name = self._made.get(low)
        if name is None:
            name = self._made[low] = self._name(low)
        return name

    def _name(self, low: str) -> Name:
        by_language = self._keys[low]
        # A form that stands with one and with more is no sign.
        singular = self._singular.get(low, _NONE) - self._plural.get(low, _NONE)
        fixed = self._fixed.get(low, _NONE)
        if "en" in by_language:  # the usual case, where the language must not be asked for
            fixed, singular = _NONE, singular if "en" in singular else _NONE
        return Name(
            _sole(low, by_language),
            tuple(sorted(by_language.items())),
            frozenset(singular & by_language.keys()),
            frozenset(fixed & by_language.keys()),
            frozenset(self._capitals.get(low, ())),
        )


def read_forms(home: Path) -> Forms:
    """All forms of a folder's tables. The table of aliases speaks last: its key `-` takes a name
    back. Raises CleanerError if a table cannot be read."""
    forms = Forms()
    for row in read_table(home / "names.tsv"):
        forms.add(row["language"], row["form"], row["key"], row["category"] == "one")
    prefixes = {row["prefix"]: row["name"] for row in read_table(home / "prefixes.tsv")}
    for form in declined(home, prefixes):
        forms.add(*form)
    for row in read_table(home / "aliases.tsv"):
        if row["key"] == "-":
            forms.take_back(row["language"], row["form"])
        else:
            forms.add(row["language"], row["form"], row["key"])
    return forms


def _sole(form: str, by_language: dict[str, str]) -> str | None:
    """The unit a form names in all its languages, if it is English or long enough to be taken for
    it anywhere."""
    units = set(by_language.values())
    telling = "en" in by_language or len(form) > SHORT or not form.isascii()
    return units.pop() if len(units) == 1 and telling else None
