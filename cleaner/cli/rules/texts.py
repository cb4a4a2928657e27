"""The documents of files, folders or a corpus, as rules are tried on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.errors import UsageError

if TYPE_CHECKING:
    from cleaner.model import Cleaned, Source
    from cleaner.settings import Settings


def sources(paths: tuple[str, ...], settings: Settings) -> Iterator[Source]:
    """The documents behind paths, those of a corpus as they were before cleaning. What cannot be
    read is passed over."""
    from cleaner.guard import read_guarded
    from cleaner.model import Broken
    from cleaner.run.folder import is_corpus
    from cleaner.sources.files import find

    for path in paths:
        if is_corpus(Path(path)):
            yield from _rows(path)
        else:
            for found in find([path]):
                for each, _ in read_guarded(found, settings):
                    if not isinstance(each, Broken):
                        yield each


def _rows(path: str) -> Iterator[Source]:
    from cleaner.corpus.load import load_corpus
    from cleaner.model import Source

    corpus = load_corpus(path)
    for row in corpus.rows():
        hints = {"url": row["url"]} if row["url"] else {}
        yield Source(row["id"], row["file_path"], corpus.base(row), row["locator"], hints)


def cleaned(paths: tuple[str, ...], pack: tuple[str, ...], settings: Settings) -> Iterator[Cleaned]:
    """The documents behind paths, cleaned by the rules of some packs and no others. Documents that
    a corpus would reject are passed over. Raises RuleError for faults in the packs."""
    from cleaner.guard import clean_guarded
    from cleaner.kit import make_kit
    from cleaner.model import Cleaned
    from cleaner.rulebook.load import load_rules

    if not all(Path(path).exists() for path in paths):
        missing = next(path for path in paths if not Path(path).exists())
        raise UsageError(f"{missing}: there is no such file, folder or corpus.")
    kit = make_kit(settings, load_rules(*pack, core=False))
    for source in sources(paths, settings):
        found = clean_guarded(source, kit)
        if isinstance(found, Cleaned):
            yield found


def page_lines(paths: tuple[str, ...], settings: Settings) -> Iterator[str]:
    """Every line of the documents behind paths, as it was read."""
    from cleaner.stages.decode import decode

    for source in sources(paths, settings):
        text = source.data if isinstance(source.data, str) else decode(source.data, source.hints)[0]
        yield from text.split("\n")
