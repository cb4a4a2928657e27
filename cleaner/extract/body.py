"""Body: the text of an article that stands in a page's JSON-LD, where the page itself is built by
scripts or shows its beginning only."""

from __future__ import annotations

from html import unescape

from cleaner.extract.blocks import blocks
from cleaner.extract.ground import Ground
from cleaner.extract.marks import unmark
from cleaner.extract.page import Page, parse


def article_body(page: Page) -> str:
    """The longest `articleBody` of a page, empty if there is none; markup in it is read as such."""
    found = (item.get("articleBody") for item in page.objects)
    body = max((text for text in found if isinstance(text, str)), key=len, default="").strip()
    if "<" not in body and "&" not in body:
        return body
    inner = parse(f"<html><body>{unescape(body)}</body></html>")
    if inner is None:
        return ""
    text = "\n".join(block.text for block in blocks(inner.tree, Ground(inner.tree)))
    return unmark(text) if inner.marked else text
