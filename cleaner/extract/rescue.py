"""Rescue: what stands in where an extractor, whichever it is, gives nothing or next to nothing."""

from __future__ import annotations

from dataclasses import replace

from cleaner.extract.blocks import blocks
from cleaner.extract.marks import unmark
from cleaner.extract.page import Page
from cleaner.extract.prose import Prose, own_lines
from cleaner.extract.protocol import Extracted, Wanted

LITTLE = 250
"""Characters below which a text may be next to nothing."""
MORE = 3
"""How many times as long the page's own lines then have to be."""


def rescued(page: Page, wanted: Wanted, found: Extracted) -> Extracted:
    """What was found, unless the page has much more prose than that: then its own lines
    (`+lines`); or, where nothing was found and it has none, every text it shows (`+all-text`).
    The signs that went through the extractor are written out."""
    given = _rescued(page, wanted, found)
    text = unmark(given.text) if page.marked else given.text
    return given if text == given.text else replace(given, text=text)


def _rescued(page: Page, wanted: Wanted, found: Extracted) -> Extracted:
    if len(found.text) >= LITTLE:
        return found
    prose = Prose(page.tree)
    if prose.length > MORE * len(found.text):
        lines = own_lines(page.tree, prose.ground, links=wanted.links)
        return Extracted("\n".join(lines), f"{found.by}+lines")
    if found.text.strip():
        return found
    everything = blocks(page.tree, prose.ground, links=wanted.links)
    return Extracted("\n".join(each.text for each in everything), f"{found.by}+all-text")
