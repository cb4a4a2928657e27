"""The units stage: what it rewrites, what it never touches, and what it marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.edits import apply, undo
from cleaner.kit import make_kit
from cleaner.library import Cleaner
from cleaner.model import Document, Edit, Language, Measurement, Note
from cleaner.rulebook.selection import Selection
from cleaner.settings import Settings
from cleaner.stages.units import units
from tests.measure.tables import rows
from tests.measure.test_laws import TEXTS

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


class Kit:
    """What the stage looks at of a kit, with a language that is given."""

    def __init__(self, language: str = "en", setting: Any = "rewrite") -> None:
        self.settings = Settings(units=setting)
        self.selection = Selection()
        self.language = lambda _: Language(language, "Latn", 1.0, True)


def proposed(text: str, kit: Any = None) -> list[Any]:
    return list(units(Document("d", text, text), kit or Kit()))


def rewritten(text: str, language: str = "en") -> str:
    """The text after the stage; undoing its edits gives the text back, a second turn nothing."""
    kit = Kit(language)
    edits = [one for one in proposed(text, kit) if isinstance(one, Edit)]
    result, log = apply(text, edits)
    assert undo(result, log) == text
    assert not any(isinstance(one, Edit) for one in proposed(result, kit))
    return result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50 kilometers (30 miles)", "50 km (30 mi)"),
        ("12,000 kph (7,700 mph)", "12,000 km/h (7,700 mph)"),
        ("480 kg (1,100 pounds)", "480 kg (1,100 lb)"),
        ("6,500 kilometres (over 4,040 miles)", "6,500 km (over 4,040 mi)"),
        ("1,500 to 2,000 kilometers (930-1,240 miles)", "1,500 to 2,000 km (930-1,240 mi)"),
        ("5 kilometers to 10 kilometers", "5 km to 10 km"),
        ("3, 5 and 7 kilometers", "3, 5 and 7 km"),
        ("50 miles an hour", "50 mph"),
        ("50 km per hour", "50 km/h"),
        ("5 kilometers a day", "5 km a day"),
        ("20 milligrams per liter", "20 mg/L"),
        ("5 percent, 10 per cent", "5%, 10%"),
        ("25 degrees Celsius (77 degrees Fahrenheit)", "25 °C (77 °F)"),
        ("5 square kilometers", "5 km²"),
        ("400 sq ft", "400 ft²"),
        ("20 hectares", "20 ha"),
        ("50\u00a0kilometers", "50 km"),
        ("50kilometers", "50 km"),
        ("1 mile", "1 mi"),
        ("0.5 mile", "0.5 mi"),
        ("6 feet deep", "6 ft deep"),
        ("5 inches of snow", "5 in of snow"),
        ("weighing 200 pounds", "weighing 200 lb"),
        ("5 pounds of flour", "5 lb of flour"),
        ("200 lbs", "200 lb"),
    ],
)
def test_a_name_becomes_its_symbol(text, expected):
    assert rewritten(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a 30-mile radius",
        "a 30 mile radius",
        "a 1 mile run",
        "a 50-kilometer-long road",
        "a 122 mm caliber rocket",
        "50 kilometers-long",
        "many kilometers away",
        "ten kilometers away",
        "two million kilometers",
        "2 million kilometers",
        "half a mile",
        "“500 Miles” was sung",
        "the film “8 Mile”",
        "“500 miles”",
        "Fire Burns 500 Acres Near 20 Miles Of Road",
        "50 KILOMETERS",
        "more than four hours",
        "4 hours, 30 minutes and 5 seconds",
        "5 days, 3 weeks, 2 months, 10 years",
        "20 gallons, 5 tons, 3 kilotons",
        "he paid 1,100 pounds",
        "1,100 pounds",
        "£5m or 300 pounds",
        "3 percentage points",
        "90 degrees",
        "5 inches",
        "scored 3 in the first half",
        "5 newtons",
        "10 foot soldiers",
        "9/11 and 2025-01-11",
    ],
)
def test_never_touched(text):
    assert rewritten(text) == text


@pytest.mark.parametrize(("language", "text", "_", "expected"), rows("languages"))
def test_languages(language, text, _, expected):
    assert rewritten(text, language) == (text if expected == "=" else expected)


@pytest.mark.parametrize(("language", "text", "_", "expected"), rows("declined"))
def test_declined_names(language, text, _, expected):
    assert rewritten(text, language) == (text if expected == "=" else expected)


@pytest.mark.parametrize(("language", "text", "expected"), rows("everyday"))
def test_everyday_words_and_compounds(language, text, expected):
    assert rewritten(text, language) == (text if expected == "=" else expected)


def test_an_edit_names_the_unit_and_takes_no_digit():
    (edit,) = [one for one in proposed("about 1,500 kilometers away") if isinstance(one, Edit)]
    assert edit == Edit("units", "unit.kilometer", 11, 22, " kilometers", " km")
    rules = [one.rule for one in proposed("5 sq mi, 5 miles per hour") if isinstance(one, Edit)]
    assert rules == ["unit.square-mile", "unit.mile-per-hour"][: len(rules)]


def test_annotate_leaves_the_text_and_off_says_nothing():
    text = "50 kilometers (30 miles)"
    assert {type(one) for one in proposed(text, Kit(setting="annotate"))} == {Measurement}
    assert proposed(text, Kit(setting="off")) == []


def test_a_conversion_that_cannot_be_right_is_flagged():
    text = "It is 5 km (31 miles) long and 50 km (35 mi) wide, 10 km (6 mi) deep."
    flags = [one for one in proposed(text) if isinstance(one, Note)]
    assert [(flag.by, text[flag.start : flag.end]) for flag in flags] == [
        ("unit.conversion.factor", "5 km (31 miles"),
        ("unit.conversion.mismatch", "50 km (35 mi"),
    ]
    assert flags[0].kind == "flag"
    assert flags[0].value == "5 km is not 31 miles"


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_seeds_change_as_their_gold_does(path):
    kit = make_kit(Settings())
    text = path.read_text(encoding="utf-8")
    edits = [one for one in proposed(text, kit) if isinstance(one, Edit)]
    result, _ = apply(text, edits)
    gold = (ROOT / "tests" / "gold" / f"{path.stem}.clean.txt").read_text(encoding="utf-8")
    changed = set(result.split("\n")) - set(text.split("\n"))
    assert changed
    assert changed <= set(gold.split("\n"))
    # Nothing is left to rewrite in what the seed must become.
    assert not any(isinstance(one, Edit) for one in proposed(gold, kit))


def test_the_seed_with_a_conversion_that_was_made_the_other_way():
    text = SEEDS[0].read_text(encoding="utf-8")
    statuses = {
        one.surface: one.conversion_status
        for one in proposed(text)
        if isinstance(one, Measurement) and one.conversion_of is not None
    }
    assert statuses == {
        "30 miles": "ok",
        "1,100 pounds": "ok",
        "930-1,240 miles": "ok",
        "7,700 mph": "ok-reverse",
    }


LANGUAGES = st.sampled_from(["en", "de", "ru", "uk", "ar", "he", "zh", "und"])


@given(TEXTS, LANGUAGES)
def test_a_second_turn_changes_nothing_and_digits_never_change(text, language):
    result = rewritten(text, language)
    digits = [char for char in text if char.isdigit() and char not in "²³"]
    assert [char for char in result if char.isdigit() and char not in "²³"] == digits


@given(TEXTS, LANGUAGES)
def test_what_is_measured_stays_what_it_was(text, language):
    before = [one for one in proposed(text, Kit(language)) if isinstance(one, Measurement)]
    result = rewritten(text, language)
    after = [one for one in proposed(result, Kit(language)) if isinstance(one, Measurement)]
    assert [(one.value, one.value_high, one.unit) for one in before] == [
        (one.value, one.value_high, one.unit) for one in after
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 miles of new road were closed.",
        "Flight 370 miles away was lost.",
        "The code says `50 kilometers` here.",
    ],
)
def test_years_designations_and_code_keep_their_words(text):
    assert Cleaner().clean(text).text == text


@pytest.mark.parametrize("text", ["In all 2,019 miles of road were closed.", "He ran 370 miles."])
def test_numbers_that_count_do_not(text):
    assert Cleaner().clean(text).text == text.replace("miles", "mi")
