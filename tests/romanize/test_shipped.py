"""The names that ship: their examples, their collisions, and what they do to plain English."""

import re
from pathlib import Path

import pytest

from cleaner.romanize.check import collisions, english_words, failures
from cleaner.romanize.load import Names, load_names, read_names
from cleaner.rulebook.home import rules_home

ROOT = Path(__file__).parents[2]
SHIPPED = load_names(rules_home())
WORDS = english_words(rules_home())


def test_there_are_enough():
    assert len(SHIPPED.entries) >= 400
    assert {entry.name.kind for entry in SHIPPED.entries} >= {
        "person", "surname", "place", "ship", "weapon", "organisation"
    }  # fmt: skip


def test_every_name_has_examples():
    assert [e.name.id for e in SHIPPED.entries if not e.name.tests.match] == []


def test_their_examples_come_true():
    assert [str(finding) for finding in failures(SHIPPED)] == []


def test_they_collide_with_nothing():
    assert [str(finding) for finding in collisions(SHIPPED, WORDS)] == []


def test_english_is_left_alone():
    """Every English word where a sentence begins, as a heading and in capitals: over 1.5 million
    characters."""
    sentences = ". ".join(map(str.capitalize, WORDS))
    for text in (sentences, " ".join(WORDS).title(), "\n".join(WORDS).upper()):
        assert len(text) > 300_000
        changed = [one for one in SHIPPED.index.find(text) if one.original != one.spelling]
        for one in changed:  # only what an entry names itself
            given = map(str.lower, (*one.name.aliases, *one.name.accept))
            assert one.original.lower() in given, one


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.stem)
def test_our_own_prose_is_left_alone(page):
    # What is quoted as code may well be about names.
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = SHIPPED.index.find(text)
    assert [one.original for one in found if one.original != one.spelling] == []


@pytest.mark.parametrize("entry", SHIPPED.entries, ids=lambda entry: entry.name.id)
def test_the_canonical_spelling_stays(entry):
    found = SHIPPED.index.find(entry.name.canonical)
    assert all(one.spelling == one.original for one in found)


def planted(*entries: str) -> Names:
    text = "schema: 1\npack: names/x\nnames:\n" + "".join(
        f"- {{id: p.{n}, kind: place, {entry}}}\n" for n, entry in enumerate(entries)
    )
    return Names(tuple(read_names("x.yaml", text, [])))


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        (["native: {ru: Сергей}, canonical: Sergei"], "would take the English word 'serge'"),
        (["native: {ru: Сергей}, canonical: Sergei, accept: [serge]"], None),
        (["native: {ru: Сергей}, canonical: Sergei, reject: [Serge]"], None),
        (
            ["native: {ru: Львов}, canonical: Lvov", "native: {uk: Львів}, canonical: Lviv"],
            "would take 'Lvov', a spelling of p.0",
        ),
    ],
)
def test_a_collision_is_told_unless_it_was_looked_at(entries, told):
    found = [finding.message for finding in collisions(planted(*entries), ["serge", "house"])]
    assert found == [] if told is None else told in found


def test_an_example_that_fails_is_told():
    names = planted(
        "native: {ru: Москва}, canonical: Moscow, aliases: [Moskva], "
        "tests: {match: [Moskva, Paris], keep: [Moskwa]}"
    )
    told = [str(finding) for finding in failures(names)]
    assert told == [
        "x.yaml:4: p.0: 'Paris' is not seen",
        "x.yaml:4: p.0: 'Moskwa' is to be kept: p.0 takes it",
    ]
