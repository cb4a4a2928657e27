"""One document as mining sees it: which lines repeat, where its article is, what rules take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cleaner.kit import Kit
from cleaner.lines import Page, page_of, width
from cleaner.model import Document, Edit
from cleaner.repeats.table import Repeats

UNKNOWN = "?"
"""The site of documents of which none is known."""
LEAST_DOCUMENTS = 4
LEAST_SHARE = 0.1
"""A line repeats on a site if it stands in so many of its documents and in so large a share."""
LONG_RUN = 4
OF_SITE = 0.4
"""What has a shape that stands on so large a share of a site's pages is no headline."""
ITEM_WIDTH = 20
"""An item of a list of links is a headline, mostly wider than this."""


def site_named(doc: Document) -> str:
    """The site of a document as lines are counted by it."""
    return doc.site.removeprefix("www.") or UNKNOWN


def enough(table: Repeats, site: str) -> float:
    """In how many documents of a site a line must stand to repeat there."""
    return max(LEAST_DOCUMENTS, LEAST_SHARE * table.size(site))


@dataclass(frozen=True)
class Seen:
    """A document with what the first look knows of its lines. Places are counted among its lines
    that are not blank."""

    doc: Document
    table: Repeats
    kit: Kit

    @cached_property
    def page(self) -> Page:
        """The lines of the document."""
        return page_of(self.doc.text)

    @cached_property
    def site(self) -> str:
        """The site the document is from."""
        return site_named(self.doc)

    @cached_property
    def lines(self) -> list[str]:
        """The lines that are not blank."""
        return [self.page.lines[i] for i in self.page.filled]

    @cached_property
    def repeated(self) -> list[bool]:
        """Whether each line repeats, on its site or over the whole corpus."""
        here, anywhere = enough(self.table, self.site), max(LEAST_DOCUMENTS + 1, 1)
        whole = self.site == UNKNOWN
        return [
            self.table.documents(line, self.site) >= here
            or (not whole and self.table.exact(line) >= anywhere + here)
            for line in self.lines
        ]

    @cached_property
    def prose(self) -> list[bool]:
        """Whether each line is prose."""
        return [self.page.is_prose_at(i) for i in self.page.filled]

    @cached_property
    def taken(self) -> list[bool]:
        """Whether a rule already takes each line."""
        edits = [e for e in self.kit.propose("strip", self.doc) if isinstance(e, Edit)]
        starts = self.page.starts
        out = [False] * len(self.lines)
        for edit in edits:
            for place, index in enumerate(self.page.filled):
                end = starts[index] + len(self.page.lines[index])
                out[place] |= edit.start <= starts[index] and end <= edit.end
        return out

    @cached_property
    def marked(self) -> list[bool]:
        """Whether each line repeats or is taken."""
        return [a or b for a, b in zip(self.repeated, self.taken, strict=True)]

    @cached_property
    def core(self) -> tuple[int, int]:
        """The places of the first and the last line of the article: the prose that stands in no
        other document. Without such prose, all that no run of repeated lines at an end holds."""
        exact = enough(self.table, self.site)
        own = [
            place
            for place, line in enumerate(self.lines)
            if self.prose[place] and self.table.exact(line, self.site) < exact
        ]
        if own:
            return own[0], own[-1]
        return self.from_top, len(self.lines) - 1 - self.from_bottom

    @cached_property
    def from_top(self) -> int:
        """How many lines the run of marked lines at the start has."""
        return _reach(self.marked)

    @cached_property
    def from_bottom(self) -> int:
        """How many lines the run of marked lines at the end has."""
        return _reach(self.marked[::-1])

    def at_edge(self, place: int) -> int:
        """The length of the run at an end of the document that a line is in, 0 if it is in none."""
        first, last = self.core
        if place < min(self.from_top, first):
            return self.from_top
        if place > max(len(self.lines) - 1 - self.from_bottom, last):
            return self.from_bottom
        return 0

    def _stands_everywhere(self, place: int) -> bool:
        """Whether a line repeats as it is, or its shape does on a great part of the site: a few
        headlines have the shape of others by chance."""
        line, here = self.lines[place], enough(self.table, self.site)
        of_shape = self.table.documents(line, self.site)
        return self.table.exact(line, self.site) >= here or of_shape >= max(
            here, OF_SITE * self.table.size(self.site)
        )

    def items_below(self, place: int) -> list[int]:
        """The places of the headlines of a list below a line: short lines that are no prose, up to
        the next prose or line that repeats; none if prose of the article comes later."""
        items = []
        for below in range(place + 1, len(self.lines)):
            if self.prose[below] or self._stands_everywhere(below) or self.taken[below]:
                break
            items.append(below)
        wide = [i for i in items if width(self.lines[i]) >= ITEM_WIDTH]
        return wide if 2 * len(wide) >= len(items) else []


def _reach(marked: list[bool]) -> int:
    """How many lines at the start are marked, up to the first that is not: behind it may be what
    the article repeats, such as a heading below the headline."""
    return next((place for place, is_marked in enumerate(marked) if not is_marked), len(marked))
