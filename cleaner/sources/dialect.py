"""How a table of text is written: what parts its columns, and how quotation marks are quoted."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import islice

from cleaner.sources.columns import Keys, places

DELIMITERS = ",;\t|"
LARGEST = 2**31 - 1
"""Characters a field may have: the limit of the `csv` module, which is one for the whole program
and by itself 131,072. The size of a row is looked at elsewhere."""
_BACKSLASHED = re.compile(r'\\(["\\])')


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""The sign between two fields, and whether a quotation mark in a field is written `\"`
    instead of twice (Spark, MySQL)."""

    delimiter: str
    backslash: bool = False

    def usual(self, line: str) -> str:
        """A line with its quotation marks as the `csv` module reads them."""
        if not self.backslash or "\\" not in line:
            return line
        return _BACKSLASHED.sub(lambda found: '""' if found[1] == '"' else found[0], line)


def dialect_of(sample: str, delimiters: str, keys: Keys) -> Dialect:
    """The dialect in which a table that begins so reads best: its head has a column for the text,
    then as many rows as possible have as many fields as the head, of which there are many."""
    # Split as the rows will be: to `str.splitlines` many a sign within a field ends a line as well.
    lines = list(islice(io.StringIO(sample, newline=""), 1000))
    found = [
        (*_merit(lines, Dialect(sign, backslash), keys), -order)
        for order, (sign, backslash) in enumerate(
            (sign, backslash) for sign in delimiters for backslash in (False, True)
        )
    ]
    order = -max(found)[-1]
    return Dialect(delimiters[order // 2], bool(order % 2))


def _merit(lines: list[str], dialect: Dialect, keys: Keys) -> tuple[bool, float, int]:
    rows, whole = _rows(lines, dialect)
    if not rows:
        return False, 0.0, 0
    head = rows[0]
    usual = places(tuple(head))
    known = bool(usual["text"] or usual["html"] or {keys.text, keys.html} & {*head})
    even = sum(len(row) == len(head) for row in rows) / (len(rows) + (not whole))
    return known and len(head) > 0, round(even, 2), len(head)


def _rows(lines: list[str], dialect: Dialect) -> tuple[list[list[str]], bool]:
    """The rows up to the first that cannot be read, and whether there is none such."""
    csv.field_size_limit(LARGEST)
    rows = []
    try:
        reader = csv.reader(map(dialect.usual, lines), delimiter=dialect.delimiter, strict=True)
        for row in reader:
            if row:
                rows.append(row)  # noqa: PERF401 - those before an error count
    except csv.Error:
        return rows, False
    return rows, True
