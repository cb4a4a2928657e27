"""Code is left alone: what counts as it, and what rules do beside it."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.code import is_code
from cleaner.library import Cleaner
from cleaner.lines import code_spans, is_inside
from tests.rulebook.made import PROSE, after, notes, rule, run

CASES = [
    (kind, block)
    for case in (Path(__file__).parent / "code.txt").read_text(encoding="utf-8").split("=====\n")
    for kind, block in [case.split("\n", 1)]
]
SHARE = rule("remove_line", line_is={"en": ["Share", "Loading"]}, limits={"max_lines": 99})


@pytest.mark.parametrize(("kind", "block"), CASES)
def test_what_is_plainly_code(kind: str, block: str) -> None:
    lines = [line for line in block.split("\n") if line]
    assert is_code(lines) == (kind == "CODE")
    indented = "".join(f"    {line}\n" for line in block.rstrip("\n").split("\n"))
    spans = code_spans(f"{PROSE}\n\n{indented}\n{PROSE}\n")
    assert len(spans) == (kind == "CODE")


def test_as_many_blocks_are_code_as_are_none() -> None:
    kinds = [kind for kind, _ in CASES]
    assert kinds.count("TEXT") >= kinds.count("CODE") >= 10


CODE = "    go {\n    Share\n    }"


@pytest.mark.parametrize(
    "text",
    [
        "```\nShare\n```",
        "```yaml\nmenu:\n  - Share\n\nShare\n```",
        "   ```\n   Share\n   ```",
        "- so:\n\n    ```\n    Share\n    ```",
        "````\n```\nShare\n```\nShare\n````",
        "~~~\nShare\n~~~",
        "`Share`",
        CODE,
        f"{PROSE}\n\n{CODE}\n\n{PROSE}",
        f"{PROSE}\n \n{CODE}",
        CODE.replace("    ", "\t"),
        CODE.replace("\n", "\n\n"),
    ],
)
def test_code_stays(text: str) -> None:
    assert run(text, SHARE) == []


@pytest.mark.parametrize(
    "text",
    [
        "```\nShare",
        "```\na\n```\nShare\n```\nb\n```",
        "````\na\n```\nShare\n",
        f"~~~\n{PROSE}\nShare\n~~~",
        "a `b` c\nShare",
        "    Share",
        "    Home\n    Share\n    News",
        f"{PROSE}\n{CODE}",
        f"{CODE.replace('Share', 'run')}\nShare",
        CODE.replace("    ", "  "),
        "    a;\n    Share\n    b;",
        "a\n\n    one { two\n    Share",
    ],
)
def test_what_only_looks_like_code_goes(text: str) -> None:
    assert "Share" not in after(f"{text}\n\n{PROSE}", SHARE)


def test_code_says_nothing_of_the_lines_around_it() -> None:
    near = rule(
        "remove_line", id="t.b", line_is={"en": ["Home"]}, requires={"nearby": {"rule": "all"}}
    )
    assert run(f"{PROSE}\nHome\n```\nShare\n```", SHARE, near) == []
    assert after(f"{PROSE}\nHome\nShare", SHARE, near) == f"{PROSE}\n"


def test_a_list_with_code_in_it_stays() -> None:
    block = rule("remove_block", heading_is={"en": ["Related"]}, block={"min_items": 1})
    assert run(f"{PROSE}\nRelated\n\n```\none\n```", block) == []
    assert after(f"{PROSE}\nRelated\n- one\n- `two`", block) == f"{PROSE}\n"


def test_what_is_cut_may_hold_code() -> None:
    cut = rule("truncate_after", line_is={"en": ["Replies"]})
    assert after(f"{PROSE}\nReplies\nThanks\n```\ncode\n```", cut) == f"{PROSE}\nReplies\n"


def test_a_rule_that_stands_back_is_told_of_though_code_begins_the_text() -> None:
    most: Any = {"max_matches": 1}
    made = rule("remove_line", line_is={"en": ["Share"]}, limits=most)
    told = [("yielded", "2 lines of the document match, more than 1")]
    assert notes(run(f"`x`\n{PROSE}\nShare\n{PROSE}\nShare", made)) == told


pieces = st.sampled_from(
    [
        *(
            "```",
            "~~~",
            "````",
            "Share",
            "Loading...",
            "    Share",
            "    go {",
            "    }",
            "\tx = 1;",
        ),
        *("", "", " ", PROSE, "`Share`", "    Share this article", "Related", "- one", "Home"),
    ]
)
texts = st.lists(pieces, min_size=1, max_size=16).map("\n".join)


@given(texts)
def test_spans_stand_in_order_and_apart(text: str) -> None:
    spans = code_spans(text)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(is_inside(spans, start) and not is_inside(spans, -1) for start, _ in spans)


CLEANER = Cleaner()


@settings(max_examples=150, deadline=None)
@given(texts)
def test_cleaning_a_text_with_code_again_changes_nothing(text: str) -> None:
    once = CLEANER.clean(text).text
    assert CLEANER.clean(once).text == once if once else True
