"""Turns raw scraped text into a clean corpus that records every edit.

from cleaner import Cleaner

result = Cleaner().clean("A text.  Please enter your comment!")
result.text, result.edits, result.metadata, result.language, result.explain()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleaner.corpus.load import Corpus, load_corpus
    from cleaner.library import Cleaner, Result
    from cleaner.rulebook.load import load_rules

__all__ = ["Cleaner", "Corpus", "Result", "load_corpus", "load_rules"]

_HOMES = {
    "Cleaner": "cleaner.library",
    "Corpus": "cleaner.corpus.load",
    "Result": "cleaner.library",
    "load_corpus": "cleaner.corpus.load",
    "load_rules": "cleaner.rulebook.load",
}


def __getattr__(name: str) -> Any:
    """Public names are imported when first asked for: `clean --help` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
