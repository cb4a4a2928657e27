"""Reading back: the data set, one row, and the text before cleaning; and what is told otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.dataset as ds
import pytest

from cleaner.corpus.load import load_corpus
from cleaner.corpus.schema import REJECTS_SCHEMA, SCHEMA
from cleaner.edits import replay
from cleaner.errors import CorpusError

from .made import STAMP, corpus, digest, documents, write


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return corpus(tmp_path / "corpus")


def test_rows_come_in_one_order(out: Path) -> None:
    loaded = load_corpus(str(out))
    ids = [row["id"] for row in loaded]
    assert ids == [digest(name) for name in ("rtl", "news", "same", "norsk", "empty")]
    assert loaded.to_table(["id"])["id"].to_pylist() == ids
    assert len(loaded) == 5
    assert isinstance(loaded.dataset, ds.Dataset)
    assert loaded.dataset.schema.equals(SCHEMA)


def test_columns_and_filter(out: Path) -> None:
    loaded = load_corpus(out)
    only = loaded.to_table(columns=["text"], filter=pc.field("language") == "no")
    assert only.to_pylist() == [{"text": "Hun gikk hjem.\n"}]
    assert list(loaded.rows(["id", "text"], pc.field("n_chars") == 0)) == [
        {"id": digest("empty"), "text": ""}
    ]


def test_a_row_gives_back_the_text_before(out: Path) -> None:
    loaded = load_corpus(out)
    for one in documents():
        row = loaded.row(one.source.id)
        assert tuple(loaded.edits(row)) == one.document.edits
        assert loaded.base(row) == one.document.base
        assert replay(loaded.base(row), loaded.edits(row)) == row["text"]


def test_a_row_by_the_beginning_of_its_id(out: Path) -> None:
    loaded = load_corpus(out)
    assert loaded.row(digest("news")[:8])["title"] == "So he said"
    with pytest.raises(CorpusError, match=r"No document .* begins with 'zz'.*5 documents, such as"):
        loaded.row("zz")
    with pytest.raises(CorpusError, match=r"5 documents have an id that begins with ''.*more"):
        loaded.row("")


def test_an_id_that_begins_another_is_found(tmp_path: Path) -> None:
    first, second = documents()[3:]
    longer = replace(second, source=replace(second.source, id=first.source.id + "0"))
    write(tmp_path, [first, longer])
    loaded = load_corpus(tmp_path)
    assert loaded.row(first.source.id)["language"] == "no"
    assert loaded.row(longer.source.id)["language"] == "en"


@pytest.mark.parametrize("name", ["", "a"])
def test_a_row_of_a_corpus_without_rows(tmp_path: Path, name: str) -> None:
    write(tmp_path, [])
    with pytest.raises(CorpusError, match=r"It has 0 documents; rejected ones are in _rejects/"):
        load_corpus(tmp_path).row(name)


def test_rejects_and_counts(out: Path) -> None:
    loaded = load_corpus(out)
    rejects = loaded.rejects()
    assert rejects.schema.equals(REJECTS_SCHEMA)
    assert rejects["reason"].to_pylist() == ["binary", "empty", "binary"]
    assert (loaded.counts().documents, loaded.counts().kept) == (8, 5)


@pytest.mark.parametrize("mode", ["spans", "none"])
def test_less_than_full_provenance_gives_nothing_back(tmp_path: Path, mode: str) -> None:
    loaded = load_corpus(corpus(tmp_path, replace(STAMP, provenance=mode)))
    row = loaded.row(digest("news"))
    for ask in (loaded.base, loaded.edits):
        with pytest.raises(CorpusError, match=rf"provenance '{mode}'.*--provenance full"):
            ask(row)


def test_a_row_without_the_columns_it_takes(out: Path) -> None:
    (row,) = load_corpus(out).rows(["id", "text"], pc.field("language") == "no")
    with pytest.raises(CorpusError, match="`text` and `edits` are needed"):
        load_corpus(out).base(row)


def test_a_row_whose_edits_do_not_fit(out: Path) -> None:
    row = load_corpus(out).row(digest("news"))
    with pytest.raises(CorpusError, match="clean verify"):
        load_corpus(out).base({**row, "text": "other"})


@pytest.mark.parametrize(
    ("inside", "advice"),
    [
        ("nowhere", r"does not exist .* `clean PATH -o FOLDER`"),
        ("corpus/data", r"is no corpus .* Give the corpus folder itself: .*corpus\."),
        ("", r"is no corpus .* `clean PATH -o FOLDER`"),
    ],
)
def test_what_is_no_corpus(out: Path, inside: str, advice: str) -> None:
    with pytest.raises(CorpusError, match=advice):
        load_corpus(out.parent / inside)


def test_files_that_are_missing(out: Path) -> None:
    (out / "data/ar/part-00000.parquet").unlink()
    with pytest.raises(CorpusError, match=r"1 of its files are missing: data/ar/part"):
        load_corpus(out)


def test_files_that_were_never_committed_are_not_read(out: Path) -> None:
    (out / "_commits/00001.json").unlink()
    assert len(load_corpus(out)) == 3
