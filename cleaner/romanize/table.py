"""Romanization tables: how each grapheme of a language is written, where, and by which scheme.

A table is a file `tables/LANGUAGE.tsv` of four columns: grapheme, context, schemes, spellings.
All rows that fit a place of a name count there together.

- grapheme: one or more units of the script (letters; for Korean, Chinese and Japanese see
  `spell.py`), with spaces between units of more than one character. `~` is the place between two
  letters, where scripts without vowel signs leave vowels out; `·` that between two syllables.
- context: conditions, all of which must hold: `^` at a word's start, `$` at its end, `<abc` after
  one of these units, `>abc` before one; `!` turns one round. `{V}` stands for a class.
- schemes: who writes so; `*` is everyone whom no other fitting row of this grapheme names.
- spellings: the commonest first; `∅` writes nothing, `_` is a space.

Lines that begin with `@`: `@class V abc` names a set of units; `@double bcd` lists the Latin
consonants that loose spellings double; `@like LANGUAGE` takes over another table's rows for the
graphemes that this one does not have; `@between` says that `~` stands between any two letters;
`@standard SCHEME` names the scheme that rows for everyone are, where no row names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from cleaner.romanize.fold import fold

SCHEMES = (
    "elot", "bgn", "passport", "gost", "iso9", "ala-lc", "rr", "mr", "dprk", "pinyin", "wade",
    "postal", "efeo", "hepburn", "kunrei", "wapuro", "oh", "fr", "de", "es", "it", "pt", "ro",
    "pl", "cs", "hu", "nl", "sv", "fi", "tr", "press",
)  # fmt: skip
"""Every scheme, the more specific first: standards, then languages, then loose press spellings."""

BIT = {scheme: 1 << number for number, scheme in enumerate(SCHEMES)}
LOOSE = BIT["press"]
_NO_WORD = re.compile(r"\W")
_FOLDER = Path(__file__).parent / "tables"
Split = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Condition:
    """One part of a context: `side` is `<`, `>`, `^` or `$`."""

    side: str
    units: frozenset[str]
    holds: bool

    def fits(self, word: Sequence[str], start: int, end: int) -> bool:
        """Whether the condition holds for `word[start:end]`."""
        if self.side == "^":
            found = start == 0
        elif self.side == "$":
            found = end == len(word)
        elif self.side == "<":
            found = start > 0 and word[start - 1] in self.units
        else:
            found = end < len(word) and word[end] in self.units
        return found == self.holds


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. No `schemes` means everyone."""

    context: tuple[Condition, ...]
    schemes: frozenset[str]
    spellings: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Choices:
    """What may be written at one place: spellings as `shown`, with the schemes that write so, and
    the same as `compared`, those also `by_first` character.

    What is to be seen from outside: whether nothing may be written, the characters that spellings
    begin and end with, the `pairs` of neighbours in them (in all three, what is no part of a word
    is a space), the lengths of those that are parts of one word, and the `heads` of the others,
    which end a word: what they have of it.
    """

    shown: tuple[tuple[str, int], ...]
    compared: tuple[tuple[str, int], ...]
    by_first: dict[str, tuple[str, ...]]
    silent: bool
    firsts: frozenset[str]
    lasts: frozenset[str]
    pairs: frozenset[str]
    lengths: tuple[int, ...]
    heads: tuple[str, ...]


def make_choices(shown: list[tuple[str, int]]) -> Choices:
    """Choices from spellings with the bits of their schemes."""
    masks: dict[str, int] = {}
    for spelling, mask in shown:
        masks[fold(spelling)] = masks.get(fold(spelling), 0) | mask
    firsts: dict[str, list[str]] = {}
    for spelling in masks:
        firsts.setdefault(spelling[:1], []).append(spelling[1:])
    outer = [_NO_WORD.sub(" ", spelling) for spelling in masks]
    return Choices(
        shown=tuple(shown),
        compared=tuple(masks.items()),
        by_first={first: tuple(rests) for first, rests in firsts.items()},
        silent="" in masks,
        firsts=frozenset(spelling[0] for spelling in outer if spelling),
        lasts=frozenset(spelling[-1] for spelling in outer if spelling),
        pairs=frozenset(a + b for spelling in outer for a, b in pairwise(spelling)),
        lengths=tuple(sorted({len(spelling) for spelling in outer if " " not in spelling})),
        heads=tuple(sorted({spelling.split(" ")[0] for spelling in outer if " " in spelling})),
    )


