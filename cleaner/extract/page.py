"""A page: its HTML as one tree, parsed once and rid of what no reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from cleaner.extract.embedded import objects
from cleaner.extract.marks import has_signs
from cleaner.extract.prepare import prepare

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEEPEST = 128
"""Elements within one another that are kept where a page has more than 256, for libxml2 gives up
there, and extractors ask every element for all that are around it."""
BIG = 10_000_000
"""Characters of a page from which libxml2 is told to expect much; it then gives up at a depth of
2,048. It would else lose what stands behind ten million in one element."""

# What XML cannot hold, and a browser does not show.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>")
_CLOSED_AT_ONCE = re.compile(r"(<html\b[^<>]*)/>", re.IGNORECASE)
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
_INLINE_NAMES = (
    "a abbr b bdi bdo big cite code em font i kbd mark q s small span strong sub sup tt u"
)
_INLINE = frozenset(_INLINE_NAMES.split())


@dataclass(frozen=True, slots=True)
class Page:
    """A page as extractors see it: its `html` and, parsed from it, its `tree`, which has neither
    comments nor styles, drawings and programs, only the scripts that are data; the `objects` of
    its JSON-LD; its address; and whether the tree is `marked`, so that what is taken out of it is
    for `unmark`. The tree is prepared (`prepare`), and extractors leave it as it is."""

    html: str
    tree: HtmlElement
    objects: tuple[dict[str, Any], ...] = ()
    url: str = ""
    marked: bool = False


def parse(html: str, url: str = "") -> Page | None:
    """The page in some HTML, None if there is no element in it.

    Broken markup is read as libxml2 recovers it. Nothing is fetched, no entity but those of HTML
    means anything, and of elements nested too deep the inner ones are taken for line breaks.
    """
    text = _CLOSED_AT_ONCE.sub(r"\1>", _CONTROLS.sub("", html), count=1)
    tree, too_deep = _tree(text)
    if too_deep:
        tree, _ = _tree("".join(_flattened(text)))
    if tree is None:
        return None
    _rid(tree)
    marked = not has_signs(text)
    prepare(tree, marked=marked)
    return Page(html, tree, tuple(objects(tree)), url, marked)


@cache
def _lookup() -> Any:
    """One class for all elements, chosen in C: that of forms and inputs has no use here, and to
    choose it in Python costs more than to parse."""
    from lxml.etree import ElementDefaultClassLookup  # noqa: PLC0415  (35 ms)
    from lxml.html import HtmlElement  # noqa: PLC0415

    return ElementDefaultClassLookup(element=HtmlElement)


def _tree(text: str) -> tuple[HtmlElement | None, bool]:
    """The tree of some HTML, and whether parsing stopped because it was nested too deep."""
    from lxml import etree  # noqa: PLC0415

    parser = etree.HTMLParser(
        encoding="utf-8",
        huge_tree=len(text) >= BIG,
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        collect_ids=False,
        default_doctype=False,
    )
    parser.set_element_class_lookup(_lookup())
    try:
        tree: Any = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError:  # the document is empty
        return None, False
    except etree.XMLSyntaxError:
        return None, False
    depth = any("depth" in entry.message for entry in parser.error_log.filter_from_errors())
    return tree, depth


def _flattened(text: str) -> Iterator[str]:
    """The pieces of some HTML in which no element lies deeper than `DEEPEST`."""
    depth = end = 0
    broken = False
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _VOID or name in ("html", "head", "body"):
            continue
        outside = depth >= DEEPEST if not tag[1] else depth > DEEPEST
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if outside:
            between = text[end : tag.start()]
            broken = broken and not between.strip()
            yield between
            if name not in _INLINE and not broken:
                yield "<br>"
                broken = True
            end = tag.end()
    yield text[end:]


def _rid(tree: HtmlElement) -> None:
    """Takes out what no reader sees and every walk over the tree would have to pass."""
    from lxml import etree  # noqa: PLC0415

    for script in list(tree.iter("script")):
        if "ld+json" not in script.get("type", ""):
            script.drop_tree()
    etree.strip_elements(tree, "style", "svg", "iframe", "template", with_tail=False)
