"""Stated conversions: which are ones, and how well they are."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.measure.convert import STATUSES, judge_numbers, rounds_to
from cleaner.measure.number import Number, decimal_text, figures_of, number_of
from cleaner.measure.units import Units
from cleaner.rulebook.home import rules_home

from .tables import measured, rows

UNITS = Units(rules_home() / "units")


@pytest.mark.parametrize(("text", "status"), rows("conversions"))
def test_a_stated_conversion_is(text, status):
    found = [one for one in measured(text) if one.conversion_of is not None]
    assert [one.conversion_status for one in found] == ([] if status == "-" else [status])


def test_every_status_has_its_cases():
    assert {status for _, status in rows("conversions")} == {*STATUSES, "-"}


def test_the_index_is_that_of_what_is_restated():
    found = measured("5 kg and 480 kg (1,100 pounds), 20 gallons (76 litres)")
    assert [one.conversion_of for one in found] == [None, None, 1, None, 3]
    # A gallon is one of two: the claim is seen and cannot be judged.
    assert found[4].conversion_status is None


def rounded(value: Fraction, figures: int) -> Number:
    """The value rounded to significant figures, as a person would write it."""
    text = format(float(value), f".{figures - 1}e")
    exact = Fraction(text)
    return Number(exact, decimal_text(exact), max(1, figures_of(decimal_text(exact))))


PAIRS = st.sampled_from(
    [("kilometer", "mile"), ("foot", "meter"), ("pound", "kilogram"), ("celsius", "fahrenheit"),
     ("hectare", "acre"), ("mile-per-hour", "kilometer-per-hour")]
)  # fmt: skip


@given(PAIRS, st.integers(1, 10**6), st.integers(2, 6))
def test_what_is_rounded_right_is_ok(pair, value, figures):
    unit, other = (UNITS.unit(key) for key in pair)
    si = unit.to_si(Fraction(value))
    assert si is not None
    assert other.factor is not None
    restated = rounded(si / other.factor - other.offset, figures)
    if restated.figures != figures:
        return  # zeros at the end: it does not show how it was rounded
    assert judge_numbers(number_of(Fraction(value)), unit, restated, other) == "ok"


@given(PAIRS, st.integers(1, 10**6), st.integers(1, 10**6))
def test_every_claim_gets_a_status(pair, value, other_value):
    unit, other = (UNITS.unit(key) for key in pair)
    status = judge_numbers(
        number_of(Fraction(value)), unit, number_of(Fraction(other_value)), other
    )
    assert status in STATUSES


@given(st.integers(1, 10**9))
def test_a_number_rounds_to_itself(value):
    assert rounds_to(Fraction(value), number_of(Fraction(value)))


def test_halves_may_go_up_or_down():
    for stated in ("12", "13"):
        assert rounds_to(Fraction("12.5"), number_of(Fraction(stated)))
    assert not rounds_to(Fraction("12.5"), number_of(Fraction(14)))
