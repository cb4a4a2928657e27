"""Identify: which language the document is in, and which others it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from cleaner.model import Document, Language

if TYPE_CHECKING:
    from cleaner.kit import Kit


def identify(doc: Document, kit: Kit) -> Iterator[Language]:
    """The one language of the document's text, as the kit's model tells it, with the shares of
    all its languages."""
    whole = kit.language(doc.text)
    yield replace(whole, shares=kit.shares(doc.text, whole))
