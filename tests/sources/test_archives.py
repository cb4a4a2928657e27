"""Archives: their members in their order, and what is wrong with one costs no other."""

import io
import os
import stat
import struct
import tarfile
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.sources.members import hidden, unsafe
from tests.sources.streams import COMPRESS, found, tarred, texts, zipped

ONE, TWO = b"A first text.\n" * 9, b"A second text.\n" * 9
FORMS = {
    "tar": tarred,
    "tar of GNU": lambda *members: tarred(*members, form=tarfile.GNU_FORMAT),
    "ustar": lambda *members: tarred(*members, form=tarfile.USTAR_FORMAT),
    "zip": zipped,
    "stored zip": lambda *members: zipped(*members, method=zipfile.ZIP_STORED),
    "bzip2 zip": lambda *members: zipped(*members, method=zipfile.ZIP_BZIP2),
}
EVERY = pytest.mark.parametrize("form", FORMS)
BOTH = pytest.mark.parametrize("seekable", [True, False])


@EVERY
@BOTH
def test_members_come_in_their_order(form, seekable):
    data = FORMS[form](("z.txt", ONE), ("a/b/c.txt", TWO), ("m.html", b"<p>x"), ("empty", b""))
    assert texts("archive", data, seekable=seekable) == [
        ("member=z.txt", ONE),
        ("member=a/b/c.txt", TWO),
        ("member=m.html", b"<p>x"),
        ("member=empty", b""),
    ]


