"""The schema is a promise: it changes on purpose, with its version."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cleaner.corpus.schema import (
    COLUMNS,
    FEW_VALUES,
    LATER,
    NEVER_NULL,
    REJECT_COLUMNS,
    REJECTS_SCHEMA,
    SCHEMA,
    SCHEMA_VERSION,
    column_table,
    type_name,
)

from .made import corpus

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs" / "corpus.md"


def described() -> str:
    lines = [f"schema {SCHEMA_VERSION}", "", "rows"]
    lines += [f"  {field.name}: {type_name(field.type)}" for field in SCHEMA]
    lines += ["", "rejects"]
    lines += [f"  {field.name}: {type_name(field.type)}" for field in REJECTS_SCHEMA]
    return "\n".join(lines) + "\n"


def test_schema_is_the_one_of_this_version() -> None:
    golden = (HERE / "schema.txt").read_text(encoding="utf-8")
    assert described() == golden, "a change of the schema needs a new SCHEMA_VERSION"


def test_every_column_is_described_once_and_in_a_sentence() -> None:
    for columns in (COLUMNS, REJECT_COLUMNS):
        names = [column.name for column in columns]
        assert len(names) == len(set(names))
        assert all(
            column.about.endswith((".", ")")) and "|" not in column.about for column in columns
        )


def test_lists_of_names_name_columns() -> None:
    assert set(SCHEMA.names) >= LATER
    assert set(NEVER_NULL) <= set(SCHEMA.names)


def test_dictionary_encoded_columns_are_there(tmp_path: Path) -> None:
    out = corpus(tmp_path / "c")
    paths = set()
    for name in ("data/en/part-00000.parquet", "_rejects/part-00000.parquet"):
        groups = pq.ParquetFile(out / name).metadata.row_group(0)
        paths |= {groups.column(i).path_in_schema for i in range(groups.num_columns)}
    assert set(FEW_VALUES) <= paths


@pytest.mark.parametrize(
    ("mark", "columns"), [("columns", COLUMNS), ("reject columns", REJECT_COLUMNS)]
)
def test_documentation_has_the_table_of_the_schema(mark: str, columns: tuple) -> None:
    page = DOCS.read_text(encoding="utf-8")
    begin, end = f"<!-- {mark} -->\n", f"\n<!-- end of {mark} -->"
    table = page[page.index(begin) + len(begin) : page.index(end)]
    assert table == column_table(columns)
