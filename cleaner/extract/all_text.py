"""The extractor `all-text`: everything a page shows, menus and footers too."""

from __future__ import annotations

from cleaner.extract.blocks import blocks
from cleaner.extract.ground import Ground
from cleaner.extract.page import Page
from cleaner.extract.protocol import Extracted, Wanted

NAME = "all-text"


def extract(page: Page, wanted: Wanted) -> Extracted:
    """Every visible text of a page, each block on a line of its own."""
    shown = blocks(page.tree, Ground(page.tree), links=wanted.links)
    return Extracted("\n".join(block.text for block in shown), NAME)
