"""Units: what each is, in which dimension, and how it becomes the SI unit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cleaner.errors import CleanerError
from cleaner.measure.generate import known_units, names
from cleaner.measure.units import TABLES, Units, read_table, tables_digest
from cleaner.rulebook.home import rules_home

from .tables import measured, rows

UNITS = Units(rules_home() / "units")
# From the definitions: SI brochure (9th edition), the international yard and pound of 1959, the
# resolutions of the IAU. Written here once more, so that a slip in the table is noticed.
DEFINITIONS = {
    "inch": Fraction("0.0254"),
    "foot": 12 * Fraction("0.0254"),
    "yard": 36 * Fraction("0.0254"),
    "mile": 63360 * Fraction("0.0254"),
    "nautical-mile": Fraction(1852),
    "fathom": 72 * Fraction("0.0254"),
    "acre": 4840 * Fraction("0.9144") ** 2,
    "square-mile": 640 * 4840 * Fraction("0.9144") ** 2,
    "pound": Fraction("0.45359237"),
    "ounce": Fraction("0.45359237") / 16,
    "short-ton": 2000 * Fraction("0.45359237"),
    "long-ton": 2240 * Fraction("0.45359237"),
    "stone": 14 * Fraction("0.45359237"),
    "grain": Fraction("0.45359237") / 7000,
    "ounce-troy": 480 * Fraction("0.45359237") / 7000,
    "knot": Fraction(1852, 3600),
    "mile-per-hour": Fraction("1609.344") / 3600,
    "kilometer-per-hour": Fraction(1000, 3600),
    "barrel": 42 * 231 * Fraction("0.0254") ** 3,
    "atmosphere": Fraction(101325),
    "torr": Fraction(101325, 760),
    "pound-force": Fraction("0.45359237") * Fraction("9.80665"),
    "light-year": 299792458 * 86400 * Fraction("365.25"),
    "kilowatt-hour": Fraction(3600000),
    "curie": 37 * Fraction(10) ** 9,
    "liter-per-minute": Fraction(1, 60000),
    "gram-per-cubic-centimeter": Fraction(1000),
}


@pytest.mark.parametrize(("key", "factor"), DEFINITIONS.items())
def test_factors_are_those_of_the_definitions(key, factor):
    assert UNITS.unit(key).factor == factor


@pytest.mark.parametrize(("text", "ucum", "dimension", "si_value", "si_unit"), rows("units"))
def test_a_quantity_is_in_this_unit(text, ucum, dimension, si_value, si_unit):
    found = measured(text)
    if ucum == "-":
        assert found == []
        return
    (one,) = found
    assert (one.unit, one.dimension, one.si_unit or "-") == (ucum, dimension, si_unit)
    expected = None if si_value == "-" else float(si_value)
    assert one.si_value == (None if expected is None else pytest.approx(expected, rel=1e-12))


def test_every_unit_of_the_table_is_whole():
    for row in read_table(rules_home() / "units" / "units.tsv"):
        unit = UNITS.unit(row["key"])
        assert unit.ucum
        assert unit.ambiguous <= (
            unit.factor is None or unit.key in ("stone", "grain", "carat", "quintal")
        )
        assert unit.factor is None or unit.si_unit is not None


def test_every_name_is_that_of_a_unit():
    for table in ("names", "aliases"):
        for row in read_table(rules_home() / "units" / f"{table}.tsv"):
            assert row["key"] == "-" or UNITS.unit(row["key"]).dimension


def test_an_unknown_key_is_refused():
    with pytest.raises(KeyError):
        UNITS.unit("smoot")


@pytest.mark.parametrize("key", ["celsius", "fahrenheit", "kelvin"])
def test_scales_with_an_offset_meet_at_absolute_zero(key):
    zero = {
        "celsius": Fraction("-273.15"),
        "fahrenheit": Fraction("-459.67"),
        "kelvin": Fraction(0),
    }
    assert UNITS.unit(key).to_si(zero[key]) == 0


def test_the_digest_is_that_of_what_the_tables_say(tmp_path):
    home = rules_home() / "units"
    for name in TABLES:
        text = (home / f"{name}.tsv").read_text(encoding="utf-8")
        (tmp_path / f"{name}.tsv").write_text("# another comment\n" + text, encoding="utf-8")
    assert tables_digest(tmp_path) == tables_digest(home)
    with (tmp_path / "aliases.tsv").open("a", encoding="utf-8") as table:
        table.write("en\tklick\tkilometer\n")
    assert tables_digest(tmp_path) != tables_digest(home)


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(CleanerError, match=r"dimensions\.tsv"):
        Units(tmp_path)


def test_the_generator_takes_names_of_known_units_that_stand_behind_the_number():
    patterns = {
        "length-kilometer": {
            "long": {"one": "{0} klick", "other": "{0}\u00a0klicks", "per": "{0}/k"}
        },
        "speed-kilometer-per-hour": {"long": {"other": "per hour {0} klicks"}},
        "length-smoot": {"long": {"other": "{0} smoots"}},
        "area-square-kilometer": {"long": {"other": "{0} km²"}},
    }
    assert list(names("en_GB", patterns, known_units(rules_home() / "units"))) == [
        ("en", "klick", "kilometer", "one"),
        ("en", "klicks", "kilometer", "other"),
    ]
