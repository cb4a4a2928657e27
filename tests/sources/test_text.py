"""One file is one document, byte for byte."""

import errno
import io
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import SourceError
from cleaner.sources.files import Found, document_id, find
from cleaner.sources.text import read


def refusal(found, **options):
    with pytest.raises(SourceError) as caught:
        list(read(found, **options))
    return caught.value.reason, caught.value.detail


@given(data=st.binary())
def test_the_bytes_are_those_of_the_file(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "bytes.txt"
    path.write_bytes(data)
    (found,) = find([str(path)])
    (source,) = read(found)
    assert source.data == data
    assert (source.uri, source.locator, dict(source.hints)) == ("bytes.txt", "", {})
    assert source.id == document_id("bytes.txt", "")


def test_a_file_with_an_odd_name_is_read_by_its_real_name(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"a\n\xff.txt")
    with open(path, "wb") as file:
        file.write(b"here")
    (found,) = find([str(tmp_path)])
    (source,) = read(found)
    assert source.data == b"here"
    assert source.uri == rf"{tmp_path.name}/a\x0a\xff.txt"


def test_standard_input_is_read_to_its_end(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"piped\r\n\0")))
    (source,) = read(Found("-", "-"))
    assert (source.data, source.uri, source.id) == (b"piped\r\n\0", "-", document_id("-", ""))


def test_the_limit_is_in_bytes_and_may_be_reached(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    assert next(read(Found(str(path), "a.txt", 5), limit=5)).data == b"12345"
    assert refusal(Found(str(path), "a.txt", 5), limit=4) == (
        "too-large",
        "5 bytes or more; the limit is 4",
    )


def test_what_is_known_to_be_too_large_is_not_opened():
    assert refusal(Found("/does/not/exist", "a", 10), limit=9)[0] == "too-large"


def test_what_grew_after_it_was_found_is_too_large(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"1" * 100)
    assert refusal(Found(str(path), "a.txt", 1), limit=50)[0] == "too-large"
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"1" * 100)))
    assert refusal(Found("-", "-"), limit=50)[0] == "too-large"


def test_a_file_that_may_not_be_opened_is_refused_without_its_path(tmp_path, monkeypatch):
    def refuse(self, mode):
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(Found(str(tmp_path / "a.txt"), "a.txt", 1)) == (
        "unreadable",
        "Permission denied",
    )


def test_a_file_that_went_away_is_refused(tmp_path):
    assert refusal(Found(str(tmp_path / "a.txt"), "a.txt", 1)) == (
        "unreadable",
        "No such file or directory",
    )


def test_a_problem_that_was_found_is_told_again():
    found = Found("in/pipe", "in/pipe", 0, "not-a-file", "is a pipe")
    assert refusal(found) == ("not-a-file", "is a pipe")
    assert found.source().data == b""
