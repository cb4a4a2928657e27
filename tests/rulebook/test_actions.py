"""What rules do, told by the cases in tests/cases/rules."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaner.model import Edit, Note
from cleaner.rulebook import compiled
from cleaner.rulebook.compiled import LINE_CAP
from cleaner.rulebook.match import Matcher, Scope
from cleaner.rulebook.rule import BaseRule
from tests.rulebook.made import PROSE, after, notes, rule, run, scope

CASES = Path(__file__).parents[1] / "cases" / "rules"
LONG = "a long line goes on and on " * 9


def _filled(value: Any) -> Any:
    """A value with the words for long lines put in."""
    if isinstance(value, str):
        return value.replace("$prose", PROSE).replace("$long", LONG)
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items()}
    return [_filled(inner) for inner in value]


def _rules(case: dict[str, Any]) -> list[BaseRule]:
    free = {"max_document_fraction": 1}
    return [
        rule(**keys | {"limits": free | keys.get("limits", {})})
        for keys in case.get("rules", [case.get("rule")])
    ]


def _read() -> tuple[list[Any], list[Any]]:
    acts, stays = [], []
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader):
            assert set(case) <= {"case", "rule", "rules", "acts", "stays"}, case
            rules = _rules(case)
            for number, each in enumerate(case["acts"]):
                name = f"{path.stem}: {case['case']}, {number}"
                acts.append(pytest.param(rules, _filled(each), id=name))
            for number, each in enumerate(case["stays"]):
                name = f"{path.stem}: {case['case']}, {number}"
                plain = {"text": each} if isinstance(each, str) else each
                stays.append(pytest.param(rules, _filled(plain), id=name))
    return acts, stays


ACTS, STAYS = _read()


def _there(case: dict[str, Any]) -> dict[str, str]:
    return {key: case[key] for key in ("url", "language") if key in case}


@pytest.mark.parametrize(("rules", "case"), ACTS)
def test_acts(rules: list[BaseRule], case: dict[str, Any]) -> None:
    assert set(case) <= {"before", "after", "notes", "by", "url", "language"}
    found = run(case["before"], *rules, **_there(case))
    assert after(case["before"], *rules, **_there(case)).rstrip("\n") == case["after"]
    assert sorted(notes(found)) == sorted(case.get("notes", {}).items())
    if "by" in case:
        edits = [item for item in found if isinstance(item, Edit)]
        assert [edit.rule for edit in edits] == case["by"]


@pytest.mark.parametrize(("rules", "case"), STAYS)
def test_stays(rules: list[BaseRule], case: dict[str, Any]) -> None:
    quiet = [item for item in run(case["text"], *rules, **_there(case)) if item_acts(item)]
    assert quiet == []


def item_acts(item: Edit | Note) -> bool:
    return isinstance(item, Edit) or item.kind != "yielded"


def test_as_many_stay_as_act() -> None:
    assert len(STAYS) >= len(ACTS) >= 90


def test_every_rule_has_limits() -> None:
    made = rule("remove_line", line_regex="(?:share|print)")
    told = [("yielded", "would take 100% of the text, more than 60%")]
    assert notes(run("Share\nPrint", made)) == told
    assert after(f"Share\nPrint\n{PROSE}", made) == PROSE


def test_an_edit_names_stage_rule_and_place() -> None:
    made = rule("remove_line", line_is={"en": ["Share"]})
    assert run("A line\n Share \nB", made) == [Edit("strip", "t.rule", 7, 15, " Share \n", "")]


def test_the_last_line_leaves_its_line_end_to_repair() -> None:
    assert after("A line\nShare", rule("remove_line", line_is={"en": ["Share"]})) == "A line\n"


def test_truncating_starts_at_the_next_line_that_is_not_blank() -> None:
    made = rule("truncate_after", line_is={"en": ["Stop"]})
    assert run("A line\nStop\n\n B\n", made) == [Edit("strip", "t.rule", 13, 16, " B\n", "")]


def test_captures_say_where_they_stand() -> None:
    made = rule("capture_line", line_regex=r"by (?P<author>\w+)\s*,\s*(?P<agency>\w+)")
    found = run("A line that is long\n By  Ann , AP \n", made)
    assert found == []
    found = run("A line that is long\n By Ann , AP \n", made)
    assert [item for item in found if isinstance(item, Note)] == [
        Note("capture.author", 24, 27, "Ann", "t.rule"),
        Note("capture.agency", 30, 32, "AP", "t.rule"),
    ]


def test_a_second_line_is_captured_where_it_stands() -> None:
    made = rule(
        "capture_line",
        line_is={"en": ["Original url"]},
        next_line={"regex": r"<(?P<url>\S+)>"},
        limits={"max_document_fraction": 1},
    )
    text = "A\nOriginal url:\n\n<https://e.org>\nB"
    edit, note = run(text, made)
    assert edit == Edit("strip", "t.rule", 2, 33, text[2:33], "")
    assert note == Note("capture.url", 18, 31, "https://e.org", "t.rule")


@pytest.mark.parametrize("wanted", ["", "en"])
def test_the_language_is_asked_for_only_by_a_rule_that_wants_it(wanted: str) -> None:
    asked = []

    def language() -> str:
        asked.append(True)
        return "en"

    keys = {"languages": [wanted]} if wanted else {}
    made = rule("flag", span_regex="nine", **keys)
    Matcher([made]).propose("nothing here", "strip", Scope("", language))
    assert asked == []
    Matcher([made]).propose("nine times", "strip", Scope("", language))
    assert bool(asked) == bool(wanted)


def test_rules_that_yield_are_not_tried() -> None:
    made = rule("flag", span_regex="nine")
    assert Matcher([made]).propose("nine", "strip", scope(), {"t.rule"}) == []
    assert len(Matcher([made]).propose("nine", "strip", scope(), {"t.other"})) == 1


HOSTILE = [
    (r"(?:a|a?)+$", "a" * 400 + "!"),
    (r"(?:a|aa)+$", "a" * 400 + "!"),
    (r"(?:\w|\w\w)+$", "x" * 400 + "!"),
    (r"(?:(?:a|b|ab)+c?)+$", "ab" * 200 + "!"),
]


@pytest.mark.parametrize(("pattern", "line"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_a_pattern_that_never_ends_yields_and_the_document_goes_on(
    pattern: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "TIMEOUT_SECONDS", 0.02)
    slow = rule("remove_span", id="t.slow", span_regex=pattern)
    quick = rule("remove_line", id="t.quick", line_is={"en": ["Share"]})
    text = f"Share\n{line}\nShare\n{PROSE}"
    found = run(text, slow, quick)
    assert notes(found) == [("yielded", "a pattern took too long on a line")]
    assert after(text, slow, quick) == f"{line}\n{PROSE}"


def test_a_slow_pattern_takes_back_what_its_rule_found_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiled, "TIMEOUT_SECONDS", 0.02)
    made = rule("remove_line", line_regex=r"(?:a|aa)+")
    assert after(f"aaaa\n{PROSE}", made) == PROSE
    found = run(f"aaaa\n{PROSE}\n{'a' * 400}!", made)
    assert notes(found) == [("yielded", "a pattern took too long on a line")]
    assert len(found) == 1


def test_a_slow_line_outside_the_zone_counts_where_matches_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiled, "TIMEOUT_SECONDS", 0.02)
    made = rule(
        "remove_line",
        line_regex=r"(?:a|aa)+",
        where={"zone": "tail"},
        limits={"max_matches": 3},
    )
    found = run(f"{'a' * 400}!\n{PROSE}\n{PROSE}\naaaa", made)
    assert notes(found) == [("yielded", "a pattern took too long on a line")]
    assert len(found) == 1


def test_very_long_lines_are_not_given_to_patterns() -> None:
    made = rule("flag", span_regex="x$")
    assert notes(run("x" * LINE_CAP, made)) == [("flag", "a rule")]
    assert run("x" * (LINE_CAP + 1), made) == []
