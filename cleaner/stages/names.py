"""Names: one spelling per name. The stage has its place in the flow; it knows no names yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleaner.model import Document, Proposal

if TYPE_CHECKING:
    from cleaner.kit import Kit


def names(doc: Document, kit: Kit) -> Iterable[Proposal]:  # noqa: ARG001 - a stage's signature
    """Nothing: there are no name tables to look up."""
    return ()
