"""No bomb fills memory or time, and what stands beside one is read."""

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import SourceError
from cleaner.sources import guards
from cleaner.sources.guards import MAX_DEPTH, Budget, Exhausted, Gauge
from tests.sources.streams import COMPRESS, found, tarred, texts, zipped, zstd

TEXT = b"A text beside it.\n"


@pytest.fixture
def small(monkeypatch):
    """Limits that can be reached without making much."""
    monkeypatch.setattr(guards, "MEMBER_ALLOWED", 2**18)
    monkeypatch.setattr(guards, "FILE_ALLOWED", 2**22)


def bomb(form, size=2**20):
    return COMPRESS[form](bytes(size))


@pytest.mark.parametrize("form", COMPRESS)
def test_a_bomb_is_refused(form):
    out = io.BytesIO()
    if form == "zst":
        with zstd.ZstdFile(out, "wb") as file:
            for _ in range(80):
                file.write(bytes(2**20))
        data = out.getvalue()
    else:
        data = COMPRESS[form](bytes(80 * 2**20))
    tracemalloc.start()
    (refused,) = found("a.txt", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (refused.locator, refused.reason) in (
        (form, "expands-too-much"),
        (form, "too-large"),  # a document of 64 MiB is reached first where a few MB come at once
    )
    assert peak < 2 * 2**26 + 2**24


@pytest.mark.parametrize("form", COMPRESS)
def test_a_bomb_in_an_archive_costs_no_other_member(small, form):
    data = zipped(("a.txt", TEXT), ("bomb", bomb(form)), ("b.txt", TEXT))
    one, refused, two = found("a.zip", data)
    assert (one.data, two.data) == (TEXT, TEXT)
    assert (refused.locator, refused.reason) == (f"member=bomb!{form}", "expands-too-much")
    assert "times as many" in refused.detail


def test_a_member_that_is_a_bomb_costs_no_other(small):
    data = zipped(("a.txt", TEXT), ("bomb.txt", bytes(2**20)), ("b.txt", TEXT))
    assert texts("a.zip", data) == [
        ("member=a.txt", TEXT),
        ("member=bomb.txt", "expands-too-much"),
        ("member=b.txt", TEXT),
    ]


def test_many_bombs_end_the_file(small):
    bombs = [(f"{number}.txt", bomb("gz")) for number in range(200)]
    given = texts("a.zip", zipped(("a.txt", TEXT), *bombs, ("b.txt", TEXT)))
    assert given[0] == ("member=a.txt", TEXT)
    assert given[-1] == ("", "expands-too-much")
    assert len(given) < 100


def test_a_bomb_of_bombs(small):
    data = bomb("gz", 2**24)
    for level in range(4):
        data = zipped(*((f"{level}-{number}", data) for number in range(8)))
    given = found("a.zip", data)
    assert {each.reason for each in given} == {"expands-too-much"}
    assert given[-1].locator == ""
    assert len(given) < 50


@pytest.mark.parametrize("form", COMPRESS)
def test_what_compresses_well_is_no_bomb(small, form):
    line = b'{"text": "The same text is in every line of this file, number %d of many."}\n'
    data = b"".join(line % number for number in range(20_000))
    packed = COMPRESS[form](data)
    given = found("a.jsonl", packed)
    assert len(given) == 20_000
    assert not any(each.reason for each in given)


def test_what_comes_out_of_one_file_is_limited():
    data = COMPRESS["gz"](TEXT * 1000)
    for most, reasons in ((18_000, {""}), (17_999, {"expands-too-much"})):
        assert {each.reason for each in found("a.txt", data, max_expanded=most)} == reasons
    # The limit is that of the file: members count together.
    archive = zipped(*((f"{number}.txt", TEXT * 100) for number in range(10)))
    given = texts("a.zip", archive, max_expanded=5000)
    assert given == [
        ("member=0.txt", TEXT * 100),
        ("member=1.txt", TEXT * 100),
        ("", "expands-too-much"),
    ]


def test_what_comes_before_the_limit_stays():
    lines = b'{"text": "A line."}\n' * 20_000
    given = found("a.jsonl.gz", COMPRESS["gz"](lines), max_expanded=len(lines) // 2)
    assert given[0].data == "A line."
    assert given[-1].reason == "expands-too-much"
    assert 0 < len(given) <= 10_001


@pytest.mark.parametrize("form", [*COMPRESS, "zip", "tar"])
def test_depth_is_limited(form):
    def wrapped(data):
        if form in COMPRESS:
            return COMPRESS[form](data)
        return (zipped if form == "zip" else tarred)(("inner", data))

    data = TEXT
    for _ in range(MAX_DEPTH):
        data = wrapped(data)
    (given,) = texts("a", data)
    assert given[1] == TEXT
    (refused,) = found("a", wrapped(data))
    assert refused.reason == "nested-too-deep"
    assert refused.locator.count("!") == MAX_DEPTH


def test_a_document_over_the_limit_costs_no_other():
    data = zipped(("a.txt", TEXT), ("large.txt", TEXT * 50), ("b.html", b"<p>" + TEXT * 50))
    assert texts("a.zip", data, max_document=100) == [
        ("member=a.txt", TEXT),
        ("member=large.txt", "too-large"),
        ("member=b.html", "too-large"),
    ]


@given(steps=st.lists(st.integers(0, 2**20), max_size=40), most=st.integers(1, 2**22))
def test_a_budget_is_never_passed(steps, most):
    budget, spent = Budget(most), 0
    for step in steps:
        spent += step
        if spent > most:
            with pytest.raises(Exhausted):
                budget.spend(step)
            return
        budget.spend(step)
    assert budget.spent == spent


@given(out=st.integers(0, 2**30), read=st.integers(0, 2**24))
def test_the_ratio_counts_only_above_what_is_allowed(out, read):
    gauge = Gauge(Budget())
    too_much = out > guards.MEMBER_ALLOWED and out > guards.RATIO * max(read, 1)
    if too_much:
        with pytest.raises(SourceError):
            gauge.note(out, read)
    else:
        gauge.note(out, read)
