"""Documents to mine: those of raw files in any format, and those of a corpus as they came in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cleaner.corpus.load import load_corpus
from cleaner.errors import UsageError
from cleaner.flow import as_rules_see
from cleaner.kit import Kit
from cleaner.mine.work import Documents
from cleaner.model import Document
from cleaner.run.first import documents
from cleaner.run.folder import is_corpus
from cleaner.run.plan import plan
from cleaner.sources.arguments import STDIN
from cleaner.sources.files import find

COLUMNS = ("id", "text", "edits", "url", "file_path", "captures")


def documents_of(paths: tuple[str, ...], kit: Kit, output: str) -> Documents:
    """Reads the documents of some files and folders, or of a corpus.

    Raises UsageError for standard input, which cannot be read twice, and for a path that leads
    nowhere; CorpusError for a corpus that does not hold what was removed.
    """
    if STDIN in paths:
        raise UsageError("mining reads everything twice: write standard input to a file first.")
    if len(paths) == 1 and is_corpus(Path(paths[0])):
        return lambda: _rows(paths[0], kit)
    shards = plan(find(paths, output))
    return lambda: documents(shards, kit)


def _rows(path: str, kit: Kit) -> Iterator[Document]:
    corpus = load_corpus(path)
    for row in corpus.rows(COLUMNS):
        base = corpus.base(row)
        yield as_rules_see(Document(row["id"], base, base, site=_site(row, kit)), kit)


def _site(row: dict[str, Any], kit: Kit) -> str:
    """The site of a row. An address found in its text does not count: rules do not go by it."""
    found = any(capture["key"] == "url" for capture in row["captures"] or ())
    return kit.site(row["file_path"], "" if found else row["url"] or "")
