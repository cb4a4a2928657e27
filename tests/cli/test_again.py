"""A corpus cleaned again from its own rows is the corpus that the raw files would make."""

from __future__ import annotations

import json

import pyarrow.dataset as ds
import pytest

from tests.cli.conftest import ARTICLE
from tests.corpus.made import tree

RECORDS = [
    {"text": ARTICLE, "url": "https://example.com/a", "title": "Two planes", "date": "2024-05-01"},
    {"text": ARTICLE.replace("Two", "Six"), "tags": ["a", "b"], "source": "wire", "created": "x"},
    {"text": "Zwei Flugzeuge landeten am Sonntag nahe der Stadt, und niemand wurde verletzt."},
    {"text": ""},
    {"nothing": 1},
]
PAGE = f"""<html><head><title>Two planes land | News</title></head><body><article><h1>Two planes
land</h1><p>{ARTICLE}</p><p>{ARTICLE}</p></article></body></html>"""


@pytest.fixture
def raw(clean, tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "article.txt").write_text(ARTICLE)
    (folder / "crlf.txt").write_bytes(ARTICLE.replace("\n", "\r\n").encode("utf-16"))
    (folder / "odd.txt").write_bytes(ARTICLE.encode().replace(b"town", b"t\xf6wn \x81\x8d"))
    (folder / "page.html").write_text(PAGE)
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 20)
    lines = "\n".join(json.dumps(record) for record in RECORDS)
    (folder / "records.jsonl").write_text(lines)
    assert clean("raw", "-o", "corpus", "-q").code == 0
    return folder


def test_nothing_changed_nothing_changes(clean, raw, tmp_path):
    assert clean("again", "corpus", "-o", "new", "-q").code == 0
    assert tree(tmp_path / "new") == tree(tmp_path / "corpus")


@pytest.mark.parametrize("flags", [["--ignore", "comment"], ["--names", "off", "--units", "off"]])
def test_other_settings_make_what_the_raw_files_would(clean, raw, tmp_path, flags):
    assert clean("raw", "-o", "wanted", "-q", *flags).code == 0
    assert clean("again", "corpus", "-o", "new", "-q", *flags).code == 0
    assert tree(tmp_path / "new") == tree(tmp_path / "wanted")
    assert tree(tmp_path / "new") != tree(tmp_path / "corpus")
    assert clean("again", "new", "-o", "back", "-q", "--workers", 1).code == 0
    assert tree(tmp_path / "back") == tree(tmp_path / "new")


def test_a_title_that_was_known_and_captured_is_taken_out_all_the_same(clean, raw):
    """A row does not tell that it was both, so another rule is named for the edit."""
    assert clean("raw", "-o", "wanted", "-q", "--title", "drop").code == 0
    assert clean("again", "corpus", "-o", "new", "-q", "--title", "drop").code == 0
    wanted, new = (ds.dataset(f"{out}/data").to_table().drop("edits") for out in ("wanted", "new"))
    assert new.to_pylist() == wanted.to_pylist()


def test_what_cannot_be_cleaned_again_is_refused(clean, raw, tmp_path):
    assert clean("raw", "-o", "spans", "-q", "--provenance", "spans").code == 0
    told = clean("again", "spans", "-o", "new")
    assert told.code == 4
    assert "provenance 'spans'" in told.err
    assert clean("again", "raw", "-o", "new").code == 2
    over = clean("again", "corpus", "-o", "spans")
    assert over.code == 2
    assert "already holds something" in over.err
    assert not (tmp_path / "new").exists()
