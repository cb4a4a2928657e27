"""One document is the same in every format; its locator leads to its bytes in each."""

import base64
import csv
import io
import json
import zlib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.flow import clean_document
from cleaner.kit import make_kit
from cleaner.model import Cleaned
from cleaner.settings import Settings
from tests.sources.archives import wet
from tests.sources.records import FORMATS, sources, steps
from tests.sources.streams import COMPRESS, zipped

TEXT = """Two planes landed near the town on Sunday; "nobody was hurt", said the police.
The pilots, who had come from Łódź, said: they would fly on as soon as the weather allowed it.

Please enter your comment!
"""
RECORDS = [
    {"id": "a", "text": "Another text.\n", "url": "https://example.org/a"},
    {"id": "b", "text": TEXT, "url": "https://example.org/b"},
]
FILES = {
    **{name: write(RECORDS) for name, write in FORMATS.items()},
    "a.wet": wet([record["text"] for record in RECORDS], gzip=False).data,
    "a.wet.gz": wet([record["text"] for record in RECORDS]).data,
}


@pytest.fixture(scope="module")
def kit():
    return make_kit(Settings())


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("around", ["", *COMPRESS, "zip"])
def test_a_document_is_the_same_everywhere(name, around, kit):
    data, outer = FILES[name], name
    if around == "zip":
        data, outer = zipped((name, data)), "a.zip"
    elif around:
        data, outer = COMPRESS[around](data), f"{name}.{around}"
    _, source = sources(outer, data)
    plain = clean_document(sources("b.txt", TEXT.encode())[0], kit)
    cleaned = clean_document(source, kit)
    assert isinstance(cleaned, Cleaned)
    assert isinstance(plain, Cleaned)
    assert cleaned.document.base == TEXT
    assert cleaned.document.text == plain.document.text
    assert cleaned.document.edits == plain.document.edits
    assert cleaned.source.locator
    if not name.startswith("a.wet"):
        assert cleaned.metadata.url == "https://example.org/b"


def test_all_locators_differ():
    given = [source for name, data in FILES.items() for source in sources(name, data)]
    assert len({source.id for source in given}) == len(given)


def raw(name, data, locator):
    """The text that a locator leads to, found without this package."""
    place = steps(locator)
    if "row-group" in place:
        group = pq.ParquetFile(io.BytesIO(data)).read_row_group(int(place["row-group"]))
        return group["text"][int(place["row"])].as_py()
    if "batch" in place:
        reader = pa.ipc.open_stream(io.BytesIO(data.removeprefix(b"ARROW1\0\0")))
        batches = [*reader]
        return batches[int(place["batch"])]["text"][int(place["row"])].as_py()
    if "offset" in place:
        rest = data[int(place["offset"]) :]
        rest = zlib.decompressobj(31).decompress(rest) if name.endswith(".gz") else rest
        assert place["record"].encode() in rest.partition(b"\r\n\r\n")[0]
        return rest.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")[0].decode()
    rest = data[int(place["byte"]) :].decode()
    if "row" in place:
        delimiter = ";" if name.startswith("semi") else "\t" if name.endswith("tsv") else ","
        return next(csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter))[1]
    return json.JSONDecoder().raw_decode(rest)[0]["text"]


@pytest.mark.parametrize("name", FILES)
def test_locators_lead_to_the_bytes(name):
    given = sources(name, FILES[name])
    assert [raw(name, FILES[name], source.locator) for source in given] == [
        record["text"] for record in RECORDS
    ]


# What can be written to all of these formats: no lone surrogates, and in tables nothing but texts.
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\r\0\ufeff")
words = st.text(characters, max_size=20)
tables = st.lists(
    st.fixed_dictionaries({"text": words, "note": words, "number": st.integers(0, 9).map(str)}),
    min_size=1,
    max_size=7,
)


@pytest.mark.parametrize("name", FORMATS)
@given(records=tables)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_records_come_back_in_order(name, records):
    given = sources(
        name,
        FORMATS[name](records),
        format=name.rpartition(".")[2]
        .rstrip("s")
        .replace("feather", "arrow")
        .replace("jsonl", "jsonl"),
    )
    assert [
        {"text": each.data, "note": each.hints["note"], "number": each.hints["number"]}
        for each in given
    ] == records


values = st.recursive(
    st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner | st.none(), max_size=3)
        | st.dictionaries(st.text(max_size=4), inner | st.none(), max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
@given(records=st.lists(st.dictionaries(st.text(max_size=6), values, max_size=4), max_size=5))
@settings(max_examples=60)
def test_whatever_json_holds_comes_back(name, records):
    written = [{**record, "\0text": f"T{n}"} for n, record in enumerate(records)]
    written = [json.loads(json.dumps(record).replace("Infinity", "0")) for record in written]
    data = FORMATS[name](written)
    given = sources(name, data, format=name[2:], text_key="\0text")
    assert [each.data for each in given] == [f"T{n}" for n in range(len(records))]
    for each, record in zip(given, written, strict=True):
        del record["\0text"]
        kept = sorted(each.hints.values())
        assert kept == sorted(
            value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for value in record.values()
        )


@given(st.binary(min_size=1, max_size=30))
def test_bytes_come_back(data):
    file = io.BytesIO()
    pq.write_table(pa.table({"text": ["T"], "more": [data], "html": [data]}), file)
    (source,) = sources("a.parquet", file.getvalue(), html_key="html")
    assert source.data == data
    kept = source.hints["more"]
    prefix = "data:;base64,"
    if kept.startswith(prefix) and not data.startswith(prefix.encode()):
        assert base64.b64decode(kept.removeprefix(prefix)) == data
    else:
        assert kept.encode() == data
