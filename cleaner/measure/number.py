"""Numbers as people write them: `1.500,5`, `1 500`, `1,50,000`, `5½`, `1.5 × 10^6`, `10⁶`.

The shape decides which sign groups digits and which parts off the decimals. Where it cannot, as in
`1,500`, the language does; where that is not known either, the number is ambiguous.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

SPACES = " \u00a0\u2009\u202f"
"""What may stand between groups of digits, and between a number and its unit."""
FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
DIGITS = "0-9٠-٩۰-۹०-९０-９"
"""Digits that are read like ASCII ones, for a character class."""
RAISED = "⁰¹²³⁴-⁹"
MAX_LENGTH = 40
"""A number with more characters is an identifier."""
MAX_POWER = 60
"""A power of ten beyond this is a slip: 10^60 is more than there are atoms in the Sun."""

POINT_LANGUAGES = frozenset({"ar", "en", "fa", "he", "hi", "ja", "ko", "th", "zh"})
"""Languages in which a comma groups digits and a point parts off the decimals, by the CLDR."""
COMMA_LANGUAGES = frozenset(
    {"bg", "ca", "cs", "da", "de", "el", "et", "fi", "fr", "hr", "hu", "id", "is", "it", "lt", "lv"}
    | {"nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk", "vi"}
)
"""Languages in which it is the other way round, or spaces group. Spanish is neither: countries
differ."""

_D = f"[{DIGITS}]"
_SP = f"[{SPACES}]"
_POWER = rf"10(?:(?:\^[-−–+]?|[-−–]){_D}{{1,2}}|[⁻⁺]?[{RAISED}]{{1,2}})"
# In the pattern, `flat` is 1.5 × 106, where the exponent lost its height: it counts only behind
# decimals, since 4 × 100 m is a relay.
_PLAIN = "|".join(
    (
        rf"{_D}{{1,3}}(?:{_SP}{_D}{{3}})+(?!{_D})(?:[.,]{_D}+)?",
        rf"{_D}{{1,2}}(?:,{_D}{{2}})+,{_D}{{3}}(?!{_D})(?:\.{_D}+)?",
        rf"{_D}{{1,3}}(?:[,٬]{_D}{{3}})+(?!{_D})(?:[.٫]{_D}+)?",
        rf"{_D}{{1,3}}(?:\.{_D}{{3}})+(?!{_D})(?:,{_D}+)?",
        rf"{_D}{{1,3}}(?:['’]{_D}{{3}})+(?!{_D})(?:[.,]{_D}+)?",
        rf"{_D}+(?:[.,·٫]{_D}+)?",
    )
)
NUMBER = re.compile(
    rf"(?P<slash>(?:{_D}{{1,3}} )?{_D}{{1,2}}/(?:2|3|4|5|8|16|32|64)(?![{DIGITS}/]))"
    rf"|(?P<bare>10(?:\^[-−–+]?{_D}{{1,2}}|[⁻⁺]?[{RAISED}]{{1,2}}|−[1-9]))(?!{_D})"
    rf"|(?P<plain>{_PLAIN})(?:{_SP}?(?P<fraction>[{FRACTIONS}]))?"
    rf"(?:{_SP}?[×x*⋅·∙]{_SP}?(?P<power>{_POWER})(?!{_D})"
    rf"|(?:(?<=[.,]{_D})|(?<=[.,]{_D}{_D})){_SP}?×{_SP}?(?P<flat>10(?:[3-9]|[12]{_D}))(?!{_D})"
    rf"|[eE](?P<e>[-−+]?{_D}{{1,2}})(?!{_D}))?"
    rf"|(?P<alone>[{FRACTIONS}])"
)
"""A number without its sign. It may end before the digits of a text do: see `read_number`."""

_ONE_GROUP = re.compile(rf"{_D}{{1,3}}([.,]){_D}{{3}}")


class Number(NamedTuple):
    """An exact value, the same as a decimal string, and how many of its digits are significant."""

    value: Fraction
    text: str
    figures: int
    ambiguous: bool = False

    def times(self, factor: Fraction, power_of_ten: bool = True) -> Number:
        """The number times something; a power of ten leaves the digits that count as they are."""
        value = self.value * factor
        text = decimal_text(value)
        figures = self.figures if power_of_ten else figures_of(text)
        return self._replace(value=value, text=text, figures=figures)


def number_of(value: Fraction) -> Number:
    """The number of an exact value, as when it was written in words."""
    text = decimal_text(value)
    return Number(value, text, figures_of(text))


def read_number(found: re.Match[str], language: Callable[[], str]) -> Number | None:
    """What a match of `NUMBER` says. The language is asked only if the shape leaves it open.

    None if it is too long to be a quantity.
    """
    written = found[0]
    if len(written) > MAX_LENGTH:
        return None
    return (
        _from_digits(_ascii(written), "", False) if written.isdecimal() else _read(found, language)
    )


def _read(found: re.Match[str], language: Callable[[], str]) -> Number | None:
    parts = found.groupdict()
    if parts["slash"]:
        value = sum((Fraction(_ascii(part)) for part in parts["slash"].split(" ")), Fraction(0))
        return number_of(value)
    if parts["alone"]:
        return number_of(_vulgar(parts["alone"]))
    if parts["bare"]:
        return _powered(Number(Fraction(1), "1", 1), parts["bare"])
    return _with_extras(_plain(parts["plain"], language), parts)


def _with_extras(number: Number, parts: dict[str, str]) -> Number | None:
    """The number with the fraction or the power of ten behind it."""
    if parts["fraction"]:
        return number_of(number.value + _vulgar(parts["fraction"]))
    return _powered(number, parts["power"] or parts["flat"] or (parts["e"] and "10" + parts["e"]))


def _plain(written: str, language: Callable[[], str]) -> Number:
    """Digits with separators: one that comes twice groups, of two kinds the last is decimal."""
    marks = [char for char in written if not char.isdigit()]
    digits = _ascii(written)
    decimal, ambiguous = "", False
    if marks:
        last = marks[-1]
        if last in ".," and _ONE_GROUP.fullmatch(written) and not digits.startswith("0"):
            groups = _groups(last, language())
            ambiguous = groups is None
            # Where nothing tells, the comma groups: most numbers with three digits after it do.
            decimal = "" if groups or (groups is None and last == ",") else last
        elif last in ".,·٫" and marks.count(last) == 1:
            after = len(written) - written.rindex(last) - 1
            grouped = last != "٫" and len(marks) > 1 and after == 3 and marks[0] == last
            decimal = "" if grouped else last
    whole, _, rest = written.rpartition(decimal) if decimal else (written, "", "")
    return _from_digits(_digits(whole), _digits(rest), ambiguous)


def _groups(mark: str, language: str) -> bool | None:
    """Whether a point or comma groups digits in a language, None if that is not known."""
    base = language.split("-", maxsplit=1)[0]
    if base in POINT_LANGUAGES:
        return mark == ","
    if base in COMMA_LANGUAGES:
        return mark == "."
    return None


@lru_cache(maxsize=4096)
def _from_digits(whole: str, rest: str, ambiguous: bool) -> Number:
    text = (whole.lstrip("0") or "0") + ("." + rest if rest else "")
    value = Fraction(int(whole + rest), 10 ** len(rest)) if rest else Fraction(int(whole or "0"))
    return Number(value, text, figures_of(text), ambiguous)


def _powered(number: Number, power: str | None) -> Number | None:
    if not power:
        return number
    exponent = int(_ascii(power)[2:].lstrip("^").replace("⁻", "-").lstrip("+⁺"))
    if abs(exponent) > MAX_POWER:
        return None
    return number.times(Fraction(10) ** exponent)


def _digits(written: str) -> str:
    return "".join(char for char in _ascii(written) if char.isdigit())


def _ascii(written: str) -> str:
    """Digits of any script, and raised ones, as ASCII; dashes as minus."""
    if written.isascii():
        return written
    return "".join(
        str(unicodedata.digit(char)) if char.isdigit() else "-" if char in "−–⁻" else char
        for char in written
    )


def _vulgar(sign: str) -> Fraction:
    return Fraction(unicodedata.numeric(sign)).limit_denominator(8)


def figures_of(text: str) -> int:
    """How many digits of a decimal string are significant. Zeros at the end of a whole number are
    not counted: 1,100 may be rounded to hundreds."""
    whole, point, rest = text.lstrip("-").partition(".")
    digits = (whole + rest).lstrip("0") if point else whole.strip("0")
    return len(digits) or 1


def decimal_text(value: Fraction) -> str:
    """The value as a decimal string: exact where it can be, else to 15 significant digits."""
    sign, value = ("-", -value) if value < 0 else ("", value)
    places, rest = 0, value.denominator
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        places = max(0, 15 - len(str(int(value))))
    scaled = round(value * 10**places)
    digits = str(scaled).rjust(places + 1, "0")
    return sign + (digits[:-places] + "." + digits[-places:] if places else digits)
