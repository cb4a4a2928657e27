"""What is compressed is read as if it were not, and what is damaged costs only what it hides."""

import gzip
import io
import random
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.settings import Settings
from cleaner.sources.read import reader
from tests.sources.streams import COMPRESS, found, stream, texts, zstd

TEXT = "".join(f"Line {n} of a text that goes on for a while.\n" for n in range(400)).encode()
EVERY = pytest.mark.parametrize("form", COMPRESS)
_chance = random.Random(1)  # a text that does not compress to nothing
WORDS = " ".join(f"{_chance.getrandbits(40):x}" for _ in range(60_000)).encode() + b"\n"


def inside(form, data, seekable=True):
    """What lies in compressed bytes, whatever it is."""
    outer = stream("a", data, seekable)
    (inner,) = reader(form)(outer, Settings())
    return inner.file.read()


@EVERY
@given(data=st.binary(), more=st.binary(), seekable=st.booleans())
def test_what_was_compressed_comes_out(form, data, more, seekable):
    assert inside(form, COMPRESS[form](data), seekable) == data
    parts = COMPRESS[form](data) + COMPRESS[form](more)
    assert inside(form, parts, seekable) == data + more
    assert inside(form, parts + bytes(700), seekable) == data + more


@EVERY
@pytest.mark.parametrize("name", ["a.txt.{}", "a.{}", "a", "-", "a.txt"])
def test_any_name_will_do(form, name):
    assert texts(name.format(form), COMPRESS[form](TEXT)) == [(form, TEXT)]


@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("a.jsonl.gz", "a.jsonl"), ("a.tgz", "a.tar"), ("a.TGZ", "a.tar"), ("a.gz", "a"),
        ("a.csv", "a.csv"), ("gz", "gz"), ("a.gz.bak", "a.gz.bak"),
    ],
)  # fmt: skip
def test_the_ending_is_taken_off(name, inner):
    (given,) = reader("gz")(stream(name, COMPRESS["gz"](b"x")), Settings())
    assert (given.name, given.locator, given.depth) == (inner, "gz", 1)


@EVERY
def test_all_of_a_large_text(form):
    assert texts("a.txt", COMPRESS[form](WORDS * 4)) == [(form, WORDS * 4)]


@EVERY
def test_the_name_inside_decides_where_the_bytes_do_not(form):
    (page,) = found(f"a.html.{form}", COMPRESS[form](b"<p>One paragraph"))
    assert (page.locator, page.reason) == (form, "")
    assert texts(f"a.txt.{form}", COMPRESS[form](b"One\n---\nTwo"), split="---") == [
        (f"{form}!part=0", b"One\n"),
        (f"{form}!part=1", b"Two"),
    ]


def test_what_only_has_the_name_is_read_as_it_is():
    assert texts("a.txt.gz", TEXT) == [("", TEXT)]


def test_one_in_another():
    data = TEXT
    for form in ("gz", "zst", "xz"):
        data = COMPRESS[form](data)
    assert texts("a.txt.gz.zst.xz", data) == [("xz!zst!gz", TEXT)]


@EVERY
@pytest.mark.parametrize("left", [0.1, 0.5, 0.9, 0.999])
def test_a_text_that_is_cut_off_is_no_document(form, left):
    data = COMPRESS[form](WORDS)
    (broken,) = found("a.txt", data[: int(len(data) * left)])
    assert (broken.locator, broken.reason) == (form, "truncated")
    assert "ends within its part 1" in broken.detail


@EVERY
@pytest.mark.parametrize("size", [10, 12])
def test_ten_bytes(form, size):
    (broken,) = found("a", COMPRESS[form](WORDS)[:size])
    assert (broken.locator, broken.reason) == (form, "truncated")


@EVERY
@pytest.mark.parametrize("seekable", [True, False])
def test_what_stands_before_the_damage_is_kept(form, seekable):
    whole = [f"Document {n}: {_chance.getrandbits(4000):x}\n" for n in range(4000)]
    data = COMPRESS[form]("---\n".join(whole).encode())
    given = found("a.txt", data[: len(data) * 2 // 3], seekable=seekable, split="---")
    *kept, broken = given
    assert (broken.locator, broken.reason) == (form, "truncated")
    assert len(kept) > 500
    assert [each.data.decode() for each in kept] == whole[: len(kept)]


@EVERY
def test_what_stands_after_the_damage_of_one_part_is_told(form):
    options = {zstd.CompressionParameter.checksum_flag: 1} if form == "zst" else None
    compress = partial(COMPRESS[form], options=options) if options else COMPRESS[form]
    parts = [compress(f"Text {n}\n---\n".encode()) for n in range(3)]
    parts[1] = parts[1][:-9] + bytes(byte ^ 0x5A for byte in parts[1][-9:])
    *kept, broken = found("a.txt", b"".join(parts), split="---")
    assert kept[0].data == b"Text 0\n"
    assert broken.reason in ("damaged", "truncated")


@EVERY
@pytest.mark.parametrize("behind", [b"garbage", b"\0\0\0x", b"\n"])
def test_what_is_no_part_behind_the_last_is_told(form, behind):
    data = COMPRESS[form](b"One\n---\nTwo\n---\n") + behind
    *kept, broken = found("a.txt", data, split="---")
    assert [each.data for each in kept] == [b"One\n", b"Two\n"]
    assert broken.locator == form
    assert broken.reason in ("damaged", "truncated")


def test_a_checksum_that_does_not_match():
    data = bytearray(gzip.compress(TEXT))
    data[-6] ^= 1
    (broken,) = found("a.txt.gz", bytes(data))
    assert (broken.reason, broken.locator) == ("damaged", "gz")


def test_frames_of_zstd_that_are_to_be_skipped():
    skipped = b"\x50\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"hello"
    frame = zstd.compress(TEXT)
    assert texts("a", skipped + frame + skipped) == [("zst", TEXT)]


def test_a_window_too_large_is_refused():
    options = {zstd.CompressionParameter.window_log: 30}
    data = io.BytesIO()
    with zstd.ZstdFile(data, "wb", options=options) as file:
        file.write(WORDS)
    (broken,) = found("a", data.getvalue())
    assert broken.reason == "damaged"


def test_memory_that_xz_asks_for_is_limited():
    import lzma

    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 2**30}]
    (broken,) = found("a", lzma.compress(TEXT, filters=filters))
    assert broken.reason == "damaged"
    assert "emory" in broken.detail


@EVERY
@given(data=st.binary(max_size=300))
def test_bytes_that_begin_well_raise_nothing(form, data):
    start = COMPRESS[form](b"Hello there.")
    for size in (4, 6, 10, len(start)):
        assert len(found("a", start[:size] + data)) <= 1
