"""Edits: what is applied can be replayed, undone, joined and located, whatever was edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.edits import apply, compose, difference, from_base, replay, to_base, undo
from cleaner.model import Edit

TEXTS = st.text(alphabet="ab \nİß😀e\u0301", max_size=14)


@st.composite
def logs(draw: st.DrawFn) -> tuple[str, str, tuple[Edit, ...]]:
    """A base, the text after some passes of edits, and their log."""
    base = text = draw(TEXTS)
    log: tuple[Edit, ...] = ()
    for stage in draw(st.lists(st.sampled_from("st"), max_size=4)):
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
        spans = list(zip(cuts[::2], cuts[1::2], strict=False))
        spans += [(cut, cut) for cut in cuts[2 * len(spans) :]]
        edits = [Edit(stage, "r", a, b, text[a:b], draw(TEXTS)) for a, b in spans]
        text, entries = apply(text, edits)
        log += entries
    return base, text, log


@given(logs())
def test_a_log_is_replayed_and_undone(made: tuple[str, str, tuple[Edit, ...]]) -> None:
    base, text, log = made
    assert replay(base, log) == text
    assert undo(text, log) == base


@given(logs())
def test_one_loop_of_one_line_does_the_same(made: tuple[str, str, tuple[Edit, ...]]) -> None:
    base, text, log = made
    found = base
    for e in log:
        found = found[: e.start] + e.new + found[e.end :]
    assert found == text
    for e in reversed(log):
        found = found[: e.start] + e.old + found[e.start + len(e.new) :]
    assert found == base


@given(logs())
def test_changes_of_the_base_lead_to_the_text(made: tuple[str, str, tuple[Edit, ...]]) -> None:
    base, text, log = made
    pieces, done = [], 0
    for change in compose(base, log):
        assert change.start >= done
        assert base[change.start : change.end] == change.old
        pieces += [base[done : change.start], change.new]
        done = change.end
    assert "".join([*pieces, base[done:]]) == text
    told = [edit for change in compose(base, log) for edit in change.edits]
    assert sorted(map(id, told)) == sorted(map(id, log))


@given(logs())
def test_what_no_edit_touched_is_found_there_and_back(
    made: tuple[str, str, tuple[Edit, ...]],
) -> None:
    base, text, log = made
    done = 0
    for change in [*compose(base, log), None]:
        end = len(base) if change is None else change.start
        for offset in range(done, end):
            there = from_base(log, offset)
            assert text[there] == base[offset]
            assert to_base(log, there) == offset
        done = end if change is None else change.end


@given(TEXTS, TEXTS, st.integers(0, 5))
def test_a_difference_turns_one_line_into_the_other(old: str, new: str, start: int) -> None:
    edits = difference("s", "r", start, old, new)
    assert apply("x" * start + old, edits)[0] == "x" * start + new
    assert bool(edits) == (old != new)


@pytest.mark.parametrize(
    "edits",
    [
        [Edit("s", "r", 0, 2, "ab", ""), Edit("s", "r", 1, 3, "bc", "")],
        [Edit("s", "r", 1, 1, "", "x"), Edit("s", "r", 1, 1, "", "y")],
        [Edit("s", "r", 0, 1, "b", "")],
        [Edit("s", "r", 2, 9, "c", "")],
    ],
    ids=["overlap", "two in one place", "another text", "past the end"],
)
def test_what_does_not_fit_is_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match=r"overlap|does not fit"):
        apply("abc", edits)
