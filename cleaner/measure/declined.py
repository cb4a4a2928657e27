"""Declined names of units: `Kubikmetern`, `квадратных метрах`, `stopniach Celsjusza`.

Every form is made of a stem, an ending of its paradigm, a metric prefix and an adjective, by the
tables `declensions.tsv` and `declined.tsv`, whose heads say what their columns mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

from cleaner.errors import CleanerError
from cleaner.measure.units import read_table

_SINGULAR = "^"
_FIXED = "!"


class Form(NamedTuple):
    """A form of a unit's name in a language. `singular` stands only with one, and what is `fixed`
    is measured and never rewritten."""

    language: str
    form: str
    key: str
    singular: bool
    fixed: bool


class _Adjective(NamedTuple):
    key: str
    place: str
    forms: list[list[str]]


def declined(home: Path, prefix_names: Mapping[str, str]) -> Iterator[Form]:
    """All forms of the two tables in a folder; the prefixes' names are those that stand in keys.

    Raises CleanerError if a table cannot be read, or a row names a paradigm, an adjective or a
    prefix that its language does not have.
    """
    tables = _Declensions(home)
    for row in read_table(home / "declined.tsv"):
        try:
            for language in row["language"].split():
                yield from tables.forms(row, language, prefix_names)
        except (KeyError, ValueError) as error:
            name = f"{row['language']} {row['key']} {row['stem']}"
            raise CleanerError(
                f"{home / 'declined.tsv'}: the row {name} does not fit declensions.tsv: {error}."
            ) from error


class _Declensions:
    """Prefixes, paradigms and adjectives, by language."""

    def __init__(self, home: Path) -> None:
        self._prefixes: dict[str, dict[str, str]] = {}
        self._nouns: dict[tuple[str, str], list[list[str]]] = {}
        self._adjectives: dict[tuple[str, str], _Adjective] = {}
        for row in read_table(home / "declensions.tsv"):
            forms = [slot.split("/") for slot in row["forms"].split()]
            for language in row["language"].split():
                place = (language, row["name"])
                if row["kind"] == "prefix":
                    pairs = (pair.partition("=") for pair in row["forms"].split())
                    self._prefixes[language] = {symbol: word for symbol, _, word in pairs}
                elif row["kind"] == "noun":
                    self._nouns[place] = forms
                else:
                    key = row["name"].split(".")[0]
                    power = f"{key}-" if key in ("square", "cubic") else ""
                    self._adjectives[place] = _Adjective(power, row["place"], forms)

    def forms(
        self, row: Mapping[str, str], language: str, names: Mapping[str, str]
    ) -> Iterator[Form]:
        """The forms of one noun in one of its languages."""
        own = self._prefixes.get(language, {})
        prefixes = [("", "")]
        prefixes += [(names[symbol], own[symbol]) for symbol in _listed(row["prefixes"])]
        endings = self._nouns[language, row["paradigm"]]
        after = "" if row["after"] == "-" else " " + row["after"]
        for (name, word), which in product(prefixes, row["with"].split()):
            adjective = None if which == "-" else self._adjectives[language, which]
            power = adjective.key if adjective else ""
            key = power + name + row["key"]
            for noun, ending in _phrases(word, row["stem"], endings, adjective):
                singular, fixed = _SINGULAR in ending, _FIXED in ending
                yield Form(language.split("-", maxsplit=1)[0], noun + after, key, singular, fixed)


def _listed(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split()


def _phrases(
    prefix: str, stem: str, endings: list[list[str]], adjective: _Adjective | None
) -> Iterator[tuple[str, str]]:
    """The forms of a noun, with its adjective if there is one, and the ending that each has."""
    if adjective is None:
        for ending in (ending for slot in endings for ending in slot):
            yield _joined((prefix, stem, _bare(ending))), ending
        return
    for slot, before in zip(endings, adjective.forms, strict=True):
        for ending, word in product(slot, before):
            if adjective.place == "joined":
                yield _joined((word, prefix, stem, _bare(ending))), ending
                continue
            noun = _joined((prefix, stem, _bare(ending)))
            if adjective.place in ("before", "both"):
                yield f"{word} {noun}", ending
            if adjective.place in ("after", "both"):
                yield f"{noun} {word}", ending


def _bare(ending: str) -> str:
    """The ending without its mark, "" for none."""
    return ending.lstrip(_SINGULAR + _FIXED).replace("-", "")


def _joined(parts: Iterable[str]) -> str:
    """Parts as one word, of which only the first letter keeps a capital. A space or a hyphen in a
    part keeps what stands beside it as it is."""
    first, *others = (part for part in parts if part)
    return first + "".join(part if " " in part or "-" in part else part.lower() for part in others)
