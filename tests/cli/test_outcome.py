"""A run that keeps nothing says so, and where to look; one that keeps something does not."""

from __future__ import annotations

import pytest

from tests.cli.conftest import ARTICLE

NOTHING = "NOTHING WAS KEPT"


@pytest.fixture
def rejects(tmp_path):
    """Files of which nothing can be kept."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").write_text("")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return folder


def test_all_rejected(clean, rejects):
    done = clean("in", "-o", "out")
    assert done.code == 0
    assert "rejected          2   binary 1, empty 1" in done.out
    assert f"{NOTHING}: every document was rejected" in done.out
    assert "`clean show out FILE`" in done.out
    assert "out/_rejects holds them all" in done.out
    told = clean("show", "out", "picture.txt")
    assert "reason      binary" in told.out
    again = clean("in", "-o", "out")
    assert NOTHING in again.out
    assert "nothing is changed" in again.out


def test_all_rejected_and_nothing_written(clean, rejects):
    done = clean("in", "--dry-run")
    assert (done.code, NOTHING in done.out) == (0, True)
    assert "`clean inspect FILE`" in done.out
    assert "_rejects" not in done.out


def test_no_document(clean, tmp_path):
    (tmp_path / "none.jsonl").write_text("\n\n")
    done = clean("none.jsonl", "-o", "out")
    assert f"{NOTHING}: there was no document to keep." in done.out


def test_one_is_kept(clean, rejects):
    (rejects / "good.txt").write_text(ARTICLE)
    done = clean("in", "-o", "out")
    assert "binary 1, empty 1" in done.out
    assert NOTHING not in done.out


NOT_THERE = [
    ("show", "nowhere"),
    ("stats", "nowhere"),
    ("verify", "nowhere"),
    ("status", "nowhere"),
    ("again", "nowhere", "-o", "out"),
    ("restore", "nowhere", "-o", "out"),
    ("merge", "nowhere", "-o", "out"),
    ("mine", "nowhere", "-o", "out"),
    ("inspect", "nowhere"),
    ("nowhere", "-o", "out"),
    ("rules", "stats", "nowhere"),
    ("rules", "try", "rules", "nowhere"),
    ("rules", "new", "--from", "nowhere:1", "--from-line", "Sign up"),
    ("rules", "explain", "nowhere"),
    ("show", "corpus", "nowhere"),
    ("show", "corpus", "ffffff"),
]


@pytest.mark.parametrize("words", NOT_THERE, ids=" ".join)
def test_what_is_not_there_has_one_exit_code(clean, words, request, tmp_path):
    if "corpus" in words:
        request.getfixturevalue("corpus")
    done = clean(*words)
    assert (done.code, done.out) == (2, "")
    assert "nowhere" in done.err or "ffffff" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [("show", "pages"), ("again", "pages", "-o", "out")])
def test_what_is_no_corpus(clean, page, words):
    done = clean(*words)
    assert done.code == 2
    assert "pages: is no corpus" in done.err
