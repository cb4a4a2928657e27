"""Artifacts: traces that machine translation leaves in a text, as the rulebook has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cleaner.model import Document, Edit, Note, Proposal

if TYPE_CHECKING:
    from cleaner.kit import Kit


def artifacts(doc: Document, kit: Kit) -> Iterable[Proposal]:
    """The edits and flags of the rules whose id starts with `artifact.`; with the setting
    `annotate` each edit becomes a flag, with `off` there is nothing."""
    if kit.settings.artifacts == "off":
        return ()
    found = kit.propose("artifacts", doc)
    return found if kit.settings.artifacts == "rewrite" else _flagged(found)


def _flagged(found: Iterable[Edit | Note]) -> Iterator[Note]:
    for item in found:
        if isinstance(item, Edit):
            value = f"{item.old!r} would become {item.new!r}"
            yield Note("flag", item.start, item.end, value, item.rule)
        else:
            yield item
