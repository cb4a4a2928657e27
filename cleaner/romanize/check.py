"""Checking names: what they collide with, and whether their examples come true."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaner.romanize.entry import Entry, Name
from cleaner.romanize.fold import fold
from cleaner.romanize.index import Index
from cleaner.romanize.load import FOLDER, Names
from cleaner.romanize.spelling import without_article
from cleaner.romanize.targets import matchers_of

WORD_LIST = "english-words.txt.gz"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be looked at in an entry."""

    entry: Entry
    message: str

    def __str__(self) -> str:
        return f"{self.entry.file}:{self.entry.line}: {self.entry.name.id}: {self.message}"


def english_words(rules: Path) -> list[str]:
    """The English words that names are checked against, from a place of rules."""
    data = (rules / FOLDER / WORD_LIST).read_bytes()
    return gzip.decompress(data).decode().split()


def collisions(names: Names, words: Iterable[str]) -> Iterator[Finding]:
    """English words, and spellings of other entries, that an entry would take for its own, less
    those it lists in `accept`."""
    index = names.index
    looked_at = [
        {fold(s) for s in (e.name.canonical, *e.name.aliases, *e.name.accept)}
        for e in names.entries
    ]
    for word in words:
        for number in dict.fromkeys(t.entry for t in index.standing_for(word.capitalize())):
            if word not in looked_at[number]:
                yield Finding(names.entries[number], f"would take the English word {word!r}")
    for number, entry in enumerate(names.entries):
        for form in _forms(entry.name):
            for other in _others(index, form, number):
                if fold(form) not in looked_at[other]:
                    yield Finding(
                        names.entries[other],
                        f"would take {form!r}, a spelling of {entry.name.id}",
                    )


def _forms(name: Name) -> list[str]:
    """What an entry itself gives, and what each scheme commonly writes for it."""
    generated = (form.text for source in matchers_of(name) for form in source.forms(1))
    return list(dict.fromkeys((name.canonical, *name.aliases, *name.tests.match, *generated)))


def _others(index: Index, form: str, own: int) -> list[int]:
    """The entries beside its own that a spelling may stand for and would be changed by."""
    canonical = index.names[own].canonical
    return list(
        dict.fromkeys(
            target.entry
            for target in index.standing_for(form)
            if target.entry != own
            and target.rank != "surname"
            and index.names[target.entry].canonical != canonical
        )
    )


def failures(names: Names) -> Iterator[Finding]:
    """Examples that do not come true."""
    for entry in names.entries:
        for form in entry.name.tests.match:
            if entry.name.canonical not in (found := _rewritten(names.index, entry, form)):
                told = f"becomes {', '.join(found)}" if found else "is not seen"
                yield Finding(entry, f"{form!r} {told}")
        for form in entry.name.tests.keep:
            changed = [one for one in names.index.find(form) if one.original != one.spelling]
            if changed:
                yield Finding(entry, f"{form!r} is to be kept: {changed[0].name.id} takes it")


def _rewritten(index: Index, entry: Entry, form: str) -> list[str]:
    """What the names of an example become: the canonical spelling if all is well."""
    name = entry.name
    return [
        name.canonical
        if one.name is name and one.spelling.lower() in _manners(one.original, name.canonical)
        else one.spelling
        for one in index.find(form)
    ]


def _manners(original: str, canonical: str) -> tuple[str, ...]:
    """The canonical spelling in its manners: as it is, less its article, or left as it stood."""
    return canonical.lower(), without_article(canonical).lower(), original.lower()
