"""The reader: which numbers of a text are quantities, in which unit, of which kind."""

from __future__ import annotations

import pytest

from .tables import listed, measured, reader, rows, spans, surfaces

TRAPS = rows("traps")
LANGUAGES = rows("languages")


def test_there_are_as_many_traps_as_quantities():
    assert sum(not cell for _, cell in TRAPS) == sum(bool(cell) for _, cell in TRAPS)


@pytest.mark.parametrize(("text", "quantities"), TRAPS)
def test_only_quantities_are_found(text, quantities):
    assert surfaces(text) == listed(quantities)


@pytest.mark.parametrize(("language", "text", "quantities", "_"), LANGUAGES)
def test_languages(language, text, quantities, _):
    found = [
        f"{one.surface}:{one.value}:{one.value_high or ''}:{one.unit}"
        for one in measured(text, language)
    ]
    assert found == quantities.split(";")


def test_at_least_twelve_languages_are_tested():
    assert len({row[0] for row in LANGUAGES}) >= 16


@pytest.mark.parametrize(
    ("text", "language", "modifier"),
    [
        ("about 5 km", "en", "about"),
        ("up to 5 km", "en", "up to"),
        ("It is more than 5 km", "en", "more than"),
        ("(over 4,040 miles)", "en", "over"),
        ("~5 km", "en", "~"),
        ("≥ 5 km", "en", "≥"),
        ("about ten miles", "en", "about"),
        ("bis zu 5 km", "de", "bis zu"),
        ("près de 5 km", "fr", "près de"),
        ("más de 5 km", "es", "más de"),
        ("não mais; cerca de 5 km", "pt", "cerca de"),
        ("meer dan 5 km", "nl", "meer dan"),
        ("не менее 5 км", "ru", "не менее"),
        ("co najmniej 5 km", "pl", "co najmniej"),
        ("en az 5 km", "tr", "en az"),
        ("約5キロメートル", "ja", "約"),
        ("超过5公里", "zh", "超过"),
        ("the 5 km", "en", None),
        ("outabout 5 km", "en", None),
        ("5 km", "en", None),
    ],
)
def test_modifiers(text, language, modifier):
    (one,) = measured(text, language)
    assert one.modifier == modifier


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("5 km", "point", "5", None),
        ("1,500 to 2,000 km", "range", "1500", "2000"),
        ("930-1,240 miles", "range", "930", "1240"),
        ("between 5 and 10 km", "range", "5", "10"),
        ("-40°C to +50°C", "range", "-40", "50"),
        ("5 ± 0.2 mm", "plus-minus", "5", "5.2"),
        ("(12.5 ± 0.3) mg", "plus-minus", "12.5", "12.8"),
        ("5 +/- 1 mm", "plus-minus", "5", "6"),
        ("3, 5 and 7 km", "list", "3", "7"),
        ("5 or 6 km", "list", "5", "6"),
        ("2 to 3 million tonnes", "range", "2", "3000000"),
        ("5 m to 2 km", "range", "0.005", "2"),
        ("½ mile", "point", "0.5", None),
        ("1.5 × 10^6 m", "point", "1500000", None),
        ("−5 °C", "point", "-5", None),
        ("minus 5 °C", "point", "-5", None),
        ("pH 7.0–7.4", "range", "7.0", "7.4"),
    ],
)
def test_kinds_and_ends(text, kind, low, high):
    (one,) = measured(text)
    assert (one.kind, one.value, one.value_high) == (kind, low, high)
    assert one.number == float(low)
    assert one.number_high == (None if high is None else float(high))


def test_a_tie_is_broken_by_the_language_and_else_ambiguous():
    values = {
        language: [
            (one.value, one.ambiguous, one.si_value) for one in measured("1,500 km", language)
        ]
        for language in ("en", "de", "und")
    }
    assert values == {
        "en": [("1500", False, 1_500_000.0)],
        "de": [("1.500", False, 1_500.0)],
        "und": [("1500", True, None)],
    }


def test_the_language_is_not_asked_without_need():
    def nobody():
        raise AssertionError("asked for the language")

    text = "480 kg (1,058.2 lb), 5 kilometers, 25 °C, ten miles, 57%, 3.5 hours and 2 pm"
    assert len(reader().read(text, nobody)) == 7


def scores(name: str) -> tuple[float, float, float]:
    """Precision, recall and share of exact spans over the sentences of a table."""
    hits = wrong = missed = exact = 0
    for text, cell in rows(name):
        wanted = spans(text, cell)
        found = [(one.start, one.end) for one in measured(text)]
        near = [any(a < end and start < b for a, b in wanted) for start, end in found]
        hits += sum(near)
        wrong += len(near) - sum(near)
        missed += sum(not any(a < end and start < b for a, b in found) for start, end in wanted)
        exact += len(set(wanted) & set(found))
    return hits / (hits + wrong), 1 - missed / (hits + missed), exact / (hits + missed)


@pytest.mark.parametrize("name", ["science", "science_unseen"])
def test_scientific_prose(name):
    precision, recall, exact = scores(name)
    assert precision >= 0.98
    assert recall >= 0.95
    assert exact >= 0.85
