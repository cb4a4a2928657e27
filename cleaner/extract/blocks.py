"""Blocks: the visible text of a tree, line by line, with what tells prose from furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner.extract.ground import Ground

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BREAKS_NAMES = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html "
    "legend li main menu nav noframes ol option p pre section summary table tbody tfoot thead "
    "title tr ul"
)
BREAKS = frozenset(_BREAKS_NAMES.split())
"""Elements that begin and end a line."""
_UNSEEN_NAMES = (
    "applet area audio base canvas datalist embed frame head iframe img input link map meta "
    "noembed object param progress script select source style svg template textarea track video"
)
UNSEEN = frozenset(_UNSEEN_NAMES.split())
"""Elements whose inside is no text, or none that is read."""
_CELLS = frozenset(("td", "th"))
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a page: its `text`, the name of the element that made it a line (`tag`), how
    many of its characters are `linked`, and whether it stands in what surrounds the text of a
    page (`aside`)."""

    text: str
    tag: str
    linked: int
    aside: bool


def blocks(tree: HtmlElement, ground: Ground, *, links: bool = False) -> list[Block]:
    """The lines of everything that a tree shows, top to bottom, none of them blank. Cells of a
    row are parted by ` | `; items of lists begin with `- `; with `links`, the target of a link
    follows its words as in Markdown."""
    from lxml.etree import iterwalk  # noqa: PLC0415

    writer = _Writer(ground, links)
    # No recursion: pages are nested as deep as they like.
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            writer.close(element)
        elif not writer.open(element):
            walk.skip_subtree()
    writer.flush("")
    return writer.blocks


class _Writer:
    """Collects the text of elements into lines."""

    def __init__(self, ground: Ground, links: bool) -> None:
        self.blocks: list[Block] = []
        self._ground = ground
        self._links = links
        self._pieces: list[str] = []
        self._linked = 0
        self._in_link = 0
        self._in_pre = 0
        self._aside: list[HtmlElement] = []
        self._unseen: HtmlElement | None = None
        self._tags: list[str] = [""]

    def open(self, element: HtmlElement) -> bool:
        """An element begins: what stands before it may be a line now. Whether it is seen."""
        tag = element.tag
        if tag in BREAKS:
            self.flush(self._tags[-1])
        if tag in UNSEEN or self._ground.is_hidden(element):
            self._unseen = element
            return False
        if tag in BREAKS:
            self._tags.append(tag)
            if tag == "li":
                self._pieces.append("- ")
            self._in_pre += tag == "pre"
        elif tag in _CELLS and self._pieces:
            self._pieces.append(" | ")
        elif tag == "a":
            self._in_link += 1
            if self._links and element.get("href"):
                self._pieces.append("[")
        if self._ground.is_furniture(element):
            self._aside.append(element)
        self._add(element.text)
        return True

    def close(self, element: HtmlElement) -> None:
        """An element ends; the text behind it belongs to the one around it."""
        tag = element.tag
        if element is self._unseen:
            self._unseen = None
        elif tag in BREAKS:
            self.flush(tag)
            self._tags.pop()
            self._in_pre -= tag == "pre"
        elif tag == "a":
            self._in_link -= 1
            if self._links and element.get("href"):
                self._pieces.append(f"]({element.get('href')})")
        if self._aside and self._aside[-1] is element:
            self._aside.pop()
        self._add(element.tail)

    def flush(self, tag: str) -> None:
        """Makes a line of what was collected."""
        if self._pieces:
            joined = "".join(self._pieces)
            self._pieces.clear()
            lines = joined.split("\n") if self._in_pre else [_SPACE.sub(" ", joined).strip()]
            for line in lines:
                if line.strip(" -|\t"):
                    self.blocks.append(Block(line.rstrip(), tag, self._linked, bool(self._aside)))
        self._linked = 0

    def _add(self, text: str | None) -> None:
        if text:
            if self._in_link:
                self._linked += len(text.strip())
            self._pieces.append(text)
