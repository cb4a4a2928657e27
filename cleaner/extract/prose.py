"""Prose: the paragraphs a page has, how many of them a text holds, and the text around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.extract.blocks import blocks
from cleaner.extract.ground import Ground, plain
from cleaner.lines import width

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LINKED = 0.4
"""Share of linked characters up to which a paragraph is prose."""
NEARLY = 0.9
"""Share of the prose that the element around it has to hold."""


def own_lines(tree: HtmlElement, ground: Ground, *, links: bool = False) -> list[str]:
    """The lines of a tree that are not linked throughout and do not stand around the text."""
    return [
        block.text
        for block in blocks(tree, ground, links=links)
        if not block.aside and 2 * block.linked <= len(block.text)
    ]


class Prose:
    """The paragraphs of a page that are prose: long, mostly not linked, each text once, and
    outside of what stands around the text of the page."""

    def __init__(self, tree: HtmlElement) -> None:
        self.ground = Ground(tree)
        self._memory: dict[HtmlElement, bool] = {}
        found: dict[str, HtmlElement] = {}
        for element, text in self.ground.paragraphs.items():
            if text in found or self._outside(element):
                continue
            if sum(len(plain(link)) for link in element.iter("a")) <= LINKED * len(text):
                found[text] = element
        self._found = found

    @property
    def length(self) -> int:
        """Width of all paragraphs together."""
        return sum(map(width, self._found))

    def lines(self, *, links: bool = False) -> list[str]:
        """The lines of the smallest element that holds nearly all paragraphs, without those that
        are linked throughout or stand around the text. None if there are no paragraphs."""
        return own_lines(self._holder(), self.ground, links=links) if self._found else []

    def _holder(self) -> HtmlElement:
        held: dict[HtmlElement, int] = {}
        for text, element in self._found.items():
            for outer in element.iterancestors():
                held[outer] = held.get(outer, 0) + len(text)
        enough = NEARLY * sum(map(len, self._found))
        holders = [element for element, length in held.items() if length >= enough]
        return max(holders, key=lambda element: sum(1 for _ in element.iterancestors()))

    def _outside(self, element: HtmlElement) -> bool:
        """Whether an element or one around it is furniture or hidden."""
        way: list[HtmlElement] = []
        known = False
        at: HtmlElement | None = element
        while at is not None:
            if at in self._memory:
                known = self._memory[at]
                break
            way.append(at)
            at = at.getparent()
        for each in reversed(way):
            known = known or self.ground.is_furniture(each) or self.ground.is_hidden(each)
            self._memory[each] = known
        return known
