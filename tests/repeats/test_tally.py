"""Counting is exact, whatever is held in memory, in whatever order, by whomever."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.repeats import tally
from cleaner.repeats.table import NO_REPEATS
from cleaner.repeats.tally import Tally
from cleaner.rulebook.form import match_form

WORDS = [
    "Home",
    "Boats",
    "Share 3",
    "Share 12",
    "• boats",
    "Comments (1) here",
    "comments (22) HERE",
]
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(["", "a.example", "www.a.example", "b.example"]),
              st.lists(st.sampled_from(WORDS), max_size=6)),
    max_size=12,
)  # fmt: skip


def counted(documents, held=1 << 20, least=1):
    with Tally(held) as tally:
        for number, (host, lines) in enumerate(documents):
            tally.add(host, [*lines, own(number)])
        return tally.table(least)


def own(number: int) -> str:
    """A line that no other document has, the longest of its own."""
    return f"what only this one says {'x' * (40 + number)}"


@given(DOCUMENTS)
def test_counts_are_those_of_plain_counting(documents):
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for host, lines in documents:
        for form in {match_form(line) for line in lines}:
            forms[""][form] += 1
            if host:
                forms[host.removeprefix("www.")][form] += 1
    table = counted(documents)
    for host in ("", "a.example", "b.example"):
        for line in WORDS:
            assert table.exact(line, host) == forms[host][match_form(line)]


@given(DOCUMENTS, st.integers(1, 40), st.randoms(use_true_random=False))
def test_neither_memory_nor_order_matters(documents, held, random):
    table = counted(documents)
    numbered = list(enumerate(documents))
    random.shuffle(numbered)
    with Tally(held) as first, Tally(held) as second:
        for place, (number, (host, lines)) in enumerate(numbered):
            (first if place % 2 else second).add(host, [*lines, own(number)])
        joined = first.table(1, second)
    assert joined == table
    assert joined.digest == table.digest


@given(DOCUMENTS, st.sampled_from([1, 2, 5]), st.integers(1, 30))
def test_a_bucket_may_be_taken_in_parts(documents, at_once, held):
    whole = counted(documents, held)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tally, "AT_ONCE", at_once)
        assert counted(documents, held) == whole


def test_shapes_are_counted_beside_lines():
    table = counted([("a.example", [f"Seen {n} times"]) for n in range(5)], least=3)
    assert table.documents("Seen 99 times", "a.example") == 5
    assert table.exact("Seen 99 times", "a.example") == 0
    assert table.size("a.example") == table.size() == 5


def test_one_article_counts_once_however_often_it_is_there():
    same = ["Home", "The one long line of an article that was crawled again and again."]
    with Tally() as tally:
        for _ in range(9):
            tally.add("a.example", same)
        table = tally.table(1)
    assert table.exact("Home", "a.example") == 1


def test_long_lines_are_counted_as_they_are():
    footer = "All that is printed here belongs to the house. " * 9
    table = counted([("a.example", [footer]) for _ in range(3)])
    assert table.exact(footer, "a.example") == 3
    assert table.exact(footer + "x", "a.example") == 0


def test_no_first_pass_no_table():
    assert not NO_REPEATS
    assert NO_REPEATS.documents("Home", "a.example") == 0
    assert NO_REPEATS.digest == ""
    assert counted([("a.example", ["Home"])] * 3).digest != ""
