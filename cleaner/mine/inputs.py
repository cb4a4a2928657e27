"""Documents to mine: those of raw files in any format, and those of a corpus as they came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from cleaner.corpus.layout import DATA
from cleaner.corpus.load import load_corpus
from cleaner.errors import UsageError
from cleaner.flow import as_rules_see
from cleaner.guard import read_guarded, repaired_guarded
from cleaner.kit import Kit
from cleaner.mine.work import LOOKS, Documents
from cleaner.model import Broken, Document
from cleaner.run.folder import is_corpus
from cleaner.run.plan import ShardSpec, plan
from cleaner.run.raw import only_raw
from cleaner.run.tally import Nobody, Tally, Watch
from cleaner.sources.arguments import STDIN
from cleaner.sources.files import find

COLUMNS = ("id", "text", "edits", "url", "file_path", "locator", "captures")


def documents_of(
    paths: tuple[str, ...], kit: Kit, output: str, watch: Watch | None = None
) -> Documents:
    """Reads the documents of some files and folders, and those of corpora; each goes by the name
    of its file. `watch` is told how far the looks at them are.

    Raises UsageError for standard input, which cannot be read twice, and for a path that leads
    nowhere; CorpusError for a corpus that does not hold what was removed.
    """
    if STDIN in paths:
        raise UsageError("mining reads everything twice: write standard input to a file first.")
    corpora = [path for path in paths if is_corpus(Path(path))]
    raw = [path for path in paths if path not in corpora]
    shards = plan(only_raw(find(raw, output))) if raw else []
    size = sum(_size(path) for path in corpora) + sum(spec.bytes for spec in shards)
    tally = Tally(shards=LOOKS, bytes=LOOKS * size)

    def look() -> Iterator[Document]:
        before, tally.counts.documents = tally.bytes_done, 0
        for path in corpora:
            yield from _told(_rows(path, kit), tally, watch or Nobody())
        yield from _told(_files(shards, kit), tally, watch or Nobody())
        tally.shards_done += 1
        tally.bytes_done = before + size

    return look


def _told(
    found: Iterator[tuple[Document | None, int]], tally: Tally, watch: Watch
) -> Iterator[Document]:
    """The documents, each with how many bytes were read by then; the watch is told of each."""
    before = tally.bytes_done
    for doc, read in found:
        tally.counts.documents += 1
        tally.bytes_done = before + read
        watch.see(tally)
        if doc is not None:
            yield doc


def _files(shards: list[ShardSpec], kit: Kit) -> Iterator[tuple[Document | None, int]]:
    done = 0
    for found in (found for spec in shards for found in spec.inputs):
        for source, taken in read_guarded(found, kit.settings):
            if not isinstance(source, Broken):
                doc = repaired_guarded(source, kit)
                name = f"{source.uri} {source.locator}".rstrip()
                yield doc and replace(doc, id=name), done + min(taken, found.to_read)
        done += found.to_read


def _rows(path: str, kit: Kit) -> Iterator[tuple[Document, int]]:
    corpus = load_corpus(path)
    size, number = _size(path), len(corpus)
    for place, row in enumerate(corpus.rows(COLUMNS), 1):
        base = corpus.base(row)
        name = f"{row['file_path']} {row['locator']}".rstrip()
        doc = Document(name, base, base, site=_site(row, kit))
        yield as_rules_see(doc, kit), size * place // number


def _size(corpus: str) -> int:
    """The bytes that a corpus has in rows."""
    return sum(file.stat().st_size for file in (Path(corpus) / DATA).rglob("*.parquet"))


def _site(row: dict[str, Any], kit: Kit) -> str:
    """The site of a row. An address found in its text does not count: rules do not go by it."""
    found = any(capture["key"] == "url" for capture in row["captures"] or ())
    return kit.site(row["file_path"], "" if found else row["url"] or "")
