"""`clean inspect PATH...`: what would be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.options import OF_READING, Sectioned, chosen_settings, settings_options
from cleaner.errors import CheckFailed

if TYPE_CHECKING:
    from cleaner.cli.looking import Look

WIDTH = 72
"""Characters of an opening line that are shown."""
SHOWN = 12
"""Columns beside the known ones that are shown."""


@click.command("inspect", cls=Sectioned, short_help="Show what would be read, and how.")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(readable=False), metavar="PATH..."
)
@click.option("--json", "as_json", is_flag=True, help="Give a JSON object for each file, by lines.")
@settings_options(OF_READING)
def command(paths: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Show of each file what it is and what would be read of it: format, encoding, the columns
    found, the number of documents where that is known without reading them, and how the first of
    them begin. Nothing is cleaned or written.

    Exit code 1 if something is wrong with a file, as far as it was looked at.

    \b
    Examples:
      clean inspect pages.jsonl.gz
      clean inspect archive.zip 'data/*.parquet' --json
    """
    settings = chosen_settings(options)

    from cleaner.cli.looking import look
    from cleaner.cli.terminal import look_at_stdin
    from cleaner.sources.files import find

    if "-" in paths:
        look_at_stdin()
    files = faulty = 0
    for found in find(paths):
        seen = look(found, settings)
        if as_json:
            click.echo(json.dumps(seen.plain(), ensure_ascii=False))
        else:
            click.echo(("\n" if files else "") + "\n".join(lines(seen)))
        files += 1
        faulty += seen.faults > 0
    if faulty:
        plural = "" if files == 1 else "s"
        raise CheckFailed(f"something is wrong with {faulty:,} of {files:,} file{plural}.")


def lines(seen: Look, indent: str = "") -> Iterator[str]:
    """What was seen, for people."""
    from cleaner.cli.terminal import harmless

    yield indent + harmless(seen.name)
    for name, value in _facts(seen):
        yield f"{indent}  {name:<10} {harmless(value)}".rstrip()
    for inner in seen.inside:
        yield from lines(inner, indent + "  ")
    if seen.inside and (seen.members is None or seen.members > len(seen.inside)):
        yield f"{indent}  …"


def _facts(seen: Look) -> Iterator[tuple[str, str]]:
    if seen.format:
        size = f", {seen.size:,} bytes" if seen.size else ""
        yield "format", " in ".join(reversed(seen.format)) + size
    if seen.encoding:
        yield "encoding", seen.encoding
    if seen.columns or seen.others:
        yield "columns", ", ".join(f"{part}: {name}" for part, name in seen.columns.items())
    if seen.others:
        more = len(seen.others) - SHOWN
        shown = ", ".join(seen.others[:SHOWN])
        yield "others", f"{shown} and {more} more" if more > 0 else shown
    if seen.documents is not None:
        yield "documents", f"{seen.documents:,}"
    if seen.members is not None:
        yield "members", f"{seen.members:,}"
    for place, (locator, line) in enumerate(seen.first):
        cut = line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
        yield "first" if not place else "", f"{locator}  {cut}".strip()
    for locator, reason, detail in seen.problems:
        yield "problem", f"{locator}  {reason}: {detail}".strip()
