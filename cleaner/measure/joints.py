"""Joints: what joins several numbers to a range, a list or a value with its tolerance."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.measure.before import SIGNS
from cleaner.measure.guards import is_year
from cleaner.measure.number import DIGITS, FRACTIONS, RAISED, SPACES
from cleaner.measure.terms import Term
from cleaner.measure.words import Words, alternatives

START = f"[{DIGITS}{FRACTIONS}]"
"""What a number can start with, as a character class."""
_SP = f"[{SPACES}]"
_D = f"[{DIGITS}]"
_DASHES = frozenset("-−–~〜～—")
_TIMES = frozenset("x×")
_TOLERANCES = frozenset({"±", "+/-", "+/−"})
_GLUED = rf"(?:[{DIGITS}{FRACTIONS}{RAISED}⁻.,'’·/^×*−±–-]|x(?={_SP}?{_D})){{0,60}}+"
_GROUP = rf"{_SP}(?={_D}{{3}}(?!{_D})|[{FRACTIONS}]|{_D}/)|(?<=,){_SP}"
_TOLERANCE = rf"{_SP}?\+/[-−]{_SP}?"
# Letters, but no raised digits and fractions, which Python counts as such.
_HEAD = r"[^\W\d_⁰¹²³⁴-⁹½¼¾⅐-⅞]+|[%‰°℃℉º˚％٪]"


class Joints:
    """Knows the joints of all languages."""

    def __init__(self, words: Words) -> None:
        self._sorts = words.joining
        spaced = alternatives(word for word in words.joining if word[0] < "\u3040")
        unspaced = alternatives(word for word in words.joining if word[0] >= "\u3040")
        self._joint = (
            rf"{_SP}?[-−–~〜～±×x&,]{_SP}?|,?{_SP}(?:{spaced}){_SP}|{_SP}?(?:{unspaced}){_SP}?"
            rf"|—|{_TOLERANCE}"
        )
        self.joint = re.compile(rf"(?P<joint>{self._joint})(?P<sign>[-−–+]?)(?={START})")

    def scanner(self) -> re.Pattern[str]:
        """The pattern that finds numbers, with what joins them, before a `word` or sign.

        It starts in the middle of no number and reaches a bounded way, so that runs of digits
        cost no more than other text.
        """
        return re.compile(
            rf"{START}(?<![{DIGITS}{FRACTIONS}.,]{START}){_GLUED}"
            rf"(?:(?:{self._joint}|{_GROUP})[-−–+]?(?={START}){_GLUED}){{0,12}}+"
            rf"(?:[eE][-−+]?\d{{1,3}})?"
            rf"\)?{_SP}?[-\u2010\u2011]?(?P<word>{_HEAD})"
        )

    def sort(self, joint: str) -> str:
        """`range`, `plus-minus` or `list`."""
        if joint in _TOLERANCES:
            return "plus-minus"
        if joint in _DASHES:
            return "range"
        return self._sorts.get(joint, "list")

    def kind(self, text: str, terms: Sequence[Term], joints: Sequence[str]) -> str | None:
        """What terms make together: a kind of Measurement, None if they do not belong together."""
        if len(terms) == 1:
            return "point"
        if len(terms) > 2 and any(term.unit for term in terms[:-1]):
            return None
        sorts = [self.sort(joint) for joint in joints]
        if len(terms) == 2 and sorts[0] != "list":
            falls = terms[0].number.value >= terms[1].number.value
            signed = terms[0].start > 0 and text[terms[0].start - 1] in SIGNS
            # Scores (3-2) and designations fall; ages fall too, but behind a dash proper.
            falling = sorts[0] == "range" and joints[0] == "-" and falls and not signed
            return None if falling else sorts[0]
        if joints[-1] == "," or (_TIMES & set(joints) and _multiplies(terms)):
            return None
        if is_year(terms[0].digits) and not is_year(terms[-1].digits):
            return None
        return "list"


def _multiplies(terms: Sequence[Term]) -> bool:
    """Whether the first number counts the second, as in 4 × 100 m."""
    first, second = terms[0].number.value, terms[1].number.value
    return first <= 12 and second >= 10 * first
