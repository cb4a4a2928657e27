"""A corpus opens with no option in the five clients: the same rows, columns and types in each.

Each client reads as `docs/corpus.md` says: its recipe there is what runs here. What a client calls
a type is what it makes of the same Arrow type when it is handed the schema directly.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = os.environ["HF_DATASETS_OFFLINE"] = "1"  # read on import

import datasets
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from cleaner.corpus.rows import row
from cleaner.corpus.schema import SCHEMA

from ..corpus.made import corpus, documents

PAGE = Path(__file__).parents[2] / "docs" / "corpus.md"
GLOB = "corpus/data/**/*.parquet"
Row = dict[str, Any]


@pytest.fixture(autouse=True)
def beside_a_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The recipes speak of `corpus`, in the folder one is in."""
    corpus(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")


def recipe(client: str) -> dict[str, Any]:
    """The names that the client's recipe in the documentation leaves behind."""
    page = PAGE.read_text(encoding="utf-8")
    code = re.search(rf"##+ {client}\n.*?```python\n(.*?)```", page, re.DOTALL)
    assert code is not None, f"docs/corpus.md has no recipe for {client}"
    names: dict[str, Any] = {}
    exec(code[1], names)
    return names


def plain(value: Any) -> Any:
    """A value as Python has it: arrays as lists, a missing number or text as None."""
    if isinstance(value, np.ndarray | list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, float) and math.isnan(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def by_id(rows: Iterator[Row] | list[Row]) -> dict[str, Row]:
    return {values["id"]: plain(values) for values in rows}


def expected() -> dict[str, Row]:
    return by_id([row(one) for one in documents()])


def test_pyarrow() -> None:
    names = recipe("pyarrow")
    for table in (names["table"], names["dataset"].to_table()):
        assert table.schema.equals(SCHEMA)
        assert by_id(table.to_pylist()) == expected()


def test_duckdb() -> None:
    relation = recipe("DuckDB")["relation"]
    empty = SCHEMA.empty_table()
    types = duckdb.from_arrow(empty)
    assert relation.columns == SCHEMA.names
    assert [str(kind) for kind in relation.types] == [str(kind) for kind in types.types]
    rows = [dict(zip(relation.columns, values, strict=True)) for values in relation.fetchall()]
    assert by_id(rows) == expected()


def test_what_a_rule_took_is_one_question() -> None:
    page = PAGE.read_text(encoding="utf-8")
    query = page.split("```sql\n")[1].split("```")[0]
    taken = duckdb.sql(query.replace("comment.form-prompt", "junk.line")).fetchall()
    assert sorted(taken) == sorted(
        (one.source.id, edit.old)
        for one in documents()
        for edit in one.document.edits
        if edit.rule == "junk.line"
    )


def test_polars() -> None:
    names = recipe("polars")
    schema = pl.from_arrow(SCHEMA.empty_table()).schema
    for frame in (
        names["frame"],
        names["lazy"].collect(),
        pl.read_parquet(GLOB),
        pl.scan_parquet("corpus/data/").collect(),
    ):
        assert frame.schema == schema
        assert by_id(frame.to_dicts()) == expected()


def test_pandas() -> None:
    frame = recipe("pandas")["frame"]
    types = SCHEMA.empty_table().to_pandas().dtypes
    assert list(frame.columns) == SCHEMA.names
    assert {n: str(t) for n, t in frame.dtypes.items()} == {n: str(t) for n, t in types.items()}
    assert by_id(frame.to_dict("records")) == expected()


def test_datasets() -> None:
    names = recipe("datasets")
    assert list(names["corpus"]) == ["train"]
    assert names["rows"].features == datasets.Features.from_arrow_schema(SCHEMA)
    assert by_id(list(names["rows"])) == expected()


def test_the_text_before_cleaning_in_three_lines() -> None:
    names = recipe("The text before cleaning")
    bases = {one.source.id: one.document.base for one in documents()}
    assert {
        values["id"]: names["before"](values) for values in pq.read_table("corpus/data").to_pylist()
    } == bases


@pytest.mark.parametrize("client", ["pyarrow", "duckdb", "polars", "pandas", "datasets"])
def test_any_clients_row_gives_back_its_text(client: str) -> None:
    rows = {
        "pyarrow": lambda: ds.dataset("corpus/data").to_table().to_pylist(),
        "duckdb": lambda: (
            duckdb.sql("from 'corpus/data/**/*.parquet'").to_arrow_table().to_pylist()
        ),
        "polars": lambda: pl.read_parquet("corpus/data").to_dicts(),
        "pandas": lambda: pd.read_parquet("corpus/data").to_dict("records"),
        "datasets": lambda: list(datasets.load_dataset("corpus", split="train")),
    }[client]()
    before = recipe("The text before cleaning")["before"]
    bases = {one.source.id: one.document.base for one in documents()}
    assert {values["id"]: before(values) for values in rows} == bases
