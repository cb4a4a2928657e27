"""A document that ends, blocks or bloats whoever cleans it costs itself and no other."""

from __future__ import annotations

from pathlib import Path

import pyarrow.dataset as ds
import pytest

from cleaner.run.local import Local
from tests.corpus.made import tree
from tests.faults import saboteurs
from tests.faults.conftest import clean

HARM = {
    "DIES": ("worker-died", "cleaning it ended the process: killed by SIGKILL"),
    "HANGS": ("time-limit", "took longer than 3 seconds (--time-limit)"),
    "EATS": ("memory-limit", "needs more memory than there is (--worker-memory)"),
    "RAISES": ("failed", "ZeroDivisionError: oh (saboteurs.py, line "),
}


def rejects(out):
    table = ds.dataset(f"{out}/_rejects").to_table()
    return [(row["locator"], row["reason"], row["detail"]) for row in table.to_pylist()]


NUMBERS = dict(zip((3, 17, 30, 44), HARM, strict=True))


def harmed(records):
    """Sixty documents, one of each kind among them."""
    return records(60, NUMBERS)


def assert_harm_is_contained(out, outcome):
    """Those, and only those, are rejected, each for its own reason."""
    assert outcome.counts.kept == 56
    assert sorted(reason for _, reason, _ in rejects(out)) == sorted(r for r, _ in HARM.values())
    told = {reason: detail for _, reason, detail in rejects(out)}
    assert all(told[reason].startswith(detail) for reason, detail in HARM.values())
    kept = ds.dataset(f"{out}/data").to_table()["text"].to_pylist()
    for number in range(60):
        assert any(f"number {number}." in text for text in kept) == (number not in NUMBERS)
    assert len(kept) == 56
    assert not Path(out, "_tmp").exists()


def test_each_kind_of_harm_costs_one_document(records):
    outcome = clean(harmed(records), "out", Local(2, 2**30), saboteurs.WRONG)
    assert_harm_is_contained("out", outcome)


def test_two_that_kill_in_one_shard(records):
    source = records(12, {2: "DIES", 3: "DIES"})
    outcome = clean(source, "out", Local(1), saboteurs.WRONG, 2**20)
    assert (outcome.counts.kept, outcome.counts.rejected) == (10, {"worker-died": 2})


def test_a_reader_that_stumbles_costs_the_rest_of_its_file(records, tmp_path):
    (tmp_path / "in").mkdir()
    records(5, {}, "in/a.jsonl")
    records(6, {3: "STUMBLES"}, "in/b.jsonl")
    records(4, {}, "in/c.jsonl")
    outcome = clean("in", "out", Local(1), saboteurs.STUMBLING, 2**20)
    assert (outcome.counts.kept, outcome.counts.rejected) == (12, {"worker-died": 1})
    assert rejects("out") == [
        ("", "worker-died", "reading it ended the process: killed by SIGKILL")
    ]


@pytest.mark.parametrize("shard_bytes", [2000, 2**20])
def test_any_number_of_workers_writes_the_same_bytes(records, shard_bytes):
    source = records(100)
    for workers in (0, 1, 2, 4):
        clean(source, f"out{workers}", Local(workers), shard_bytes=shard_bytes)
    assert tree(Path("out0")) == tree(Path("out1")) == tree(Path("out2")) == tree(Path("out4"))
