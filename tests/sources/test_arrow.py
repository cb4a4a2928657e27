"""Parquet and Arrow: rows of every kind of column, and files that are damaged."""

import datetime
import io
import json
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner.guard import read_guarded
from cleaner.model import Broken
from cleaner.settings import Settings
from cleaner.sources.files import find
from tests.sources.records import as_feather, as_parquet, as_stream, sources
from tests.sources.streams import found, texts

RECORDS = [{"id": n, "text": f"Text {n}", "url": f"https://example.org/{n}"} for n in range(5)]
BOTH = pytest.mark.parametrize("seekable", [True, False])


@BOTH
def test_row_groups(seekable):
    data = as_parquet(RECORDS, row_group_size=2)
    assert texts("a", data, seekable=seekable) == [
        ("row-group=0,row=0", "Text 0"), ("row-group=0,row=1", "Text 1"),
        ("row-group=1,row=0", "Text 2"), ("row-group=1,row=1", "Text 3"),
        ("row-group=2,row=0", "Text 4"),
    ]  # fmt: skip


@BOTH
def test_batches(seekable):
    places = [f"batch={n // 2},row={n % 2}" for n in range(5)]
    given = texts("a", as_stream(RECORDS), seekable=seekable)
    assert given == [(place, f"Text {n}") for n, place in enumerate(places)]
    given = texts("a", as_feather(RECORDS), seekable=seekable)
    assert given == [(f"batch=0,row={n}", f"Text {n}") for n in range(5)]


@pytest.mark.parametrize("write", [as_parquet, as_feather])
def test_more_rows_than_are_taken_at_once(write):
    records = [{"text": str(n)} for n in range(100)]
    given = texts("a", write(records))
    assert [text for _, text in given] == [str(n) for n in range(100)]
    assert [place.split("row=")[-1] for place, _ in given] == [str(n) for n in range(100)]


NOON = datetime.datetime(2020, 1, 2, 12, 0, 0, 5, tzinfo=datetime.UTC)
KINDS = {
    "integer": (pa.array([7]), "7"),
    "float": (pa.array([0.1]), "0.1"),
    "no number": (pa.array([float("nan")]), "nan"),
    "boolean": (pa.array([True]), "true"),
    "decimal": (pa.array([Decimal("1.20")]), "1.20"),
    "binary text": (pa.array(["é".encode()]), "é"),
    "binary": (pa.array([b"\0\xff"]), "data:;base64,AP8="),
    "large string": (pa.array(["é"], pa.large_string()), "é"),
    "string view": (pa.array(["é"], pa.string_view()), "é"),
    "dictionary": (pa.array(["é"]).dictionary_encode(), "é"),
    "list": (pa.array([[1, None]]), "[1, null]"),
    "struct": (pa.array([{"a": "é", "b": [NOON]}]), None),
    "map": (pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8())), '[["a", 1]]'),
    "list of no numbers": (pa.array([[float("inf")]]), '["inf"]'),
    "date": (pa.array([NOON.date()]), "2020-01-02"),
    "far date": (pa.array([10**8], pa.date32()), "100000000"),
    "time": (pa.array([NOON.time()]), "12:00:00.000005"),
    "timestamp": (pa.array([NOON]), "2020-01-02T12:00:00.000005+00:00"),
    "nanoseconds": (pa.array([1], pa.timestamp("ns")), "1970-01-01T00:00:00.000000001"),
    "nanoseconds of a zone": (
        pa.array([1], pa.timestamp("ns", "UTC")),
        "1970-01-01T00:00:00.000000001Z",
    ),
    "listed nanoseconds": (
        pa.array([[1]], pa.list_(pa.timestamp("ns"))),
        '["1970-01-01 00:00:00.000000001"]',
    ),
    "far timestamp": (pa.array([10**15], pa.timestamp("s")), "1000000000000000"),
    "duration": (pa.array([1_500_000], pa.duration("us")), "1.5 s"),
    "fine duration": (pa.array([7], pa.duration("ns")), "7"),
    "nothing": (pa.nulls(1), None),
}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_of_columns(kind):
    column, written = KINDS[kind]
    table = pa.table({"text": ["T"], "n": column})
    file = io.BytesIO()
    with pa.ipc.new_stream(file, table.schema) as writer:
        writer.write_table(table)
    (source,) = sources("a", file.getvalue())
    if kind == "struct":
        written = json.dumps({"a": "é", "b": [NOON.isoformat()]}, ensure_ascii=False)
    assert (source.data, source.hints.get("n")) == ("T", written)


