"""A large file is cut into parts, and what comes of them is what comes of the whole."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.guard import read_guarded
from cleaner.run.local import Local
from cleaner.run.plan import plan
from cleaner.run.split import grouped, splitter
from cleaner.settings import Settings
from cleaner.sources.files import find
from cleaner.sources.found import Found
from tests.corpus.made import tree
from tests.faults.conftest import clean

TEXTS = [f"The text with the number {n}, " + "and so on " * (n % 17) for n in range(200)]


def jsonl(path):
    lines = [json.dumps({"text": text}) for text in TEXTS]
    lines[50] = "no record"
    lines[60:60] = ["", "   "]
    lines[70] = json.dumps({"text": "one longer than many parts " * 300})
    Path(path).write_text("\r\n".join(lines))


def parquet(path):
    pq.write_table(pa.table({"text": TEXTS}), path, row_group_size=7, compression=None)


def archive(path):
    with zipfile.ZipFile(path, "w") as file:
        for number, text in enumerate(TEXTS):
            file.writestr(f"a{number % 150}.txt", text)  # some names stand there twice
        file.writestr("b.jsonl", json.dumps({"text": TEXTS[0]}))


FILES = {"a.jsonl": jsonl, "a.parquet": parquet, "a.zip": archive}


def documents(shards):
    return [
        each
        for spec in shards
        for found in spec.inputs
        for each, _ in read_guarded(found, Settings())
    ]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", FILES)
def test_parts_hold_what_the_whole_holds(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    FILES[name](name)
    whole = documents(plan(find([name]), 2**30, splitter(Settings())))
    assert len(whole) >= 200
    for most in (700, 1500, 4000):
        shards = plan(find([name]), most, splitter(Settings()))
        assert len(shards) > 2
        assert documents(shards) == whole
        assert len({spec.fingerprint for spec in shards}) == len(shards)


@given(
    lines=st.lists(st.text(st.sampled_from("ab {}\r"), max_size=30), max_size=20),
    most=st.integers(1, 60),
)
def test_lines_are_cut_nowhere(tmp_path_factory, lines, most):
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes("\n".join(lines).encode())
    found = Found(str(path), "a.jsonl", path.stat().st_size)
    whole = documents(plan([found], 2**30, splitter(Settings())))
    assert documents(plan([found], most, splitter(Settings()))) == whole


@given(sizes=st.lists(st.integers(0, 50)), most=st.integers(1, 60))
def test_groups_are_neighbours_and_not_too_large(sizes, most):
    parts = grouped(sizes, most)
    assert [n for part in parts for n in range(part.start, part.stop)] == list(range(len(sizes)))
    assert all(part.size == sum(sizes[part.start : part.stop]) for part in parts)
    assert all(part.size <= most or part.stop - part.start == 1 for part in parts)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["a.parquet", "a.zip", "a.jsonl"])
def test_what_is_damaged_is_told_by_each_part_under_a_name_of_its_own(tmp_path, monkeypatch, name):
    """Between the plan and the reading the file was cut off."""
    monkeypatch.chdir(tmp_path)
    FILES[name](name)
    shards = plan(find([name]), 1500, splitter(Settings()))
    Path(name).write_bytes(b"PAR1" + Path(name).read_bytes()[4:2000])
    ids = [getattr(each, "source", each).id for each in documents(shards)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl.gz", "gone.jsonl"])
def test_what_cannot_be_cut_is_left_whole(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    if not name.startswith("gone"):
        text = b"A text. " * 1000
        Path(name).write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    found = Found(name, name, 8000)
    assert splitter(Settings())(found, 1000) == (found,)


def test_a_large_file_is_shared_by_workers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    parquet("a.parquet")
    for workers in (0, 2):
        clean("a.parquet", f"out{workers}", Local(workers), shard_bytes=4000)
    assert tree(Path("out0")) == tree(Path("out2"))
    assert len(list(Path("out0").glob("_commits/*"))) > 2
    assert ds.dataset("out0/data").count_rows() == 200
