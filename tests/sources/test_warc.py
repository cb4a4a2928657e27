"""Web archives: pages and texts come through, damage costs what it hits, the rest is told."""

import gzip
import io
import lzma
import re
import zipfile
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.archives import HTML_TYPE, SEEN, Writing, record_id, warc, wet
from tests.sources.records import sources, steps
from tests.sources.streams import found, texts, zstd

PAGES = [
    f"<!DOCTYPE html><html><body><p>Page {n}. {'More words. ' * 30 * n}</p></body></html>"
    for n in range(4)
]
BOTH = pytest.mark.parametrize("seekable", [True, False])
PLAIN, ZIPPED = warc(PAGES, gzip=False), warc(PAGES)
ANSWERS = [2 + 3 * n for n in range(4)]
"""The places of the responses among the records."""


def zstd_of(archive, dictionary=None, packed=False):
    """The archive as .warc.zst: a frame for each record, behind one with their dictionary."""
    head = b""
    if dictionary is not None:
        content = dictionary.dict_content
        content = zstd.compress(content) if packed else content
        head = b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content
    return head + b"".join(zstd.compress(p, zstd_dict=dictionary) for p in archive.pieces())


DICTIONARY = zstd.train_dict([*PLAIN.pieces()] * 200, 4096)
WRITTEN = {
    "a.warc": PLAIN.data,
    "a.warc.gz": ZIPPED.data,
    "a.warc.zst": zstd_of(PLAIN),
    "dictionary.warc.zst": zstd_of(PLAIN, DICTIONARY),
    "packed.warc.zst": zstd_of(PLAIN, DICTIONARY, packed=True),
    "whole.warc.gz": gzip.compress(PLAIN.data),
    "NULs.warc.gz": ZIPPED.data + bytes(500),
}


@BOTH
@pytest.mark.parametrize("name", WRITTEN)
def test_pages(name, seekable):
    given = [*sources(name, WRITTEN[name], seekable=seekable)]
    assert [source.data.decode() for source in given] == PAGES
    for number, source in enumerate(given):
        assert source.hints == {
            "id": record_id(ANSWERS[number]), "url": f"https://example.org/{number}",
            "retrieved": SEEN, "format": "html", "charset": "utf-8",
            "last-modified": "Tue, 20 Feb 2024 00:00:00 GMT",
        }  # fmt: skip


@pytest.mark.parametrize("name", ["a.warc.wet", "a.warc.wet.gz", "a.wet.gz"])
def test_texts(name):
    pages = ["A text.\n", "Ein Text: ä ö ü\n", ""]
    archive = wet(pages, gzip=name.endswith("gz"))
    given = sources(name, archive.data)
    assert [source.data.decode() for source in given] == pages
    assert given[1].hints == {
        "id": record_id(2), "url": "https://example.org/1", "retrieved": SEEN,
        "content-language": "eng,deu",
    }  # fmt: skip


def test_locators_lead_to_the_record():
    for number, source in enumerate(sources("a.warc", PLAIN.data)):
        place = steps(source.locator)
        assert place["record"] == record_id(ANSWERS[number])
        start = int(place["offset"])
        assert start == PLAIN.starts[ANSWERS[number]]
        assert PLAIN.data[start:].startswith(b"WARC/1.0\r\n")
    for number, source in enumerate(sources("a.warc.gz", ZIPPED.data)):
        start = int(steps(source.locator)["offset"])
        assert start == ZIPPED.starts[ANSWERS[number]]
        record = zlib.decompressobj(31).decompress(ZIPPED.data[start:])
        assert record.startswith(b"WARC/1.0\r\n")
        assert source.data in record


def test_locators_within_a_whole():
    data = WRITTEN["whole.warc.gz"]
    for number, source in enumerate(sources("a.warc.gz", data)):
        place = steps(source.locator)
        assert (place["offset"], place["at"]) == ("0", str(PLAIN.starts[ANSWERS[number]]))


