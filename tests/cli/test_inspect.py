"""`clean inspect`: what a file is and what would be read of it, whatever is wrong with it."""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.sources.streams import COMPRESS, tarred, zipped

LINES = b"""{"id": 1, "body": "One  text.\\nMore.", "url": "u", "n": 5}
{"id": 2, "body": "Two.", "url": "v", "n": 6}
"""


@pytest.fixture
def put(tmp_path):
    """Writes a file and returns its name."""

    def write(name, data):
        (tmp_path / name).write_bytes(data)
        return name

    return write


def seen(clean, *words, code=0):
    done = clean("inspect", *words, "--json")
    assert done.code == code, done.err
    return [json.loads(line) for line in done.out.splitlines()]


@pytest.mark.parametrize("form", COMPRESS)
def test_json_lines(clean, put, form):
    (told,) = seen(clean, put(f"a.jsonl.{form}", COMPRESS[form](LINES)))
    assert told["format"] == [form, "jsonl"]
    assert told["columns"] == {"text": "body", "id": "id", "url": "url"}
    assert told["others"] == ["n"]
    assert told["documents"] is None
    second = LINES.index(b"\n") + 1
    assert told["first"] == [
        [f"{form}!byte=0", "One text."],
        [f"{form}!byte={second}", "Two."],
    ]
    assert told["problems"] == []


def test_named_columns(clean, put):
    (told,) = seen(clean, put("a.jsonl", LINES), "--text-key", "url", "--id-key", "n")
    assert told["columns"]["text"] == "url"
    assert told["columns"]["id"] == "n"
    assert "body" in told["others"]


def test_parquet_counts_its_rows(clean, tmp_path):
    table = pa.table({"text": ["One.", "Two."], "date": ["2020", "2021"], "x": [1, 2]})
    pq.write_table(table, tmp_path / "a.parquet")
    (told,) = seen(clean, "a.parquet")
    assert (told["documents"], told["format"]) == (2, ["parquet"])
    assert told["columns"] == {"text": "text", "date": "date"}
    assert told["others"] == ["x"]


def test_arrow(clean, tmp_path):
    table = pa.table({"text": ["One."], "x": [1]})
    with pa.ipc.new_file(tmp_path / "a.arrow", table.schema) as writer:
        writer.write(table)
    (told,) = seen(clean, "a.arrow")
    assert (told["columns"], told["others"]) == ({"text": "text"}, ["x"])


def test_csv_tells_its_encoding(clean, put):
    (told,) = seen(clean, put("a.csv", "id;text\n1;Grüße über Größe\n".encode("cp1252")))
    assert (told["encoding"], told["columns"]) == ("cp1252", {"text": "text", "id": "id"})
    assert told["first"][0][1] == "Grüße über Größe"


def test_a_page_is_shown_by_its_title(clean, put):
    page = b"<!doctype html><html><title>A\n  title</title><p>Text."
    (told,) = seen(clean, put("page", page))
    assert (told["format"], told["documents"]) == (["html"], 1)
    assert told["first"] == [["", "A title"]]


def test_archives_show_their_members(clean, put):
    data = zipped(("a.txt", b"One."), (".hidden", b"x"), ("b.jsonl", LINES), ("d/", b""))
    (told,) = seen(clean, put("a.zip", data))
    assert (told["format"], told["members"]) == (["zip"], 2)
    assert [(inner["name"], inner["format"]) for inner in told["inside"]] == [
        ("member=a.txt", ["text"]),
        ("member=b.jsonl", ["jsonl"]),
    ]
    (packed,) = seen(clean, put("a.tar.gz", gzip.compress(tarred(("a.txt", b"One.")))))
    assert (packed["format"], packed["members"]) == (["gz", "tar"], None)


def test_only_some_members_are_looked_at(clean, put):
    members = [(f"{number}.txt", b"Text.") for number in range(50)]
    shown = clean("inspect", put("a.zip", zipped(*members)))
    assert "members    50" in shown.out
    assert shown.out.count("member=") == 10  # a name and a first line for each
    assert shown.out.rstrip().endswith("…")


DAMAGED = {
    "cut gz": ("a.txt.gz", gzip.compress(b"A text. " * 100)[:-9], "truncated"),
    "ten bytes": ("a.parquet", b"PAR1xxxxxx", "damaged"),
    "an image": ("a.png", b"\x89PNG\r\n\x1a\n\0", "binary"),
    "nothing": ("a.txt", b"", "empty"),
    "no text in it": ("a.jsonl", b'{"x": 1}\n', "not-a-record"),
    "a broken line": ("b.jsonl", b"{broken\n" + LINES, "not-a-record"),
    "a cut archive": ("a.tar", tarred(("a.txt", b"One." * 500))[:900], "truncated"),
    "no archive": ("a.zip", b"This is no archive.", "damaged"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_what_is_wrong_is_said(clean, put, case):
    name, data, reason = DAMAGED[case]
    put(name, data)
    (told,) = seen(clean, name, code=1)
    problems = [*told["problems"], *(p for inner in told["inside"] for p in inner["problems"])]
    assert reason in [problem[1] for problem in problems]
    shown = clean("inspect", name)
    assert shown.code == 1
    assert "something is wrong with 1 of 1 file" in shown.err
    assert f"{reason}: " in shown.out


def test_what_is_sound_beside_it_is_shown(clean, put):
    put("a.txt", b"A sound text.")
    put("b.txt", b"")
    done = clean("inspect", ".")
    assert done.code == 1
    assert "A sound text." in done.out
    assert "something is wrong with 1 of 2 files" in done.err


def test_for_people(clean, put):
    shown = clean("inspect", put("a.jsonl.gz", gzip.compress(LINES))).out.splitlines()
    assert shown[0] == "a.jsonl.gz"
    assert shown[1].startswith("  format     jsonl in gz, ")
    assert "  columns    text: body, id: id, url: url" in shown
    assert "  others     n" in shown


def test_standard_input(clean):
    shown = clean("inspect", "-", stdin=gzip.compress(LINES))
    assert shown.code == 0
    assert "jsonl in gz" in shown.out


def test_nothing_acts_on_the_terminal(clean, put):
    put("a.jsonl", b'{"text": "One \\u001b[2J two", "\\u001b]0;x": 1}\n')
    assert "\x1b" not in clean("inspect", "a.jsonl").out


def test_what_is_asked_for_wrongly(clean):
    assert clean("inspect").code == 2
    assert clean("inspect", "nowhere").code == 2
    assert clean("inspect", ".", "--format", "docx").code == 2
