"""Guards: symbols that are also words, initials or million, judged by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from cleaner.measure.places import priced

# Words after which a number with one letter is a name: Room 12 A, Fig. 4 a, No. 227 g.
_LABEL = re.compile(
    r"(?:\b(?:no|nos|nr|room|flat|apt|suite|chapter|article|section|clause|fig|figs|figure|table"
    r"|page|pp?|vol|volume|version|ver|season|episode|series|group|grade|class|type|model|level"
    r"|route|highway|flight|gate|platform|line|block|unit|part|act|scene|phase|stage|step|day|week"
    r"|year|item|note|ref|eq|equation|appendix|annex|box|panel|plate|street|avenue|boeing|airbus"
    r"|windows|iphone|galaxy|article|artikel|kapitel|abb|tab|seite|chapitre|capítulo|capitolo"
    r"|zimmer|raum|haus|wohnung|chambre|habitación|aula|stanza|quarto|sala|pokój|mieszkanie|byt|stan"
    r"|soba|huone|asunto|daire|oda|szoba|lakás|διαμέρισμα|кв|квартира|кватэра|комната|кімната"
    r"|стая|соба|стан|розділ|раздзел|поглавље|rozdział|kapitola|poglavje|poglavlje|luku|bölüm|fejezet"
    r"|статья|глава|рис|табл|том|пункт|дом)|№|§)\.?\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_DECADE = re.compile(r"(?:1[0-9]|20)?\d0")
_PREPOSITION = (
    r"(?:of|at|after|before|in|and|or|to|on|with|without|under|for|by|from|post|per|later|prior"
    r"|until|each|long|old|apart|ago|followed|then|than|as|was|were|is|respectively|incubation)\b"
)
_LOOSE_END = re.compile(rf"\s*(?:[,;:.)\]/–—-]|$|\n)|\s+(?:{_PREPOSITION}|\()")
_RECORD = re.compile(r"\d+\s?[WLDT]\b")


class Scene(NamedTuple):
    """A number and a symbol in their text: the number's digits as written, what stands between
    number and symbol, where they start and end, and the language, which may be asked for."""

    text: str
    start: int
    end: int
    digits: str
    glue: str
    language: Callable[[], str]
    counts: frozenset[str]

    @property
    def spaced(self) -> bool:
        """Whether a space stands between number and symbol."""
        return self.glue.isspace()

    @property
    def decimal(self) -> bool:
        """Whether the number has decimals, or says so by a fraction or power."""
        return not self.digits.isdigit() and not re.fullmatch(
            r"\d{1,3}(?:[,. ]\d{3})+", self.digits
        )

    @property
    def after(self) -> str:
        """A little of what follows."""
        return self.text[self.end : self.end + 24]

    @property
    def before(self) -> str:
        """A little of what stands before."""
        return self.text[max(0, self.start - 24) : self.start]

    @property
    def next_word(self) -> str:
        """The word that follows after a space, "" if something else does."""
        found = re.match(r"[ \u00a0]([^\W\d_]+)", self.after)
        return found[1] if found else ""


def is_year(digits: str) -> bool:
    """Whether a number without separators may be a year."""
    return _YEAR.fullmatch(digits) is not None


def allows(symbol: str, scene: Scene) -> bool:
    """Whether the symbol, standing alone after a number, is a unit there."""
    guard = _GUARDS.get(symbol)
    if guard is not None and not guard(scene):
        return False
    if len(symbol) == 1 and symbol.isalpha():
        if scene.glue == "-" and symbol not in "mgLVW":
            return False
        if _LABEL.search(scene.before) or scene.after.startswith(("'", "’")):
            return False
    return True


def _inch(scene: Scene) -> bool:
    after = scene.after
    if re.match(r"\s*[()\]×]|\s+(?:long|wide|tall|deep|thick|high|x\s?\d|of\s+(?!\d))", after):
        return True
    foot = _AFTER_FEET.search(scene.before) is not None
    if foot and re.match(r"\s+(?:and|or|but)\b", after):
        return True
    if not re.match(r"\s*(?:[,;:.]|$|\n)|[ ]in diameter", after):
        return scene.glue == "" and not scene.next_word.islower()
    return scene.decimal or scene.glue != " " or foot or scene.before.endswith("(")


_AFTER_FEET = re.compile(r"(?:\b(?:ft|foot|feet)|')(?:,? | and |,)?$")


def _meter(scene: Scene) -> bool:
    word = scene.next_word.lower()
    if word in scene.counts:
        return False
    return not (scene.glue == "" and priced(scene.text, scene.start))


def _second(scene: Scene) -> bool:
    """A glued s: 1980s and 30s are years, 5 s and 0.5s seconds."""
    if scene.glue == "":
        return not _DECADE.fullmatch(scene.digits) and not is_year(scene.digits)
    return _preposition_s(scene)


def _preposition_s(scene: Scene) -> bool:
    """In several Slavic languages s and с are words."""
    return not scene.next_word or scene.language().split("-")[0] in ("en", "de", "fr", "it", "es")


def _cyrillic_s(scene: Scene) -> bool:
    return not scene.next_word and not is_year(scene.digits)


def _cyrillic_g(scene: Scene) -> bool:
    """After a year, г. is the word year; it is also the abbreviation of city."""
    return not is_year(scene.digits) and scene.after[:1] != "."


def _ampere(scene: Scene) -> bool:
    return scene.decimal or (scene.spaced and _CURRENT.search(_wide(scene)) is not None)


def _kelvin(scene: Scene) -> bool:
    word = scene.next_word.lower()
    many = word in scene.counts or word in _NO_KELVIN
    return scene.spaced and not many


_CURRENT = re.compile(
    r"\b(?:current|fuse|amper|amps?\b|charg|circuit|breaker|draws?\b|socket|outlet|volt"
    r"|\d ?k?V\b|electri|wir(?:e|ing)|batter|solenoid|coil|rated)",
    re.IGNORECASE,
)

_NO_KELVIN = frozenset(
    {
        "run",
        "race",
        "resolution",
        "display",
        "tv",
        "video",
        "screen",
        "monitor",
        "marathon",
        "camera",
    }
)


def _initial(scene: Scene) -> bool:
    """Not in tables of wins and losses, in coordinates, or before a name."""
    around = scene.text[max(0, scene.start - 10) : scene.start], scene.after[:10]
    if any(_RECORD.search(side) for side in around) or _COMPASS.search(around[0] + around[1]):
        return False
    name = scene.spaced and scene.next_word[:1].isupper()
    return not name or scene.language().split("-")[0] in _CAPITALISED


_CAPITALISED = frozenset({"de", "lb"})
"""Languages in which nouns have capitals: what follows a unit need be no name."""


_COMPASS = re.compile(r"\d\s?°?\s?[NSEW]\b|[NSEW]\s?[,/]?\s*$")


def _newton(scene: Scene) -> bool:
    return bool(re.search(r"forc|load|thrust|tension|pull|weight", _wide(scene), re.IGNORECASE))


def _tesla(scene: Scene) -> bool:
    return bool(re.search(r"field|magnet|MRI|scanner|spectromet", _wide(scene)))


def _wide(scene: Scene) -> str:
    return scene.text[max(0, scene.start - 60) : scene.end + 40]


def _molar(scene: Scene) -> bool:
    """Molar, not million: a solution's strength is small, and something is dissolved."""
    if scene.next_word.lower() in scene.counts or not scene.spaced:
        return False
    chemical = re.match(
        r"\s+(?:[A-Z][a-z]?(?:[A-Z\d(]|\b)|\w+(?:ate|ide|ine|ol|acid)\b)", scene.after
    )
    return bool(chemical) or re.search(r"solution|concentrat|molar", _wide(scene)) is not None