@pytest.mark.parametrize(
    ("column", "data"),
    [
        (pa.array([b"caf\xe9"]), b"caf\xe9"),
        (pa.array([b"caf\xe9"]).view(pa.string()), b"caf\xe9"),
        (pa.array(["café"]).dictionary_encode(), "café"),
        (pa.array(["café"], pa.large_string()), "café"),
    ],
)
def test_kinds_of_texts(column, data):
    file = io.BytesIO()
    pq.write_table(pa.table({"text": column}), file)
    assert [each for _, each in texts("a", file.getvalue())] == [data]


def test_rows_without_a_text():
    data = as_parquet([{"text": "a"}, {"text": None}, {"text": ""}, {"text": "b"}])
    given = found("a", data)
    assert [(each.data, each.reason) for each in given] == [
        ("a", ""), (b"", "not-a-record"), ("", ""), ("b", ""),
    ]  # fmt: skip


def test_nested_keys():
    record = {"page": {"body": "T", "links": {"self": "https://example.org"}}}
    (source,) = sources("a", as_parquet([record]), text_key="page.body", url_key="page.links.self")
    assert (source.data, source.hints["url"]) == ("T", "https://example.org")


def test_two_columns_of_one_name():
    column = pa.array(["a"])
    table = pa.Table.from_arrays([column, column, pa.array([2])], names=["text", "n", "n"])
    file = io.BytesIO()
    pq.write_table(table, file)
    (source,) = sources("a", file.getvalue())
    assert source.hints == {"n": "a", "n.2": "2"}


@pytest.mark.parametrize("write", [as_parquet, as_feather, as_stream])
def test_columns_that_are_not_there(write):
    (refused,) = found("a", write([{"story": "T", "n": 1}]))
    assert (refused.reason, "but 'story', 'n'" in refused.detail) == ("no-such-key", True)
    (refused,) = found("a", write([{"story": "T", "n": 1}]), text_key="stroy")
    assert "did you mean 'story'" in refused.detail


WHOLE = as_parquet(RECORDS, row_group_size=2)