@dataclass(eq=False, slots=True)
class Table:
    """The rows of one language, by grapheme, and the `lengths` of the graphemes that begin with a
    unit."""

    rows: dict[tuple[str, ...], list[Row]]
    double: frozenset[str]
    between: bool
    schemes: int = LOOSE
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _made: dict[tuple[object, ...], Choices] = field(default_factory=dict)
    _sides: dict[tuple[str, ...], tuple[bool, bool]] = field(default_factory=dict)
    _known: dict[tuple[object, ...], Choices | None] = field(default_factory=dict)

    def choices(
        self, word: Sequence[str], start: int, end: int, ocr: bool = False
    ) -> Choices | None:
        """What may be written for `word[start:end]`, None if no row fits."""
        units = tuple(word[start:end])
        if units not in self.rows:
            return None
        left, right = self._looked_at(units)
        # No context looks further than one unit to either side.
        before = word[start - 1] if start and left else start > 0
        after = word[end] if end < len(word) and right else end < len(word)
        place = (units, before, after, ocr)
        if place not in self._known:
            self._known[place] = self._fitting(word, start, end, ocr)
        return self._known[place]

    def _looked_at(self, units: tuple[str, ...]) -> tuple[bool, bool]:
        """Whether the rows of a grapheme ask for the unit before it, and for that behind it."""
        found = self._sides.get(units)
        if found is None:
            sides = {c.side for row in self.rows[units] for c in row.context}
            found = self._sides[units] = ("<" in sides, ">" in sides)
        return found

    def _fitting(self, word: Sequence[str], start: int, end: int, ocr: bool) -> Choices | None:
        rows = self.rows[tuple(word[start:end])]
        fitting = [row for row in rows if all(c.fits(word, start, end) for c in row.context)]
        if not fitting:
            return None
        key = (start == 0, ocr and start == 0, *map(id, fitting))
        if key not in self._made:
            self._made[key] = make_choices(self._spellings(fitting, start == 0, key[1] is True))
        return self._made[key]

    def loosely(self, choices: Choices) -> Choices:
        """The same spellings, written so by nobody's rules."""
        key = ("loosely", id(choices))
        if key not in self._made:
            self._made[key] = make_choices([(spelling, LOOSE) for spelling, _ in choices.shown])
        return self._made[key]

    def _spellings(self, rows: list[Row], first: bool, ocr: bool) -> list[tuple[str, int]]:
        named = sum(BIT[s] for s in frozenset().union(*(row.schemes for row in rows)))
        everyone = sum(BIT.values()) & ~named
        masks: dict[str, int] = {}
        for row in rows:
            mask = sum(BIT[s] for s in row.schemes) if row.schemes else everyone
            for spelling in row.spellings:
                masks[spelling] = masks.get(spelling, 0) | mask
        loose = {s * 2: LOOSE for s in masks if s in self.double and not first}
        # A capital I is often read as a small l, which becomes L where a name begins.
        misread = {"l" + s[1:]: LOOSE for s in masks if ocr and fold(s)[:1] == "i"}
        return [*masks.items(), *((s, m) for s, m in (loose | misread).items() if s not in masks)]


@lru_cache(maxsize=64)
def read_table(language: str, split: Split) -> Table:
    """The table of a language. Raises ValueError, naming the line, for one that is not sound."""
    path = _FOLDER / f"{language}.tsv"
    rows: dict[tuple[str, ...], list[Row]] = {}
    classes: dict[str, str] = {}
    table = Table(rows, frozenset(), between=False)
    parents: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            if line.startswith("@"):
                _directive(line.split(), table, classes, parents)
                continue
            grapheme, context, schemes, spellings = line.split("\t")
            row = Row(
                tuple(_conditions(context, classes, split)), _schemes(schemes), _words(spellings)
            )
            rows.setdefault(_grapheme(split(grapheme), table.between), []).append(row)
        except (ValueError, KeyError) as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from error
    for parent in parents:
        for units, inherited in read_table(parent, split).rows.items():
            rows.setdefault(units, inherited)
    named = (row.schemes for fitting in rows.values() for row in fitting)
    table.schemes |= sum(BIT[scheme] for scheme in frozenset().union(*named) - {"press"})
    for unit in {units[0] for units in rows}:
        table.lengths[unit] = tuple(sorted({len(units) for units in rows if units[0] == unit}))
    return table


def _grapheme(units: list[str], between: bool) -> tuple[str, ...]:
    """The units of a grapheme, with `~` between them where the names of the language have it."""
    if not between or "~" in units:
        return tuple(units)
    return tuple(part for unit in units for part in ("~", unit))[1:]


def _directive(words: list[str], table: Table, classes: dict[str, str], like: list[str]) -> None:
    match words:
        case ["@class", name, units]:
            classes[name] = units
        case ["@double", letters]:
            table.double = frozenset(letters)
        case ["@like", language]:
            like.append(language)
        case ["@standard", scheme]:
            table.schemes |= BIT[scheme]
        case ["@between"]:
            table.between = True
        case _:
            raise ValueError(f"unknown directive {words[0]}")


def _conditions(context: str, classes: dict[str, str], split: Split) -> Iterator[Condition]:
    for part in context.split(" "):
        if part:
            plain = part.removeprefix("!")
            units = re.sub(r"\{(\w+)\}", lambda m: classes[m[1]], plain[1:])
            if plain[0] not in "^$<>" or (plain[0] in "<>") != bool(units):
                raise ValueError(f"no context: {part!r}")
            yield Condition(plain[0], frozenset(split(units)), part[0] != "!")


def _schemes(cell: str) -> frozenset[str]:
    names = frozenset(cell.split())
    if unknown := names - set(SCHEMES) - {"*"}:
        raise ValueError(f"unknown scheme {', '.join(sorted(unknown))}")
    return names - {"*"}


def _words(cell: str) -> tuple[str, ...]:
    words = tuple(word.replace("∅", "").replace("_", " ") for word in cell.split())
    if not words:
        raise ValueError("no spellings")
    return words
