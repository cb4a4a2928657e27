"""Extract: from the HTML of a page to its main text and what it says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cleaner.errors import SourceError
from cleaner.extract.page import Page, parse
from cleaner.extract.protocol import Wanted
from cleaner.extract.registry import extractor
from cleaner.extract.rescue import rescued
from cleaner.extract.said import said
from cleaner.settings import Settings


class Taken(NamedTuple):
    """What was taken out of a page: its main text, by what, and what the page says of itself."""

    text: str
    by: str
    said: Mapping[str, str]


def extract(html: str, hints: Mapping[str, str], settings: Settings) -> Taken:
    """The main text of a page and what it says. The page is parsed once.

    Raises SourceError `no-main-text` if it has none.
    """
    page = parse(html, hints.get("url", ""))
    if page is not None:
        spoken = said(page)
        if settings.lists == "drop":
            _without_lists(page)
        wanted = Wanted(settings.links == "keep", settings.lists == "keep")
        found = rescued(page, wanted, extractor(settings.extractor)(page, wanted))
        text = found.text.strip()
        if text:
            return Taken(text, found.by, spoken)
    raise SourceError("no-main-text", "the page has no main text that could be found")


def _without_lists(page: Page) -> None:
    """Takes the lists out of a page, except such as hold most of its paragraphs: pages use them
    for layout too."""
    paragraphs = sum(1 for _ in page.tree.iter("p"))
    for element in list(page.tree.iter("ul", "ol", "dl")):
        if element.getparent() is not None and 2 * sum(1 for _ in element.iter("p")) <= paragraphs:
            element.drop_tree()
