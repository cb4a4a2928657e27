"""What every extractor takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from cleaner.extract.page import Page


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a page is wanted beside its prose: the targets of `links`, as in Markdown, and
    `lists`. Tables always are."""

    links: bool = False
    lists: bool = True


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text taken out of a page, empty if there is none, and by what: the name of an extractor
    and, after a `+`, of what stood in for it on this page."""

    text: str
    by: str


class Extractor(Protocol):
    """Takes the text out of a page. It leaves the page as it is, for another may be asked next,
    and gives lines without white space at their ends, blocks on lines of their own."""

    def __call__(self, page: Page, wanted: Wanted) -> Extracted:
        """The text of a page. Where `wanted.lists` is False the page has no lists any more."""
        ...
