"""Who requires any other rule close by is vouched for by what is taken, and then by each other."""

from hypothesis import given
from hypothesis import strategies as st

from cleaner.model import Edit
from tests.rulebook.made import rule, run

texts = st.lists(st.sampled_from(["sure", "maybe", "story", ""]), min_size=1, max_size=14)
reaches = st.integers(1, 3)


def vouched_for(lines: list[str], reach: int) -> set[int]:
    """The places, among the lines that are not blank, of all that goes, found step by step."""
    filled = [line for line in lines if line]
    gone = {at for at, line in enumerate(filled) if line == "sure"}
    maybe = {at for at, line in enumerate(filled) if line == "maybe"}
    while more := {
        at for at in maybe - gone if any(0 < abs(at - other) <= reach for other in gone)
    }:
        gone |= more
    return gone


@given(texts, reaches)
def test_what_goes_is_what_is_vouched_for(lines: list[str], reach: int) -> None:
    free = {"max_document_fraction": 1}
    nearby = {"nearby": {"rule": "all", "lines": reach}}
    rules = [
        rule("remove_line", id="t.a", line_is={"en": ["sure"]}, limits=free),
        rule("remove_line", id="t.b", line_is={"en": ["maybe"]}, limits=free, requires=nearby),
    ]
    text = "\n".join(lines)
    places = [at for at, line in enumerate(lines) if line]
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in places]
    found = {edit.start for edit in run(text, *rules) if isinstance(edit, Edit)}
    assert found == {starts[at] for at in vouched_for(lines, reach)}
