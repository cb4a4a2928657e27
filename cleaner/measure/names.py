"""Names of units: `kilometers per hour`, `метров`, `公里`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cleaner.measure.forms import Name
from cleaner.measure.number import SPACES
from cleaner.measure.quantity import Named, Part
from cleaner.measure.symbols import Symbols
from cleaner.measure.units import Unit, Units
from cleaner.measure.words import Words, alternatives

_SP = f"[{SPACES}]"
# A letter with the marks that Arabic, Hebrew and Indian scripts set on it.
_LETTER = (
    r"[^\W\d_⁰¹²³⁴-⁹½¼¾⅐-⅞]"
    r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f]*+"
)
_WORDS = re.compile(rf"(?:{_LETTER})++[²³]?(?:(?:{_SP}|[-/’']|\.{_SP})(?:{_LETTER})++[²³]?){{0,4}}")
_HEAD = re.compile(r"[^\W\d_⁰¹²³⁴-⁹½¼¾⅐-⅞]+")
_BREAK = re.compile(rf"\.?{_SP}|[-/’']")
_ODD_SPACE = re.compile(f"[{SPACES[1:]}]")
_UNSPACED = "\u3040"  # from here on, scripts that set no spaces: kana, Han, Hangul
_LONGEST_UNSPACED = 12
_BEFORE_PER = frozenset("/" + SPACES)
_ARTICLES = frozenset({"a", "an"})


class Names:
    """Reads units from words."""

    def __init__(self, units: Units, words: Words, symbols: Symbols) -> None:
        self._units = units
        self._names = words.names
        self._symbols = symbols
        self._per = re.compile(
            rf"{_SP}?/{_SP}?|{_SP}(?P<word>{alternatives(words.per)})(?:{_SP}|(?<=[’']))"
        )
        self.heads = frozenset(head[0] for head in map(_HEAD.match, self._names) if head)
        self._openers = frozenset(
            head[0] for head in map(_HEAD.match, self._names) if head and head[0] != head.string
        )

    def never_differs(self, symbol: str, key: str) -> bool:
        """Whether no name that starts with a symbol is longer or names another unit: then names
        need not be looked at where the symbol stands."""
        head = _HEAD.match(symbol)
        if head and head[0].lower() in self._openers:
            return False
        name = self._names.get(symbol.lower())
        return name is None or all(named == key for _, named in name.keys)

    def read(self, text: str, at: int, language: Callable[[], str]) -> Named | None:
        """The longest name that starts at an offset."""
        head = _HEAD.match(text, at)
        if head is None or (head[0] < _UNSPACED and head[0].lower() not in self.heads):
            return None
        for form, end in _forms(text, at):
            low = form.lower()
            name = self._names.get(low) or self._names.get(low.replace("-", " "))
            key = name and (name.sole or _key(name, language))
            if name and key:
                return Named(at, end, self._units.unit(key), low, Part(form, name))
        return None

    def under(
        self, text: str, unit: Unit, end: int, language: Callable[[], str]
    ) -> tuple[Unit, int, Part | None] | None:
        """The unit and its end where `per hour`, `/day` or the like follows a unit, and the name
        below if it is one."""
        if text[end : end + 1] not in _BEFORE_PER:
            return None
        found = self._per.match(text, end)
        if found is None:
            return None
        named = self.read(text, found.end(), language)
        if named is not None:
            below, stop = named.unit, named.end
        elif found["word"] and found["word"] not in _ARTICLES:
            reading = self._symbols.read(text, found.end())
            if reading is None or reading.parts > 1 or len(reading.first) < 2:
                return None
            below, stop = reading.unit, reading.end
        else:
            return None
        if found["word"] and len(found["word"]) < 3 and below.dimension != "time":
            return None  # "5 km a mile" says nothing; "в", "na", "al" mostly mean something else
        return self._units.quotient(unit, below), stop, named.main if named else None


def _forms(text: str, at: int) -> Iterator[tuple[str, int]]:
    """What may be a name at an offset, the longest first, with its end. White space in it is
    given as one space."""
    found = _WORDS.match(text, at)
    if found is None:
        return
    run = found[0]
    if run[0] >= _UNSPACED:
        for size in range(min(len(run), _LONGEST_UNSPACED), 0, -1):
            yield run[:size], at + size
        return
    ends = [len(run), *(gap.start() for gap in reversed(list(_BREAK.finditer(run))))]
    for end in ends:
        form = run[:end]
        yield form if form.isascii() else _ODD_SPACE.sub(" ", form), at + end


def _key(name: Name, language: Callable[[], str]) -> str | None:
    """The unit a form names in a text of this language, None if it is probably no name there."""
    keys = dict(name.keys)
    here = language().split("-")[0]
    found = keys.get(here) or keys.get("en")
    if found is None and here == "und" and len(set(keys.values())) == 1:
        return name.keys[0][1]
    return found


def is_singular(named: Named, language: Callable[[], str]) -> bool:
    """Whether the form can stand only with one: then with another number it is an adjective."""
    name = named.main.name if named.main else None
    return name is not None and _is_marked(name, name.singular, language)


def is_plain(named: Named, language: Callable[[], str]) -> bool:
    """Whether a name is written as words in running text are, without the capitals of a title,
    and is no attribute or case that a symbol would lose."""
    parts = [part for part in (named.main, named.below) if part]
    return all(
        (written == written.lower() or _is_right(name, written, language))
        and not _is_marked(name, name.fixed, language)
        for written, name in parts
    )


def _is_right(name: Name, form: str, language: Callable[[], str]) -> bool:
    """Whether a spelling with capitals is right in running text, as German nouns are."""
    languages = {code for spelling, code in name.capitals if spelling == form}
    return bool(languages) and language().split("-")[0] in languages


def _is_marked(name: Name, marked: frozenset[str], language: Callable[[], str]) -> bool:
    """Whether something holds of a form in the text's language, given the languages it holds in.
    The language is asked for only if the form is a name in others too."""
    if not marked:
        return False
    others = {code for code, _ in name.keys} - marked
    return not others or language().split("-")[0] not in others
