"""Extract: from the HTML of a page to its main text, by trafilatura."""

from __future__ import annotations

from collections.abc import Mapping

from cleaner.errors import SourceError

EXTRACTOR = "trafilatura"


def extract(page: str, hints: Mapping[str, str]) -> str:
    """The main text of a page.

    Raises SourceError if there is none: the page is empty, has no text, or cannot be parsed.
    """
    # Not before it is needed: importing it takes longer than cleaning many pages.
    import trafilatura  # noqa: PLC0415

    text = trafilatura.extract(page, url=hints.get("url"), include_comments=False)
    if not text:
        raise SourceError("no-main-text", "the page has no main text that could be found")
    return text
