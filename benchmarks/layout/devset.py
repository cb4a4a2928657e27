"""The development pages as labelled lines, and the folds of cross-validation over domains."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FOLDS = 3
TARGET = {"content": 1, "mixed": 1, "boiler": 0, "meta": 0, "amb": -1}
"""What a label asks for: 1 stays, 0 goes, -1 says nothing."""


@dataclass
class Page:
    """One page as one track has it: its filled lines, and for each its label and whether a blank
    line stands before it. `variant` is the track, or how the page was made from another."""

    id: str
    kind: str
    domain: str
    variant: str
    lines: list[str]
    blank: list[bool]
    labels: list[str]
    gold: str = ""
    rows: list[tuple[str, str, bool]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.rows = list(zip(self.lines, self.labels, self.blank, strict=True))

    @property
    def fold(self) -> int:
        """The fold of the page's domain."""
        digest = hashlib.md5(self.domain.encode(), usedforsecurity=False).hexdigest()
        return int(digest, 16) % FOLDS


def read_pages(home: Path, tracks: tuple[str, ...]) -> list[Page]:
    """The labelled pages of some tracks (`blocks`, `main`, `real`)."""
    known = {row["id"]: row for row in _rows(home / "pages.jsonl.gz")}
    pages = []
    for track in tracks:
        for row in _rows(home / f"{track}.jsonl.gz"):
            lines, blank = split(row["text"])
            about = known.get(row["id"], row)
            domain = _domain(about["url"]) if "url" in about else row["id"]
            kind = about["kind"] if track != "real" else "article"
            if len(lines) == len(row["labels"]) and lines:
                pages.append(
                    Page(row["id"], kind, domain, track, lines, blank, row["labels"], about["gold"])
                )
    return pages


def split(text: str) -> tuple[list[str], list[bool]]:
    """The filled lines of a text, stripped, and before which of them a blank line stands."""
    lines, blank, empty = [], [], False
    for raw in re.split(r"\r\n|\r|\n", text):
        line = raw.strip()
        if line:
            lines.append(line)
            blank.append(empty)
        empty = not line
    return lines, blank


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _domain(url: str) -> str:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return ".".join(host.split(".")[-2:])
