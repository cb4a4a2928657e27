"""`clean pipe`: a filter from JSON lines to JSON lines."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.options import (
    OF_CLEANING,
    OF_RECORDS,
    Sectioned,
    chosen_settings,
    settings_options,
)
from cleaner.errors import SourceError, UsageError

if TYPE_CHECKING:
    from cleaner.kit import Kit
    from cleaner.model import Broken, Source
    from cleaner.sources.columns import Keys
    from cleaner.sources.stream import Stream


@click.command(
    "pipe", cls=Sectioned, short_help="Clean JSON lines from standard input to standard output."
)
@click.option("--full", is_flag=True, help="Give every column of the corpus, not only id and text.")
@settings_options((*OF_CLEANING, *OF_RECORDS))
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

    from dataclasses import replace

    from cleaner.cli.own_rules import tell_own_rules
    from cleaner.garbage import keep_all
    from cleaner.kit import make_kit
    from cleaner.sources.columns import keys_of
    from cleaner.sources.jsontext import lines
    from cleaner.sources.stream import Stream

    kit = make_kit(settings)
    keep_all()
    tell_own_rules(kit)
    stream = Stream("stdin", "stdin", sys.stdin.buffer)
    # Who hands over a page beside a text means the page.
    keys = replace(keys_of(settings), html_first=True)
    out = sys.stdout.buffer
    for number, _, line in lines(stream.file, settings.max_document):
        answer = _answer(stream, number, line, kit, keys, full)
        out.write(_encoded(answer) + b"\n")
        out.flush()


def _encoded(answer: dict[str, Any]) -> bytes:
    try:
        return json.dumps(answer, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # an id with half a character in it passes through as it came
        return json.dumps(answer).encode()


def _answer(
    stream: Stream, number: int, line: bytes | None, kit: Kit, keys: Keys, full: bool
) -> dict[str, Any]:
    from cleaner.corpus.rows import row
    from cleaner.guard import clean_guarded
    from cleaner.model import Broken, Reject

    key, read = _read(stream, number, line, kit, keys)
    if isinstance(read, Broken):
        click.echo(f"clean: line {number}: {read.detail}", err=True)
        return {"id": key, "text": "", "rejected": read.reason, "detail": read.detail}
    found = clean_guarded(read, kit)
    if isinstance(found, Reject):
        return {"id": key, "text": "", "rejected": found.reason, "detail": found.detail}
    if full:
        return {**row(found, kit.settings.provenance), "id": key}
    return {"id": key, "text": found.document.text}


def _read(
    stream: Stream, number: int, line: bytes | None, kit: Kit, keys: Keys
) -> tuple[Any, Source | Broken]:
    """The id of a line's record as it came (or one made for it), and the document in it."""
    from cleaner.sources.columns import at_path
    from cleaner.sources.guards import too_large
    from cleaner.sources.jsontext import parsed
    from cleaner.sources.record import record_source

    key: Any = None
    step, limit = f"line-{number}", kit.settings.max_document
    try:
        if line is None:
            raise too_large(limit + 1, limit)
        record = parsed(line)
        key = at_path(record, keys.id) if keys.id else record.get("id")
    except SourceError as error:
        return key, stream.broken(step, error.reason, error.detail)
    key = step if key is None else key
    return key, record_source(stream, step, record, kit.settings, keys, line)
