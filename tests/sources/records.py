"""The same records written in every format that holds records, and found again by a locator."""

from __future__ import annotations

import csv
import io
import json

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq

from cleaner.settings import Settings
from cleaner.sources.columns import keys_of
from cleaner.sources.read import read
from cleaner.sources.record import record_source
from tests.sources.streams import stream


def as_jsonl(records):
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def as_json(records):
    return json.dumps(records, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def as_json_object(records):
    return json.dumps({"count": len(records), "data": records, "next": None}).encode()


def as_table(records, delimiter):
    names = list(dict.fromkeys(name for record in records for name in record))
    file = io.StringIO()
    table = csv.DictWriter(file, names, delimiter=delimiter)
    table.writeheader()
    table.writerows(records)
    return file.getvalue().encode()


def as_parquet(records, **options):
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records), file, **options)
    return file.getvalue()


def as_feather(records):
    file = io.BytesIO()
    pyarrow.feather.write_feather(pa.Table.from_pylist(records), file)
    return file.getvalue()


def as_stream(records):
    table = pa.Table.from_pylist(records)
    file = io.BytesIO()
    with pa.ipc.new_stream(file, table.schema) as writer:
        writer.write_table(table, max_chunksize=2)
    return file.getvalue()


FORMATS = {
    "a.jsonl": as_jsonl,
    "a.json": as_json,
    "object.json": as_json_object,
    "a.csv": lambda records: as_table(records, ","),
    "semicolons.csv": lambda records: as_table(records, ";"),
    "a.tsv": lambda records: as_table(records, "\t"),
    "a.parquet": as_parquet,
    "groups.parquet": lambda records: as_parquet(records, row_group_size=2),
    "a.feather": as_feather,
    "a.arrows": as_stream,
}
"""How records are written, by the name of a file that holds them so."""


def sources(name, data, seekable=True, **settings):
    """All that is read from bytes, as it comes."""
    return [*read(stream(name, data, seekable), Settings().with_values(settings, "test"))]


def source_of(record, **settings):
    """What one record gives."""
    chosen = Settings().with_values(settings, "test")
    return record_source(stream("a", b""), "here", record, chosen, keys_of(chosen))


def steps(locator):
    """The last step of a locator as a dictionary."""
    last = locator.rpartition("!")[2]
    return dict(part.partition("=")[::2] for part in last.split(","))
