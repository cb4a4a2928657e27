"""What is read from elsewhere, through the whole command; nothing else asks the network."""

from __future__ import annotations

import json
import socket
from itertools import count

import fsspec
import pyarrow.dataset as ds
import pytest

from cleaner.sources import web
from tests.cli.conftest import ARTICLE
from tests.sources.records import as_parquet
from tests.sources.serving import Served, serving

PAGE = f"<html><title>Planes</title><article><p>{ARTICLE}</p></article><a href='/more'>More</a>"
RECORDS = [{"id": n, "text": f"Text number {n}.\n{ARTICLE}"} for n in range(5)]
LINES = b"".join(json.dumps(record).encode() + b"\n" for record in RECORDS)


@pytest.fixture
def served(monkeypatch):
    monkeypatch.setattr(web, "PAUSE", 0.0)
    monkeypatch.setenv("no_proxy", "*")
    files = {"/page": PAGE.encode(), "/a.jsonl": LINES, "/a.parquet": as_parquet(RECORDS)}
    with serving(Served(files)) as answering:
        yield answering


@pytest.fixture
def stored():
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pipe("/in/a.jsonl", LINES)
    files.pipe("/in/deep/a.txt", ARTICLE.encode())
    yield files
    files.store.clear()


def rows(corpus, part="data"):
    table = ds.dataset(f"{corpus}/{part}").to_table()
    return sorted(table.to_pylist(), key=lambda row: (row["file_path"], row["locator"]))


def test_files_of_the_web(clean, served, tmp_path):
    served.media = "text/html; charset=utf-8"
    secret = served.url.replace("://", "://me:hush@")
    words = [f"{secret}/{name}?token=hush" for name in ("page", "a.jsonl", "a.parquet")]
    done = clean(*words, "-o", "out", "--log-file", "log", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["kept"] == 11
    assert {row["file_path"] for row in rows("out")} == {
        f"{served.url}/{name}" for name in ("page", "a.jsonl", "a.parquet")
    }
    assert rows("out")[-1]["url"] == f"{served.url}/page"
    assert clean("verify", "out").code == 0
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not any(b"hush" in path.read_bytes() for path in [*written, tmp_path / "log"])
    assert "hush" not in done.out + done.err


def test_a_storage(clean, stored):
    done = clean("memory://in", "-o", "out", "--json")
    assert done.code == 0, done.err
    assert [row["file_path"] for row in rows("out")] == [
        *["memory://in/a.jsonl"] * 5, "memory://in/deep/a.txt",
    ]  # fmt: skip
    again = clean("memory://in/**/*.txt", "memory://in/a.jsonl", "-o", "more", "--json")
    assert again.code == 0, again.err
    assert rows("more") == rows("out")


def test_looked_at(clean, stored, served):
    shown = clean("inspect", "memory://in/a.jsonl", f"{served.url}/a.parquet?token=hush")
    assert shown.code == 0
    assert shown.out.startswith(f"{served.url}/a.parquet\n  format     parquet, ")
    assert "memory://in/a.jsonl\n  format     jsonl, " in shown.out
    assert "hush" not in shown.out


@pytest.mark.parametrize(
    "word", ["memory://none", "memory://in/*.xml", "http://127.0.0.1:9/a", "zip://a", "s4://a"]
)
def test_what_is_not_there_is_a_wrong_request(clean, stored, word):
    for words in ([word, "-o", "out"], ["inspect", word], [word, "--dry-run"]):
        done = clean(*words)
        assert done.code == 2
        assert repr(word) in done.err


def test_a_connection_that_is_lost_costs_the_rest_of_one_file(clean, served):
    (beginning, _, _) = LINES.partition(b"\n")
    # Both are asked for once to see that they are there; then the first is read.
    served.ranges = False
    served.cuts = [len(LINES), len(LINES), len(beginning) + 20]
    words = [f"{served.url}/a.jsonl", f"{served.url}/page", "--passes", "1"]
    done = clean(*words, "-o", "out", "--json")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert (told["documents"], told["kept"], told["rejected"]) == (3, 2, {"unreadable": 1})
    (reject,) = rows("out", "_rejects")
    assert reject["file_path"] == f"{served.url}/a.jsonl"
    assert "the connection was lost, after" in reject["detail"]


@pytest.mark.parametrize("output", ["s3://bucket/out", "memory://out", "file:///tmp/out"])
def test_a_corpus_is_written_here(clean, page, tmp_path, output):
    done = clean(page, "-o", output)
    assert done.code == 2
    assert f"-o {output}: a corpus is written to a folder of this machine" in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pages"]


def test_local_input_never_asks_the_network(clean, tmp_path, monkeypatch):
    asked = count()

    class Closed(socket.socket):
        def __init__(self, family=-1, *more, **options):
            if family != getattr(socket, "AF_UNIX", None):
                next(asked)
                raise OSError("no network")
            super().__init__(family, *more, **options)

    def closed(*_, **__):
        next(asked)
        raise OSError("no network")

    (tmp_path / "in").mkdir()
    linked = PAGE.replace(
        "<title>",
        "<base href='http://example.org/'><link rel=stylesheet href='a.css'>"
        "<img src='http://example.org/a.png'><iframe src='//example.org/x'></iframe><title>",
    )
    entity = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "http://example.org/x">]>'
        f"<html><title>&x;</title><p>{ARTICLE}</p>"
    )
    files = {"a.html": linked, "b.xhtml": entity, "c.jsonl": LINES.decode(), "d.txt": ARTICLE}
    for name, text in files.items():
        (tmp_path / "in" / name).write_text(text)
    (tmp_path / "in" / "e.parquet").write_bytes(as_parquet(RECORDS))
    monkeypatch.setattr(socket, "socket", Closed)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, closed)
    with pytest.raises(OSError, match="no network"):
        socket.create_connection(("127.0.0.1", 9))
    assert next(asked) == 1
    done = clean("in", "-o", "out", "--workers", "0", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["documents"] == 13
    assert clean("inspect", "in").code == 0
    assert next(asked) == 2
