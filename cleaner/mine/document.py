"""One document as mining sees it: which lines repeat, where its article is, what rules take."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from sys import intern
from typing import Literal, NamedTuple

from cleaner.kit import Kit
from cleaner.lines import Page, page_of, width
from cleaner.model import Document, Edit
from cleaner.repeats.keys import Numbers, numbers_of
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
    return intern(doc.site.removeprefix("www.") or UNKNOWN)


def enough(table: Repeats, site: str) -> float:
    """In how many documents of a site a line must stand to repeat there."""
    return max(LEAST_DOCUMENTS, LEAST_SHARE * table.size(site))


class Counts(NamedTuple):
    """In how many documents a line, its shape and its label stand: on the site, and anywhere."""

    here: Numbers
    anywhere: Numbers

    @property
    def masked(self) -> int:
        """The documents of the site that have the line or another of its shape."""
        return max(self.here.form, self.here.shape)


class Standing(NamedTuple):
    """How a line stands in its document: before the article, after it or inside (`zone`); how long
    the run at an end is that it is in (0 for none); whether a rule takes a line beside it, no line
    beside it is marked, and prose or another short line that only this document has comes next."""

    zone: Literal["head", "tail", "body"]
    run: int
    beside: bool
    alone: bool
    before_prose: bool
    before_item: bool


_ONCE = Counts(Numbers(), Numbers())


def _counts(table: Repeats, line: str, site: str) -> Counts:
    numbers = numbers_of(line)
    anywhere = Numbers(*map(table.count, numbers))
    if anywhere == _ONCE.anywhere:
        return _ONCE  # what stands nowhere else does not on the site: most lines end here
    pairs = zip(numbers, anywhere, strict=True)
    return Counts(Numbers(*(of and table.count(n, site) for n, of in pairs)), anywhere)


@dataclass(frozen=True)
class Seen:
    """A document with what the first look knows of its lines. Places are counted among its lines
    that are not blank."""

    doc: Document
    table: Repeats
    kit: Kit
    _stood: dict[int, Standing] = field(default_factory=dict)

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
    def counts(self) -> list[Counts]:
        """In how many documents each line stands."""
        table, site = self.table, self.site
        return [_counts(table, line, site) for line in self.lines]

    @cached_property
    def least(self) -> float:
        """In how many documents of the site a line must stand to repeat there."""
        return enough(self.table, self.site)

    @cached_property
    def repeated(self) -> list[bool]:
        """Whether each line repeats, on its site or over the whole corpus."""
        here = self.least
        over_all = LEAST_DOCUMENTS + 1 + here if self.site != UNKNOWN else float("inf")
        return [counts.masked >= here or counts.anywhere.form >= over_all for counts in self.counts]

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
        own = [
            place
            for place, counts in enumerate(self.counts)
            if self.prose[place] and counts.here.form < self.least
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

    def standing(self, place: int) -> Standing:
        """How a line stands."""
        found = self._stood.get(place)
        if found is None:
            found = self._stood[place] = self._standing(place)
        return found

    def _standing(self, place: int) -> Standing:
        first, last = self.core
        around = [q for q in (place - 1, place + 1) if 0 <= q < len(self.lines)]
        own = place + 1 < len(self.lines) and not self.marked[place + 1]
        return Standing(
            "head" if place < first else "tail" if place > last else "body",
            self.at_edge(place),
            beside=any(self.taken[q] for q in around),
            alone=not any(self.marked[q] for q in around),
            before_prose=own and self.prose[place + 1],
            before_item=own and not self.prose[place + 1],
        )

    def _stands_everywhere(self, place: int) -> bool:
        """Whether a line repeats as it is, or its shape does on a great part of the site: a few
        headlines have the shape of others by chance."""
        counts, here = self.counts[place], self.least
        often = max(here, OF_SITE * self.table.size(self.site))
        return counts.here.form >= here or counts.masked >= often

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
