"""Files of every format through the whole command: what is read, what is rejected, what is told."""

from __future__ import annotations

import gzip
import json
import zipfile

import pyarrow.dataset as ds
import pytest

from tests.cli.conftest import ARTICLE
from tests.sources.streams import COMPRESS, tarred, zipped

PAGE = f"<html><head><title>Planes</title></head><body><article><p>{ARTICLE}</p></article></body>"
LINES = b"".join(
    json.dumps({"id": n, "text": f"Text number {n}.\n{ARTICLE}", "stars": n}).encode() + b"\n"
    for n in range(5)
)


def rows(corpus, part="data"):
    table = ds.dataset(f"{corpus}/{part}").to_table()
    return sorted(table.to_pylist(), key=lambda row: (row["file_path"], row["locator"]))


def report(clean, *words, code=0, stdin=b""):
    done = clean(*words, "--json", stdin=stdin)
    assert done.code == code, done.err
    told = json.loads(done.out)
    assert told["documents"] == told["kept"] + sum(told["rejected"].values())
    return told


@pytest.fixture
def many(tmp_path):
    """One article in every form, under names that say little."""
    text = ARTICLE.encode()
    wrapped = {
        "plain": text,
        "tar": tarred(("a.txt", text)),
        "zip": zipped(("a.txt", text)),
        "stored": zipped(("a.txt", text), method=zipfile.ZIP_STORED),
        "both": COMPRESS["xz"](tarred(("a.txt.zst", COMPRESS["zst"](text)))),
        "record": json.dumps({"text": ARTICLE}).encode() + b"\n",
        **{form: compress(text) for form, compress in COMPRESS.items()},
    }
    (tmp_path / "in").mkdir()
    for name, data in wrapped.items():
        (tmp_path / "in" / name).write_bytes(data)
    return wrapped


def test_one_document_in_every_form(clean, many):
    told = report(clean, "in", "-o", "out")
    assert (told["kept"], told["rejected"]) == (len(many), {})
    found = rows("out")
    assert len({row["text"] for row in found}) == 1
    assert len({json.dumps(row["edits"]) for row in found}) == 1
    assert {row["file_path"]: row["locator"] for row in found} == {
        "in/plain": "",
        "in/tar": "member=a.txt",
        "in/zip": "member=a.txt",
        "in/stored": "member=a.txt",
        "in/both": "xz!member=a.txt.zst!zst",
        "in/record": "byte=0",
        **{f"in/{form}": form for form in COMPRESS},
    }
    assert len({row["id"] for row in found}) == len(many)
    assert clean("verify", "out").code == 0


@pytest.mark.parametrize("form", ["plain", "tar", "zip", "both", "record", *COMPRESS])
def test_standard_input_may_be_any_of_them(clean, many, form):
    told = report(clean, "-", "-o", "out", stdin=many[form])
    assert told["kept"] == 1
    assert [row["file_path"] for row in rows("out")] == ["-"]


