"""`clean pipe`: a filter from JSON lines to JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

import click

from cleaner.cli.options import chosen_settings, settings_options
from cleaner.errors import SourceError, UsageError

if TYPE_CHECKING:
    from cleaner.kit import Kit
    from cleaner.model import Source

BROKEN = "not-a-record"
CONTENT = ("text", "html")


@click.command("pipe", short_help="Clean JSON lines from standard input to standard output.")
@click.option("--full", is_flag=True, help="Give every column of the corpus, not only id and text.")
@settings_options
def command(full: bool, **options: Any) -> None:
    """Clean JSON lines from standard input to standard output, in order, one line each.

    A line has `id` and `text`, or `id`, `html` and `url`; what comes out has `id` and `text`. A
    document that cannot be kept comes out with an empty text, the reason as `rejected` and what
    it means as `detail`; a line that is no record is also told on standard error.

    \b
    Examples:
      clean pipe < pages.jsonl > clean.jsonl
      zcat pages.jsonl.gz | clean pipe --title drop --full | gzip > clean.jsonl.gz
    """
    settings = chosen_settings(options)
    if sys.stdin is None or sys.stdout is None:
        raise UsageError("standard input and output are closed; `clean pipe` needs both.")
    if sys.stdin.isatty():
        click.echo("clean: reading JSON lines from the terminal; Ctrl-D ends it.", err=True)

    from cleaner.kit import make_kit
    from cleaner.sources.text import LIMIT

    kit = make_kit(settings)
    out = sys.stdout.buffer
    for number, line in _lines(sys.stdin.buffer, LIMIT):
        answer = _answer(number, line, kit, full)
        out.write(_encoded(answer) + b"\n")
        out.flush()


def _encoded(answer: dict[str, Any]) -> bytes:
    try:
        return json.dumps(answer, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # an id with half a character in it passes through as it came
        return json.dumps(answer).encode()


def _lines(file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, with their numbers from 1; None for one over the limit, which
    is read away in pieces."""
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            if line.strip():
                yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(limit)
        yield number, None


def _answer(number: int, line: bytes | None, kit: Kit, full: bool) -> dict[str, Any]:
    from cleaner.corpus.rows import row
    from cleaner.guard import clean_guarded
    from cleaner.model import Reject

    key = None
    try:
        record = _record(line)
        key = record.get("id")
        key = f"line-{number}" if key is None else key
        source = _source(record, key, number)
    except SourceError as error:
        click.echo(f"clean: line {number}: {error.detail}", err=True)
        return {"id": key, "text": "", "rejected": error.reason, "detail": error.detail}
    found = clean_guarded(source, kit)
    if isinstance(found, Reject):
        return {"id": key, "text": "", "rejected": found.reason, "detail": found.detail}
    if full:
        return {**row(found, kit.settings.provenance), "id": key}
    return {"id": key, "text": found.document.text}


def _record(line: bytes | None) -> dict[str, Any]:
    """The object in a line. Raises SourceError if there is none."""
    if line is None:
        raise SourceError("too-large", "is longer than a document may be")
    try:
        record = json.loads(line.decode("utf-8-sig").strip(), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise SourceError(BROKEN, f"is not UTF-8: {error.reason} at byte {error.start}") from error
    except json.JSONDecodeError as error:
        what = f"is no JSON: {error.msg.removesuffix(' at')} at column {error.colno}"
        raise SourceError(BROKEN, what) from error
    except ValueError as error:  # NaN, or a number of thousands of digits
        raise SourceError(BROKEN, f"is no JSON: {error}") from error
    except RecursionError:
        raise SourceError(BROKEN, "is nested too deep") from None
    if not isinstance(record, dict):
        raise SourceError(BROKEN, 'is no JSON object; it should be as {"id": 1, "text": "..."}')
    return record


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


def _source(record: dict[str, Any], key: Any, number: int) -> Source:
    """The document in a record. Raises SourceError if it has none."""
    from cleaner.model import Source

    data = record.get("text") if record.get("html") is None else record["html"]
    if data is None:
        near = ", ".join(repr(name) for name in list(record)[:5]) or "nothing"
        raise SourceError(BROKEN, f"has neither 'text' nor 'html', but {near}")
    if not isinstance(data, str):
        raise SourceError(BROKEN, f"its text is not a string: {str(data)[:40]!r}")
    return Source(str(key), "stdin", data, f"line-{number}", dict(_hints(record)))


def _hints(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a record says beside its text: it passes through as text."""
    for key, value in record.items():
        if key not in ("id", "format", *CONTENT) and value is not None:
            yield key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if record.get("html") is not None:
        yield "format", "html"
