"""Words with an everyday sense, and quantities that count on from one another."""

from __future__ import annotations

import pytest

from cleaner.measure.compound import compounds

from .tables import measured, reader, rows

EVERYDAY = rows("everyday")


def test_as_many_texts_stay_as_are_rewritten():
    stay = sum(row[2] == "=" for row in EVERYDAY)
    assert stay * 2 == len(EVERYDAY)


@pytest.mark.parametrize(
    "text",
    ["She has 2 feet.", "3 knots in the rope", "5 feet and 10 syllables", "3 meters on the wall",
     "three yards of prisons", "He tied 40 knots in the rope.", "这节课有3节。"],
)  # fmt: skip
def test_what_may_be_counted_is_ambiguous(text):
    (one,) = measured(text, "zh" if text[0] > "z" else "en")
    assert one.ambiguous
    assert one.si_value is None


@pytest.mark.parametrize(
    "text",
    ["3 feet tall", "3 feet away", "4 feet of fresh snow", "a depth of 3 meters", "2.5 feet",
     "2 feet (60 cm)", "40 feet", "2 to 3 feet", "6x4 feet", "6 feet 2 inches", "a 3-foot wall",
     "wind of 5 knots", "They dug 5 meters.", "5 yards and 3 km", "½ foot", "5 metres"],
)  # fmt: skip
def test_evidence_makes_it_certain(text):
    assert not any(one.ambiguous for one in measured(text))


def test_evidence_is_that_of_the_sentence():
    far = "The wind was strong. There are 3 knots. The wind was weak."
    assert [one.ambiguous for one in measured(far)] == [True]
    assert [one.ambiguous for one in measured("The wind was 3 knots.")] == [False]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("6 feet 2 inches", [2]),
        ("6 ft, 2 in tall", [2]),
        ("6 foot and 2 inches", [2]),
        ("6 feet 14 inches", [1, 1]),
        ("6 feet or 2 inches", [1, 1]),
        ("2 yards 2 feet 2 inches", [3]),
        ("5 km 300 m, 2 kg 40 g", [2, 2]),
        ("2 inches 6 feet", [1, 1]),
        ("5 to 6 feet 2 inches", [1, 1]),
    ],
)
def test_compounds(text, sizes):
    found = reader().read(text, lambda: "en")
    assert [len(group) for group in compounds(text, found)] == sizes


def test_ounces_say_that_pounds_are_a_weight():
    assert not any(one.ambiguous for one in measured("5 pounds 3 ounces"))
    assert [one.ambiguous for one in measured("5 pounds and 3 pence")] == [True]
