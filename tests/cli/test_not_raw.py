"""A corpus is no folder of raw files: whoever names one as such is told what to do instead."""

from __future__ import annotations

import shutil

import pytest

from cleaner.errors import UsageError
from cleaner.run.raw import only_raw
from cleaner.sources.found import Found
from tests.cli.conftest import ARTICLE


@pytest.fixture
def beside(corpus, page, tmp_path):
    """A corpus, whole, unfinished and in part, beside the page it was made of."""
    for name, mark in (("begun", "unfinished.json"), ("part", "part.json")):
        shutil.copytree(corpus, tmp_path / name)
        (tmp_path / name / "manifest.json").rename(tmp_path / name / mark)
    return tmp_path


@pytest.mark.parametrize("words", [("-o", "new"), ("--dry-run",)])
@pytest.mark.parametrize("name", ["corpus", "corpus/", "corpus/*", "begun", "part"])
def test_a_corpus_is_not_cleaned_as_raw_files(clean, beside, name, words):
    done = clean(name, *words)
    assert done.code == 2
    folder = name.rstrip("/*")
    assert done.err.startswith(f"clean: {folder}: this is a corpus")
    assert f"`clean again {folder} -o NEW`" in done.err
    assert f"{folder}/data/" in done.err
    assert not (beside / "new").exists()


def test_nor_one_among_raw_files(clean, corpus, page, tmp_path):
    corpus.rename(page / "old")
    done = clean("pages", "-o", "new")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("clean: pages/old: this is a corpus")
    mined = clean("mine", "pages", "-o", "mined")
    assert (mined.code, mined.err.splitlines()[-1]) == (2, done.err.strip())


def test_its_rows_may_be_read(clean, corpus, tmp_path):
    done = clean("corpus/data", "-o", "new", "--json")
    assert (done.code, '"documents": 1, "kept": 1' in done.out) == (0, True)


def test_a_manifest_alone_makes_no_corpus(clean, page):
    """As those that web pages have, with data beside them."""
    (page / "manifest.json").write_text('{"text": "A page that can be installed."}')
    (page / "data").mkdir()
    (page / "data" / "more.txt").write_text(ARTICLE)
    assert clean("pages", "-o", "new").code == 0


@pytest.mark.parametrize("command", [("pages",), ("again", "corpus"), ("restore", "corpus")])
@pytest.mark.parametrize("out", ["corpus/new", "corpus/data/new", "pages/../corpus/new"])
def test_nothing_is_written_within_a_corpus(clean, corpus, command, out, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    done = clean(*command, "-o", out)
    assert done.code == 2
    assert f"{out}: lies within the corpus" in done.err
    assert sorted(tmp_path.rglob("*")) == before


def test_elsewhere_too():
    """Names decide, so that a corpus in a storage is known as well."""
    names = ("s3://b/c/README.md", "s3://b/c/_commits/00000.json", "s3://b/c/manifest.json")
    with pytest.raises(UsageError, match="s3://b/c: this is a corpus"):
        list(only_raw(Found(name, name) for name in names))


@pytest.mark.parametrize(
    "names",
    [
        ("a/_commits/00000.json", "b/manifest.json"),
        ("a/_commits/00000.json", "a/_commits/manifest.json"),
        ("a/my_commits/00000.json", "a/manifest.json"),
        ("a/_commits", "a/manifest.json"),
    ],
)
def test_what_only_looks_like_one(names):
    inputs = [Found(name, name) for name in names]
    assert list(only_raw(inputs)) == inputs
