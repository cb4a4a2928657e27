"""Files of the web: streamed, read by ranges, taken up again, and refused without their secrets."""

from __future__ import annotations

import base64
import gzip

import pytest

from cleaner.errors import SourceError, UsageError
from cleaner.guard import read_guarded
from cleaner.model import Broken
from cleaner.settings import Settings
from cleaner.sources import web
from cleaner.sources.files import find
from cleaner.sources.opening import opened
from tests.sources.records import as_parquet
from tests.sources.serving import Served, serving

SETTINGS = Settings()
LINES = b"".join(b'{"text": "Line %d of the file."}\n' % n for n in range(40_000))


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(web, "PAUSE", 0.0)
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def served():
    files = {
        "/a.txt": b"A text.",
        "/lines.jsonl": LINES,
        "/lines.jsonl.gz": gzip.compress(LINES),
        "/rows.parquet": as_parquet([{"text": f"Row {n}"} for n in range(5)], row_group_size=2),
        "/page": "<html><title>Ä</title><p>Ein Gruß.".encode("latin-1"),
        "/empty.txt": b"",
    }
    with serving(Served(files)) as answering:
        yield answering


def read(*addresses):
    return [each for found in find(addresses) for each, _ in read_guarded(found, SETTINGS)]


def texts(address):
    return [each.reason if isinstance(each, Broken) else each.data for each in read(address)]


@pytest.mark.parametrize("ranges", [True, False])
@pytest.mark.parametrize("sizes", [True, False])
def test_every_format_is_read(served, ranges, sizes):
    served.ranges, served.sizes = ranges, sizes
    assert texts(f"{served.url}/a.txt") == [b"A text."]
    assert len(texts(f"{served.url}/lines.jsonl")) == 40_000
    assert len(texts(f"{served.url}/lines.jsonl.gz")) == 40_000
    assert texts(f"{served.url}/rows.parquet") == [f"Row {n}" for n in range(5)]
    assert texts(f"{served.url}/empty.txt") == [b""]


def test_one_can_go_anywhere_by_ranges(served):
    (found,) = find([f"{served.url}/lines.jsonl"])
    assert found.size == len(LINES)
    with opened(found, SETTINGS) as stream:
        assert stream.file.seekable()
        for place in (700_000, 5, len(LINES) - 9, 300_000):
            stream.file.seek(place)
            assert stream.file.read(100) == LINES[place : place + 100]
        stream.file.seek(0)
        assert stream.file.read() == LINES


def test_parquet_asks_for_no_more_than_it_needs(served):
    rows = [{"id": n, "text": "x", "blob": f"{n * n:08}" * 2000} for n in range(3000)]
    served.files["/wide.parquet"] = as_parquet(rows, compression="none", use_dictionary=False)
    (found,) = find([f"{served.url}/wide.parquet"])
    with opened(found, SETTINGS) as stream:
        stream.file.seek(-8, 2)
        assert stream.file.read()[-4:] == b"PAR1"
    asked = [headers["Range"] for path, headers in served.asked if path == "/wide.parquet"]
    last = asked[-1].removeprefix("bytes=").split("-")
    assert int(last[1]) - int(last[0]) <= web.NEARBY


def test_without_ranges_it_is_streamed_and_has_no_size_to_cut_it_by(served):
    served.ranges = False
    (found,) = find([f"{served.url}/lines.jsonl"])
    assert found.size == 0
    with opened(found, SETTINGS) as stream:
        assert not stream.file.seekable()


@pytest.mark.parametrize("cuts", [[100_000], [0, 10, 200_000]])
def test_what_is_lost_on_the_way_is_asked_for_again(served, cuts):
    (found,) = find([f"{served.url}/lines.jsonl"])
    served.cuts = list(cuts)
    with opened(found, SETTINGS) as stream:
        assert stream.file.read() == LINES
    assert not served.cuts


