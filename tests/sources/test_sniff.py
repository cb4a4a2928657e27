"""What a file holds is told by its bytes, and by its name only where they leave it open."""

import io
import json
import struct

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import SourceError
from cleaner.settings import Settings
from cleaner.sources.sniff import HEAD, format_of
from tests.sources.streams import COMPRESS, stream, tarred, zipped

OBJECT = b'{"id": 1, "text": "A text."}\n'
TABLE = pa.table({"text": ["a"]})


def parquet():
    file = io.BytesIO()
    pq.write_table(TABLE, file)
    return file.getvalue()


def arrow(make):
    file = io.BytesIO()
    with make(file, TABLE.schema) as writer:
        writer.write(TABLE)
    return file.getvalue()


def told(name, data, **settings):
    return format_of(stream(name, data), Settings(**settings))


BY_BYTES = {
    "zip": zipped(("a.txt", b"x")),
    "tar": tarred(("a.txt", b"x")),
    "parquet": parquet(),
    "arrow": arrow(pa.ipc.new_file),
    "warc": b"WARC/1.0\r\nWARC-Type: warcinfo\r\n",
    "html": b"<!DOCTYPE html>\n<title>x</title>",
    "jsonl": OBJECT * 3,
    "wacz": zipped(("datapackage.json", b"{}"), ("archive/a.warc.gz", b"x")),
    **{name: compress(b"x") for name, compress in COMPRESS.items()},
}


@pytest.mark.parametrize("name", ["noname", "a.txt", "a.b.c", "-", ".hidden", "a."])
@pytest.mark.parametrize("expected", BY_BYTES)
def test_by_bytes(name, expected):
    assert told(name, BY_BYTES[expected]) == expected


HTML = {
    "doctype": b"<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>",
    "tag": b"<HTML lang=de>",
    "white space": b"\xef\xbb\xbf \r\n\t<html>",
    "comment": b"<!-- saved from url -->\n<!-- <p> --><!DOCTYPE html>",
    "XHTML": b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "x">',
    "UTF-16": "<html><p>x".encode("utf-16"),
}


@pytest.mark.parametrize("case", HTML)
@pytest.mark.parametrize("name", ["page.txt", "page", "page.php", "page.html", "page.md"])
def test_html_by_how_it_begins(case, name):
    assert told(name, HTML[case]) == "html"


TEXTS = {
    "a tag in the middle": b"The tag <html> begins a page.",
    "another tag": b"<b>Bold</b> words in Markdown.",
    "a heading": b"<h1>A title</h1>\n\nSome Markdown.",
    "a word that begins so": b"<htmlish> is no tag",
    "another doctype": b"<!DOCTYPE book>\n<book>",
    "a tag": b"<channel>Text in a tag of one's own</channel>",
    "a brace": b"{Note of the translator: this is a text.}",
    "a brace and a quotation": b'{"Never," he said, "again."}',
    "braces": b"{{Infobox | name = x}}\nA wiki page.",
    "a list": b"[1] A footnote.\n[2] Another.",
    "a list of links": b'["x"](https://example.org) is a link.',
    "code": b"{\n  let x = 1;\n}",
    "CSV": b"id,text\n1,A text\n",
    "WARC": b"WARC/1.0 is the name of a format.",
    "PAR1": b"PAR1 is how a Parquet file begins.",
    "BZh": b"BZh9 is how a bzip2 file begins.",
    "PK": b"PK was written on it.",
    "GIF": b"GIF89a is how a GIF begins, and this is a text about it.",
    "RIFF": b"RIFF was the name of the band and WAVE",
    "Obj": b"Objects were seen.",
    "nothing": b"",
    "white space": b" \n\n",
    "one sign": b"{",
    "ustar": b"x" * 200 + b" ustar " + b"x" * 300,
}


@pytest.mark.parametrize("name", ["a.txt", "a", "a.md", "-"])
@pytest.mark.parametrize("case", TEXTS)
def test_what_is_text(case, name):
    assert told(name, TEXTS[case]) == "text"


JSON = {
    "one record": (OBJECT, "jsonl", "json"),
    "lines": (OBJECT * 2, "jsonl", "jsonl"),
    "lines of which one is broken": (OBJECT * 2 + b"{broken\n" + OBJECT, "jsonl", "jsonl"),
    "the first is broken": (b'{"a": broken\n' + OBJECT * 3, "jsonl", "jsonl"),
    "blank lines": (b"\n\n" + OBJECT + b"\n" + OBJECT, "jsonl", "jsonl"),
    "a mark": (b"\xef\xbb\xbf" + OBJECT * 2, "jsonl", "jsonl"),
    "a list": (b"[" + OBJECT + b"," + OBJECT + b"]", "json", "json"),
    "a list in lines": (b'[\n  {\n  "text": "a"\n  }\n]', "json", "json"),
    "one in lines": (json.dumps({"text": "a", "b": 1}, indent=2).encode(), "json", "json"),
    "a list of nothing": (b"[]", "text", "json"),
    "a long line": (b'{"text": "' + b"x" * 2 * HEAD + b'"}\n', "jsonl", "json"),
}


@pytest.mark.parametrize("case", JSON)
def test_json(case):
    data, without_name, with_name = JSON[case]
    assert told("-", data) == without_name
    assert told("a.json", data) == with_name
    assert told("a.jsonl", data) == told("a.ndjson", data) == "jsonl"


