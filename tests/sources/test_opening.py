"""Files and standard input become streams, and what cannot be opened says why."""

import errno
import io
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from cleaner.errors import SourceError
from cleaner.guard import read_guarded
from cleaner.model import Broken
from cleaner.settings import Settings
from cleaner.sources.files import Found, document_id, find
from cleaner.sources.opening import opened
from tests.sources.streams import COMPRESS

SETTINGS = Settings()


def read(found, settings=SETTINGS):
    return [each for each, _ in read_guarded(found, settings)]


def refusal(found):
    (broken,) = read(found)
    assert isinstance(broken, Broken)
    return broken.reason, broken.detail


def test_a_file_is_named_by_its_path(tmp_path):
    path = tmp_path / "bytes.txt"
    path.write_bytes(b"\0\xff")
    (source,) = read(*find([str(path)]))
    assert source.data == b"\0\xff"
    assert (source.uri, source.locator, dict(source.hints)) == ("bytes.txt", "", {})
    assert source.id == document_id("bytes.txt", "")


def test_a_file_with_an_odd_name_is_read_by_its_real_name(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"a\n\xff.txt")
    with open(path, "wb") as file:
        file.write(b"here")
    (source,) = read(*find([str(tmp_path)]))
    assert source.data == b"here"
    assert source.uri == rf"{tmp_path.name}/a\x0a\xff.txt"


def test_a_file_can_be_searched_and_is_closed_again(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"12345")
    with opened(*find([str(tmp_path / "a.txt")]), SETTINGS) as stream:
        assert stream.file.seekable()
        stream.file.seek(3)
        assert stream.file.read() == b"45"
    with pytest.raises(ValueError, match="closed"):
        stream.file.seek(0)


class Pipe(io.BytesIO):
    def seekable(self):
        return False


@pytest.mark.parametrize("kind", [Pipe, io.BytesIO])
@pytest.mark.parametrize("data", [b"piped\r\n\0", b""])
def test_standard_input_is_read_to_its_end(monkeypatch, kind, data):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=kind(data)))
    (source,) = read(Found("-", "-"))
    assert (source.data, source.uri, source.id) == (data, "-", document_id("-", ""))


@pytest.mark.parametrize("form", COMPRESS)
def test_standard_input_may_be_of_any_format(monkeypatch, form):
    data = COMPRESS[form](b'{"text": "One."}\n{"text": "Two."}\n')
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=Pipe(data)))
    one, two = read(Found("-", "-"))
    assert (one.data, two.data) == ("One.", "Two.")
    assert (one.locator, two.locator) == (f"{form}!byte=0", f"{form}!byte=17")


def test_a_file_that_may_not_be_opened_is_refused_without_its_path(tmp_path, monkeypatch):
    def refuse(self, mode, buffering):
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    found = Found(str(tmp_path / "a.txt"), "a.txt", 1)
    assert refusal(found) == ("unreadable", "Permission denied")


def test_a_file_that_went_away_is_refused(tmp_path):
    found = Found(str(tmp_path / "a.txt"), "a.txt", 1)
    assert refusal(found) == ("unreadable", "No such file or directory")


def test_a_problem_that_was_found_is_told_again():
    found = Found("in/pipe", "in/pipe", 0, "not-a-file", "is a pipe")
    assert refusal(found) == ("not-a-file", "is a pipe")
    with pytest.raises(SourceError), opened(found, SETTINGS):
        pass


def test_bytes_that_were_read_are_told_with_each_document(tmp_path):
    line = b'{"text": "A line of some words."}\n'
    path = tmp_path / "a.jsonl"
    path.write_bytes(line * 20_000)
    told = [taken for _, taken in read_guarded(*find([str(path)]), SETTINGS)]
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] == path.stat().st_size


def test_a_bug_in_a_reader_costs_the_rest_of_one_file(tmp_path, monkeypatch):
    def buggy(stream, settings):
        yield stream.source("byte=0", b"One.")
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("cleaner.sources.formats.text.read", buggy)
    (tmp_path / "a.txt").write_bytes(b"One. Two.")
    one, broken = read(*find([str(tmp_path / "a.txt")]))
    assert one.data == b"One."
    assert broken.reason == "failed"
    assert broken.detail.startswith("ZeroDivisionError: oh (test_opening.py, line")


def test_a_library_that_is_missing_is_no_fault_of_the_file(tmp_path, monkeypatch):
    def missing(stream, settings):
        raise ImportError("no such thing")

    monkeypatch.setattr("cleaner.sources.formats.text.read", missing)
    (tmp_path / "a.txt").write_bytes(b"One. Two.")
    with pytest.raises(ImportError):
        read(*find([str(tmp_path / "a.txt")]))
