"""The check finds each fault that is planted, by the name of its law, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given

from cleaner.corpus.commit import Commit
from cleaner.corpus.verify import verify
from cleaner.edits import in_order, passes
from cleaner.errors import CorpusError
from cleaner.model import Edit

from .made import (
    STAMP,
    TEXT,
    change_commits,
    change_rows,
    corpus,
    digest,
    logs,
    reseal,
)

NEWS = "data/en/part-00000.parquet"  # one row: two lines taken out, then `Putin` made `P`
Rows = list[dict[str, Any]]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return corpus(tmp_path / "corpus")


def laws(out: Path) -> set[str]:
    return {finding.law for finding in verify(out)}


def change(column: str, value: Any) -> Callable[[Rows], None]:
    return lambda rows: rows[0].update({column: value})


def change_edit(number: int, **values: Any) -> Callable[[Rows], None]:
    return lambda rows: rows[0]["edits"][number].update(values)


def note(column: str, start: int, end: int) -> Callable[[Rows], None]:
    return lambda rows: rows[0][column][0].update(start=start, end=end)


def test_a_corpus_as_written_has_no_findings(out: Path) -> None:
    assert verify(out) == []


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        (change("text", "P said 😀 no.\n"), {"text_sha256", "base_sha256"}),
        (change("text", "Q said 😀 so.\n"), {"text_sha256", "undo"}),
        (change("text_sha256", "0" * 64), {"text_sha256"}),
        (change("base_sha256", "0" * 64), {"base_sha256"}),
        (change("n_chars", 99), {"n_chars", "counts"}),
        (change("n_chars_raw", 99), {"n_chars_raw", "counts"}),
        (change("language", "fr"), {"language", "counts"}),
        (change("text", None), {"null", "counts"}),
        (change("captures", None), {"null", "counts"}),
        (change("edits", None), {"edits", "counts"}),
        (change("edits", []), {"n_chars_raw", "base_sha256", "counts"}),
        (change_edit(0, rule=None), {"null", "counts"}),
        (change_edit(0, rule="junk.other"), {"counts"}),
        (change_edit(0, old="share this\n"), {"base_sha256"}),
        (change_edit(0, old=None), {"edits"}),
        (change_edit(0, end=30), {"offsets", "replay", "counts"}),
        (change_edit(2, start=1, end=6), {"undo"}),
        (change_edit(2, new="Q"), {"undo"}),
        (change_edit(0, start=-1, end=10), {"offsets", "undo"}),
        (note("captures", 0, 14), {"captures"}),
        (note("captures", 2, 1), {"captures"}),
        (note("flags", -1, 1), {"flags"}),
        (note("flags", 14, 14), {"flags"}),
    ],
)
def test_what_a_row_says(out: Path, fault: Callable[[Rows], None], found: set[str]) -> None:
    change_rows(out, NEWS, fault)
    assert laws(out) == found


@pytest.mark.parametrize(
    ("mode", "fault", "found"),
    [
        ("spans", change("edits", None), {"edits", "counts"}),
        ("spans", change_edit(0, old="x"), {"edits"}),
        ("spans", change_edit(0, end=24), {"n_chars_raw", "counts"}),
        ("spans", change_edit(2, start=13, end=18), {"offsets"}),
        ("spans", change("n_chars", 99), {"n_chars", "counts"}),
        ("none", change("edits", []), {"edits"}),
        ("none", change("text_sha256", ""), {"text_sha256"}),
    ],
)
def test_what_a_row_says_with_less_provenance(
    tmp_path: Path, mode: str, fault: Callable[[Rows], None], found: set[str]
) -> None:
    out = corpus(tmp_path, replace(STAMP, provenance=mode))
    assert verify(out) == []
    change_rows(out, NEWS, fault)
    assert laws(out) == found


def test_two_documents_with_one_id(out: Path) -> None:
    change_rows(out, "data/no/part-00001.parquet", change("id", digest("news")))
    assert laws(out) == {"id"}


def test_a_reject_with_the_id_of_a_row(out: Path) -> None:
    change_rows(out, "_rejects/part-00001.parquet", change("id", digest("news")))
    assert laws(out) == {"id"}


def test_a_reject_with_another_reason(out: Path) -> None:
    change_rows(out, "_rejects/part-00001.parquet", change("reason", "other"))
    assert laws(out) == {"counts"}


def test_a_row_gone(out: Path) -> None:
    change_rows(out, "_rejects/part-00001.parquet", lambda rows: rows.pop())
    assert laws(out) == {"rows", "counts"}


def test_another_footer(out: Path) -> None:
    table = pq.read_table(out / NEWS, partitioning=None)
    footer = {**table.schema.metadata, b"cleaner.rulebook_digest": b"other"}
    pq.write_table(table.replace_schema_metadata(footer), out / NEWS)
    reseal(out, NEWS)
    assert laws(out) == {"footer"}


@pytest.mark.parametrize("more", [True, False])
def test_another_schema(out: Path, more: bool) -> None:
    table = pq.read_table(out / NEWS, partitioning=None)
    metadata = table.schema.metadata
    if more:
        table = table.append_column("more", pa.array([1] * table.num_rows))
    else:
        place = table.schema.get_field_index("n_chars")
        table = table.set_column(place, "n_chars", table["n_chars"].cast(pa.int32()))
    pq.write_table(table.replace_schema_metadata(metadata), out / NEWS)
    reseal(out, NEWS)
    assert laws(out) == {"schema", "counts"}


def test_other_bytes(out: Path) -> None:
    content = (out / NEWS).read_bytes()
    (out / NEWS).write_bytes(content[:-9] + bytes(b ^ 1 for b in content[-9:-8]) + content[-8:])
    assert "sha256" in laws(out)


def test_a_file_cut_short(out: Path) -> None:
    (out / NEWS).write_bytes((out / NEWS).read_bytes()[:1000])
    assert laws(out) == {"bytes", "sha256", "readable"}


def test_a_file_too_few(out: Path) -> None:
    (out / NEWS).unlink()
    assert laws(out) == {"files"}


@pytest.mark.parametrize(
    "name",
    [
        "data/en/part-00009.parquet",
        "data/stray.txt",
        "data/en/deep/part-00000.parquet",
        "_rejects/part-00009.parquet",
        "_commits/notes.txt",
        "_tmp/00000-data-en",
    ],
)
def test_a_file_too_many(out: Path, name: str) -> None:
    (out / name).parent.mkdir(parents=True, exist_ok=True)
    (out / name).write_bytes((out / NEWS).read_bytes())
    assert laws(out) == {"files"}


def test_a_record_too_few(out: Path) -> None:
    (out / "_commits/00001.json").unlink()
    assert laws(out) == {"files", "manifest"}


@pytest.mark.parametrize(
    "fault",
    [
        lambda counts: replace(counts, documents=99),
        lambda counts: replace(counts, kept=0),
        lambda counts: replace(counts, rejected={}),
        lambda counts: replace(counts, languages={}),
        lambda counts: replace(counts, characters_before=1),
        lambda counts: replace(counts, characters_after=1),
        lambda counts: replace(counts, rules={}),
    ],
)
def test_counts_that_are_not_those_of_the_rows(out: Path, fault: Callable[[Any], Any]) -> None:
    def other(commit: Commit) -> Commit:
        return replace(commit, counts=fault(commit.counts)) if commit.shard == 0 else commit

    change_commits(out, other)
    assert laws(out) == {"counts"}


def test_shards_made_by_different_rules(out: Path) -> None:
    def other(commit: Commit) -> Commit:
        stamp = replace(commit.stamp, rulebook_digest="x" * 64)
        return replace(commit, stamp=stamp) if commit.shard == 1 else commit

    change_commits(out, other)
    assert laws(out) == {"stamp", "footer"}


@pytest.mark.parametrize("name", ["manifest.json", "_rules/core/dates.yaml"])
@pytest.mark.parametrize("content", [b"other", None])
def test_the_manifest_and_the_rules_it_names(out: Path, name: str, content: bytes | None) -> None:
    if content is None:
        (out / name).unlink()
    else:
        (out / name).write_bytes(content)
    assert laws(out) == {"manifest"}


def test_a_finding_reads_as_a_sentence(out: Path) -> None:
    change_rows(out, NEWS, change("n_chars", 99))
    shown = [str(finding) for finding in verify(out)]
    assert f"{NEWS}, row 0 ({digest('news')}): n_chars: says 99, the text has 13" in shown


def test_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no corpus"):
        verify(tmp_path)


@given(TEXT.flatmap(logs))
def test_no_run_of_a_log_can_hold_edits_that_overlap(made: list[list[Edit]]) -> None:
    # Whatever the order: the check relies on `passes` cutting wherever two would overlap.
    log = [edit for edits in made for edit in edits]
    for order in (log, log[::-1], sorted(log, key=lambda edit: edit.end)):
        for run in passes(order):
            in_order(run)


def test_a_record_that_cannot_be_read(out: Path) -> None:
    (out / "_commits/00001.json").write_bytes(b"{")
    (finding,) = verify(out)
    assert finding.law == "commits"
    assert "00001.json" in finding.message