def _loose(scene: Scene) -> bool:
    """Letters that are units in tables and brackets more than in sentences: 5 d, 3 y."""
    return scene.spaced and _LOOSE_END.match(scene.after) is not None and scene.digits[0] != "0"


def _hour(scene: Scene) -> bool:
    if re.match(r"[- ]index|\s?\d{2}\b|\s?[-–]?bomb", scene.after):
        return False
    clock = scene.digits.isdigit() and int(scene.digits) <= 24
    french = clock and re.search(r"(?:\bà|\bde|\bvers|\bdès|\bavant|\baprès) $", scene.before)
    return not french


def _picometer(scene: Scene) -> bool:
    """5 pm is a time of day."""
    return scene.decimal or (scene.digits.isdigit() and int(scene.digits) > 24)


def _hectare(scene: Scene) -> bool:
    """In several languages ha is the word has: only what follows can tell."""
    if scene.language().split("-")[0] not in ("es", "it", "ca", "hu", "sv", "nb", "da", "cs"):
        return True
    return scene.next_word in ("", "de", "di", "av", "nagy") and not is_year(scene.digits)


def _mile(scene: Scene) -> bool:
    return not scene.next_word or scene.language().split("-")[0] not in ("es", "it", "pl", "cs")


def _astronomical(scene: Scene) -> bool:
    return scene.spaced and not re.match(r"\s+(?:summit|leaders|members|mission)", scene.after)


def _angle(scene: Scene) -> bool:
    """Not where the sign begins something else: 38°53′, 5°C is read before."""
    return scene.glue == "" and not scene.after[:1].isdigit()


def _percent(scene: Scene) -> bool:
    return not re.match(r"[0-9A-Fa-f]{2}", scene.after) or scene.glue != ""


_GUARDS: Mapping[str, Callable[[Scene], bool]] = MappingProxyType(
    {
        **dict.fromkeys(("m", "м", "g", "t"), _meter),
        **dict.fromkeys(("L", "l", "W", "V", "J"), _initial),
        **dict.fromkeys(("A", "А"), _ampere),
        **dict.fromkeys(("K", "К"), _kelvin),
        **dict.fromkeys(("N", "Н"), _newton),
        **dict.fromkeys(("с", "В"), _cyrillic_s),
        **dict.fromkeys(("h", "ч"), _hour),
        **dict.fromkeys(("d", "y"), _loose),
        **dict.fromkeys("°º˚", _angle),
        "in": _inch,
        "s": _second,
        "г": _cyrillic_g,
        "T": _tesla,
        "M": _molar,
        "pm": _picometer,
        "ha": _hectare,
        "mi": _mile,
        "AU": _astronomical,
        "%": _percent,
    }
)
