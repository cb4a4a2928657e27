"""Whatever is wrong with a file: a clear reject, the exit code as documented, nothing else lost."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import ARTICLE
from tests.sources.archives import wet
from tests.sources.streams import zipped

RECORDS = [{"id": n, "text": f"Text number {n}.\n{ARTICLE}"} for n in range(6)]
LINES = [json.dumps(record) for record in RECORDS]
JSONL = "".join(line + "\n" for line in LINES).encode()


def _parquet():
    file = io.BytesIO()
    table = pa.Table.from_pylist(RECORDS)
    pq.write_table(table, file, row_group_size=2, compression="none", use_dictionary=False)
    return file.getvalue()


def _damaged_parquet():
    """With the first page of its second row group overwritten."""
    data = bytearray(_parquet())
    place = pq.ParquetFile(io.BytesIO(bytes(data))).metadata.row_group(1).column(1).data_page_offset
    data[place : place + 40] = b"\xff" * 40
    return bytes(data)


def _damaged_wet():
    """With a byte changed within its third text, and cut off within its last."""
    archive = wet([f"Text number {n}.\n{ARTICLE}" for n in range(5)])
    data = bytearray(archive.data)
    data[(archive.starts[3] + archive.starts[4]) // 2] ^= 0xFF
    return bytes(data[:-20])


NESTED = (
    b"<!doctype html><html><body>" + b"<div>" * 100_000 + ARTICLE.encode() + b"</div>" * 100_000
)
SOUND = zipped(
    ("a.txt", ARTICLE.encode()), ("b.txt", ARTICLE.upper().encode()), method=zipfile.ZIP_STORED
)
RAGGED = b"id,text\n1,One text.\n2\n3,Three,and more\n4,Four texts.\n"
WRONG = {
    # What is wrong: its name, its bytes, how many documents are kept, and the reasons of the rest.
    "truncated gz": ("a.jsonl.gz", gzip.compress(JSONL)[:-9], 6, ["truncated"]),
    "truncated Parquet": ("a.parquet", _parquet()[:-200], 0, ["damaged"]),
    "damaged Parquet": ("b.parquet", _damaged_parquet(), 4, ["damaged"]),
    "10 bytes of Parquet": ("c.parquet", b"PAR1\x15\x04\x15PAR", 0, ["damaged"]),
    "broken lines": (
        "b.jsonl",
        "\n".join([LINES[0], "{broken", LINES[1], '["a list"]', LINES[2], LINES[3][:-9]]).encode(),
        3,
        ["not-a-record"] * 3,
    ),
    "ragged rows": ("a.csv", RAGGED, 2, ["not-a-record"] * 2),
    "nested tags": ("a.html", NESTED, 1, []),
    "a bomb": ("a.zip", zipped(("a.txt", bytes(80 * 2**20))), 0, ["expands-too-much"]),
    "a bomb among others": (
        "b.zip",
        zipped(("a.txt", ARTICLE.encode()), ("b", bytes(80 * 2**20)), ("c.jsonl", JSONL)),
        7,
        ["expands-too-much"],
    ),
    "a bomb in gz": ("b.txt.gz", gzip.compress(bytes(80 * 2**20)), 0, ["expands-too-much"]),
    "a changed member": (
        "c.zip",
        SOUND.replace(b"TWO PLANES", b"TWO PLANTS"),
        1,
        ["damaged"],
    ),
    "a damaged WET": ("a.wet.gz", _damaged_wet(), 3, ["damaged", "truncated"]),
    "an image": ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 0, ["binary"]),
    "nothing": ("empty.txt", b"", 0, ["empty"]),
}  # fmt: skip


def report(clean, *words, code=0):
    done = clean(*words, "--json")
    assert done.code == code, done.err
    told = json.loads(done.out)
    assert told["documents"] == told["kept"] + sum(told["rejected"].values())
    return told


def rows(out, part):
    return ds.dataset(out / part).to_table().to_pylist()


def test_all_of_it_in_one_run(clean, tmp_path):
    (tmp_path / "in").mkdir()
    for case, (name, data, _, _) in WRONG.items():
        (tmp_path / "in" / f"{case} {name}").write_bytes(data)
    told = report(clean, "in", "-o", "out")
    kept = [row["file_path"] for row in rows(tmp_path / "out", "data")]
    rejected = [(row["file_path"], row["reason"]) for row in rows(tmp_path / "out", "_rejects")]
    for case, (name, _, good, reasons) in WRONG.items():
        path = f"in/{case} {name}"
        assert kept.count(path) == good, case
        assert sorted(reason for file, reason in rejected if file == path) == sorted(reasons), case
    assert (told["kept"], sum(told["rejected"].values())) == (len(kept), len(rejected))
    assert clean("verify", "out").code == 0


@pytest.mark.parametrize("case", WRONG)
def test_exit_codes(clean, tmp_path, case):
    name, data, kept, reasons = WRONG[case]
    (tmp_path / name).write_bytes(data)
    told = report(clean, name, "--dry-run", "--max-rejects", len(reasons))
    assert (told["kept"], sum(told["rejected"].values())) == (kept, len(reasons))
    if reasons:
        few = clean(name, "--dry-run", "--json", "--max-rejects", len(reasons) - 1)
        assert few.code == 3
        assert "allowed (--max-rejects)" in few.err
