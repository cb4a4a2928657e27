"""Stated conversions: `480 kg (1,100 lb)` is two quantities that claim to be one.

The claim is judged exactly, in rational arithmetic, and with the rounding that its author made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from cleaner.measure.compound import counts_on
from cleaner.measure.number import Number, decimal_text, figures_of
from cleaner.measure.quantity import Quantity
from cleaner.measure.units import Unit

LOOSE = Fraction(5, 100)
"""How far a stated conversion may be off, beyond rounding, before something must be wrong."""

STATUSES = ("ok", "ok-reverse", "loose", "factor", "mismatch")
"""From right to wrong."""

_OPEN = re.compile(r"\s?[(\[]\s?(?P<words>[^()\[\]\d]{0,28})")
_CLOSE = re.compile(r"\s?(?:[)\],;/]| or\b)")
_ALONGSIDE = re.compile(r"\s?(?:/|=|≈|,?\s(?:or|i\.e\.,?))\s?(?P<words>[^()\[\]\d/]{0,28})")
_REACH = 32
"""A restatement starts at most so many characters after what it restates."""
_GLUE_WORDS = frozenset(
    {"", "or", "or about", "or some", "i.e.", "i.e.,", "equivalent to", "that is", "="}
)


def with_conversions(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities of a text, those that restate an earlier one marked so and judged."""
    result = list(found)
    at = 0
    while at < len(found) - 1:
        if found[at + 1].start - found[at].end > _REACH:
            at += 1
            continue
        first, after = _whole(text, found, at)
        if after < len(found) and found[after].start - first.end <= _REACH:
            second, _ = _whole(text, found, after)
            status = _status(text, first, second)
            if status is not None:
                result[after] = result[after]._replace(conversion_of=at, status=status or None)
        at = after
    return result


def _whole(text: str, found: Sequence[Quantity], at: int) -> tuple[Quantity, int]:
    """A quantity with one that counts on from it added, and the index of what follows."""
    first = found[at]
    if at + 1 < len(found):
        second = found[at + 1]
        ratio = _ratio(first.unit, second.unit)
        if ratio is not None and counts_on(text, first, second):
            value = first.numbers[0].value * ratio + second.numbers[0].value
            written = decimal_text(value)
            number = Number(value, written, max(2, figures_of(written)))
            return second._replace(start=first.start, numbers=(number,)), at + 2
    return first, at + 1


def _ratio(unit: Unit, other: Unit) -> Fraction | None:
    return None if not unit.factor or not other.factor else unit.factor / other.factor


def _status(text: str, first: Quantity, second: Quantity) -> str | None:
    """How well the second restates the first: "" where that cannot be checked, None if it does
    not claim to."""
    same = first.unit.dimension == second.unit.dimension and first.unit.ucum != second.unit.ucum
    if not same or first.kind != second.kind or len(first.numbers) != len(second.numbers):
        return None
    bracket = _OPEN.fullmatch(text, first.end, second.start)
    beside = None if bracket else _ALONGSIDE.fullmatch(text, first.end, second.start)
    gap = bracket or beside
    if gap is None or not _is_glue(gap["words"], second):
        return None
    if bracket and not _CLOSE.match(text, second.end):
        return None
    if not (first.unit.factor and second.unit.factor and first.certain and second.certain):
        return "" if bracket else None
    status = judge(first, second)
    # "5 km or 10 miles" may be a choice: only what agrees is taken for a conversion.
    return status if bracket or status in ("ok", "ok-reverse", "loose") else None


def _is_glue(words: str, second: Quantity) -> bool:
    """Whether nothing but a modifier, or words that say "the same", stands before the second."""
    left = " ".join(words.lower().split())
    if second.modifier and left.endswith(second.modifier):
        left = left[: -len(second.modifier)].strip()
    return left in _GLUE_WORDS


def judge(first: Quantity, second: Quantity) -> str:
    """The status of a stated conversion; of a range, that of its worse end."""
    pairs = list(zip(first.numbers, second.numbers, strict=True))
    judged = [
        judge_numbers(a, first.unit, b, second.unit, first.kind == "plus-minus" and at > 0)
        for at, (a, b) in enumerate(pairs)
    ]
    return max(judged, key=STATUSES.index)


def judge_numbers(
    stated: Number, unit: Unit, restated: Number, other: Unit, difference: bool = False
) -> str:
    """How well a number in one unit is restated in another.

    `ok` if it is the exact value rounded to the significant figures it states; `ok-reverse` if
    the first is that of the second; `loose` within 5 %; `factor` if a power of ten or the
    direction is wrong; else `mismatch`. Temperatures may also be differences, for which the
    offsets of the scales do not count.
    """
    if unit.factor is None or other.factor is None:
        raise ValueError(f"{unit.key} and {other.key} have no exact ratio")
    ratio = unit.factor / other.factor
    forward, backward = stated.value * ratio, restated.value / ratio
    tries = [(forward, backward)]
    if (unit.offset or other.offset) and not difference:
        exact = (stated.value + unit.offset) * ratio - other.offset
        tries.insert(0, (exact, (restated.value + other.offset) / ratio - unit.offset))
    for name, at, want in (("ok", 0, restated), ("ok-reverse", 1, stated)):
        if any(rounds_to(pair[at], want) for pair in tries):
            return name
    if any(_near(restated.value, pair[0]) for pair in tries):
        return "loose"
    powers = (Fraction(10) ** power for power in (-3, -2, -1, 1, 2, 3))
    inverted = stated.value / ratio
    slips = [inverted, *(forward * power for power in powers)]
    return "factor" if any(_near(restated.value, slip) for slip in slips) else "mismatch"


def _near(value: Fraction, exact: Fraction) -> bool:
    return abs(value - exact) <= LOOSE * abs(exact)


def rounds_to(exact: Fraction, stated: Number) -> bool:
    """Whether the stated number is the exact one, rounded to as many significant figures. Halves
    may have gone up or down."""
    if stated.value == 0 or exact == 0:
        places = len(stated.text.partition(".")[2])
        half: Fraction = Fraction(1, 2) / 10**places
        return abs(exact - stated.value) <= half
    size = abs(exact)
    power = len(str(int(size))) - 1 if size >= 1 else -_zeros(size)
    step: Fraction = Fraction(10) ** int(power - stated.figures + 1)
    near = abs(exact - stated.value) <= step / 2
    return near and (stated.value / step).denominator == 1


def _zeros(size: Fraction) -> int:
    """How many places after the point the first digit of a number below one stands."""
    places = 0
    while size < 1:
        size *= 10
        places += 1
    return places
