"""The development pages: what a cleaner is given, and what it should leave."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TRACKS = ("html", "blocks", "main", "real")


@dataclass(frozen=True)
class Given:
    """A page: what the cleaner sees (`record`), its `gold`, and a label for each line of its text
    that is not blank (none in the track html)."""

    id: str
    kind: str
    record: dict[str, str]
    gold: str
    labels: tuple[str, ...]


def load(devset: Path, track: str, kinds: Sequence[str] = ()) -> list[Given]:
    """The pages of a track, of some kinds or of all, ordered by id."""
    about = {
        row["id"]: row
        for row in _rows(devset / f"{'real' if track == 'real' else 'pages'}.jsonl.gz")
    }
    fields = ("id", "html", "url") if track == "html" else ("id", "text")
    pages = [
        Given(
            row["id"],
            about[row["id"]].get("kind", ""),
            {key: row[key] for key in fields if row.get(key) is not None},
            about[row["id"]]["gold"],
            tuple(row.get("labels", ())),
        )
        for row in _rows(devset / f"{track}.jsonl.gz")
    ]
    wanted = [page for page in pages if not kinds or page.kind in kinds]
    return sorted(wanted, key=lambda page: page.id)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
