"""Columns say the same as rows, and rows say what the documents are."""

from __future__ import annotations

import json
from dataclasses import astuple, replace

import pytest
from hypothesis import given

from cleaner.corpus.rows import batch, collection, rejects_batch, row, storable
from cleaner.corpus.schema import LATER, NEVER_NULL, SCHEMA
from cleaner.model import Cleaned, Measurement, Source

from .made import cleaned, documents, many, rejected

MODES = ("full", "spans", "none")


@given(many())
def test_a_batch_is_its_rows(made: list[Cleaned]) -> None:
    for mode in MODES:
        assert batch(made, mode).to_pylist() == [row(one, mode) for one in made]


def test_columns_hold_what_the_document_has() -> None:
    values = row(documents()[0])
    assert list(values) == SCHEMA.names
    assert values["text"] == "P said 😀 so.\n"
    assert (values["source"], values["added"], values["created"]) == ("gazette", "2024-01-01", None)
    assert (values["n_chars_raw"], values["n_chars"]) == (34, 13)
    assert values["languages"] == [{"language": "en", "script": "Latn", "share": 1.0}]
    assert values["captions"] == ["One.", "İstanbul: two."]
    assert values["metadata"] == '{"a": "ß", "b": "2"}'
    assert values["decoding"] == {
        "by": "utf-8",
        "confidence": 1.0,
        "bom": False,
        "newline": "lf",
        "replaced": 0,
    }
    assert [edit["rule"] for edit in values["edits"]] == ["junk.line", "junk.line", "typo.x"]
    assert values["captures"] == [
        {"key": "title", "value": "So he said", "rule": "meta.title", "start": 0, "end": 0}
    ]
    assert [flag["kind"] for flag in values["flags"]] == ["flag", "yielded"]


def test_columns_of_later_stages_are_null_and_required_ones_are_not() -> None:
    for one in documents():
        values = row(one)
        assert all(values[name] is None for name in LATER)
        assert all(values[name] is not None for name in NEVER_NULL)


def test_what_was_not_looked_for_is_null_and_what_was_not_found_is_empty() -> None:
    one = documents()[0]
    off = row(replace(one, skipped=frozenset({"names", "measurements"})))
    assert (row(one)["names"], row(one)["measurements"]) == ([], [])
    assert (off["names"], off["measurements"]) == (None, None)
    assert off == {**row(one), "names": None, "measurements": None}


def test_measurements_fill_their_column_in_the_order_of_the_struct() -> None:
    one = documents()[0]
    length = ("5 km", None, "point", "5", None, 5.0, None, "km", "length", 5000.0, None, "m")
    restated = ("3 mi", "about", *length[2:9], 4828.032, None, "m", 0, "ok", False)
    marks = (Measurement(0, 4, *length), Measurement(5, 9, *restated))
    with_marks = replace(one, document=replace(one.document, marks=marks))
    values = row(with_marks)["measurements"]
    assert [tuple(value.values()) for value in values] == [astuple(mark) for mark in marks]
    assert batch([with_marks]).column("measurements").to_pylist() == [values]
    assert row(one)["measurements"] == []


def test_provenance_says_how_much_a_row_tells() -> None:
    one = documents()[0]
    assert row(one, "none")["edits"] is None
    spans = row(one, "spans")["edits"]
    assert all(edit["old"] is None for edit in spans)
    assert [edit["new"] for edit in spans] == [edit.new for edit in one.document.edits]
    assert row(cleaned("x", "no edits"), "spans")["edits"] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Source("i", "a/b/c.txt", b""), "a/b"),
        (Source("i", "c.txt", b""), "c.txt"),
        (Source("i", "a/b.jsonl", b"", "17"), "a/b.jsonl"),
        (Source("i", "a/b.jsonl", b"", "17", {"source": "mine"}), "mine"),
    ],
)
def test_collection(source: Source, expected: str) -> None:
    assert collection(source) == expected


def test_names_that_utf8_cannot_hold_are_written_out() -> None:
    assert storable("ok é 😀") == "ok é 😀"
    assert storable("\udce9t\udce9") == "\\udce9t\\udce9"
    odd = cleaned("x", "text", note="\udce9")
    odd = Cleaned(
        Source("i", "a/\udce9.txt", b"", hints={"added": "\udce9"}),
        odd.document,
        odd.decoding,
        odd.metadata,
        odd.language,
        odd.provenance,
    )
    assert batch([odd])["file_path"].to_pylist() == ["a/\\udce9.txt"]
    json.dumps(row(odd), ensure_ascii=False).encode()


def test_rejects() -> None:
    assert rejects_batch([]).num_rows == 0
    (values,) = rejects_batch([rejected("bad")]).to_pylist()
    assert (values["file_path"], values["stage"], values["reason"]) == (
        "pages/bad.bin",
        "decode",
        "binary",
    )
    assert (values["n_bytes"], values["source"]) == (2, "pages")
