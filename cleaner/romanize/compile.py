"""From a native name to what recognises its romanizations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cleaner.romanize.fold import fold
from cleaner.romanize.hanzi import read_hanzi
from cleaner.romanize.lattice import EVERYONE, PARTED, Lattice, chain, word_lattice
from cleaner.romanize.spell import CONSONANTAL, LANGUAGES, split_sounds, split_units, words_of
from cleaner.romanize.table import BIT, SCHEMES, Choices, Table, make_choices, read_table

FORMS_EACH = 4
"""How many forms of each scheme are shown."""

SPACE_OR_NOTHING = make_choices([(" ", EVERYONE), ("-", EVERYONE), ("", EVERYONE)])
EZAFE = make_choices(
    [(f"{e}{s}", EVERYONE) for e in ("", "-e", "-i", "-ye", "e") for s in " -"] + [("", EVERYONE)]
)
"""Persian joins words by a vowel that is not written in its script: Mazar-e Sharif."""
ONLY_SPACE = make_choices([(" ", EVERYONE), (", ", EVERYONE)])


@dataclass(frozen=True, slots=True)
class Form:
    """A generated spelling and the schemes that write so."""

    text: str
    schemes: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Matcher:
    """All romanizations of one name."""

    native: str
    language: str
    lattices: tuple[Lattice, ...]
    schemes: tuple[str, ...]

    def matches(self, form: str) -> str | None:
        """The most specific scheme that explains a form, `mixed` if only several together do,
        None if the form is no romanization of the name."""
        folded = fold(form.strip())
        found = [lattice.schemes(folded) for lattice in self.lattices]
        ways = [bits for bits in found if bits is not None]
        if not ways:
            return None
        together = 0
        for bits in ways:
            together |= bits
        return next((s for s in self.schemes if together & BIT[s]), "mixed")

    def forms(self, each: int = FORMS_EACH) -> list[Form]:
        """Spellings as schemes write them, up to `each` of every scheme: first those that most
        schemes share. Loose spellings are far too many to be listed; a few are shown."""
        by_text: dict[str, list[str]] = {}
        for scheme in self.schemes:
            for lattice in self.lattices:
                for text in lattice.written_by(scheme, each):
                    schemes = by_text.setdefault(_capital(text), [])
                    if scheme not in schemes:
                        schemes.append(scheme)
        found = [Form(text, tuple(schemes)) for text, schemes in by_text.items()]
        return sorted(found, key=lambda form: -len(form.schemes))


def matcher(
    native: str, language: str, reading: str | None = None, *, ocr: bool = False
) -> Matcher:
    """What recognises the romanizations of a name. `reading` is the pinyin of a Chinese name (its
    characters are looked up if there is none) or the kana of a Japanese one; `ocr` allows for a
    leading I that was taken for an l.

    Raises ValueError for a language without a table, a reading that is missing, or a character
    that the table does not have.
    """
    return _made(native, language, reading, ocr)


@lru_cache(maxsize=8192)
def _made(native: str, language: str, reading: str | None, ocr: bool) -> Matcher:
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} has no table; languages are {', '.join(LANGUAGES)}")
    table = table_of(language)
    lattices = [
        chain([word_lattice(tuple(word), table, ocr) for word in words], joint)
        for words, joint in arrangements(native, language, reading)
    ]
    schemes = tuple(scheme for scheme in SCHEMES if table.schemes & BIT[scheme])
    return Matcher(native, language, tuple(lattices), schemes)


def table_of(language: str) -> Table:
    """The table of one of `LANGUAGES`."""
    return read_table(language, split_sounds if language == "zh" else split_units)


def arrangements(
    native: str, language: str, reading: str | None
) -> Iterator[tuple[list[list[str]], Choices]]:
    """The words of a name as units and what joins them, for every way to read it; where its parts
    change places in Western writing, that order too. Raises ValueError as `matcher` does."""
    readings = [reading]
    if language == "zh" and reading is None and not native.isascii():
        readings = list(read_hanzi(native)) or [None]
    for one in readings:
        words = words_of(native, language, one)
        yield words, _joint(language)
        if language in ("zh", "ja") and len(words) == 2:
            yield words[::-1], ONLY_SPACE
        if language == "ko" and len(words) == 1 and words[0].count("·") == 2:
            cut = words[0].index("·")
            yield [words[0][cut + 1 :], words[0][:cut]], ONLY_SPACE


def _joint(language: str) -> Choices:
    if language == "fa":
        return EZAFE
    return SPACE_OR_NOTHING if language in (*CONSONANTAL, "ko", "zh") else PARTED


def _capital(text: str) -> str:
    """Each word with a capital, an article before a hyphen without."""
    return " ".join(map(_capital_word, text.split(" ")))


def _capital_word(word: str) -> str:
    first, *rest = word.split("-")
    if not (rest and first in ("al", "el")):
        first = first[:1].upper() + first[1:]
    return "-".join((first, *(part[:1].upper() + part[1:] for part in rest)))
