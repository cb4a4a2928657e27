"""The same documents make the same bytes, and what is there is there whole."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.corpus import write as module
from cleaner.corpus.commit import Commit
from cleaner.corpus.finish import finish
from cleaner.corpus.load import load_corpus
from cleaner.corpus.verify import verify
from cleaner.corpus.write import ShardWriter
from cleaner.errors import CorpusError
from cleaner.model import Cleaned

from .made import RULES, STAMP, cleaned, corpus, documents, many, rejected, tree, write


def test_a_second_run_writes_the_same_bytes(tmp_path: Path) -> None:
    assert tree(corpus(tmp_path / "a")) == tree(corpus(tmp_path / "b"))


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1]); "
        "from made import corpus; corpus(pathlib.Path(sys.argv[2]))"
    )
    for seed in ("0", "1"):
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent), str(tmp_path / seed)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    assert tree(tmp_path / "0") == tree(tmp_path / "1") == tree(corpus(tmp_path / "here"))


def test_writing_over_a_corpus_leaves_the_same_bytes(tmp_path: Path) -> None:
    first = tree(corpus(tmp_path / "c"))
    assert tree(corpus(tmp_path / "c")) == first


@settings(max_examples=25, deadline=None)
@given(many(), st.data())
def test_batches_do_not_matter(made: list[Cleaned], data: st.DataObject) -> None:
    # Row groups so small that their cuts would show if they came from the batches.
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "ROW_GROUP", 3000)
        patch.setattr(module, "HELD", 5000)
        write(Path(folder, "one"), made)
        with ShardWriter(Path(folder, "many"), 0, STAMP, f"{0:064d}") as writer:
            at = 0
            while at < len(made):
                size = data.draw(st.integers(1, 3))
                writer.add(made[at : at + size])
                at += size
            writer.commit(len(made))
        assert tree(Path(folder, "one")) == tree(Path(folder, "many"))


@settings(max_examples=25, deadline=None)
@given(many())
def test_every_law_holds_for_what_is_written(made: list[Cleaned]) -> None:
    for mode in ("full", "spans", "none"):
        with TemporaryDirectory() as folder:
            out = Path(folder)
            write(out, made, [rejected("bad")], stamp=replace(STAMP, provenance=mode))
            finish(out, RULES)
            assert verify(out) == []
            loaded = load_corpus(out)
            assert {row["id"]: row["text"] for row in loaded} == {
                one.source.id: one.document.text for one in made
            }
            if mode == "full":
                bases = {row["id"]: loaded.base(row) for row in loaded}
                assert bases == {one.source.id: one.document.base for one in made}


def test_row_groups_are_cut_and_memory_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROW_GROUP", 10_000)
    monkeypatch.setattr(module, "HELD", 15_000)
    made = [cleaned(f"{n}", "x" * 3000, language=("en", "fr", "de")[n % 3]) for n in range(12)]
    with ShardWriter(tmp_path, 0, STAMP, "f") as writer:
        for one in made:
            writer.add([one])
            assert sum(part.weight for part in writer._data.values()) <= 15_000
        writer.commit(12)
    groups = pq.ParquetFile(tmp_path / "data/en/part-00000.parquet").metadata.num_row_groups
    assert groups > 1
    assert len(load_corpus(tmp_path)) == 12


def test_file_format(tmp_path: Path) -> None:
    out = corpus(tmp_path)
    metadata = pq.ParquetFile(out / "data/en/part-00000.parquet").metadata
    group = metadata.row_group(0)
    columns = {group.column(i).path_in_schema: group.column(i) for i in range(group.num_columns)}
    assert {column.compression for column in columns.values()} == {"ZSTD"}
    assert all(column.has_offset_index for column in columns.values())
    dictionary = {path for path, c in columns.items() if "RLE_DICTIONARY" in c.encodings}
    assert "edits.list.element.rule" in dictionary
    assert not {"text", "id", "edits.list.element.old"} & dictionary
    footer = {k.decode(): v.decode() for k, v in metadata.metadata.items()}
    assert (
        footer.items()
        >= {
            "cleaner.schema_version": "1",
            "cleaner.version": "1.2.3",
            "cleaner.rulebook_digest": "r" * 64,
            "cleaner.settings_digest": "s" * 64,
        }.items()
    )


def test_commit_record(tmp_path: Path) -> None:
    commit = write(tmp_path, documents(), [rejected("bad"), rejected("worse")], shard=7)
    record = tmp_path / "_commits/00007.json"
    assert Commit.from_bytes(record.read_bytes()) == commit
    assert [output.path for output in commit.outputs] == [
        "_rejects/part-00007.parquet",
        "data/ar/part-00007.parquet",
        "data/en/part-00007.parquet",
        "data/no/part-00007.parquet",
        "data/und/part-00007.parquet",
    ]
    counts = commit.counts
    assert (counts.documents, counts.kept, counts.rejected) == (7, 5, {"binary": 2})
    assert counts.languages == {"en": 2, "ar": 1, "und": 1, "no": 1}
    taken = sum(rule.removed - rule.added for rule in counts.rules.values())
    assert counts.characters_before - counts.characters_after == taken
    assert counts.rules["junk.line"].hits == 4


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"shard": 1}', b"\xff"])
def test_what_is_no_commit_record_is_refused(tmp_path: Path, content: bytes) -> None:
    corpus(tmp_path)
    (tmp_path / "_commits/00001.json").write_bytes(content)
    with pytest.raises(CorpusError, match=r"00001\.json.*again"):
        load_corpus(tmp_path)


def test_rows_that_went_missing_stop_the_commit(tmp_path: Path) -> None:
    with ShardWriter(tmp_path, 0, STAMP, "f") as writer:
        writer.add(documents(), [rejected("bad")])
        with pytest.raises(CorpusError, match="7 documents came in, but 5 were kept and 1"):
            writer.commit(7)
    assert tree(tmp_path) == {}


def test_a_shard_that_is_not_committed_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROW_GROUP", 1)  # so that files are open when it stops
    with pytest.raises(KeyboardInterrupt), ShardWriter(tmp_path, 0, STAMP, "f") as writer:
        writer.add(documents(), [rejected("bad")])
        raise KeyboardInterrupt
    assert tree(tmp_path) == {}


def test_redoing_a_shard_removes_files_it_no_longer_has(tmp_path: Path) -> None:
    write(tmp_path, documents(), [rejected("bad")])
    write(tmp_path, documents()[3:4])
    assert sorted(tree(tmp_path)) == ["_commits/00000.json", "data/no/part-00000.parquet"]


def test_a_shard_without_documents_has_a_record_and_no_files(tmp_path: Path) -> None:
    write(tmp_path, [])
    assert sorted(tree(tmp_path)) == ["_commits/00000.json"]
    finish(tmp_path, {})
    assert verify(tmp_path) == []
    assert list(load_corpus(tmp_path)) == []


@pytest.mark.parametrize("language", ["", "..", "a/b", "en_US", "../../etc", "e n"])
def test_what_is_no_language_code_names_no_folder(tmp_path: Path, language: str) -> None:
    with pytest.raises(ValueError, match="language code"):
        write(tmp_path, [cleaned("x", "text", language=language)])
    assert tree(tmp_path) == {}


def test_temporary_names_are_no_parquet_and_not_under_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROW_GROUP", 1)
    with ShardWriter(tmp_path, 0, STAMP, "f") as writer:
        writer.add(documents(), [rejected("bad")])
        names = list(tree(tmp_path))
        assert names
        assert all(name.startswith("_tmp/") and not name.endswith(".parquet") for name in names)
