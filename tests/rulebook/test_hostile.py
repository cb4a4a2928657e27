"""Hostile patterns in a pack cannot hang a run: they are given up on, which is reported."""

from cleaner.rulebook.compiled import TIMEOUT_SECONDS
from cleaner.rulebook.match import Matcher
from tests.rulebook.made import PROSE, rule, scope

HOSTILE = ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(?:a*)*b", "(?:.*a){12}b", r"(\w+\s?)+!"]
LINE = "a" * 3_000 + "!?"
TEXT = "\n".join([PROSE, LINE, PROSE, "Share this"])


def made(pattern: str, number: int = 0):
    return rule("remove_line", id=f"t.hostile{number}", line_regex=pattern)


def test_a_hostile_rule_stands_back_and_the_others_work() -> None:
    share = rule("remove_line", id="t.share", line_is={"en": ["Share this"]})
    hostile = [made(pattern, number) for number, pattern in enumerate(HOSTILE)]
    found = Matcher([*hostile, share]).propose(TEXT, "strip", scope())
    late = {note.by for note in found if getattr(note, "kind", "") == "yielded"}
    assert late
    assert late <= {each.id for each in hostile}
    assert [edit.rule for edit in found if hasattr(edit, "old")] == ["t.share"]


def test_a_line_is_not_tried_again(monkeypatch) -> None:
    tried = []
    matcher = Matcher([made(HOSTILE[2])])
    (compiled,) = matcher.rules
    matches = compiled.matches
    monkeypatch.setattr(
        type(compiled), "matches", lambda self, line: tried.append(line) or matches(line)
    )
    first = matcher.propose(TEXT, "strip", scope())
    assert LINE in tried
    tried.clear()
    again = matcher.propose(f"{TEXT}\nmore", "strip", scope())
    assert LINE not in tried
    assert first == again


def test_the_time_is_bounded() -> None:
    assert TIMEOUT_SECONDS <= 1
