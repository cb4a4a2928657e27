"""What the reader finds in a text, and how it becomes a Measurement."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from cleaner.measure.forms import Name
from cleaner.measure.number import Number, decimal_text
from cleaner.measure.units import Unit
from cleaner.model import Measurement


class Part(NamedTuple):
    """A name as it is written, and what is known of its form."""

    written: str
    name: Name


class Named(NamedTuple):
    """A unit written as a word: where it stands, which unit, and the form in lower case.

    `main` is the name of the unit, None if it is a symbol with a name below it, as in `km per
    hour`; `below` is the name below it, if there is one.
    """

    start: int
    end: int
    unit: Unit
    form: str
    main: Part | None
    below: Part | None = None


class Word(NamedTuple):
    """A unit's name behind a number: where the number starts and where it ends, the whole unit
    with what stands below it (`a day`), and where that ends."""

    number: int
    gap: int
    named: Named
    unit: Unit
    end: int


class Quantity(NamedTuple):
    """Numbers with their unit; `start` and `end` span both.

    Of `plus-minus` the second number is the tolerance. `names` are the units written as words.
    `glue` is what stands between the last number and
    its unit; `spelled` says that a number is written in words, wholly or in part.
    """

    start: int
    end: int
    modifier: str | None
    kind: str
    numbers: tuple[Number, ...]
    unit: Unit
    names: tuple[Word, ...] = ()
    glue: str = ""
    spelled: bool = False
    conversion_of: int | None = None
    status: str | None = None

    @property
    def certain(self) -> bool:
        """Whether there is only one reading of its numbers and its unit."""
        if self.unit.ambiguous:
            return False
        return not any(number.ambiguous for number in self.numbers)

    @property
    def high(self) -> Number | None:
        """The upper end of a range, the last of a list, the value and its tolerance together."""
        if len(self.numbers) == 1:
            return None
        last = self.numbers[-1]
        if self.kind != "plus-minus":
            return last
        value = self.numbers[0].value + last.value
        return Number(value, decimal_text(value), last.figures)


def measurement(quantity: Quantity, text: str) -> Measurement:
    """The mark for a quantity of a text."""
    low, high, unit = quantity.numbers[0], quantity.high, quantity.unit
    certain = quantity.certain
    si_value = _si(unit, low.value) if certain else None
    return Measurement(
        start=quantity.start,
        end=quantity.end,
        surface=text[quantity.start : quantity.end],
        modifier=quantity.modifier,
        kind=quantity.kind,
        value=low.text,
        value_high=high.text if high else None,
        number=_double(low.value),
        number_high=_double(high.value) if high else None,
        unit=unit.ucum,
        dimension=unit.dimension,
        si_value=si_value,
        si_value_high=_si(unit, high.value) if high and certain else None,
        si_unit=None if si_value is None else unit.si_unit,
        conversion_of=quantity.conversion_of,
        conversion_status=quantity.status,
        ambiguous=not certain,
    )


def _double(value: Fraction) -> float:
    return value.numerator / value.denominator


def _si(unit: Unit, value: Fraction) -> float | None:
    """The value in SI, rounded once: a quotient of whole numbers is exact up to that."""
    factor = unit.factor
    if factor is None:
        return None
    if unit.offset:
        value += unit.offset
    try:
        return value.numerator * factor.numerator / (value.denominator * factor.denominator)
    except OverflowError:  # 10^60 of a high power of parsecs
        return None
