"""Settling: the cap, the end of it, and that a clean text stays as it is."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.edits import replay, undo
from cleaner.errors import SourceError
from cleaner.flow import EDITING
from cleaner.kit import Kit, make_kit
from cleaner.model import Document, Drop, Edit, Note
from cleaner.rulebook.rule import Loaded, Rulebook
from cleaner.settings import Settings
from cleaner.settle import MAX_GROWTH, settle, take_turn
from tests.rulebook.made import PROSE, PROSES, documents, rule, rulebooks

FREE = {"max_document_fraction": 1}


def kit_of(*rules: Any, max_removed: float = 0.6) -> Kit:
    entries = tuple(Loaded(each, "t", "t.yaml", 1) for each in sorted(rules, key=lambda r: r.id))
    return make_kit(Settings(max_removed=max_removed), Rulebook(entries))


def line(name: str, word: str, **keys: Any) -> Any:
    return rule("remove_line", id=name, line_starts={"any": [word]}, **{"limits": FREE} | keys)


def settled(text: str, kit: Kit) -> Document:
    doc = settle(Document("d", text, text), kit, EDITING)
    assert replay(text, doc.edits) == doc.text
    assert undo(doc.text, doc.edits) == text
    for note in doc.notes:
        assert 0 <= note.start <= note.end <= len(doc.text)
    again = settle(Document("d", doc.text, doc.text), kit, EDITING)
    assert again.text == doc.text
    return doc


def yielded(doc: Document) -> list[tuple[str, str]]:
    return [(note.by, note.value) for note in doc.notes if note.kind == "yielded"]


CORE = make_kit(Settings())


def test_within_the_cap_all_rules_act() -> None:
    doc = settled(
        "share it\nprint it\nthe text that stays here\n",
        kit_of(line("t.a", "share"), line("t.b", "print")),
    )
    assert doc.text == "the text that stays here"
    assert yielded(doc) == []


def test_past_the_cap_the_least_confident_stands_back_first() -> None:
    rules = [
        line("t.a", "share", confidence="high"),
        line("t.b", "print", confidence="medium"),
        line("t.c", "close", confidence="high"),
    ]
    kept = "print it with all that belongs to it and whatever else\nthe text that stays here"
    doc = settled(f"share it all\nclose it all\n{kept}", kit_of(*rules))
    assert doc.text == kept
    cause = "would take 52% of the text, with others more than the cap"
    assert yielded(doc) == [("t.b", cause)]


def test_among_equals_the_one_that_takes_most_stands_back() -> None:
    text = "share it with everybody you know\nprint it\nclose\nthe text that stays"
    rules = [line("t.a", "print"), line("t.b", "share"), line("t.c", "close")]
    doc = settled(text, kit_of(*rules))
    assert doc.text == "share it with everybody you know\nthe text that stays"
    assert [by for by, _ in yielded(doc)] == ["t.b"]


def test_where_no_choice_of_rules_lasts_none_takes_anything() -> None:
    """Once t.b has stood back, the text is short enough for it to act the next time: such a text
    does not count."""
    text = "share it with all\nprint it at home\nthe text stays"
    rules = [line("t.a", "print"), line("t.b", "share")]
    doc = settled(text, kit_of(*rules))
    assert doc.text == text
    assert [by for by, _ in yielded(doc)] == ["t.a", "t.b"]


@pytest.mark.parametrize(
    ("cap", "left"), [(0.0, "a\nb b\nshare"), (0.4, "a\nb b\nshare"), (0.5, "a\nb b")]
)
def test_the_cap_is_a_setting(cap: float, left: str) -> None:
    assert settled("a\nb b\nshare", kit_of(line("t.a", "share"), max_removed=cap)).text == left


def test_a_document_that_is_all_junk_stays_and_says_so() -> None:
    text = "share\nshare\nshare"
    doc = settled(text, kit_of(line("t.a", "share")))
    assert doc.text == text
    assert yielded(doc) == [("t.a", "would take 100% of the text, with others more than the cap")]
    assert settled(text, kit_of(line("t.a", "share"), max_removed=1)).text == ""


def test_what_repair_takes_does_not_count() -> None:
    assert settled("\n" * 900 + "text", kit_of(line("t.a", "share"))).text == "text"


def replacing(name: str, pattern: str, new: str, **keys: Any) -> Any:
    return rule("replace", id=name, span_regex=pattern, **{"with": new}, **keys)


ENDLESS = "edits its own output without end"


@pytest.mark.parametrize("new", ["aa", "a" * 50, "ba", "a\na", "b a c"])
def test_a_rule_that_feeds_on_itself_stands_back(new: str) -> None:
    doc = settled("a bad word", kit_of(replacing("t.a", "a", new)))
    assert doc.text == "a bad word"
    assert yielded(doc) == [("t.a", ENDLESS)]
    assert doc.edits == ()


def test_the_others_go_on() -> None:
    rules = [replacing("t.a", "a", "aa"), line("t.b", "share"), replacing("t.c", "wd", "word")]
    doc = settled(f"share it\n{PROSE} wd", kit_of(*rules))
    assert doc.text == f"{PROSE} word"
    assert yielded(doc) == [("t.a", ENDLESS)]


def test_two_rules_that_undo_each_other_stand_back() -> None:
    rules = [replacing("t.a", "one", "two"), replacing("t.b", "two", "one")]
    doc = settled("one and two", kit_of(*rules))
    assert doc.text == "one and two"
    assert yielded(doc) == [("t.a", ENDLESS), ("t.b", ENDLESS)]


def test_a_rule_of_strip_and_one_of_artifacts_that_undo_each_other() -> None:
    rules = [replacing("t.a", "one", "two"), replacing("artifact.b", "two", "one")]
    doc = settled("one", kit_of(*rules))
    assert doc.text == "one"
    assert [by for by, _ in yielded(doc)] == ["artifact.b", "t.a"]


def test_endless_and_past_the_cap() -> None:
    rules = [replacing("t.a", "x", "xx"), line("t.b", "share"), line("t.c", "print")]
    text = "x\nshare it with your friends\nprint\nshare it all\nclose"
    doc = settled(text, kit_of(*rules))
    assert doc.text == text.replace("print\n", "")
    assert dict(yielded(doc))["t.a"] == ENDLESS
    assert "more than the cap" in dict(yielded(doc))["t.b"]


def test_a_text_may_grow_a_good_deal() -> None:
    """A replacement that is longer is no fault: only growth without end is."""
    doc = settled("&" * 50, kit_of(replacing("t.a", "&", "and")))
    assert doc.text == "and" * 50
    assert MAX_GROWTH >= 8


def test_rules_take_several_turns_until_quiet() -> None:
    nested = replacing("t.a", r"\((?P<inside>[^()]*)\)", r"\g<inside>")
    assert settled("((((deep inside))))", kit_of(nested)).text == "deep inside"


def test_notes_about_removed_text_stand_where_it_stood() -> None:
    made = rule("capture_line", line_regex=r"by (?P<author>\w+)")
    doc = settled(f"{PROSE}\nby Ann\n{PROSE}", kit_of(made))
    assert doc.text == f"{PROSE}\n{PROSE}"
    place = len(PROSE) + 1
    assert doc.notes == (Note("capture.author", place, place, "Ann", "t.rule"),)


def test_they_move_with_what_stands_before_them() -> None:
    made = [
        rule("capture_line", line_regex=r"by (?P<author>\w+)"),
        replacing("t.z", "wd", "word"),
    ]
    doc = settled(f"the wd\nby Ann\n{PROSE}", kit_of(*made))
    assert doc.text == f"the word\n{PROSE}"
    (note,) = doc.notes
    assert (note.start, note.end) == (9, 9)


def test_notes_about_text_that_stays_are_those_of_the_settled_text() -> None:
    made = [rule("flag", id="t.a", span_regex="nine", title="a nine"), line("t.b", "share")]
    doc = settled(f"share\n{PROSE} nine", kit_of(*made))
    at = doc.text.index("nine")
    assert doc.notes == (Note("flag", at, at + 4, "a nine", "t.a"),)


def test_a_rule_that_yields_is_told_of_once() -> None:
    """Though it yields again in every turn, and another rule edits at the very start."""
    made = [line("t.a", "print", limits={"max_lines": 1}), line("t.b", "share")]
    doc = settled(f"share\nprint\nprint\n{PROSE}", kit_of(*made))
    assert doc.text == f"print\nprint\n{PROSE}"
    assert yielded(doc) == [("t.a", "would take 2 lines, more than 1")]


def test_a_stage_may_drop_the_document() -> None:
    def dropping(doc: Document, kit: Kit) -> list[Drop]:
        return [Drop("empty", "nothing there")]

    with pytest.raises(SourceError, match="empty: nothing there"):
        take_turn(dropping, Document("d", "x", "x"), CORE)


def test_a_stage_that_never_ends_is_an_error() -> None:
    def restless(doc: Document, kit: Kit) -> list[Edit]:
        return [Edit("units", "unit.x", 0, 1, doc.text[0], "ba"["ab".index(doc.text[0])])]

    with pytest.raises(SourceError, match="without end"):
        settle(Document("d", "a", "a"), kit_of(line("t.a", "share")), [restless])


def test_the_cap_is_measured_without_what_repair_takes() -> None:
    """Blank lines at the end make the share of a rule no smaller: it would be another one when the
    clean text is cleaned again."""
    kit = kit_of(line("t.a", "share"), max_removed=0.5)
    for blank in ("", "\n", "\n" * 9):
        assert settled(f"more text\nshare{blank}", kit).text == "more text"
        assert settled(f"text\nshare{blank}", kit).text == "text\nshare"


junk = st.sampled_from(
    [
        "Share",
        "print this",
        "Read more: a page",
        "Related",
        "- one",
        "- two headlines of a page",
        "",
    ]
)
near_the_cap = st.lists(
    st.one_of(junk, junk, junk, st.sampled_from([*PROSES, "A short line", "Another one", " x"])),
    min_size=1,
    max_size=14,
).map("\n".join)
JUNK = kit_of(
    line("t.a", "share", limits={"max_document_fraction": 0.4}),
    line("t.b", "print", confidence="medium", where={"zone": "tail"}),
    line("t.c", "read more", requires={"nearby": {"rule": "t.*", "lines": 1}}),
    rule("remove_block", id="t.d", heading_is={"en": ["Related"]}, block={"min_items": 1}),
    rule("truncate_after", id="t.e", line_is={"en": ["another one"]}, where={"zone": "tail"}),
    replacing("t.f", "short", "long"),
    max_removed=0.5,
)


@settings(max_examples=400, deadline=None)
@given(near_the_cap)
def test_cleaning_again_changes_nothing_near_the_cap(text: str) -> None:
    doc = settled(text, JUNK)
    taken = sum(max(0, len(e.old) - len(e.new)) for e in doc.edits if e.stage == "strip")
    assert taken <= 0.5 * len(text)


@settings(max_examples=250, deadline=None)
@given(rulebooks, documents, st.sampled_from([0.1, 0.3, 0.6]))
def test_cleaning_again_changes_nothing_whatever_the_rules(
    rules: list[Any], text: str, cap: float
) -> None:
    settled(text, kit_of(*rules, max_removed=cap))


@settings(max_examples=250, deadline=None)
@given(near_the_cap)
def test_cleaning_again_changes_nothing_with_the_core_packs(text: str) -> None:
    settled(text, CORE)
