"""`clean show`: one document as it was, with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.options import folders
from cleaner.cli.terminal import harmless, in_colour
from cleaner.errors import CleanerError, NotThere, UsageError

if TYPE_CHECKING:
    from cleaner.corpus.load import Corpus

LISTED = ["id", "language", "n_chars_raw", "n_chars", "file_path"]
_ID = frozenset("0123456789abcdef")


def _ids(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The ids a shell may complete to."""
    from cleaner.corpus.load import load_corpus

    try:
        rows = load_corpus(ctx.params["corpus"]).rows(["id"])
        return [row["id"] for row in rows if row["id"].startswith(incomplete)]
    except CleanerError:
        return []


@click.command("show", short_help="Show what was done to one document.")
@click.argument("corpus", shell_complete=folders)
@click.argument("id", required=False, shell_complete=_ids)
@click.option("--plain", is_flag=True, help="Marks instead of colours: [-old-]{+new+}<rule>.")
def command(corpus: str, id: str | None, plain: bool) -> None:  # noqa: A002 - the column's name
    """Show the raw text of a document with every edit: what was removed struck through, what was
    replaced as old → new, each with the id of its rule.

    ID is a document's id, or enough of its beginning to tell it from the others, or the end of
    its file's path. Without it, all documents are listed. Where output shows no colours there are
    marks, as with --plain.

    \b
    Examples:
      clean show corpus/
      clean show corpus/ 3f2a
      clean show corpus/ page.txt --plain | less
    """
    from cleaner.cli.render import render_row
    from cleaner.corpus.load import load_corpus

    found = load_corpus(corpus)
    if id is None:
        _list(found)
        return
    name = _known(found, id)
    try:
        row = found.row(name)
    except NotThere:
        rejected = _rejected(found, name)
        if rejected is None:
            raise
        click.echo("\n".join(_reject_lines(rejected)))
        return
    text = render_row(row, found.base(row), found.edits(row), plain or not in_colour())
    click.echo(text, nl=False)


def _list(corpus: Corpus) -> None:
    """Every document on a line of its own: id, language, characters before and after, file."""
    head = ("id", "lang", "before", "after", "file")
    click.echo(f"{head[0]:<32}  {head[1]:<7} {head[2]:>9} {head[3]:>9}  {head[4]}")
    for row in corpus.rows(LISTED):
        id_, language, before, after, path = (row[name] for name in LISTED)
        click.echo(f"{id_}  {language:<7} {before:>9,} {after:>9,}  {harmless(path)}")


def _known(corpus: Corpus, name: str) -> str:
    """The id meant by a name, which may be the end of a path."""
    if not name or set(name) <= _ID:
        return name
    paths = [*corpus.rows(["id", "file_path"])]
    paths += corpus.rejects().select(["id", "file_path"]).to_pylist()
    ends = [row for row in paths if f"/{row['file_path']}".endswith("/" + name.lstrip("/"))]
    if len(ends) > 1:
        raise UsageError(
            f"{len(ends)} documents come from a file called {name!r}, such as "
            f"{ends[0]['file_path']} and {ends[1]['file_path']}. Give more of the path, or an id."
        )
    return str(ends[0]["id"]) if ends else name


def _rejected(corpus: Corpus, name: str) -> dict[str, Any] | None:
    """The one rejected document whose id begins so, None if a kept one does, or not just one."""
    if any(row["id"].startswith(name) for row in corpus.rows(["id"])):
        return None
    found = [row for row in corpus.rejects().to_pylist() if row["id"].startswith(name)]
    return found[0] if len(found) == 1 else None


def _reject_lines(row: dict[str, Any]) -> Iterator[str]:
    for field in ("id", "file_path", "stage", "reason", "detail", "n_bytes"):
        yield f"{field:<12}{harmless(str(row[field]))}"
    yield "\nThis document was rejected: the corpus holds no text of it."
