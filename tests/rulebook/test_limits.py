"""Past its limits a rule stands back. They go by lines in a short text and by the share of the
lines in a long one, so that a thread is cleaned alike however many posts it has."""

from typing import Any

import pytest

from cleaner.rulebook.limits import MANY_LINES
from tests.rulebook.made import PROSE, after, notes, rule, run


def line(**limits: Any) -> Any:
    return rule("remove_line", line_is={"en": ["Share"]}, limits=limits)


@pytest.mark.parametrize("posts", [10, MANY_LINES, MANY_LINES + 1, 1500])
def test_a_thread_is_cleaned_however_long_it_is(posts: int) -> None:
    assert after(f"{PROSE}\n\nShare\n\n" * posts, line()).split() == f"{PROSE}\n".split() * posts


def test_past_many_lines_it_is_their_share_that_counts() -> None:
    few = "Share\n" * 201 + f"{PROSE}\n" * 99
    assert notes(run(few, line())) == [("yielded", "would take 201 of 300 lines, more than 60%")]
    enough = "Share\n" * 201 + f"{PROSE}\n" * 134
    assert len(run(enough, line())) == 201
    assert notes(run(enough + "Share\n", line()))[0][0] == "yielded"


def test_blank_lines_are_no_share() -> None:
    text = "Share\n\n\n\n" * 201 + f"{PROSE}\n" * 99
    assert notes(run(text, line())) == [("yielded", "would take 201 of 300 lines, more than 60%")]


def test_many_lines_are_no_share() -> None:
    assert len(run("Share\n" * MANY_LINES + f"{PROSE}\n" * 99, line())) == MANY_LINES


def test_what_a_rule_says_itself_holds_in_a_long_text() -> None:
    text = f"{PROSE}\nShare\n" * 500
    told = [("yielded", "would take 500 lines, more than 499")]
    assert notes(run(text, line(max_lines=499))) == told
    assert len(run(text, line(max_lines=500))) == 500
    crowded = [("yielded", "500 lines of the document match, more than 499")]
    assert notes(run(text, line(max_matches=499))) == crowded


def test_a_share_that_a_rule_says_is_one_of_the_lines_too() -> None:
    text = f"{PROSE}\nShare\n" * 500
    told = [("yielded", "would take 500 of 1000 lines, more than 40%")]
    assert notes(run(text, line(max_document_fraction=0.4))) == told
    assert len(run(text, line(max_document_fraction=0.5))) == 500


def test_a_rule_that_eats_a_long_text_stands_back() -> None:
    speech = rule("remove_line", line_regex="said .*")
    text = f"said no. {PROSE}\n" * 700 + f"{PROSE}\n" * 300
    assert notes(run(text, speech)) == [("yielded", "would take 700 of 1000 lines, more than 60%")]


def test_no_more_than_many_lines_go_in_one_piece() -> None:
    block = rule("remove_block", heading_is={"en": ["Related"]}, block={"min_items": 1})
    cut = rule("truncate_after", line_is={"en": ["Related"]})
    text = f"{PROSE}\n" * 400
    for made, most in ((block, MANY_LINES - 1), (cut, MANY_LINES)):
        below = "\n".join(["- an item"] * most)
        assert "item" not in after(f"{text}Related\n{below}", made)
        told = [("yielded", "would take 201 lines at once, more than 200")]
        assert notes(run(f"{text}Related\n{below}\n- an item", made)) == told


def test_many_blocks_go_where_one_as_long_would_stay() -> None:
    block = rule("remove_block", heading_is={"en": ["Related"]}, block={"min_items": 1})
    story = f"{PROSE}\n{PROSE}\n{PROSE}\n"
    text = f"{story}Related\n- one\n- two\n" * 200
    assert after(text, block) == story * 200


def test_two_parts_of_one_line_are_one_line() -> None:
    parts = rule("remove_span", span_regex=r"\[edit\]")
    text = f"{PROSE} [edit] and [edit]\n" * 150 + f"{PROSE}\n" * 150
    assert "[edit]" not in after(text, parts)
