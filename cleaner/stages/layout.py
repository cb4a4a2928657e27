"""Layout: takes out what stands around the article, by where lines stand and what they are like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.lines import page_of
from cleaner.model import Document, Note, Proposal

if TYPE_CHECKING:
    from cleaner.kit import Kit

REASON = "reason"
"""Kind of a note that says in words why an edit was made."""


def layout(doc: Document, kit: Kit) -> Iterator[Proposal]:
    """The removal of navigation, footers and the like as far as the setting `layout` goes, each
    with a note that says why.

    What rules have taken before is evidence that there is something to take at all: a text in
    which they found nothing is judged with more care. So is where they took it.

    The text that an extractor took out of a page of HTML stays as it is: the extractor saw the
    page itself, and a second judge takes a quarter more time for next to nothing.
    """
    if kit.layout is None or doc.hints.get("format") == "html":
        return
    page = page_of(doc.text)
    furnished, parts = kit.furnished(doc), kit.layout_parts(doc)
    for edit, removal in kit.layout.edits(page, furnished, parts, kit.cuts(doc)):
        yield edit
        yield Note(REASON, edit.start, edit.end, removal.reason, removal.rule)
        if removal.headline is not None:
            at, line = page.starts[removal.headline], page.lines[removal.headline]
            yield Note("capture.title", at, at + len(line), line.strip(), removal.rule)
