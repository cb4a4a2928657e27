"""Ground: which elements of a page hold its text, which stand around it, and which are hidden."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaner.lines import width

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONG = 80
"""Width from which a paragraph counts as prose: captions, teasers and buttons are shorter."""
MOST = 500
"""Characters of an element's names that are looked at."""
FURNITURE = frozenset(("aside", "button", "dialog", "footer", "form", "menu", "nav"))
"""Elements that hold what stands around the text of a page."""

_WHOLE = frozenset(("html", "body", "main", "article"))
_AROUND = re.compile(
    r"related|recommend|side-?bar|footer|cookie|consent|newsletter|subscri|promo|breadcrumb|menu"
    r"|social|sharing|share-|popup|modal|respond",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"(?<![^\W_])(?<!no-)comment(?!ary|ator|s?-?(?:off|on|open|closed|disabled)\b)|disqus",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=8192)
def _named(names: str) -> tuple[bool, bool]:
    """Whether names are those of comments, and of what else stands around a text. The same few
    names come again and again."""
    return _TALK.search(names) is not None, _AROUND.search(names) is not None


def plain(element: HtmlElement) -> str:
    """All text below an element, as it stands in the markup, in one go."""
    from lxml.etree import tostring  # noqa: PLC0415

    text: str = tostring(element, method="text", encoding="unicode", with_tail=False)
    return text


class Ground:
    """What the long paragraphs of a page say about its elements.

    Names and kinds of elements lie: a `sidebar` may be the class of a page that has none, and a
    button that was never closed holds all that follows. So whatever holds most of the paragraphs
    is neither furniture nor hidden; only comments stay comments however many there are.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self.paragraphs: dict[HtmlElement, str] = {}
        held: dict[HtmlElement, int] = {}
        for element in tree.iter("p"):
            text = plain(element)
            if len(text) < LONG // 3:
                continue
            text = _SPACE.sub(" ", text).strip()
            if width(text) >= LONG:
                self.paragraphs[element] = text
                for outer in element.iterancestors():
                    held[outer] = held.get(outer, 0) + len(text)
        half = sum(map(len, self.paragraphs.values())) / 2
        self._main = {element for element, length in held.items() if length > half}

    def is_main(self, element: HtmlElement) -> bool:
        """Whether an element holds most of the paragraphs."""
        return element in self._main

    def is_furniture(self, element: HtmlElement) -> bool:
        """Whether an element stands around the text, by its kind or the names it bears."""
        if element in self._main:
            return self._names(element)[0]
        return element.tag in FURNITURE or any(self._names(element))

    @staticmethod
    def _names(element: HtmlElement) -> tuple[bool, bool]:
        get = element.get
        if element.tag in _WHOLE:
            return False, False
        called, own = get("class"), get("id")
        return (
            _named(f"{(called or '')[:MOST]} {(own or '')[:MOST]}")
            if called or own
            else (False, False)
        )

    def is_hidden(self, element: HtmlElement) -> bool:
        """Whether an element says of itself that it is not shown, and is not what scripts will
        move to its place."""
        get = element.get
        if get("hidden") is None and get("aria-hidden") != "true":
            style = get("style")
            if style is None or not _HIDDEN.search(style):
                return False
        return element not in self._main
