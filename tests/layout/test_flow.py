"""Layout in the flow: recorded, explained, chosen, and quiet when it is done."""

from functools import lru_cache

import pytest
from hypothesis import given

from cleaner import Cleaner
from cleaner.edits import replay, undo
from tests.layout.made import labelled
from tests.layout.test_verdict import SLOW, TEXTS

PAGES = {
    name: "\n".join(line for _, line in lines) for name, lines in labelled("pages.txt").items()
}


@lru_cache(maxsize=4)
def cleaner(layout="safe", ignore=(), title="keep"):
    return Cleaner(layout=layout, ignore=ignore, title=title)


@SLOW
@given(TEXTS)
def test_cleaning_a_cleaned_text_changes_nothing(text):
    once = cleaner().clean(text).text
    assert cleaner().clean(once).text == once


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_cleaned_once_and_for_all_and_back(name):
    for setting in ("safe", "balanced"):
        found = cleaner(setting).clean(PAGES[name])
        assert replay(found.base, found.edits) == found.text
        assert undo(found.text, found.edits) == found.base
        assert cleaner(setting).clean(found.text).text == found.text


def test_every_removal_has_a_reason():
    found = cleaner("balanced").clean(PAGES["en"])
    removed = [edit.rule for edit in found.edits if edit.stage == "layout"]
    told = [note.by for note in found.notes if note.kind == "reason"]
    assert sorted(removed) == sorted(told) and removed
    assert all(note.value.count("line") for note in found.notes if note.kind == "reason")


def test_what_is_ignored_stays_and_off_is_off():
    with_all = cleaner("balanced").clean(PAGES["en"])
    rules = {edit.rule for edit in with_all.edits if edit.stage == "layout"}
    assert rules
    without = cleaner("balanced", ("layout",)).clean(PAGES["en"])
    assert not [edit for edit in without.edits if edit.stage == "layout"]
    assert cleaner("off").clean(PAGES["en"]).text == without.text


def test_a_headline_that_goes_is_the_title():
    found = cleaner("balanced", (), "drop").clean(PAGES["en"])
    assert found.metadata.title == "Old mill becomes a library"
    assert "Old mill becomes a library" not in found.text.split("\n")
