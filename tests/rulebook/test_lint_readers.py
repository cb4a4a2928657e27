"""Lint shows the slow reader of YAML only what the two may read differently."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from cleaner.rulebook.lint.readers import _PLAIN_LINE, _VALUE, check_readers, without_plain_rules
from cleaner.rulebook.pack import read_sheet
from cleaner.yamltree import TreeBuilder

HEAD = "schema: 1\npack: my/p\nrules:\n"
PLAIN = "- id: my.a\n  title: 'It''s a line: «x» #1'\n  line_is: {any: [Read on, 'a: b']}\n"
QUESTION = "- id: my.b\n  line_is: {en: [Found a mistake?, Report it]}\n"
KEYS = ("title", "why", "line_is", "where", "tests")


def read(text: str, loader: object) -> object:
    root = TreeBuilder("p.yaml", text, *([loader] if loader else [])).build()
    return None if root is None else root.plain()


def codes_of(text: str) -> list[str]:
    return [fault.code for fault in check_readers(read_sheet("p.yaml", text))]


@given(
    st.lists(st.from_regex(_VALUE, fullmatch=True), min_size=1, max_size=5),
    st.lists(st.from_regex(_VALUE, fullmatch=True), max_size=3),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
)
def test_plain_lines_are_read_alike(values: list[str], items: list[str], remark: str) -> None:
    lines = [f"  {key}: {value}" for key, value in zip(KEYS, values, strict=False)]
    lines += ["  examples:", *(f"  - {item}" for item in items), f"  # {remark}"]
    assume(all(map(_PLAIN_LINE.fullmatch, lines)))
    text = HEAD + "- id: my.a\n" + "\n".join(lines) + "\n"
    assert read(text, None) == read(text, yaml.SafeLoader)
    assert read(text, None) is not None


def test_plain_rules_are_left_blank_and_others_stay() -> None:
    text = HEAD + PLAIN + QUESTION + PLAIN
    left = "\n".join(without_plain_rules(text.split("\n")))
    assert left == HEAD + "\n" * 3 + QUESTION + "\n" * 3


@pytest.mark.parametrize(
    "line",
    [
        '  title: "in \\u2028 double quotes"',
        "  title: it is: two",
        "  title: a question?",
        "  title: 'not closed",
        "  title: 'closed' and more",
        "  title: |-",
        "  title: folded",
        "    over two lines: or",
        "  title: &name x",
        "  title: a\tb",
        "  title: 'a\x85b'",
        "  title: 'a\u2028b'",
        "  title: '\ufeff'",
        "  title: '😀'",
        "  line_is: {en: [a, b]",
        "  line_is: {en: [a?, b]}",
        "  ? title",
        "  # a\x85remark",
        "  - [a, [b]]",
    ],
)
def test_what_may_be_read_differently_is_shown_to_both(line: str) -> None:
    rule = f"- id: my.a\n{line}\n"
    plain = all(map(_PLAIN_LINE.fullmatch, rule.split("\n")))
    assert plain is (line == "  title: folded")
    if not plain:
        text = HEAD + rule
        assert "\n".join(without_plain_rules(text.split("\n"))) == text


def test_a_difference_is_found_among_plain_rules() -> None:
    assert codes_of(HEAD + PLAIN * 3 + QUESTION + PLAIN * 3) == ["R013"]
    assert codes_of(HEAD + QUESTION) == ["R013"]
    assert codes_of(HEAD + PLAIN * 5) == []


def test_the_line_of_a_fault_is_that_of_the_file() -> None:
    (alone,) = check_readers(read_sheet("p.yaml", HEAD + QUESTION))
    (later,) = check_readers(read_sheet("p.yaml", HEAD + PLAIN * 4 + QUESTION))
    assert later.line == alone.line + 12
    assert (later.column, later.message) == (alone.column, alone.message)


def test_the_pack_itself_stays_as_it_is() -> None:

    text = HEAD + PLAIN + QUESTION
    sheet = read_sheet("p.yaml", text)
    list(check_readers(sheet))
    assert "\n".join(sheet.tree.lines) == text
