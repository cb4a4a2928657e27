"""What stands before damage is given, and damage is never taken for the end."""

import errno
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import SourceError
from cleaner.sources.buffer import BUFFER, Buffered, Pulled, Searchable, Window, forward, whole

DATA = b"".join(b"line %d\n" % number for number in range(40_000))
CUT = len(DATA) - 5


def damaged(data=DATA[:CUT]):
    """A file that gives these bytes and is damaged behind them."""
    rest = io.BytesIO(data)

    def pull(size):
        piece = rest.read(size)
        if not piece:
            raise SourceError("truncated", "cut off")
        return piece

    return forward(pull)


def until_damage(read):
    """All that one way of reading gives before it raises."""
    pieces = []
    with pytest.raises(SourceError, match="cut off"):
        while True:
            piece = read()
            assert piece, "damage was taken for the end"
            pieces.append(piece)
    return b"".join(pieces)


WAYS = {
    "read": lambda file: file.read(1000),
    "read a lot": lambda file: file.read(3 * BUFFER),
    "read1": lambda file: file.read1(),
    "read1 some": lambda file: file.read1(777),
    "readinto": lambda file: _into(file.readinto),
    "readinto1": lambda file: _into(file.readinto1),
    "some of a line": lambda file: file.readline(3) if not file.peek(1)[:1] else file.read(3),
}


def _into(readinto):
    space = bytearray(900)
    return bytes(space[: readinto(space)])


@pytest.mark.parametrize("way", WAYS)
def test_all_before_the_damage_is_given(way):
    file = damaged()
    assert until_damage(lambda: WAYS[way](file)) == DATA[:CUT]


def test_a_line_that_is_cut_off_is_not_given():
    file = damaged()
    given = until_damage(file.readline)
    assert given == DATA[: DATA.rindex(b"\n", 0, CUT) + 1]
    with pytest.raises(SourceError):
        list(damaged())


def test_reading_all_of_a_damaged_file_raises():
    for read in (lambda file: file.read(), lambda file: file.read(-1), lambda f: f.read(None)):
        with pytest.raises(SourceError, match="cut off"):
            read(damaged())
    with pytest.raises(SourceError, match="cut off"):
        whole(damaged(), 10**9)


def test_damage_is_raised_again_and_again():
    file = damaged(b"")
    for _ in range(3):
        with pytest.raises(SourceError, match="cut off"):
            file.read(1)
    assert file.told


def test_damage_that_nobody_met_is_not_told():
    file = damaged()
    assert file.read(10) == DATA[:10]
    assert file.read(0) == b""
    assert not file.told


@given(
    data=st.binary(max_size=500),
    sizes=st.lists(st.integers(1, 60)),
    drops=st.lists(st.integers(1, 60), min_size=1),
)
def test_a_sound_file_is_read_as_any_other(data, sizes, drops):
    rest, turns = io.BytesIO(data), iter(drops * 500)
    file, plain = forward(lambda size: rest.read(min(size, next(turns)))), io.BytesIO(data)
    for size in sizes:
        assert file.read(size) == plain.read(size)
        assert file.readline(size) == plain.readline(size)
    assert list(file) == list(plain)
    assert file.read() == b""
    assert not file.told


def test_a_pipe_that_drips_shows_enough():
    rest = io.BytesIO(DATA)
    file = forward(lambda size: rest.read(min(size, 1)))
    assert file.peek(1) == DATA[:BUFFER]
    assert file.read(20) == DATA[:20]


def test_the_disk_that_fails_is_told_without_its_path():
    def pull(size):
        raise OSError(errno.EIO, "Input/output error", "/secret/path")

    with pytest.raises(SourceError) as caught:
        forward(pull).read(1)
    assert (caught.value.reason, caught.value.detail) == ("unreadable", "Input/output error")


def test_the_limit_may_be_reached():
    assert whole(Buffered(Searchable(io.BytesIO(b"12345"))), 5) == b"12345"
    with pytest.raises(SourceError, match="too-large: 5 bytes or more; the limit is 4"):
        whole(Buffered(Searchable(io.BytesIO(b"12345"))), 4)


def test_bytes_that_were_read_are_counted():
    source = Pulled(io.BytesIO(DATA).read)
    file = Buffered(source)
    file.peek(1)
    assert source.taken == BUFFER
    file.read()
    assert source.taken == len(DATA)


@given(
    start=st.integers(0, 50), size=st.integers(0, 50), moves=st.lists(st.tuples(
        st.integers(0, 60), st.sampled_from([io.SEEK_SET, io.SEEK_END]), st.integers(0, 70))),
)  # fmt: skip
def test_a_window_is_a_file_of_its_own(start, size, moves):
    data = bytes(range(100))
    window, plain = (
        Buffered(Window(io.BytesIO(data), start, size)),
        io.BytesIO(data[start : start + size]),
    )
    for offset, whence, count in moves:
        place = -min(offset, size) if whence == io.SEEK_END else offset
        assert window.seek(place, whence) == plain.seek(place, whence)
        assert window.read(count) == plain.read(count)
        assert window.tell() == plain.tell()


def test_a_window_over_the_end_is_damaged():
    with pytest.raises(SourceError, match="ends after 4 of 10 bytes"):
        Buffered(Window(io.BytesIO(b"123456"), 2, 10)).read()
