"""One file is one document, byte for byte; or many, with a line between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.streams import found, texts


@given(data=st.binary(), seekable=st.booleans())
def test_the_bytes_are_those_of_the_file(data, seekable):
    # A letter first: what begins as a compression does is opened, whatever is asked for.
    data = b"A" + data
    assert texts("page", data, seekable=seekable, format="text") == [("", data)]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "README", "a.log", "a.rst"])
def test_text_is_one_document(name):
    text = b"# A title\r\n\r\nSome *text*.\n"
    assert texts(name, text) == [("", text)]


def test_the_limit_is_in_bytes_and_may_be_reached():
    assert texts("a.txt", b"12345", max_document=5) == [("", b"12345")]
    (refused,) = found("a.txt", b"12345", max_document=4)
    assert (refused.reason, refused.data) == ("too-large", b"")
    assert refused.detail == "5 bytes or more; the limit is 4 (--max-document)"


def test_an_empty_file_is_a_document():
    assert texts("a.txt", b"") == [("", b"")]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_line_parts_documents(end):
    lines = [b"One.", b"More of it.", b"---", b"Two.", b"---", b"", b"---", b"Four."]
    given = texts("a.txt", end.join(lines), split="---")
    assert given == [
        ("part=0", b"One." + end + b"More of it." + end),
        ("part=1", b"Two." + end),
        ("part=3", b"Four."),
    ]


@pytest.mark.parametrize("line", [b"----", b"--- x", b"x ---", b"- - -", b"-- -"])
def test_only_that_line_parts_documents(line):
    text = b"One.\n" + line + b"\nTwo.\n"
    assert texts("a.txt", text, split="---") == [("part=0", text)]


def test_white_space_beside_the_separator_does_not_matter():
    assert texts("a.txt", b"One.\n  --- \t\nTwo.\n", split=" ---") == [
        ("part=0", b"One.\n"),
        ("part=1", b"Two.\n"),
    ]


def test_a_part_over_the_limit_costs_no_other():
    text = b"One.\n---\n" + b"x" * 50 + b"\n---\n" + b"y y\n" * 20 + b"---\nFour.\n"
    assert texts("a.txt", text, split="---", max_document=20) == [
        ("part=0", b"One.\n"),
        ("part=1", "too-large"),
        ("part=2", "too-large"),
        ("part=3", b"Four.\n"),
    ]


@given(parts=st.lists(st.text("ab \n", min_size=1), min_size=1))
def test_parts_are_the_text_between_the_lines(parts):
    data = "\n===\n".join(parts).encode()
    given = dict(texts("a.txt", data, split="==="))
    for number, part in enumerate(parts):
        kept = given.get(f"part={number}", b"").decode()
        assert kept.strip() == part.strip()


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
def test_wide_text_cannot_be_split(codec):
    (refused,) = found("a.txt", "Öl\n---\nÖl".encode(codec), split="---")
    assert refused.reason == "unsupported"


def test_html_is_one_page_whatever_parts_text():
    page = b"<html><p>One</p>\n---\n<p>Two</p></html>"
    assert texts("a.html", page, split="---") == [("", page)]
    assert texts("a.html", page, max_document=10) == [("", "too-large")]