@pytest.mark.parametrize("name", ["a.gz", "a", "a.warc", "a.txt"])
def test_any_name_will_do(name):
    assert [text for _, text in texts(name, ZIPPED.data)] == [page.encode() for page in PAGES]


def test_around_it_may_be_another_compression():
    (first, *_) = sources("a.warc.xz", lzma.compress(PLAIN.data))
    assert first.locator == f"xz!offset={PLAIN.starts[2]},record={record_id(2)}"


# What servers send


def chunked(body):
    pieces = [body[at : at + 20] for at in range(0, len(body), 20)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def raw_deflate(body):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PAGE = PAGES[1].encode()
ENCODED = {
    "as it is": ((), PAGE),
    "gzip": ((("Content-Encoding", "gzip"),), gzip.compress(PAGE)),
    "x-gzip": ((("Content-Encoding", "x-gzip"),), gzip.compress(PAGE)),
    "br": ((("Content-Encoding", "br"),), brotli.compress(PAGE)),
    "zstd": ((("Content-Encoding", "zstd"),), zstd.compress(PAGE)),
    "deflate": ((("Content-Encoding", "deflate"),), zlib.compress(PAGE)),
    "deflate without its header": ((("Content-Encoding", "deflate"),), raw_deflate(PAGE)),
    "chunked": ((("Transfer-Encoding", "chunked"),), chunked(PAGE)),
    "both": (
        (("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")),
        chunked(gzip.compress(PAGE)),
    ),
    "said to be chunked": ((("Transfer-Encoding", "chunked"),), PAGE),
    "said to be gzip": ((("Content-Encoding", "gzip"),), PAGE),
    "said to be both, is gzip": (
        (("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")),
        gzip.compress(PAGE),
    ),
    "said to be both, is chunked": (
        (("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")),
        chunked(PAGE),
    ),
    "identity": ((("Content-Encoding", "identity"),), PAGE),
    "nonsense": ((("Content-Encoding", "utf-8"),), PAGE),
}


def answered(body, fields, **more):
    """What is read from an archive with this one answer."""
    writing = Writing(gzip=False)
    writing.answer("https://example.org/", body, fields, **more)
    return found("a.warc", writing.done().data)


@pytest.mark.parametrize("case", ENCODED)
def test_encodings(case):
    fields, body = ENCODED[case]
    (page,) = answered(body, [HTML_TYPE, *fields])
    assert (page.reason, page.data) == ("", PAGE)


def test_what_expands_over_the_limit():
    body = gzip.compress(bytes(10**6))
    writing = Writing(gzip=False)
    writing.answer("https://example.org/", body, [HTML_TYPE, ("Content-Encoding", "gzip")])
    (page,) = found("a.warc", writing.done().data, max_document=10**5)
    assert page.reason == "too-large"


KINDS = {
    "text/html": ("", {"format": "html"}),
    "Text/HTML;charset=KOI8-R": ("", {"format": "html", "charset": "KOI8-R"}),
    'text/html; a=b; charset = "utf-8"': ("", {"format": "html", "charset": "utf-8"}),
    "application/xhtml+xml": ("", {"format": "html"}),
    "text/plain": ("", {}),
    "text/markdown; charset=utf-8": ("", {"charset": "utf-8"}),
    "": ("", {"format": "html"}),
    "image/png": ("content-type", {}),
    "application/pdf": ("content-type", {}),
    "application/rss+xml": ("content-type", {}),
    "application/json": ("content-type", {}),
}


@pytest.mark.parametrize("media", KINDS)
@pytest.mark.parametrize("kind", ["response", "resource"])
def test_content_types(media, kind):
    reason, hints = KINDS[media]
    writing = Writing(gzip=False)
    if kind == "response":
        writing.answer("https://e.org/", PAGE, [("Content-Type", media)] if media else [])
    else:
        writing.record("resource", "https://e.org/", PAGE, media=media or "a/b")
    data = writing.done().data
    data = data if media else data.replace(b"Content-Type: a/b\r\n", b"")
    (page,) = sources("a.warc", data)
    assert getattr(page, "reason", "") == reason
    if not reason:
        assert page.data == PAGE
        known = {key: page.hints[key] for key in ("format", "charset") if key in page.hints}
        assert known == hints


def test_a_type_that_nobody_gave():
    (page,) = answered(b"Some text.", [])
    assert (page.reason, page.detail.startswith("is of no known type")) == ("content-type", True)
    (page,) = answered(b"Some text.", [], more={"WARC-Identified-Payload-Type": "text/plain"})
    assert (page.reason, page.data) == ("", b"Some text.")


def test_languages():
    fields = [HTML_TYPE, ("Content-Language", "de")]
    for more, language in (({}, "de"), ({"WARC-Identified-Content-Language": "eng"}, "eng")):
        writing = Writing(gzip=False)
        writing.answer("https://example.org/", PAGE, fields, more=more)
        (page,) = sources("a.warc", writing.done().data)
        assert page.hints["content-language"] == language


@pytest.mark.parametrize("status", ["301 Moved", "304 Not Modified", "404 Not Found", "500 Oh"])
def test_other_answers(status):
    (page,) = answered(PAGE, [HTML_TYPE], status=status)
    assert (page.reason, page.detail) == ("status", f"HTTP status {status[:3]}")


@pytest.mark.parametrize("kind", ["revisit", "metadata", "request", "warcinfo", "fancy"])
def test_kinds_that_hold_nothing(kind):
    writing = Writing(gzip=False)
    payload = {"revisit": b"HTTP/1.1 200 OK\r\n\r\n", "request": b"GET / HTTP/1.1\r\n\r\n"}
    media = "application/warc-fields"
    writing.record(kind, "https://example.org/", payload.get(kind, b"a: b\r\n"), media=media)
    assert found("a.warc", writing.done().data) == []


def test_segments():
    writing = Writing(gzip=False)
    writing.answer("https://e.org/", PAGE, [HTML_TYPE], more={"WARC-Segment-Number": "1"})
    writing.record("continuation", "https://e.org/", PAGE, media="text/html")
    given = found("a.warc", writing.done().data)
    assert [page.reason for page in given] == ["segmented", "segmented"]


def block(http):
    """A response record with this block."""
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: {record_id(1)}\r\n"
        f"WARC-Target-URI: <https://example.org/>\r\nWARC-Date: {SEEN}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


HEADS = {
    "line feeds only": (b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + PAGE, ""),
    "a line that is none": (
        b"HTTP/1.1 200 OK\r\nnone\r\nContent-Type: text/html\r\n\r\n" + PAGE,
        "",
    ),
    "HTTP/2": (b"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n" + PAGE, ""),
    "not even ASCII": (
        b"HTTP/1.1 200 \xd0\r\nX: \xff\r\nContent-Type: text/html\r\n\r\n" + PAGE,
        "",
    ),
    "no status": (b"garbage\r\n\r\n" + PAGE, "not-a-record"),
    "no header": (PAGE, "not-a-record"),
    "nothing": (b"", "not-a-record"),
}


@pytest.mark.parametrize("case", HEADS)
def test_heads_of_answers(case):
    http, reason = HEADS[case]
    (page,) = sources("a.warc", block(http))
    assert getattr(page, "reason", "") == reason
    if not reason:
        assert (page.data, page.hints["url"]) == (PAGE, "https://example.org/")


# Damage


def given_of(data, name="a.warc"):
    """Numbers of the pages that came through, and where and why others did not."""
    pages, faults = [], []
    for each in found(name, data):
        if each.reason:
            faults.append((each.locator.split(",")[0], each.reason))
        else:
            pages.append(int(re.search(rb"Page (\d)", each.data)[1]))
    return pages, faults


def with_length(length):
    """The archive with another length said of its second page."""
    start, record = PLAIN.starts[5], PLAIN.pieces()[5]
    changed = re.sub(rb"Content-Length: \d+\r\nW|Content-Length: \d+", length, record, count=1)
    return PLAIN.data[:start] + changed + PLAIN.data[PLAIN.starts[6] :]


SIZE = int(re.search(rb"Content-Length: (\d+)", PLAIN.pieces()[5])[1])
LENGTHS = {
    "far too long": b"Content-Length: 99999999",
    "over the limit": b"Content-Length: 99999999999",
    "up to the next page": b"Content-Length: %d" % (SIZE + 900),
    "a little too long": b"Content-Length: %d" % (SIZE + 30),
    "a little too short": b"Content-Length: %d" % (SIZE - 30),
    "nothing": b"Content-Length: 0",
    "no number": b"Content-Length: many",
    "negative": b"Content-Length: -1",
    "not there": b"X: y",
}


@pytest.mark.parametrize("case", LENGTHS)
def test_a_wrong_length_costs_one_page(case):
    pages, faults = given_of(with_length(LENGTHS[case]))
    assert pages == [0, 2, 3]
    assert faults[0][0] == f"offset={PLAIN.starts[5]}"


def test_garbage_between_records():
    start = PLAIN.starts[5]
    data = PLAIN.data[:start] + b"garb\nage" * 99 + b"\r\n\r\n" + PLAIN.data[start:]
    assert given_of(data) == ([0, 1, 2, 3], [(f"offset={start}", "damaged")])


def test_garbage_between_members():
    start = ZIPPED.starts[5]
    data = ZIPPED.data[:start] + b"garb\x1f\x8b\x08age" * 99 + ZIPPED.data[start:]
    assert given_of(data, "a.warc.gz") == ([0, 1, 2, 3], [(f"offset={start}", "damaged")])


@pytest.mark.parametrize("at", [12, 60, -6])
def test_a_damaged_member(at):
    start, end = ZIPPED.starts[5], ZIPPED.starts[6]
    place = start + at if at > 0 else end + at
    data = bytearray(ZIPPED.data)
    data[place : place + 3] = bytes(byte ^ 0x55 for byte in data[place : place + 3])
    pages, faults = given_of(bytes(data), "a.warc.gz")
    assert (pages, faults) == ([0, 2, 3], [(f"offset={start}", "damaged")])


def test_a_member_without_its_sign():
    data = bytearray(ZIPPED.data)
    data[ZIPPED.starts[5]] = 0
    pages, faults = given_of(bytes(data), "a.warc.gz")
    assert (pages, faults) == ([0, 2, 3], [(f"offset={ZIPPED.starts[5]}", "damaged")])


def test_a_missing_piece():
    data = ZIPPED.data[: ZIPPED.starts[5] + 40] + ZIPPED.data[ZIPPED.starts[8] - 40 :]
    pages, faults = given_of(data, "a.warc.gz")
    assert pages == [0, 2, 3]
    assert [reason for _, reason in faults] == ["damaged"]


@pytest.mark.parametrize("dictionary", [None, DICTIONARY])
def test_a_damaged_frame(dictionary):
    whole = zstd_of(PLAIN, dictionary)
    starts = [int(steps(each.locator)["offset"]) for each in sources("a.warc.zst", whole)]
    data = bytearray(whole)
    data[starts[1]] ^= 0x55
    pages, faults = given_of(bytes(data), "a.warc.zst")
    assert (pages, faults) == ([0, 2, 3], [(f"offset={starts[1]}", "damaged")])


@BOTH
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.zst"])
def test_truncated(name, seekable):
    data = WRITTEN[name]
    last = int(steps(sources(name, data)[3].locator)["offset"])
    given = found(name, data[: last + 60], seekable=seekable)
    assert [each.data for each in given[:3]] == [page.encode() for page in PAGES[:3]]
    assert len(given) == 4
    assert given[3].locator.startswith(f"offset={last}")
    assert given[3].reason in ("truncated", "not-a-record")


def test_truncated_between_records():
    assert given_of(PLAIN.data[: PLAIN.starts[5]]) == ([0], [])
    assert given_of(ZIPPED.data[: ZIPPED.starts[5]], "a.warc.gz") == ([0], [])


@pytest.mark.parametrize("name", [True, False])
def test_a_record_that_is_none_in_a_damaged_member_is_told_twice(name):
    """Under two names: the beginning is refused before the damage is met."""
    record = PLAIN.pieces()[5].replace(b"Content-Length", b"Content-Depth") + bytes(2**18)
    record = record if name else re.sub(rb"WARC-Record-ID: .*\r\n", b"", record)
    member = bytearray(gzip.compress(record))
    member[-6] ^= 0x55
    first, second = sources("a.warc.gz", bytes(member))
    assert (first.reason, second.reason) == ("not-a-record", "damaged")
    named = f",record={record_id(5)}" if name else ""
    assert first.source.locator == f"offset=0{named}"
    assert re.fullmatch("offset=0" if name else r"offset=0,at=\d+", second.source.locator)


def test_damage_in_a_whole():
    data = gzip.compress(PLAIN.data)
    cut = found("a.warc.gz", data[:-20])
    assert [each.reason for each in cut][-1] == "truncated"
    assert [each.data for each in cut[:-1]] == [page.encode() for page in PAGES[: len(cut) - 1]]


def test_a_record_over_the_limit():
    given = found("a.warc", PLAIN.data, max_document=len(PAGES[1]) + 400)
    assert [each.reason for each in given] == ["", "", "too-large", "too-large"]


def test_a_changed_block_is_told():
    data = PLAIN.data.replace(b"Page 1.", b"Page 7.")
    changed = [each.hints.get("warc-block-digest") for each in sources("a.warc", data)]
    assert changed == [None, "mismatch", None, None]


def test_other_digests_are_not_guessed_at():
    data = re.sub(rb"WARC-Block-Digest: sha1:\w+", b"WARC-Block-Digest: blake3:00", PLAIN.data)
    assert all("warc-block-digest" not in each.hints for each in sources("a.warc", data))


@pytest.mark.parametrize(
    "data", [b"no archive", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"\x1f\x8b\x08abc"]
)
def test_what_is_no_archive(data):
    (refused,) = found("a.warc", data, format="warc")
    assert refused.reason in ("damaged", "truncated", "not-a-record")


def test_an_empty_archive():
    assert found("a.warc", b"", format="warc") == []


def test_without_the_extra(monkeypatch):
    monkeypatch.setattr("cleaner.sources.formats.warc.find_spec", lambda name: None)
    (refused,) = found("a.warc", PLAIN.data)
    assert refused.reason == "not-installed"
    assert 'pip install "cleaner[warc]"' in refused.detail


@BOTH
def test_wacz(seekable):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", ZIPPED.data)
        archive.writestr("archive/more.warc", PLAIN.data)
        archive.writestr("indexes/index.cdx.gz", gzip.compress(b"x"))
        archive.writestr("pages/pages.jsonl", '{"text": "no"}\n')
    given = texts("a.wacz", file.getvalue(), seekable=seekable)
    assert [data.decode() for _, data in given] == PAGES * 2
    assert given[0][0].startswith(f"member=archive/data.warc.gz!offset={ZIPPED.starts[2]},")


@given(
    st.lists(st.integers(0, len(PLAIN.data) - 1), max_size=6),
    st.binary(max_size=30),
    st.sampled_from(["a.warc", "a.warc.gz", "a.warc.zst"]),
)
def test_damage_anywhere_ends_nothing(places, junk, name):
    data = bytearray(WRITTEN[name])
    for place in places:
        at = place % len(data)
        data[at : at + len(junk)] = junk
    given = sources(name, bytes(data))
    assert len(given) <= 40
    assert len({getattr(each, "source", each).id for each in given}) == len(given)
