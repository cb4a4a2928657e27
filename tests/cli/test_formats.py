"""One document in every format and every compression, through the whole command into a corpus."""

from __future__ import annotations

import csv
import io
import json

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from tests.sources.archives import HTML_TYPE, Writing, wet
from tests.sources.streams import COMPRESS, tarred, zipped

# As an extractor gives a page: no white space that a browser would not show.
TEXT = "\n".join(
    [
        "Two planes landed near the town on Sunday; “nobody was hurt”, said the police in Łódź.",
        "The pilots said that they would fly on as soon as the weather allowed them to do so.",
        "Read more: Another plane landed elsewhere",
        "They had come from the south, and had lost their way in the clouds above the mountains.",
    ]
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
PAGE = (
    "<!doctype html><html><head><meta charset=utf-8><title>Planes</title></head>"
    f"<body><article>{PARAGRAPHS}</article></body></html>"
)
RECORD = {"id": "7", "text": TEXT, "stars": "5"}


def _table(delimiter):
    file = io.StringIO()
    table = csv.DictWriter(file, RECORD, delimiter=delimiter)
    table.writeheader()
    table.writerow(RECORD)
    return file.getvalue().encode()


def _arrow(new):
    file, table = io.BytesIO(), pa.table({name: [value] for name, value in RECORD.items()})
    with new(file, table.schema) as writer:
        writer.write_table(table)
    return file.getvalue()


def _parquet():
    file = io.BytesIO()
    pq.write_table(pa.table({name: [value] for name, value in RECORD.items()}), file)
    return file.getvalue()


def _warc(gzip):
    writing = Writing(gzip)
    writing.info()
    writing.answer("https://example.org/1", PAGE.encode(), [HTML_TYPE])
    return writing.done().data


LINE = json.dumps(RECORD).encode() + b"\n"
FORMATS = {
    "a.txt": TEXT.encode(),
    "a.md": TEXT.encode(),
    "a.html": PAGE.encode(),
    "a.jsonl": LINE,
    "list.json": json.dumps([RECORD], indent=1).encode(),
    "one.json": json.dumps(RECORD, indent=1).encode(),
    "a.csv": _table(","),
    "semicolons.csv": _table(";"),
    "a.tsv": _table("\t"),
    "a.parquet": _parquet(),
    "file.arrow": _arrow(pa.ipc.new_file),
    "stream.arrow": _arrow(pa.ipc.new_stream),
    "a.warc": _warc(gzip=False),
    "records.warc.gz": _warc(gzip=True),
    "a.wet": wet([TEXT], gzip=False).data,
    "records.wet.gz": wet([TEXT]).data,
    "a.wacz": zipped(("datapackage.json", b"{}"), ("archive/a.warc.gz", _warc(gzip=True))),
    "text.zip": zipped(("a.txt", TEXT.encode())),
    "lines.zip": zipped(("in/a.jsonl", LINE)),
    "text.tar": tarred(("a.txt", TEXT.encode())),
    "page.tar": tarred(("in/a.html", PAGE.encode())),
}
FILES = {
    **FORMATS,
    **{
        f"{name}.{form}": compress(data)
        for name, data in FORMATS.items()
        for form, compress in COMPRESS.items()
    },
}
STEPS = {
    "jsonl": "byte=", "json": "byte=", "csv": "byte=", "tsv": "byte=", "parquet": "row-group=",
    "arrow": "batch=", "warc": "offset=", "wet": "offset=", "wacz": "member=archive/a.warc.gz!",
    "text.zip": "member=a.txt", "lines.zip": "member=in/a.jsonl!byte=", "tar": "member=",
}  # fmt: skip
"""How the last steps of a locator begin, by the ends of names."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The rows of a corpus made of all of them, read back from its Parquet files."""
    from cleaner.kit import make_kit
    from cleaner.run.plan import plan
    from cleaner.run.run import run
    from cleaner.settings import Settings
    from cleaner.sources.files import find

    folder = tmp_path_factory.mktemp("formats")
    (folder / "in").mkdir()
    for name, data in FILES.items():
        (folder / "in" / name).write_bytes(data)
    run(plan(find([str(folder / "in")])), make_kit(Settings()), folder / "out")
    assert not [*(folder / "out" / "_rejects").glob("*.parquet")]
    table = ds.dataset(folder / "out" / "data").to_table().to_pylist()
    return {row["file_path"].removeprefix("in/"): row for row in table}


def test_every_file_gives_its_document(made):
    assert made.keys() == FILES.keys()
    assert len(FILES) == 21 * 5


@pytest.mark.parametrize("name", FILES)
def test_text_and_edits_are_the_same(made, name):
    row, plain = made[name], made["a.txt"]
    assert row["text"] == plain["text"]
    assert row["edits"] == plain["edits"]
    assert row["edits"]
    assert "Read more" not in row["text"]


@pytest.mark.parametrize("name", FILES)
def test_the_locator_says_how_it_was_reached(made, name):
    stem, _, form = name.rpartition(".")
    locator, compressed = made[name]["locator"], name not in FORMATS
    if compressed and not (stem in ("a.warc", "a.wet") and form in ("gz", "zst")):
        # Their own reader expands web archives, and says at which byte of what comes out.
        assert locator.partition("!")[0] == form
        locator = locator.partition("!")[2]
    stem = (stem if compressed else name).removesuffix(".gz")
    begins = next((step for end, step in STEPS.items() if stem.endswith(end)), None)
    assert locator.startswith(begins) if begins else locator == ""


def test_all_places_differ(made):
    rows = made.values()
    assert len({(row["file_path"], row["locator"]) for row in rows}) == len(FILES)
    assert len({row["id"] for row in rows}) == len(FILES)
