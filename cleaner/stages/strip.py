"""Strip: boilerplate and captures, as the rulebook has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleaner.model import Document, Proposal

if TYPE_CHECKING:
    from cleaner.kit import Kit


def strip(doc: Document, kit: Kit) -> Iterable[Proposal]:
    """The edits and notes of all rules but those for artifacts."""
    return kit.propose("strip", doc)
