"""Every example of every shipped rule holds, and an example that does not hold is found."""

from collections.abc import Iterable
from typing import Any

import pytest

from cleaner.rulebook.check import check, fires
from cleaner.rulebook.load import load_rules
from cleaner.rulebook.match import Matcher
from cleaner.rulebook.rule import Loaded
from tests.rulebook.made import PROSE, rule

CORE = load_rules().entries


@pytest.mark.parametrize("entry", CORE, ids=lambda entry: entry.rule.id)
def test_every_example_holds(entry: Loaded) -> None:
    assert [str(failure) for failure in check([entry]).failures] == []


@pytest.mark.parametrize("entry", CORE, ids=lambda entry: entry.rule.id)
def test_every_rule_says_why_and_leaves_things_alone(entry: Loaded) -> None:
    tests = entry.rule.tests
    assert entry.rule.why
    assert tests.match or tests.documents
    assert tests.keep or any(each.before == each.after for each in tests.documents)


def test_most_rules_can_be_found_by_a_literal() -> None:
    rules = [entry.rule for entry in CORE]
    matcher = Matcher(rules)
    everywhere = [
        each.id
        for each in rules
        if not matcher.literal_of(each.id)
        and each.where.line_index_max is None
        and (each.where.max_chars or 999) > 100
    ]
    assert len(everywhere) <= len(rules) / 10, everywhere


def entry(**keys: Any) -> Loaded:
    return Loaded(rule(**keys), "t", "t.yaml", 4)


def failures(*entries: Loaded) -> list[tuple[str, str, str]]:
    return [(each.kind, each.example, each.message) for each in check(entries).failures]


LINE = {"action": "remove_line", "line_starts": {"en": ["share"]}}
DOCUMENT = {"before": f"{PROSE}\nshare it", "after": PROSE}
RIGHT = {"match": ["share it"], "keep": ["he shares"], "documents": [DOCUMENT]}
PLANTED: list[tuple[str, dict[str, Any], tuple[str, str, str]]] = [
    ("match", {"match": ["he shares"]}, ("match", "he shares", "does not fire")),
    ("keep", {"keep": ["share me"]}, ("keep", "share me", "fires on what must stay")),
    ("miss", {"known_miss": ["share"]}, ("known_miss", "share", "fires now: move it to match")),
    (
        "false",
        {"known_false": ["no"]},
        ("known_false", "no", "no longer fires: move it to keep"),
    ),
    (
        "document",
        {"documents": [DOCUMENT | {"after": "x"}]},
        ("document", DOCUMENT["before"], f"becomes {PROSE + chr(10)!r}"),
    ),
    (
        "metadata",
        {"documents": [DOCUMENT | {"metadata": {"author": "Ann"}}]},
        ("document", DOCUMENT["before"], "author is None, not 'Ann'"),
    ),
    ("no match", {"match": [], "documents": []}, ("tests", "", "no example in which the rule")),
    ("no keep", {"keep": []}, ("tests", "", "no example that must stay: add keep")),
]


@pytest.mark.parametrize(
    ("wrong", "found"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED]
)
def test_a_planted_example_is_found(wrong: dict[str, Any], found: tuple[str, str, str]) -> None:
    (kind, example, message), *more = failures(entry(**LINE, tests=RIGHT | wrong))
    assert more == []
    assert (kind, example) == found[:2]
    assert message.startswith(found[2])


def test_right_examples_are_found_right() -> None:
    assert failures(entry(**LINE, tests=RIGHT)) == []
    quiet = {"documents": [DOCUMENT, {"before": PROSE, "after": PROSE}]}
    assert failures(entry(**LINE, tests=quiet)) == []
    known = {"known_miss": ["he shares"], "known_false": ["share prices fell"]}
    assert failures(entry(**LINE, tests=RIGHT | known)) == []


def test_the_report_counts_and_says_where() -> None:
    made = entry(**LINE, tests=RIGHT | {"match": ["share", "no"]})
    report = check([made, entry(**LINE, id="t.other", tests=RIGHT)])
    assert (report.rules, report.examples) == (2, 7)
    (failure,) = report.failures
    assert str(failure) == "t.yaml:4: t.rule: match: does not fire\n    no"


CAPTURE = {"action": "capture_line", "line_regex": r"by (?P<author>\w+)"}


@pytest.mark.parametrize(("said", "count"), [("Ann", 0), ("Bob", 1)])
def test_metadata_of_a_document(said: str, count: int) -> None:
    document = {"before": f"by Ann\n{PROSE}\nby Bob", "after": PROSE, "metadata": {"author": said}}
    tests = {"documents": [document], "keep": ["by Ann and Bob"]}
    assert len(failures(entry(**CAPTURE, tests=tests))) == count


def test_lines_are_tried_wherever_the_rule_wants_them() -> None:
    """An example says what a line is like; the place is shown by a document."""
    there: dict[str, Any] = {
        "where": {"zone": "tail", "line_index_max": 0, "before_prose": 1},
        "languages": ["ru"],
        "sites": ["e.org"],
        "requires": {"min_hits_in_document": 3},
    }
    assert fires(rule(**LINE, **there), "share")
    block = rule("remove_block", heading_is={"en": ["Related"]}, **there)
    assert fires(block, "Related\none\ntwo\nthree")
    assert not fires(block, "Related\none\ntwo")


def test_how_long_a_line_is_does_count() -> None:
    short = rule(**LINE, where={"max_chars": 8})
    assert fires(short, "share it")
    assert not fires(short, "share it!")
    assert not fires(short, "share it!\n")


def test_an_example_of_two_lines_is_a_document() -> None:
    made = rule("remove_line", line_is={"en": ["Source"]}, next_line={"regex": r"https?://\S+"})
    assert fires(made, "Source:\nhttps://e.org")
    assert not fires(made, "Source:")
    assert not fires(made, "Source:\nthe mayor")


def test_documents_say_language_and_address() -> None:
    there = {"languages": ["en"], "sites": ["e.org"]}
    known = DOCUMENT | {"language": "en", "url": "https://e.org/a"}
    assert failures(entry(**LINE, **there, tests=RIGHT | {"documents": [known]})) == []
    assert len(failures(entry(**LINE, **there, tests=RIGHT))) == 1


def test_rules_that_are_required_nearby_look_on() -> None:
    near = {"requires": {"nearby": {"rule": "t.list", "lines": 1}}}
    document = {"before": f"{PROSE}\ntags\nshare", "after": f"{PROSE}\ntags"}
    made = entry(**LINE, **near, tests=RIGHT | {"documents": [document]})
    other = entry(
        action="remove_line",
        id="t.list",
        line_is={"en": ["tags"]},
        tests={"match": ["tags"], "keep": ["tagged"]},
    )
    assert failures(made, other) == []
    assert [kind for kind, *_ in failures(made)] == ["document"]


def test_limits_that_every_rule_has_do_not_count_in_examples() -> None:
    document = {"before": "share\nx", "after": "x"}
    assert failures(entry(**LINE, tests=RIGHT | {"documents": [document]})) == []
    limits = {"max_document_fraction": 0.5}
    kinds = [
        k
        for k, *_ in failures(entry(**LINE, limits=limits, tests=RIGHT | {"documents": [document]}))
    ]
    assert kinds == ["document"]


def _ids(entries: Iterable[Loaded]) -> list[str]:
    return [each.rule.id for each in entries]


def test_ids_are_in_order_and_no_two_alike() -> None:
    assert _ids(CORE) == sorted(set(_ids(CORE)))
