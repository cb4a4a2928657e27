"""Settings: where they come from, which wins, and what is said of those that cannot be."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from cleaner.errors import SettingsError
from cleaner.settings import Settings, read_settings
from cleaner.sizes import shown_size, size_of
from tests.cli.conftest import ARTICLE

PLACES = ("cleaner.toml", "pyproject", "environment", "flags")


def settle(folder, places, key="title", values=("keep", "drop")):
    """The setting in force when each of some places gives another value than the one before."""
    environment, flags = {}, {}
    for number, place in enumerate(places):
        value = values[number % len(values)]
        if place == "cleaner.toml":
            (folder / "cleaner.toml").write_text(f"{key} = {json.dumps(value)}\n")
        elif place == "pyproject":
            text = f"[project]\nname = 'x'\n[tool.cleaner]\n{key} = {json.dumps(value)}\n"
            (folder / "pyproject.toml").write_text(text)
        elif place == "environment":
            environment[f"CLEANER_{key.upper()}"] = str(value)
        else:
            flags[key] = value
    return getattr(read_settings(folder, environment, flags), key)


@pytest.mark.parametrize("first", range(4))
@pytest.mark.parametrize("last", range(4))
def test_the_later_place_wins(tmp_path, first, last):
    if first < last:
        assert settle(tmp_path, PLACES[first : last + 1], values=(0.1, 0.2, 0.3, 0.4),
                      key="max_removed") == (0.1, 0.2, 0.3, 0.4)[last - first]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_each_place_counts(tmp_path, place):
    assert settle(tmp_path, [place], values=("drop",)) == "drop"


def test_the_nearest_file_above_counts(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "cleaner.toml").write_text('title = "drop"\n')
    assert read_settings(inner, {}).title == "drop"
    (tmp_path / "a" / "cleaner.toml").write_text("max_removed = 0.5\n")
    assert read_settings(inner, {}).title == "keep"


def test_a_pyproject_of_somebody_else(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.other]\ntitle = 5\n")
    assert read_settings(tmp_path, {}) == Settings()


def test_rules_are_named_from_the_file(tmp_path):
    inner = tmp_path / "deep"
    inner.mkdir()
    (tmp_path / "cleaner.toml").write_text(f'rules = ["own", "{tmp_path}/far"]\n')
    assert read_settings(inner, {}).rules == (str(tmp_path / "own"), str(tmp_path / "far"))
    assert read_settings(inner, {"CLEANER_RULES": "here,there"}).rules == ("here", "there")


@pytest.mark.parametrize("written", ["max-removed", "max_removed"])
def test_both_ways_to_write_a_name(tmp_path, written):
    (tmp_path / "cleaner.toml").write_text(f"{written} = 0.25\n")
    assert read_settings(tmp_path, {}).max_removed == 0.25


WRONG = {
    "unknown": (
        'titel = "drop"',
        r"cleaner\.toml: unknown setting 'titel'; did you mean 'title'\?",
    ),
    "far from all": ("xyzzy = 1", "unknown setting 'xyzzy'. Settings are title, names"),
    "no choice": ('title = "maybe"', "title cannot be 'maybe'; choose one of keep, drop"),
    "a number": ("title = 5", "title cannot be 5; choose one of keep, drop"),
    "true": ("units = true", "units cannot be True; choose one of rewrite"),
    "too large": ("max_removed = 60", "max_removed must be a share from 0 to 1, not 60"),
    "a word": ('max_removed = "much"', "from 0 to 1, not 'much'"),
    "a truth": ("max_removed = true", "from 0 to 1, not True"),
    "no number": ("max_removed = nan", "from 0 to 1, not nan"),
    "no size": ('max_document = "64 bananas"', "must be a size from 1 byte to 256MiB, as in 64MB"),
    "a size of nothing": ("max_document = 0", "max_document must be a size from 1 byte"),
    "half a byte": ("max_document = 1.5", "max_document must be a size"),
    "a size that is true": ("max_document = true", "max_document must be a size"),
    "too large a size": ('max_document = "2GB"', "max_document must be a size"),
    "less than no time": ("time_limit = -1", "time_limit must be a number of seconds from 0"),
    "a time for ever": ("time_limit = inf", "time_limit must be a number of seconds"),
    "no format": ('format = "docx"', "format cannot be 'docx'; choose one of auto, text, html"),
    "no list": ("select = 5", "select must be a list of texts, not 5"),
    "no texts": ("ignore = [5]", r"ignore must be a list of texts, not \[5\]"),
    "a table": ("[title]\nx = 1", "title cannot be {'x': 1}"),
    "no TOML": ("title = ", "cannot be read as TOML"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_is_told(tmp_path, case):
    written, told = WRONG[case]
    (tmp_path / "cleaner.toml").write_text(written)
    with pytest.raises(SettingsError, match=told):
        read_settings(tmp_path, {})


@pytest.mark.parametrize("written", ["tool = 5", "[tool]\ncleaner = 5"])
def test_a_pyproject_that_is_none(tmp_path, written):
    (tmp_path / "pyproject.toml").write_text(written)
    with pytest.raises(SettingsError, match=r"\[tool\.cleaner\] must be a table"):
        read_settings(tmp_path, {})


def test_a_file_that_is_no_utf8(tmp_path):
    (tmp_path / "cleaner.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(SettingsError, match="cannot be read as TOML"):
        read_settings(tmp_path, {})


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            "CLEANER_TITEL",
            "drop",
            "environment variable CLEANER_TITEL: unknown setting 'titel'; did",
        ),
        ("CLEANER_TITLE", "", "CLEANER_TITLE: title cannot be ''; choose one of"),
        ("CLEANER_MAX_REMOVED", "x", "CLEANER_MAX_REMOVED: max_removed must be"),
    ],
)
def test_what_cannot_be_in_the_environment(tmp_path, name, value, told):
    with pytest.raises(SettingsError, match=told):
        read_settings(tmp_path, {name: value, "OTHER_TITEL": "x"})


@pytest.mark.parametrize("value", ["comment,widget", "comment, widget", " comment,,widget "])
def test_lists_in_the_environment(tmp_path, value):
    assert read_settings(tmp_path, {"CLEANER_IGNORE": value}).ignore == ("comment", "widget")


def test_none_is_not_given(tmp_path):
    flags = {field.name: None for field in fields(Settings)}
    assert read_settings(tmp_path, {}, flags) == Settings()


def test_all_settings_but_the_places_of_rules_count_in_the_digest():
    other = {"max_removed": 0.1, "select": ("x",), "ignore": ("x",), "provenance": "none"}
    other |= {"title": "drop", "names": "off", "units": "off", "artifacts": "off", "layout": "off"}
    other |= {"detector": "langdetect", "format": "text", "split": "---", "extractor": "none"}
    other |= dict.fromkeys(("text_key", "html_key", "id_key", "url_key", "date_key"), "x")
    other |= {"site_from": "2", "passes": "2"}
    other |= {"links": "keep", "lists": "drop", "time_limit": 1.5}
    other |= {"max_document": "2MB", "max_expanded": "1GB"}
    digests = [Settings().with_values({key: value}, "").digest for key, value in other.items()]
    assert len({*digests, Settings().digest}) == len(other) + 1
    assert Settings(rules=("x",), discover="off").digest == Settings().digest
    assert set(other) == {field.name for field in fields(Settings)} - {"rules", "discover"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("written", "size"), [("64MB", 64_000_000), ("1 KiB", 1024), ("2m", 2**21), ("77", 77)]
)
def test_sizes_are_written_as_people_do(tmp_path, place, written, size):
    assert settle(tmp_path, [place], key="max_document", values=(written,)) == size


@pytest.mark.parametrize("size", [1, 1000, 1023, 1024, 3 * 2**20, 2**30 + 1, 5 * 2**40])
def test_a_size_that_is_shown_can_be_given_again(size):
    assert size_of(shown_size(size)) == size


@pytest.mark.parametrize("written", ["", "MB", "-1", "1e6", "64 XB", "1.2.3", "NaN", "1 000"])
def test_what_is_no_size(written):
    with pytest.raises(ValueError, match="no size"):
        size_of(written)


@pytest.mark.parametrize(
    "words", [["--ignore", "comment,social"], ["--ignore", "social", "--ignore", "comment"]]
)
def test_flags_of_the_command(clean, tmp_path, words):
    (tmp_path / "article.txt").write_text(ARTICLE)
    assert "comment.form-prompt" not in clean("article.txt", "--dry-run", *words).out
    assert "comment.form-prompt" in clean("article.txt", "--dry-run").out


def test_a_flag_wins_over_a_file_and_the_environment(clean, tmp_path, monkeypatch):
    (tmp_path / "article.txt").write_text(ARTICLE)
    (tmp_path / "cleaner.toml").write_text('ignore = ["all"]\n')
    assert "comment.form-prompt" not in clean("article.txt", "--dry-run").out
    assert "comment.form-prompt" in clean("article.txt", "--dry-run", "--ignore", "widget").out
    monkeypatch.setenv("CLEANER_IGNORE", "social")
    assert "comment.form-prompt" in clean("article.txt", "--dry-run").out


def test_the_command_tells_of_a_wrong_setting(clean, tmp_path, monkeypatch):
    (tmp_path / "article.txt").write_text(ARTICLE)
    (tmp_path / "cleaner.toml").write_text('titel = "drop"\n')
    done = clean("article.txt", "-o", "out")
    assert done.code == 2
    assert "did you mean 'title'?" in done.err
    assert not (tmp_path / "out").exists()
