"""Units: one symbol per unit. The stage has its place in the flow; it knows no units yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleaner.model import Document, Proposal

if TYPE_CHECKING:
    from cleaner.kit import Kit


def units(doc: Document, kit: Kit) -> Iterable[Proposal]:  # noqa: ARG001 - a stage's signature
    """Nothing: there are no unit tables to look up."""
    return ()