@given(
    members=st.lists(
        st.tuples(st.text("abc", min_size=1, max_size=3), st.binary(max_size=2000)), min_size=1
    ),
    seekable=st.booleans(),
)
@pytest.mark.parametrize("form", ["tar", "zip", "stored zip"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_any_members(form, members, seekable):
    data = FORMS[form](*((f"{name}.txt", b"." + data) for name, data in members))
    given = texts("a." + form[-3:], data, seekable=seekable, format="text")
    assert [text for _, text in given] == [b"." + data for _, data in members]
    assert len({locator for locator, _ in given}) == len(given)


@EVERY
@BOTH
def test_hidden_members_and_folders_are_left_out(form, seekable):
    names = (".hidden", "a/.git/config", "__MACOSX/a/._b.txt", "a/__MACOSX/b", ".DS_Store")
    data = FORMS[form](*((name, ONE) for name in names), ("folder/", b""), ("a/seen.txt", TWO))
    assert texts("archive", data, seekable=seekable) == [("member=a/seen.txt", TWO)]


UNSAFE = (
    "/etc/passwd",
    "../up.txt",
    "a/../../up.txt",
    "C:/windows",
    "a/..",
    "\\\\host\\x",
    "..\\x",
)


@EVERY
@BOTH
@pytest.mark.parametrize("name", UNSAFE)
def test_names_that_lead_elsewhere_are_refused(form, seekable, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = FORMS[form](("one.txt", ONE), (name, TWO), ("two.txt", TWO))
    given = texts("archive", data, seekable=seekable)
    assert [text for _, text in given] == [ONE, "unsafe-name", TWO]
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["a..b", "...", "a/...txt", "a:b", "a/C:", "..a/b", "a"])
def test_names_that_only_look_so_are_not(name):
    assert unsafe(name) == ""


@pytest.mark.parametrize("name", ["a.b", "./a", "a/./b", "MACOSX/a", "__macosx", "a/b."])
def test_what_is_not_hidden(name):
    assert not hidden(name)


@BOTH
@pytest.mark.parametrize(
    ("kind", "told"),
    [(b"1", "a link"), (b"2", "a link"), (b"3", "a device"), (b"4", "a device"), (b"6", "a pipe")],
)
def test_what_is_no_file_in_tar(seekable, kind, told):
    one, odd, two = found("a.tar", tarred(("a", ONE), ("odd", kind), ("b", TWO)), seekable)
    assert (one.data, two.data) == (ONE, TWO)
    assert (odd.locator, odd.reason, odd.detail) == ("member=odd", "not-a-file", f"is {told}")


def linked(mode):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.create_system, info.external_attr = 3, (mode | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("a.txt", ONE)
    return file.getvalue()


@pytest.mark.parametrize(
    ("mode", "told"), [(stat.S_IFLNK, "is a link"), (stat.S_IFCHR, "is a device")]
)
def test_what_is_no_file_in_zip(mode, told):
    odd, text = found("a.zip", linked(mode))
    assert (odd.reason, odd.detail, text.data) == ("not-a-file", told, ONE)


def test_a_plain_mode_is_a_file():
    assert [each.reason for each in found("a.zip", linked(stat.S_IFREG))] == ["", ""]


@BOTH
def test_what_is_encrypted(seekable):
    data = bytearray(zipped(("secret.txt", ONE), ("open.txt", TWO)))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1
    secret, text = found("a.zip", bytes(data), seekable)
    assert (secret.locator, secret.reason) == ("member=secret.txt", "encrypted")
    assert text.data == TWO


@BOTH
def test_an_unknown_way_of_packing(seekable):
    data = bytearray(zipped(("odd.txt", ONE), ("open.txt", TWO)))
    for sign, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(sign) + place] = 98
    odd, text = found("a.zip", bytes(data), seekable)
    assert (odd.reason, text.data) == ("unsupported", TWO)
    assert "method 98" in odd.detail


@BOTH
@pytest.mark.filterwarnings("ignore:Duplicate name")
@EVERY
def test_two_of_one_name_have_two_locators(form, seekable):
    data = FORMS[form](("a.txt", ONE), ("a.txt", TWO))
    (first, _), (second, _) = texts("a", data, seekable=seekable)
    assert first == "member=a.txt"
    name, _, place = second.partition(",byte=")
    assert name == "member=a.txt"
    signs = {"zip": b"PK\x03\x04", "tar": b"a.txt"}
    assert data[int(place) :].startswith(signs["zip" if "zip" in form else "tar"])


NAMES = ["ünïcödé/日本.txt", "x" * 90 + "/" + "y" * 150 + ".txt", "with space!.txt", "a,b=c.txt"]


@pytest.mark.parametrize("form", ["tar", "tar of GNU", "zip"])
@BOTH
@pytest.mark.parametrize("name", NAMES)
def test_names_of_all_kinds(form, seekable, name):
    assert texts("a", FORMS[form]((name, ONE)), seekable=seekable) == [(f"member={name}", ONE)]


def test_a_name_that_is_no_text_is_shown_safely():
    data = tarred(("caf\udce9\n.txt", ONE), form=tarfile.GNU_FORMAT)
    assert texts("a.tar", data) == [(r"member=caf\xe9\x0a.txt", ONE)]


@BOTH
@pytest.mark.parametrize("form", ["zip", "bzip2 zip"])
def test_a_member_that_is_damaged_costs_no_other(form, seekable):
    data = bytearray(FORMS[form](("one.txt", ONE), ("bad.txt", TWO), ("two.txt", TWO)))
    at = data.index(b"bad.txt") + 7 + 12
    data[at : at + 8] = bytes(byte ^ 0xFF for byte in data[at : at + 8])
    one, bad, two = found("a.zip", bytes(data), seekable)
    assert (one.data, two.data) == (ONE, TWO)
    assert (bad.locator, bad.reason) == ("member=bad.txt", "damaged")


@BOTH
def test_a_checksum_that_does_not_match(seekable):
    data = FORMS["stored zip"](("one.txt", ONE), ("two.txt", TWO))
    bad, two = found("a.zip", data.replace(b"first", b"worst", 1), seekable)
    assert (bad.reason, two.data) == ("damaged", TWO)
    assert "checksum" in bad.detail


@BOTH
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_sizes_that_stand_behind(seekable, method):
    members = [("one.txt", ONE), ("empty.txt", b""), (".hid", TWO), ("two.txt", TWO)]
    data = zipped(*members, method=method, behind=True)
    assert struct.unpack_from("<H", data, 6)[0] & 8
    assert [text for _, text in texts("a.zip", data, seekable=seekable)] == [ONE, b"", TWO]


def test_stored_members_of_unknown_size_need_the_directory():
    data = zipped(("one.txt", ONE), method=zipfile.ZIP_STORED, behind=True)
    assert texts("a.zip", data) == [("member=one.txt", ONE)]
    assert [each.reason for each in found("a.zip", data, seekable=False)][-1] == "unsupported"


@BOTH
@pytest.mark.parametrize("cut", [1, 20, 60, 100])
def test_a_zip_without_its_end(seekable, cut):
    data = zipped(("one.txt", ONE), ("two.txt", TWO))
    given = texts("a.zip", data[:-cut], seekable=seekable)
    assert given[:2] == [("member=one.txt", ONE), ("member=two.txt", TWO)]
    assert [reason for _, reason in given[2:]] in ([], ["truncated"])


@BOTH
def test_a_zip_cut_in_a_member(seekable):
    noise = os.urandom(3000).hex().encode()
    data = zipped(("one.txt", ONE), ("two.txt", noise))
    one, two = found("a.zip", data[:800], seekable)
    assert one.data == ONE
    assert (two.locator, two.reason) == ("member=two.txt", "truncated")


@BOTH
@pytest.mark.parametrize("form", ["tar", "ustar"])
def test_a_tar_cut_in_a_member(seekable, form):
    data = FORMS[form](("one.txt", ONE), ("two.txt", TWO * 50))
    one, two = found("a.tar", data[:3000], seekable)
    assert one.data == ONE
    assert (two.locator, two.reason) == ("member=two.txt", "truncated")


@BOTH
def test_a_tar_cut_in_a_header(seekable):
    data = FORMS["ustar"](("one.txt", ONE), ("two.txt", TWO))
    one, rest = found("a.tar", data[:1200], seekable)
    assert one.data == ONE
    assert (rest.locator, rest.reason) == ("", "truncated")


@BOTH
def test_a_damaged_header_in_the_middle_is_not_the_end(seekable):
    data = bytearray(FORMS["ustar"](("one.txt", ONE), ("two.txt", TWO)))
    data[1024:1030] = b"xxxxxx"
    one, rest = found("a.tar", bytes(data), seekable)
    assert one.data == ONE
    assert (rest.locator, rest.reason) == ("", "damaged")
    assert "byte 1,024" in rest.detail


@pytest.mark.parametrize("form", COMPRESS)
def test_an_archive_in_a_compression_that_is_cut_off(form):
    noise = os.urandom(1_500_000).hex().encode()
    data = COMPRESS[form](tarred(("one.txt", ONE), ("two.txt", noise), ("three.txt", TWO)))
    one, *rest = found("a.tar", data[: len(data) // 2])
    assert (one.locator, one.data) == (f"{form}!member=one.txt", ONE)
    (two,) = rest
    assert (two.locator, two.reason) == (f"{form}!member=two.txt", "truncated")


def test_archives_in_archives():
    lines = b'{"text": "One."}\n{"text": "Two."}\n'
    inner = COMPRESS["gz"](tarred(("deep/c.jsonl.zst", COMPRESS["zst"](lines)), ("d.txt", ONE)))
    data = zipped(("b.tar.gz", inner), ("e.txt", TWO))
    assert texts("a.zip", data) == [
        ("member=b.tar.gz!gz!member=deep/c.jsonl.zst!zst!byte=0", "One."),
        ("member=b.tar.gz!gz!member=deep/c.jsonl.zst!zst!byte=17", "Two."),
        ("member=b.tar.gz!gz!member=d.txt", ONE),
        ("member=e.txt", TWO),
    ]


def test_members_that_overlap_are_refused():
    data = bytearray(zipped(("one.txt", ONE), ("two.txt", TWO)))
    first = data.index(b"PK\x01\x02")
    data[first + 20 : first + 24] = struct.pack("<L", 5000)
    one, two = found("a.zip", bytes(data))
    assert (one.reason, two.data) == ("damaged", TWO)
    assert "overlaps" in one.detail


def test_a_member_of_more_than_four_gigabytes_is_announced_in_eight_bytes():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as out:
        out.write(ONE)
    assert texts("a.zip", file.getvalue()) == [("member=a.txt", ONE)]
    assert texts("a.zip", file.getvalue(), seekable=False) == [("member=a.txt", ONE)]


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
@pytest.mark.parametrize("data", [b"", b"x", b"0123456789", b"no archive at all " * 60])
def test_what_only_has_the_name(name, data):
    given = found(name, data)
    if name == "a.tar" and not data:
        assert given == []
    else:
        assert [each.reason for each in given] in (["truncated"], ["damaged"])


def test_a_sparse_file_is_not_read_as_if_it_were_whole():
    data = bytearray(FORMS["ustar"](("sparse", ONE), ("two.txt", TWO)))
    data[156:157] = b"S"
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    odd, text = found("a.tar", bytes(data))
    assert (odd.reason, text.data) == ("unsupported", TWO)


@given(data=st.binary(max_size=2000), cut=st.integers(0, 3000), seekable=st.booleans())
@EVERY
def test_damage_raises_nothing(form, data, cut, seekable):
    whole = FORMS[form](("one.txt", ONE), ("two.txt", TWO))
    for damaged in (whole[:cut] + data, whole[:cut] + data + whole[cut + len(data) :]):
        given = found("a." + form[-3:], damaged, seekable)
        assert len({each.locator for each in given}) == len(given)


def test_the_checksum_is_the_usual_one():
    data = zipped(("a.txt", ONE))
    assert struct.unpack_from("<L", data, 14)[0] == zlib.crc32(ONE)