@BOTH
@pytest.mark.parametrize("data", [WHOLE[:-20], WHOLE[: len(WHOLE) // 2], WHOLE[:10], b"PAR1", b""])
def test_truncated_parquet(data, seekable):
    (refused,) = found("a.parquet", data, seekable=seekable)
    assert (refused.reason, refused.locator) == ("damaged", "")
    assert refused.detail.startswith("is no whole Parquet file: ")


def test_a_damaged_row_group_costs_no_other():
    data = bytearray(as_parquet(RECORDS, row_group_size=2, write_page_checksum=True))
    at = data.index(b"Text 2")
    data[at : at + 4] = b"\xff\xff\xff\xff"
    given = found("a", bytes(data))
    assert [each.locator for each in given if each.reason] == ["row-group=1"]
    assert [each.data for each in given if not each.reason] == ["Text 0", "Text 1", "Text 4"]


def test_a_stream_that_ends_too_soon():
    data = as_stream(RECORDS)
    given = found("a.arrows", data[:-100])
    assert [each.data for each in given[:-1]] == ["Text 0", "Text 1", "Text 2", "Text 3"]
    assert (given[-1].reason, "after 2 whole batches" in given[-1].detail) == ("damaged", True)


def test_a_file_without_its_end():
    data = as_feather(RECORDS)
    assert [text for _, text in texts("a.feather", data[:-200])] == [r["text"] for r in RECORDS]


@pytest.mark.parametrize(
    "data", [b"ARROW1\0\0", b"ARROW1\0\0abc", b"\xff\xff\xff\xff\x10\0\0\0abc"]
)
def test_what_is_no_arrow(data):
    given = found("a.arrow", data, format="arrow")
    assert [each.reason for each in given] == ["damaged"]


def test_a_wrong_batch_costs_no_other():
    texts_of = [pa.array([text]).view(pa.string()) for text in (b"a", b"\xff", b"c")]
    file = io.BytesIO()
    with pa.ipc.new_stream(file, pa.schema({"text": pa.string()})) as writer:
        for column in texts_of:
            writer.write_batch(pa.record_batch({"text": column}))
    first, wrong, last = found("a", file.getvalue())
    assert (first.data, wrong.reason, last.data) == ("a", "damaged", "c")
    assert (wrong.locator, last.locator) == ("batch=1", "batch=2,row=0")


def test_a_length_that_cannot_be_takes_no_memory():
    data = as_stream(RECORDS)
    body = data.index((2**32 - 1).to_bytes(4, "little"), 8) + 4
    wrong = data[:body] + (2**31 - 1).to_bytes(4, "little") + data[body + 4 :]
    assert [each.reason for each in found("a", wrong)] == ["damaged"]


def test_names_that_are_no_text():
    data = as_stream([{"text": "a", "note": "b"}]).replace(b"note", b"n\xffte")
    assert [each.reason for each in found("a", data)] == ["damaged"]


def test_offsets_that_lead_out_of_the_data_end_nothing():
    data = as_stream([{"text": "a" * 40}, {"text": "b" * 40}])
    at = data.index((40).to_bytes(4, "little") + (80).to_bytes(4, "little"))
    wrong = data[:at] + (2**30).to_bytes(4, "little") + data[at + 4 :]
    assert [each.reason for each in found("a", wrong)] == ["damaged"]


def test_a_long_text_in_a_row():
    data = as_parquet([{"text": "a"}, {"text": "x" * 200}, {"text": "b"}])
    assert [text for _, text in texts("a", data, max_document=100)] == ["a", "too-large", "b"]


@pytest.fixture
def mapped(tmp_path, monkeypatch):
    """Reads bytes as a file of this machine that is large enough to be mapped."""
    monkeypatch.setattr("cleaner.sources.formats.arrow.LARGE", 1)
    monkeypatch.setattr("cleaner.sources.formats.arrow.LET_GO", 64)

    def read(data):
        (tmp_path / "a.arrow").write_bytes(data)
        given = read_guarded(*find([str(tmp_path / "a.arrow")]), Settings())
        return [
            (each.source.locator, each.reason) if isinstance(each, Broken)
            else (each.locator, each.data)
            for each, _ in given
        ]  # fmt: skip

    return read


@pytest.mark.parametrize("write", [as_stream, as_feather])
@pytest.mark.parametrize("extra", [{}, {"list": ["x", "y"]}, {"part": {"a": "x"}}])
def test_a_mapped_file_gives_the_same(mapped, write, extra):
    records = [{"text": f"Text {n}", **extra} for n in range(100)]
    data = write(records)
    assert mapped(data) == texts("a.arrow", data)
    assert len(mapped(data)) == 100


def test_a_mapped_file_is_let_go_of(mapped, monkeypatch):
    from cleaner.sources.formats import arrow

    times = []
    let_go = arrow._let_go
    monkeypatch.setattr(arrow, "_let_go", lambda mapping: (times.append(1), let_go(mapping)))
    assert len(mapped(as_feather([{"text": f"Text {n}"} for n in range(100)]))) == 100
    assert len(times) > 3


@pytest.mark.parametrize("end", [8, 20, 300, -300, -10])
def test_a_mapped_file_that_was_cut_off(mapped, end):
    data = as_feather([{"text": f"Text {n}"} for n in range(100)])[:end]
    assert mapped(data) == texts("a.arrow", data)


def test_a_mapped_file_with_offsets_that_lead_out_of_it(mapped):
    table = pa.table({"text": [f"Text {n:04}" for n in range(100)]})
    file = io.BytesIO()
    with pa.ipc.new_stream(file, table.schema) as writer:
        writer.write_table(table)
    data = file.getvalue()
    place = data.index((9 * 50).to_bytes(4, "little") + (9 * 51).to_bytes(4, "little"))
    data = data[:place] + b"\xff\xff\xff\x7f" + data[place + 4 :]
    *good, broken = mapped(data)
    assert good == [(f"batch=0,row={n}", f"Text {n:04}") for n in range(len(good))]
    assert 0 < len(good) <= 50
    assert broken == ("batch=0", "damaged")
