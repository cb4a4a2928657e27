"""The stage: edits and mentions for the names of a document, by setting and language."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.edits import replay, undo
from cleaner.kit import Kit, make_kit
from cleaner.model import Document, Edit, Language, Mention
from cleaner.romanize.entry import Name
from cleaner.romanize.load import Names, read_names
from cleaner.settings import Settings
from cleaner.settle import settle
from cleaner.stages.names import names
from cleaner.stages.repair import repair

PACK = """schema: 1
pack: names/test
names:
- {id: weapon.kinzhal, native: {ru: Кинжал}, canonical: Kinzhal, kind: weapon}
- {id: surname.kozhemyako, native: {ru: Кожемяко}, canonical: Kozhemyako, kind: surname}
- {id: person.kim, native: {ko: 김정은}, canonical: Kim Jong Un, kind: person}
- {id: person.assad, native: {ar: بشار الأسد}, canonical: Bashar al-Assad, kind: person}
"""
NAMES = Names(tuple(read_names("test.yaml", PACK, [])))
TEXT = "The Kinjal of Kim Jong-un: “Kinzhal,” Kojemiako’s word."
KIT = make_kit(Settings(names="off"))


def kit(setting="rewrite", language="en") -> Kit:
    def said(_text: str) -> Language:
        return Language(language, "Latn", 1.0, True)

    return replace(KIT, names=NAMES, settings=Settings(names=setting), language=said)


def document(text=TEXT, **more) -> Document:
    return Document("d", base=text, text=text, **more)


def edits(found):
    return [(one.rule, one.old, one.new) for one in found if isinstance(one, Edit)]


def mentions(found):
    return [one for one in found if isinstance(one, Mention)]


def test_every_other_spelling_becomes_an_edit():
    assert edits(names(document(), kit())) == [
        ("weapon.kinzhal", "Kinjal", "Kinzhal"),
        ("person.kim", "Kim Jong-un", "Kim Jong Un"),
        ("surname.kozhemyako", "Kojemiako", "Kozhemyako"),
    ]


def test_every_name_becomes_a_mention():
    found = mentions(names(document(), kit()))
    assert [(m.original, m.canonical, m.kind, m.scheme, m.rule) for m in found] == [
        ("Kinjal", "Kinzhal", "weapon", "fr", "weapon.kinzhal"),
        ("Kim Jong-un", "Kim Jong Un", "person", "canonical", "person.kim"),
        ("Kinzhal", "Kinzhal", "weapon", "canonical", "weapon.kinzhal"),
        ("Kojemiako", "Kozhemyako", "surname", "fr", "surname.kozhemyako"),
    ]
    assert all(TEXT[m.start : m.end] == m.original for m in found)


def test_annotate_leaves_the_text():
    found = list(names(document(), kit("annotate")))
    assert edits(found) == []
    assert len(mentions(found)) == 4


def test_off_says_nothing():
    assert list(names(document(), kit("off"))) == []


@pytest.mark.parametrize(("language", "changed"), [("en", 3), ("und", 3), ("fr", 0), ("de", 0)])
def test_only_english_is_respelled(language, changed):
    found = list(names(document(), kit(language=language)))
    assert len(edits(found)) == changed
    assert len(mentions(found)) == 4


def test_the_language_is_asked_for_only_where_something_would_change():
    def never(_text: str) -> Language:
        raise AssertionError

    asked = replace(kit(), language=never)
    assert len(list(names(document("the Kinzhal missile"), asked))) == 1


def settled(text: str, using: Kit) -> Document:
    return settle(document(text), using, (repair, names))


def test_a_mention_keeps_what_stood_there():
    doc = settled(TEXT, kit())
    assert doc.text == "The Kinzhal of Kim Jong Un: “Kinzhal,” Kozhemyako’s word."
    told = [(doc.text[m.start : m.end], m.original) for m in doc.mentions]
    assert told == [
        ("Kinzhal", "Kinjal"),
        ("Kim Jong Un", "Kim Jong-un"),
        ("Kinzhal", "Kinzhal"),
        ("Kozhemyako", "Kojemiako"),
    ]


PARTS = st.sampled_from(
    ["Kinjal", "KINJAL", "Kojemiako’s", "Kim Jong-un", "Bachar el-Assad", "el-Assad", "Kinzhal",
     "القذافي", "\u200f", "Кинжал", "김정은", "\u202eabc", "é\u0301", "ＫＩＮＪＡＬ", "http://Kinjal.ru",
     "@Kinjal", "\r\n", "\t", "  "]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PARTS, st.text(max_size=5)), max_size=10).map(" ".join)


@given(TEXTS, st.sampled_from(["rewrite", "annotate", "off"]))
def test_laws(text, setting):
    doc = settled(text, kit(setting))
    assert replay(doc.base, doc.edits) == doc.text
    assert undo(doc.text, doc.edits) == doc.base
    again = settled(doc.text, kit(setting))
    assert (again.text, again.edits) == (doc.text, ())
    for mention in doc.mentions:
        assert 0 <= mention.start < mention.end <= len(doc.text)
    places = [(mention.start, mention.end) for mention in doc.mentions]
    assert len(set(places)) == len(places)


def test_the_kit_has_the_shipped_names_and_their_files():
    found = make_kit(Settings())
    assert isinstance(found.names.entries[0].name, Name)
    assert "rules/names/core.yaml" in found.files
    assert found.rulebook_digest != make_kit(Settings(names="off")).rulebook_digest
    assert make_kit(Settings(ignore=("weapon.",))).names.get("weapon.kinzhal") is None


HERE = Path(__file__).parent
ENGLISH = replace(make_kit(Settings()), language=lambda _: Language("en", "Latn", 1.0, True))


def lines(file: str) -> list[str]:
    told = (HERE / file).read_text(encoding="utf-8").splitlines()
    return [line for line in told if not line.startswith("#")]


@pytest.mark.parametrize("text", [*lines("names_fixed.txt"), "The plate was `Peking` in the code."])
def test_what_has_its_spelling_for_a_reason_stays(text):
    found = list(names(document(text), ENGLISH))
    assert edits(found) == []
    assert mentions(found)


@pytest.mark.parametrize("line", lines("names_free.txt"))
def test_ordinary_text_is_respelled(line):
    text = re.sub(r"\[(.+?)\|.+?\]", r"\1", line)
    assert settled(text, ENGLISH).text == re.sub(r"\[.+?\|(.+?)\]", r"\1", line)