def test_a_connection_that_is_lost_for_good_is_a_reject(served):
    (found,) = find([f"{served.url}/lines.jsonl"])
    served.cuts = [1000] + [0] * 100
    *whole, broken = [each for each, _ in read_guarded(found, SETTINGS)]
    assert [each.data for each in whole] == [f"Line {n} of the file." for n in range(len(whole))]
    assert len(whole) == LINES[:1000].count(b"\n")
    assert (broken.reason, broken.source.uri) == ("unreadable", found.uri)
    assert "after 1,000 of" in broken.detail


@pytest.mark.parametrize("name", ["lines.jsonl", "lines.jsonl.gz"])
def test_without_ranges_a_lost_connection_is_a_reject(served, name):
    served.ranges = False
    (found,) = find([f"{served.url}/{name}"])
    served.cuts = [60_000]
    *whole, broken = [each for each, _ in read_guarded(found, SETTINGS)]
    assert whole  # how many, depends on how the connection breaks
    assert broken.reason == "unreadable"
    assert "the connection was lost" in broken.detail


def test_a_file_that_changes_meanwhile_is_not_mixed(served):
    (found,) = find([f"{served.url}/lines.jsonl"])
    with opened(found, SETTINGS) as stream:
        stream.file.read(10)
        served.mark = '"two"'
        stream.file.seek(900_000)
        with pytest.raises(SourceError, match="the server answers 412"):
            stream.file.read(10)


@pytest.mark.parametrize(
    ("status", "told"),
    [(404, "404 Not Found"), (403, "403 Forbidden"), (500, "500 Internal Server Error")],
)
def test_what_cannot_be_had_is_refused_at_once(served, status, told):
    served.status["/a.txt"] = status
    with pytest.raises(UsageError, match=told) as refused:
        find([f"{served.url}/a.txt?token=hush"])
    assert "hush" not in str(refused.value)


def test_what_cannot_be_had_any_more_is_a_reject(served):
    (found,) = find([f"{served.url}/a.txt?token=hush"])
    served.status["/a.txt"] = 403
    ((broken, _),) = read_guarded(found, SETTINGS)
    assert (broken.reason, broken.detail) == ("unreadable", "the server answers 403 Forbidden")


def test_nobody_at_home():
    with pytest.raises(UsageError, match="Connection refused"):
        find(["http://127.0.0.1:9/a.txt"])


def test_what_is_recorded_holds_no_secret(served):
    address = f"{served.url.replace('://', '://me:word@')}/a.txt?sig=hush#part"
    (source,) = read(address)
    assert source.uri == f"{served.url}/a.txt"
    assert source.id == read(f"{served.url}/a.txt")[0].id
    path, headers = served.asked[0]
    assert path == "/a.txt?sig=hush"
    assert base64.b64decode(headers["Authorization"].split()[1]) == b"me:word"


def test_no_other_server_is_told_the_password(served):
    with serving(Served({"/b.txt": b"There."})) as other:
        served.files["/a.txt"] = f"{other.url}/b.txt".encode()
        served.status["/a.txt"] = 302
        address = f"{served.url.replace('://', '://me:word@')}/a.txt"
        assert texts(address) == [b"There."]
        assert not any("Authorization" in headers for _, headers in other.asked)


def test_two_addresses_that_would_be_one_are_refused(served):
    with pytest.raises(UsageError, match="differ only in what is not recorded") as refused:
        find([f"{served.url}/a.txt?id=hush", f"{served.url}/a.txt?id=hash"])
    assert "hush" not in str(refused.value)
    assert len([*find([f"{served.url}/a.txt", f"{served.url}/a.txt"])]) == 1


def test_a_page_knows_its_address_and_its_character_set(served):
    served.media = "text/html; charset=iso-8859-1"
    (source,) = read(f"{served.url}/page?session=hush")
    assert dict(source.hints) == {
        "url": f"{served.url}/page", "charset": "iso-8859-1", "format": "html",
    }  # fmt: skip


def test_a_file_of_records_is_no_page(served):
    served.media = "text/plain; charset=iso-8859-1"
    assert dict(read(f"{served.url}/lines.jsonl")[0].hints) == {}


def test_odd_letters_in_an_address(served):
    served.files["/%C3%84%20b%5B1%5D.txt"] = b"Here."
    assert texts(f"{served.url}/Ä b[1].txt") == [b"Here."]
