"""The cleaners that are compared: this project, the libraries people use, and any command."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Callable

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


def _trafilatura() -> Clean:
    import logging

    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return lambda page: extract(page.record["html"]) or ""


def _resiliparse() -> Clean:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page: extract_plain_text(page.record["html"], main_content=True, alt_texts=False)


def _justext() -> Clean:
    import justext

    words = frozenset(
        word for name in justext.get_stoplists() for word in justext.get_stoplist(name)
    )

    def clean(page: Given) -> str:
        html = page.record.get("html")
        if html is None:
            html = "".join(f"<p>{_escaped(line)}</p>" for line in lines_of(page.record["text"]))
        if not html.strip():
            return ""
        parts = justext.justext(html, words)
        return "\n".join(part.text for part in parts if not part.is_boilerplate)

    return clean


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _c4() -> Clean:
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter

    # Lines alone are judged: no page is dropped for a bracket or for having few sentences.
    lines = C4QualityFilter(
        min_num_sentences=-1, filter_lorem_ipsum=False, filter_curly_bracket=False
    )

    def clean(page: Given) -> str:
        document = Document(text=page.record["text"], id=page.id)
        return document.text if lines.filter(document) is True else ""

    return clean


def _long_sentences() -> Clean:
    ends = tuple(".!?…。！？؟।")

    def clean(page: Given) -> str:
        rows = lines_of(page.record["text"])
        prose = [i for i, row in enumerate(rows) if len(row) >= 80 and row.endswith(ends)]
        return "\n".join(rows[prose[0] : prose[-1] + 1] if prose else rows)

    return clean


def _fineweb_lines() -> Clean:
    """The line signals of Gopher and FineWeb, by which those drop pages, applied to the line: a
    full stop at its end, 30 characters, no bullet before it, no ellipsis behind."""
    ends = tuple(".!?\"'”’。！？؟।")

    def clean(page: Given) -> str:
        return "\n".join(
            row
            for row in lines_of(page.record["text"])
            if len(row) >= 30
            and row.endswith(ends)
            and not row.endswith(("...", "…"))
            and not row.startswith(("-", "*", "•", "‣", "●"))
        )

    return clean


_OF_TEXT = {
    "nothing": _nothing,
    "perfect": _perfect,
    "c4": _c4,
    "fineweb-lines": _fineweb_lines,
    "long-sentences": _long_sentences,
}
_OF_HTML = {"trafilatura": _trafilatura, "resiliparse": _resiliparse}
_MAKERS: dict[str, Callable[[], Clean]] = {**_OF_TEXT, **_OF_HTML, "justext": _justext}
NAMES = ("cleaner", *_MAKERS, "command:CMD")