def test_what_a_record_says_beside_its_text_passes_through(clean, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(LINES)
    assert report(clean, "a.jsonl", "-o", "out")["kept"] == 5
    assert [json.loads(row["metadata"])["stars"] for row in rows("out")] == list("01234")


def test_damage_costs_only_what_it_hides(clean, tmp_path):
    (tmp_path / "in").mkdir()
    whole = gzip.compress(LINES)
    files = {
        "cut.jsonl.gz": whole[:-10],
        "broken.jsonl": LINES + b"{broken\n" + LINES[:-5],
        "ten.parquet": b"PAR1xxxxxx",
        "bomb.txt.gz": gzip.compress(bytes(80 * 2**20)),
        "a.zip": zipped(
            ("../a.txt", b"x"), ("b.txt", ARTICLE.encode()), ("c.png", b"\x89PNG\r\n\x1a\n")
        ),
        "z.txt": ARTICLE.encode(),
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / "in" / name).write_bytes(data)
    told = report(clean, "in", "-o", "out")
    kept, rejected = rows("out"), rows("out", "_rejects")
    assert (told["kept"], len(kept)) == (len(kept), told["kept"])
    assert {row["file_path"] for row in kept} == {
        "in/cut.jsonl.gz", "in/broken.jsonl", "in/a.zip", "in/z.txt",
    }  # fmt: skip
    assert [(row["file_path"][3:], row["locator"], row["reason"]) for row in rejected] == [
        ("a.zip", "member=../a.txt", "unsafe-name"),
        ("a.zip", "member=c.png", "binary"),
        ("bomb.txt.gz", "gz", "expands-too-much"),
        ("broken.jsonl", f"byte={len(LINES)}", "not-a-record"),
        ("broken.jsonl", f"byte={len(LINES) + 8 + LINES[:-1].rindex(b'{')}", "not-a-record"),
        ("cut.jsonl.gz", "gz", "truncated"),
        ("ten.parquet", "", "damaged"),
    ]
    assert {row["stage"] for row in rejected} == {"read"}
    assert clean("verify", "out").code == 0


def test_rejects_count_against_what_is_allowed(clean, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(LINES + b"{broken\n")
    assert clean("a.jsonl", "-o", "out", "--max-rejects", "1").code == 0
    assert clean("a.jsonl", "-o", "more", "--max-rejects", "0").code == 3


@pytest.mark.parametrize("words", [["--max-document", "1kB"], ["--max-document", "1000"]])
def test_a_limit_on_the_command_line(clean, tmp_path, words):
    (tmp_path / "long.txt").write_text(ARTICLE * 20)
    (tmp_path / "short.txt").write_text(ARTICLE)
    told = report(clean, "long.txt", "short.txt", "--dry-run", *words)
    assert (told["kept"], told["rejected"]) == (1, {"too-large": 1})


def test_a_line_parts_documents(clean, tmp_path):
    (tmp_path / "a.txt").write_text(f"{ARTICLE}\n=====\n{ARTICLE}\n=====\n")
    assert report(clean, "a.txt", "--split", "=====", "-o", "out")["kept"] == 2
    assert [row["locator"] for row in rows("out")] == ["part=0", "part=1"]


def test_a_format_can_be_forced(clean, tmp_path):
    (tmp_path / "a.txt").write_bytes(LINES)
    assert report(clean, "a.txt", "--dry-run")["documents"] == 5
    assert report(clean, "a.txt", "--format", "text", "--dry-run")["documents"] == 1


def test_twice_the_same_bytes(clean, many, tmp_path):
    report(clean, "in", "-o", "one")
    report(clean, "in", "-o", "two")
    assert rows("one") == rows("two")


def ids(out):
    table = ds.dataset(f"{out}/data").to_table(columns=["file_path", "id"])
    return dict(zip(*table.to_pydict().values(), strict=True))


def test_an_id_is_told_by_what_was_given(clean, tmp_path):
    """As docs/corpus.md says: a folder, wherever it is named from, or the files in it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ARTICLE)
    for number, given in enumerate(["in", "in/", tmp_path / "in", "in/../in", "in/*", "in/a.txt"]):
        report(clean, given, "-o", f"out{number}")
    of_folder, of_file = ids("out0"), ids("out4")
    assert (list(of_folder), list(of_file)) == (["in/a.txt"], ["a.txt"])
    assert of_folder == ids("out1") == ids("out2") == ids("out3")
    assert of_file == ids("out5")
    assert set(of_folder.values()).isdisjoint(of_file.values())


def test_a_document_that_takes_too_long_costs_no_other(clean, tmp_path, monkeypatch):
    from cleaner import guard

    (tmp_path / "a.jsonl").write_bytes(LINES)
    assert report(clean, "a.jsonl", "--dry-run")["kept"] == 5  # loads what is loaded but once
    cleaned = guard.clean_document

    def slow(source, kit):
        while b"number 3" in source.data.encode():
            sum(range(100))
        return cleaned(source, kit)

    monkeypatch.setattr(guard, "clean_document", slow)
    told = report(clean, "a.jsonl", "--time-limit", "5", "--dry-run")
    assert (told["kept"], told["rejected"]) == (4, {"time-limit": 1})


def test_html_is_extracted(clean, tmp_path):
    (tmp_path / "page.txt").write_text(PAGE)
    assert report(clean, "page.txt", "-o", "out")["kept"] == 1
    (row,) = rows("out")
    assert "Two planes landed" in row["text"]
    assert row["extractor"]


def test_options_about_reading_are_offered_where_files_are_read(clean):
    for words, offered in ([["pages"], True], [["inspect"], True], [["pipe"], False]):
        shown = clean(*words, "--help").out
        assert ("--max-expanded" in shown) == offered
        assert ("--split" in shown) == offered
        assert "--text-key" in shown
    assert "--title" not in clean("inspect", "--help").out
    assert "--text-key" not in clean("stats", "--help").out


def test_help_has_its_options_under_headings(clean):
    shown = clean("--help").out
    places = [
        shown.index(f"\n{head}:\n") for head in ("Options", "Cleaning", "Reading", "Commands")
    ]
    assert places == sorted(places)
    assert shown.index("--output") < places[1] < shown.index("--title") < places[2]
    assert places[2] < shown.index("--format") < places[3]
