"""The cleaners that are compared: this project, the libraries people use, and any command."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Callable

from scoring import peers
from scoring.measures import lines_of
from scoring.score import Clean
from scoring.tracks import Given

KEPT = frozenset(("content", "mixed"))


def cleaner(name: str, track: str) -> Clean:
    """The cleaner of a name. Exits with a sentence if there is none for the track."""
    kind, _, rest = name.partition(":")
    if kind == "command":
        return Command(rest)
    if kind == "cleaner":
        return _this(rest)
    make = _MAKERS.get(kind)
    if (
        make is None
        or (kind in _OF_TEXT and track == "html")
        or (kind in _OF_HTML and track != "html")
    ):
        raise SystemExit(f"no cleaner {name!r} for the track {track}: see --list")
    return make()


class Command:
    """A program of its own that answers each line before the next comes."""

    elsewhere = True

    def __init__(self, command: str) -> None:
        self._program = subprocess.Popen(
            shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __call__(self, page: Given) -> str:
        """What the program writes for a page."""
        into, out = self._program.stdin, self._program.stdout
        if into is None or out is None:
            raise SystemExit("the program has no streams")
        into.write(json.dumps(page.record).encode() + b"\n")
        into.flush()
        line = out.readline()
        if not line:
            raise SystemExit(f"the program ended at page {page.id}")
        return json.loads(line).get("text") or ""


def _this(options: str) -> Clean:
    from cleaner.flow import clean_document
    from cleaner.kit import make_kit
    from cleaner.model import Cleaned, Source
    from cleaner.settings import Settings

    values = dict(part.split("=", 1) for part in options.split(",") if part)
    kit = make_kit(Settings().with_values({"title": "drop", **values}, "--cleaner"))

    def clean(page: Given) -> str:
        html = page.record.get("html")
        hints = {"url": page.record.get("url", ""), "format": "html"} if html is not None else {}
        data = page.record["text"] if html is None else html
        found = clean_document(Source(page.id, "devset", data, hints=hints), kit)
        return found.document.text if isinstance(found, Cleaned) else ""

    return clean


def _nothing() -> Clean:
    return lambda page: page.record["text"]


def _perfect() -> Clean:
    return lambda page: "\n".join(
        line
        for line, label in zip(lines_of(page.record["text"]), page.labels, strict=True)
        if label in KEPT
    )


_OF_TEXT = {
    "nothing": _nothing,
    "perfect": _perfect,
    "c4": peers.c4,
    "symbol-lines": peers.symbol_lines,
    "refinedweb": peers.refinedweb,
    "fineweb-lines": peers.fineweb_lines,
    "long-sentences": peers.long_sentences,
    "best-run": peers.best_run,
}
_OF_HTML = {"trafilatura": peers.trafilatura, "resiliparse": peers.resiliparse}
_MAKERS: dict[str, Callable[[], Clean]] = {**_OF_TEXT, **_OF_HTML, "justext": peers.justext}
NAMES = ("cleaner", *_MAKERS, "command:CMD")
