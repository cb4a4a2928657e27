"""Identify: which language the document is in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.model import Document, Language

if TYPE_CHECKING:
    from cleaner.kit import Kit


def identify(doc: Document, kit: Kit) -> Iterator[Language]:
    """The one language of the document's text, as the kit's model tells it."""
    yield kit.language(doc.text)
