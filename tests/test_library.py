"""Cleaning from Python: what comes back, and what holds for every text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import Cleaner, load_rules
from cleaner.errors import RuleError, SettingsError
from cleaner.flow import clean_batch, clean_document
from cleaner.kit import make_kit
from cleaner.model import Source
from cleaner.settings import Settings
from tests.laws import LAWS, WAYS, laws_under, order_is_nothing, texts

PAGE = """Two planes landed near the town on Sunday, and nobody was hurt.
The pilots said that they would fly on as soon as the weather allowed it.

Please enter your comment!
"""

many = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
some = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def cleaner():
    return Cleaner()


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(law, cleaner):
    many(given(texts())(lambda text: law(cleaner, text)))()


OTHERWISE = [(way, law) for way in WAYS if WAYS[way] for law in laws_under(way)]


@pytest.mark.parametrize(("way", "law"), OTHERWISE)
def test_law_under_other_settings(way, law):
    cleaner = Cleaner(**WAYS[way])
    some(given(texts())(lambda text: law(cleaner, text)))()


@some
@given(st.lists(texts(), max_size=4))
def test_order_is_nothing(cleaner, several):
    order_is_nothing(cleaner, several)


@some
@given(st.lists(texts(), max_size=5), st.integers(0, 5))
def test_batches_are_nothing(cleaner, several, cut):
    sources = [Source(str(number), "made", text) for number, text in enumerate(several)]
    one_by_one = [clean_document(source, KIT) for source in sources]
    assert clean_batch(sources[:cut], KIT) + clean_batch(sources[cut:], KIT) == one_by_one


KIT = make_kit(Settings())


def test_a_result_says_what_was_done(cleaner):
    result = cleaner.clean(PAGE)
    assert "Please enter" not in result.text
    assert result.text.startswith("Two planes")
    assert result.language.code == "en"
    assert not result.rejected
    told = result.explain()
    assert "comment.form-prompt (Prompt of a comment form): removed" in told
    assert "'Please enter your comment!" in told


def test_clean_prose_comes_back_as_it_is(cleaner):
    text = PAGE.split("\n\n", maxsplit=1)[0]
    result = cleaner.clean(text)
    assert (result.text, result.edits, result.changes) == (text, (), [])


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), (b"", "empty"), (" \n\t\n", "blank"), (b"\x7fELF\0\0\0\1\2\3" * 20, "binary")],
)
def test_what_a_corpus_would_reject_comes_back_empty(cleaner, text, reason):
    result = cleaner.clean(text)
    assert (result.text, result.rejected) == ("", reason)


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("Größe und Maß, Straße.".encode(), ""),
        ("\ufeffGröße und Maß, Straße.".encode("utf-16"), ""),
        ("Größe und Maß, Straße.".encode("cp1252"), "windows-1252"),
        ("Größe und Maß, Straße.", ""),
    ],
)
def test_bytes_and_text_give_the_same(cleaner, data, charset):
    assert cleaner.clean(data, charset=charset).text == "Größe und Maß, Straße."


@pytest.mark.parametrize("what", [None, 3, ["A text."], {"text": "A text."}, bytearray(b"A text.")])
def test_what_is_no_text_is_told(cleaner, what):
    with pytest.raises(TypeError, match=f"takes a text .* not {type(what).__name__}"):
        cleaner.clean(what)


def test_metadata_is_taken_from_the_text(cleaner):
    result = cleaner.clean(f"2023-09-16\n{PAGE}")
    assert result.metadata.date == "2023-09-16"
    assert "capture.date by" in result.explain()


def test_settings_are_keywords():
    quiet = Cleaner(ignore=("all",))
    assert quiet.settings.ignore == ("all",)
    assert "Please enter" in quiet.clean(PAGE).text


def test_an_unknown_setting_names_the_nearest():
    with pytest.raises(SettingsError, match=r"unknown setting 'titel'; did you mean 'title'\?"):
        Cleaner(titel="drop")


@pytest.mark.parametrize("values", [{"title": "maybe"}, {"max_removed": 2}, {"select": 3}])
def test_a_setting_has_values_it_cannot_have(values):
    with pytest.raises(SettingsError, match=next(iter(values))):
        Cleaner(**values)


def test_rules_can_be_given(tmp_path):
    (tmp_path / "own.yaml").write_text(
        "schema: 1\npack: own\nrules:\n- id: own.line\n  title: A line\n  action: remove_line\n"
        "  confidence: high\n  status: stable\n  line_is: {any: [Two planes]}\n"
        "  tests: {match: [Two planes], keep: [Three planes]}\n",
        encoding="utf-8",
    )
    found = Cleaner(rules=load_rules(tmp_path, core=False), layout="off").clean(
        f"Two planes\n{PAGE}"
    )
    assert found.text.startswith("Two planes landed")
    assert "Please enter" in found.text


def test_faults_of_rules_are_told(tmp_path):
    (tmp_path / "own.yaml").write_text("schema: 1\npack: own\nrules: [{}]\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"own\.yaml"):
        Cleaner(rules=load_rules(tmp_path))
