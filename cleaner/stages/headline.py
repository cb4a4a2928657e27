"""Headline: takes the captured title out of the text where the settings ask for it.

Runs once, after the text has settled: run again on its own output it would take the next short
line for a headline.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.lines import page_of
from cleaner.model import Document, Edit, Proposal

if TYPE_CHECKING:
    from cleaner.kit import Kit


def headline(doc: Document, kit: Kit) -> Iterator[Proposal]:
    """The removal of the title's line and the blank lines after it, with `title` set to drop."""
    title = next((note for note in doc.notes if note.kind == "capture.title"), None)
    if kit.settings.title == "keep" or title is None or title.start == title.end:
        return
    page = page_of(doc.text)
    following = [i for i in page.filled if page.starts[i] > title.start]
    end = page.starts[following[0]] if following else len(doc.text)
    start = doc.text.rfind("\n", 0, title.start) + 1
    yield Edit("headline", title.by, start, end, doc.text[start:end], "")
