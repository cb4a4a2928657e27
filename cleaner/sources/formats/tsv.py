"""TSV: rows of fields that tabs part. Quotation marks quote as in CSV; where that makes no row of a
line and its tabs alone do, they are taken as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Broken, Source
from cleaner.settings import Settings
from cleaner.sources.formats.csv import table
from cleaner.sources.stream import Stream


def read(stream: Stream, settings: Settings) -> Iterator[Source | Broken]:
    """The document of each row, as `csv.read` gives them."""
    return table(stream, settings, "\t")
