"""Where one has to go back and forth, a stream that cannot is copied."""

import pytest

from cleaner.errors import SourceError
from cleaner.sources.spool import searchable
from tests.sources.streams import stream


def test_what_can_be_searched_is_not_copied():
    given = stream("a", b"abc")
    with searchable(given) as file:
        assert file is given.file


@pytest.mark.parametrize("data", [b"", b"abc", b"x" * (2**24 + 5)])
def test_what_cannot_is(data):
    with searchable(stream("a", data, seekable=False)) as file:
        assert file.read() == data
        file.seek(1)
        assert file.read(2) == data[1:3]
    assert file.closed


def test_the_limit():
    with searchable(stream("a", b"abc", seekable=False), limit=3) as file:
        assert file.read() == b"abc"
    with (
        pytest.raises(SourceError, match="too-large: 4 bytes or more; 3 can be copied"),
        searchable(stream("a", b"abcd", seekable=False), limit=3),
    ):
        pass


def test_a_disk_that_is_full(monkeypatch):
    class Full:
        def __init__(self, *words):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *words):
            pass

        def write(self, data):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("cleaner.sources.spool.tempfile.SpooledTemporaryFile", Full)
    with (
        pytest.raises(SourceError, match="cannot be copied to read it: No space left"),
        searchable(stream("a", b"abc", seekable=False)),
    ):
        pass
