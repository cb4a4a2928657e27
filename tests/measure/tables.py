"""The tables beside the tests, and the reader all of them use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cleaner.measure.quantity import measurement
from cleaner.measure.reader import Reader, reader_at
from cleaner.measure.units import read_table
from cleaner.model import Measurement
from cleaner.rulebook.home import rules_home

HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, ...]]:
    """The rows of a table, without its head."""
    return [tuple(row.values()) for row in read_table(HERE / f"{name}.tsv")]


# Read with the module: the first example of a law must not be the one that pays for it.
READER = reader_at(rules_home() / "units")


def reader() -> Reader:
    return READER


def measured(text: str, language: str = "en") -> list[Measurement]:
    """The measurements of a text in a language."""
    return [measurement(found, text) for found in reader().read(text, lambda: language)]


def surfaces(text: str, language: str = "en") -> list[str]:
    return [one.surface for one in measured(text, language)]


def listed(cell: str) -> list[str]:
    """A cell's parts: quantities are separated by semicolons."""
    return cell.split(";") if cell else []


@cache
def spans(text: str, cell: str) -> list[tuple[int, int]]:
    """Where the quantities named in a cell stand in a text, one after the other."""
    return list(_spans(text, cell))


def _spans(text: str, cell: str) -> Iterator[tuple[int, int]]:
    at = 0
    for part in listed(cell):
        start = text.index(part, at)
        at = start + len(part)
        yield start, at