def test_a_text_file_needs_two_records_to_be_taken_for_json():
    assert told("a.txt", OBJECT) == "text"
    assert told("a.txt", OBJECT * 2) == "jsonl"
    assert told("a.txt", OBJECT + b"And that was the record.\nNo more of them.\n") == "text"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.csv", "csv"), ("a.TSV", "tsv"), ("a.tab", "tsv"), ("a.htm", "html"),
        ("a.parquet", "parquet"), ("a.arrow", "arrow"), ("a.warc", "warc"), ("a.wet", "warc"),
        ("a.tar", "tar"), ("a.zip", "zip"), ("a.jsonl", "jsonl"), ("a.json", "json"),
        ("a.jsonl.gz", "jsonl"), ("a.csv.zst", "csv"), ("a.gz", "text"), ("a.txt.bz2", "text"),
        ("csv", "text"), ("a.csv.txt", "text"), ("a.csv2", "text"),
    ],
)  # fmt: skip
def test_by_name_where_bytes_say_nothing(name, expected):
    assert told(name, b"Some words.\n") == expected


def test_a_stream_of_arrow_is_told_from_bytes_that_look_so():
    assert told("a", arrow(pa.ipc.new_stream)) == "arrow"
    assert told("a", b"\xff\xff\xff\xff" + struct.pack("<i", -5) + b"xx") == "text"


BINARY = {
    "a PNG image": b"\x89PNG\r\n\x1a\n\0\0",
    "a PDF document": b"%PDF-1.7\n",
    "a 7z archive": b"7z\xbc\xaf\x27\x1c\0\x04",
    "a RAR archive": b"Rar!\x1a\x07\x01\0",
    "an SQLite database": b"SQLite format 3\x00",
    "a GIF image": b"GIF89a\x10\x00\x10\x00\x80\0\0",
    "an MP4 film": b"\0\0\0\x18ftypmp42",
    "a WebP image": b"RIFF\x24\0\0\0WEBPVP8 ",
    "an RTF document": b"{\\rtf1\\ansi Hello",
    "an office document or a book": zipped(("[Content_Types].xml", b"<x/>"), ("word/a.xml", b"")),
    "office document or a book, not": zipped(("mimetype", b"application/epub+zip")),
    "a program": zipped(("META-INF/MANIFEST.MF", b"x")),
}


@pytest.mark.parametrize("case", BINARY)
@pytest.mark.parametrize("name", ["a", "a.txt", "a.html"])
def test_other_binaries_say_what_they_are(case, name):
    with pytest.raises(SourceError) as caught:
        told(name, BINARY[case])
    assert caught.value.reason == "binary"
    assert case in caught.value.detail


def test_an_archive_that_only_has_such_names_is_one():
    assert told("a.zip", zipped(("mimetypes.txt", b"x"))) == "zip"
    assert told("a.zip", zipped(("META-INF/x", b"x"))) == "zip"
    assert told("a.zip", zipped(("archive/readme.txt", b"x"))) == "zip"


RECORD = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.warc.gz", COMPRESS["gz"](RECORD) * 3, "warc"),
        ("noname", COMPRESS["gz"](RECORD) * 3, "warc"),
        ("a.wet.gz", COMPRESS["gz"](RECORD)[:10], "warc"),
        ("a.warc.zst", COMPRESS["zst"](RECORD), "warc"),
        ("a.warc.gz", COMPRESS["gz"](b'{"text": "no web archive"}\n'), "gz"),
        ("a.warc.xz", COMPRESS["xz"](RECORD), "xz"),
        ("a.txt.gz", COMPRESS["gz"](b"WARC is a format of web archives."), "gz"),
        ("a.gz", COMPRESS["gz"](RECORD)[:10], "gz"),
    ],
)
def test_web_archives_are_read_compressed_as_they_are(name, data, expected):
    assert told(name, data) == expected


FORMATS = ["text", "html", "jsonl", "json", "csv", "tsv", "parquet", "arrow", "warc"]


@pytest.mark.parametrize("forced", FORMATS)
def test_a_format_can_be_forced(forced):
    for name, data in (("a.txt", b"Words."), ("a.json", b"[]"), ("a", b"<html>"), ("a.csv", b"")):
        assert told(name, data, format=forced) == forced


@pytest.mark.parametrize("forced", FORMATS[:-1])
@pytest.mark.parametrize("outer", [*COMPRESS, "zip", "tar"])
def test_what_is_around_it_is_opened_all_the_same(forced, outer):
    assert told("a", BY_BYTES[outer], format=forced) == outer


def test_a_forced_archive_is_the_outermost():
    assert told("a", b"no archive", format="zip") == "zip"
    inner = stream("a", b"A text").inner("member=a", "a", stream("a", b"A text").file)
    assert format_of(inner, Settings(format="zip")) == "text"


@given(name=st.text(max_size=8), data=st.binary(max_size=600))
def test_there_is_an_answer_to_everything(name, data):
    for head in (data, b"PK\x03\x04" + data, b"{" + data, b"<!--" + data, b"PAR1" + data):
        try:
            assert told(name, head)
        except SourceError as error:
            assert error.reason == "binary"


def test_looking_at_what_is_made_to_take_long_does_not():
    for data in (b"<!---->" * 9000, b"<!-- " * 9000, b"<?xml" * 9000, b" " * 60_000, b'{"' * 9000):
        assert told("a.txt", data) == "text"


def test_nothing_is_taken_away_by_looking():
    data = OBJECT * 10_000
    looked = stream("a", data, seekable=False)
    format_of(looked, Settings())
    assert looked.file.read() == data
