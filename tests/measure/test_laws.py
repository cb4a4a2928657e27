"""Laws of the reader, on texts in mixed scripts and from the right to the left."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from .tables import measured, reader

NUMBERS = ("5", "1,500", "1.500,5", "٤٥", "½", "10^6", "10⁻³", "ten ", "half a ", "Mach ", "pH ")
JOINTS = (
    "-",
    "–",
    "±",
    " to ",
    ", ",
    " and ",
    "(",
    ")",
    " ",
    "\n",
    "\u00a0",
    "\u202f",
    "/",
    ".",
    "x",
)
UNITS = (
    "km",
    "kilometers",
    "miles",
    "pounds",
    "°C",
    "%",
    " per hour",
    "m",
    "m²",
    " s−1",
    "in",
    "a",
)
FOREIGN = (
    "كيلومتر",
    "км",
    "километров",
    "公里",
    "キロメートル",
    "ק״מ",
    "\u200f",
    "\u202e",
    "K",
    "L",
)
ODD = ("£", "é", "😀", "\u0301")
PIECES = st.sampled_from((*NUMBERS, *JOINTS, *UNITS, *FOREIGN, *ODD))
TEXTS = st.lists(PIECES, max_size=24).map("".join) | st.text(max_size=60)
LANGUAGES = st.sampled_from(["en", "de", "es", "ru", "ar", "zh", "sv", "und"])


@given(TEXTS, LANGUAGES)
@example("5 kpc4·kpc4·kpc4·kpc4·kpc4·kpc4", "en")
@example("9" * 39 + " Mpc", "en")
def test_measurements_stand_in_the_text_and_do_not_overlap(text, language):
    end = 0
    for index, one in enumerate(measured(text, language)):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.surface
        assert (one.value_high is None) == (one.number_high is None) == (one.kind == "point")
        assert (one.si_value is None) == (one.si_unit is None)
        assert not (one.ambiguous and one.si_value is not None)
        assert one.conversion_of is None or 0 <= one.conversion_of < index
        assert one.conversion_status is None or one.conversion_of is not None
        end = one.end


@given(TEXTS, LANGUAGES)
def test_reading_twice_gives_the_same(text, language):
    assert measured(text, language) == measured(text, language)


@given(TEXTS, st.sampled_from(["\n", "\nThe end.\n", "\n\n😀\n"]))
def test_a_line_after_it_changes_nothing_before(text, more):
    first = measured(text)
    assert [one.surface for one in measured(text + more)][: len(first)] == [
        one.surface for one in first
    ]


LONG = {
    "digits": "1" * 100_000,
    "numbers": "1 " * 50_000,
    "list": "1, " * 30_000,
    "dashes": "1-2" * 30_000,
    "quantities": "5 km " * 2_000,
    "slashes": "5/" * 50_000,
    "word": "5 " + "a" * 100_000,
    "products": "5 kg" + "·m" * 50_000,
    "brackets": "5 (" * 30_000,
    "powers": "10^" * 30_000,
    "joined": "5 a " * 2_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_no_text_is_slow(text):
    """What costs more than its length allows would take hours here: this only has to end."""
    assert len(reader().read(text, lambda: "en")) <= len(text)
