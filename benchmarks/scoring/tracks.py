"""The development pages: what a cleaner is given, and what it should leave."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TRACKS = ("html", "blocks", "main", "real", "scraped")
SCRAPED = Path(__file__).resolve().parents[1] / "scraped" / "texts.jsonl"


@dataclass(frozen=True)
class Given:
    """A page: what the cleaner sees (`record`), its `gold`, and a label for each line of its text
    that is not blank (none in the track html). `set` says when a scraped text was written."""

    id: str
    kind: str
    record: dict[str, str]
    gold: str
    labels: tuple[str, ...]
    lang: str = ""
    set: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether the lines are labelled and none is boilerplate: there is nothing to remove but,
        for some, a headline or a date."""
        return "content" in self.labels and "boiler" not in self.labels


def load(devset: Path, track: str, kinds: Sequence[str] = ()) -> list[Given]:
    """The pages of a track, of some kinds or of all, ordered by id. Those of the track scraped
    come with this project and need no devset."""
    every = _scraped() if track == "scraped" else _pages(devset, track)
    return sorted(
        (page for page in every if not kinds or page.kind in kinds), key=lambda page: page.id
    )


def _pages(devset: Path, track: str) -> list[Given]:
    about = {
        row["id"]: row
        for row in _rows(devset / f"{'real' if track == 'real' else 'pages'}.jsonl.gz")
    }
    fields = ("id", "html", "url") if track == "html" else ("id", "text")
    return [
        Given(
            row["id"],
            about[row["id"]].get("kind", ""),
            {key: row[key] for key in fields if row.get(key) is not None},
            about[row["id"]]["gold"],
            tuple(row.get("labels", ())),
            about[row["id"]].get("lang") or "",
        )
        for row in _rows(devset / f"{track}.jsonl.gz")
    ]


def _scraped() -> list[Given]:
    """A line is its label, its text and, where less of it should be left, what should be. In some
    texts blank lines stand between them."""
    rows = map(json.loads, SCRAPED.read_text(encoding="utf-8").splitlines())
    return [
        Given(
            row["id"],
            row["kind"],
            {"id": row["id"], "text": _between(row).join(text for _, text, *_ in row["lines"])},
            _between(row).join(line[-1] for line in row["lines"] if line[0] == "content"),
            tuple(label for label, *_ in row["lines"]),
            row["lang"],
            str(row["set"]),
        )
        for row in rows
    ]


def _between(row: dict[str, Any]) -> str:
    return "\n\n" if row.get("blank") else "\n"


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
