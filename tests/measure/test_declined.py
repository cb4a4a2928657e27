"""Declined names: what they are made of, and sentences in many languages with as many traps."""

from __future__ import annotations

import shutil
import unicodedata
from collections import defaultdict

import pytest

from cleaner.errors import CleanerError
from cleaner.measure.declined import declined
from cleaner.measure.forms import read_forms
from cleaner.measure.units import Units, read_table
from cleaner.rulebook.home import rules_home

from .tables import measured, rows

HOME = rules_home() / "units"
PREFIXES = {row["prefix"]: row["name"] for row in read_table(HOME / "prefixes.tsv")}
FORMS = list(declined(HOME, PREFIXES))
SENTENCES = rows("declined")


@pytest.mark.parametrize(("language", "text", "quantities", "_"), SENTENCES)
def test_only_names_are_read(language, text, quantities, _):
    found = [f"{one.surface}:{one.unit}" for one in measured(text, language)]
    assert found == ([] if quantities == "-" else quantities.split(";"))


def test_half_of_the_sentences_change_nothing_and_every_language_has_some():
    kept = {row[0] for row in SENTENCES if row[3] == "="}
    assert len(kept) >= 20
    assert sum(row[3] == "=" for row in SENTENCES) * 2 >= len(SENTENCES)


@pytest.mark.parametrize(
    ("language", "form", "key", "singular", "fixed"),
    [
        ("de", "Kubikmetern", "cubic-meter", False, False),
        ("de", "Quadratkilometern", "square-kilometer", False, False),
        ("ru", "квадратных метрах", "square-meter", False, False),
        ("ru", "градусах по Цельсию", "celsius", False, False),
        ("uk", "відсотками", "percent", False, False),
        ("be", "кіламетраў", "kilometer", False, False),
        ("bg", "квадратни метра", "square-meter", False, False),
        ("sr", "километрима", "kilometer", False, False),
        ("sr", "kilometrima", "kilometer", False, False),
        ("hr", "kilometara", "kilometer", False, False),
        ("pl", "stopniach Celsjusza", "celsius", False, False),
        ("pl", "metrach kwadratowych", "square-meter", False, False),
        ("cs", "čtverečních metrech", "square-meter", False, False),
        ("sk", "kilometroch", "kilometer", False, False),
        ("fi", "neliökilometriä", "square-kilometer", False, False),
        ("fi", "kilometrin", "kilometer", False, True),
        ("hu", "kilométeres", "kilometer", False, True),
        ("tr", "kilometreden", "kilometer", False, True),
        ("el", "τετραγωνικών μέτρων", "square-meter", False, False),
        ("sv", "kilometerna", "kilometer", False, True),
        ("en", "milliampere", "milliampere", True, False),
        ("en", "milliamps", "milliampere", False, False),
    ],
)
def test_a_form_is_made(language, form, key, singular, fixed):
    assert (language, form, key, singular, fixed) in FORMS


def test_every_form_names_a_known_unit_and_has_no_mark_left():
    units = Units(HOME)
    for form in FORMS:
        assert units.unit(form.key).dimension
        assert not set(form.form) & set("^!/_") and "  " not in form.form


def test_no_form_mixes_scripts():
    for form in FORMS:
        letters = {unicodedata.name(char).split()[0] for char in form.form if char.isalpha()}
        assert len(letters) == 1, form


def test_no_form_names_two_units_in_a_language():
    keys = defaultdict(set)
    for form in FORMS:
        keys[form.language, form.form.lower()].add(form.key)
    assert [place for place, named in keys.items() if len(named) > 1] == []


def test_a_row_that_does_not_fit_is_named(tmp_path):
    shutil.copy(HOME / "declensions.tsv", tmp_path)
    head = "language\tkey\tstem\tparadigm\tprefixes\twith\tafter\n"
    for row in ("ru\tmeter\tметр\tnone\t-\t-\t-", "ru\tmeter\tметр\tm\tx\t-\t-"):
        (tmp_path / "declined.tsv").write_text(f"{head}{row}\n", encoding="utf-8")
        with pytest.raises(CleanerError, match=r"ru meter метр"):
            list(declined(tmp_path, PREFIXES))


def test_all_english_names_of_a_unit_are_read_alike():
    """Singular and plural, short and long: what is rewritten for one is for all."""
    forms, by_key = read_forms(HOME), defaultdict(list)
    for form in forms:
        name = forms.get(form)
        if name is not None and "en" in dict(name.keys):
            by_key[dict(name.keys)["en"]].append(form)
    for key, named in by_key.items():
        units = {(measured(f"It was 2.5 {form} then.") or [None])[0] for form in named}
        assert None not in units, key
        assert len({one.unit for one in units if one}) == 1, key
