"""Headline: takes the captured title out of the text where the settings ask for it.

Runs once, after the text has settled: run again on its own output it would take the next short
line for a headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.lines import page_of
from cleaner.model import Document, Edit, Proposal

if TYPE_CHECKING:
    from cleaner.kit import Kit

SAID = "headline.said"
"""What stands for a rule where the title is the one that the source gives."""
FIRST = 3
"""Lines with text among which the title is looked for."""

_WORDS = re.compile(r"\w+")


def headline(doc: Document, kit: Kit) -> Iterator[Proposal]:
    """The removal of the title's line and the blank lines after it, with `title` set to drop: of
    the title that the source gives or, where it gives none, that a rule captured."""
    if kit.settings.title == "keep":
        return
    place, by = _said(doc), SAID
    title = next((note for note in doc.notes if note.kind == "capture.title"), None)
    if title and title.start < title.end and not doc.hints.get("title"):
        place, by = title.start, title.by
    if place is None:
        return
    page = page_of(doc.text)
    following = [i for i in page.filled if page.starts[i] > place]
    end = page.starts[following[0]] if following else len(doc.text)
    start = doc.text.rfind("\n", 0, place) + 1
    yield Edit("headline", by, start, end, doc.text[start:end], "")


def _said(doc: Document) -> int | None:
    """Where the line stands, among the first of a text, that is the title its source gives it:
    the same words, or nearly all of a title that has the site's name behind it."""
    wanted = _WORDS.findall(doc.hints.get("title", "").casefold())
    if not wanted:
        return None
    page = page_of(doc.text)
    for i in page.filled[:FIRST]:
        words = _WORDS.findall(page.lines[i].casefold())
        if words and words == wanted[: len(words)] and 2 * len(words) > len(wanted):
            return page.starts[i]
    return None
