"""Numbers: what each shape says, by itself and by the language."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.measure.number import NUMBER, Number, decimal_text, figures_of, read_number

from .tables import rows


def read(written: str, language: str) -> Number | None:
    """The number, if the whole of what is written is one."""
    found = NUMBER.match(written)
    if found is None or found[0] != written:
        return None
    return read_number(found, lambda: language)


@pytest.mark.parametrize(("written", "language", "value", "figures", "ambiguous"), rows("numbers"))
def test_a_number_says(written, language, value, figures, ambiguous):
    number = read(written, language)
    if value == "-":
        assert number is None
        return
    assert number is not None
    assert (number.text, number.figures) == (value, int(figures))
    assert ("yes" if number.ambiguous else "no") == ambiguous
    if len(value) < 14:
        assert number.value == Fraction(value)


@pytest.mark.parametrize("written", ["5", "1 500", "3.14", "1.500,5", "1,50,000", "½", "10⁶"])
def test_the_language_is_not_asked_where_the_shape_decides(written):
    def nobody():
        raise AssertionError("asked for the language")

    found = NUMBER.match(written)
    assert found is not None
    assert read_number(found, nobody) is not None


@given(st.integers(0, 10**9), st.sampled_from(["en", "de", "fr", "ru", "hi"]))
def test_a_whole_number_is_itself_however_it_is_grouped(value, language):
    for group, known in ((",", "en"), (".", "de"), ("\u202f", language), ("’", language)):
        number = read(f"{value:,}".replace(",", group), known)
        assert number is not None
        assert (number.value, number.text) == (value, str(value))


@given(st.fractions())
def test_a_decimal_string_says_the_value(value):
    text = decimal_text(value)
    assert abs(Fraction(text) - value) <= max(abs(value), Fraction(1)) / 10**12
    assert 1 <= figures_of(text) <= len(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, places=4, max_value=10**9))
def test_what_is_exact_stays_exact(value):
    assert Fraction(decimal_text(Fraction(value))) == Fraction(value)
