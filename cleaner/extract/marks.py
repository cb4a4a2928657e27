"""Marks: white space and numbers of items that have to get through an extractor unharmed.

An extractor collapses white space and begins every item with a dash. So the lines of `<pre>` and
the numbers of `<ol>` go through it with signs for what would be lost, which `unmark` writes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.extract.blocks import BREAKS, UNSEEN
from cleaner.extract.ground import plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Signs of a book of divination: extractors take what is not printable out, and a page that has
# any of these is left unmarked.
NUMBER, OPEN, CLOSE, LINE, GAP, TAB = "\U0001d34f\U0001d350\U0001d351\U0001d352\U0001d353\U0001d354"
_MARKS = (NUMBER, OPEN, CLOSE, LINE, GAP, TAB)
_BULLET = re.compile(rf"^([ ]*)-[ ]*{NUMBER}", re.MULTILINE)
_OPENING = re.compile(rf"(?:^|[ ]*\n?){OPEN}")
_CLOSING = re.compile(rf"{CLOSE}(?:[ ]*(?:\n|\Z)|[ ]*)")
_WRITTEN = str.maketrans({LINE: "\n", GAP: " ", TAB: "\t", NUMBER: None})

DEEPEST = 64
"""Elements of a `<pre>` within one another that are told apart."""
_WHITE = re.compile(r"\n|\t|^ +|(?<=\n) +| {2,}| +$")
_CODE = re.compile(
    r"(?<![^\W_])(?:code|highlight\w*|hljs|prettyprint|sourcecode|codehilite|prism"
    r"|(?:lang|language|brush)[-:]\w+)(?![^\W_])",
    re.IGNORECASE,
)
_UNLISTED = re.compile(
    r"list-style(?:-type)?\s*:[^;]*none|unstyled|no-?bullet|crumb|comment|post|thread|repl(?:y|ies)"
    r"|message|review|menu|nav|pag(?:er|inat|es)|results|carousel|slide|galler|tabs|social|share",
    re.IGNORECASE,
)
_PARTS = ("h1", "article", "section", "header", "footer", "form", "button", "input", "iframe")
_BRINGS_NUMBER = re.compile(r"\W*(?:[0-9]+|[a-zA-Z]|[ivxIVX]+)(?:[.):]|\s*$)")
_ROMAN = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50),
    ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip


def has_signs(text: str) -> bool:
    """Whether a text has any of the signs."""
    return any(mark in text for mark in _MARKS)  # faster than a pattern by far


def unmark(text: str) -> str:
    """The text an extractor gave, with what its signs stand for."""
    if not has_signs(text):
        return text
    text = _CLOSING.sub("\n", _OPENING.sub("\n", _BULLET.sub(r"\1", text)))
    return text.translate(_WRITTEN).strip("\n")


def mark_pre(pre: HtmlElement) -> None:
    """Keeps the lines of a `<pre>` and what they begin with; code gets a fence around it. In a
    cell it has to stay on one line, and is left as it is."""
    if next(pre.iterancestors("td", "th", "pre"), None) is not None:
        return
    text = "".join(_text(pre)).replace("\r\n", "\n").strip("\n").rstrip()
    if not text.strip():
        return
    if _is_code(pre):
        fence = next((sign for sign in ("```", "~~~") if sign not in text), "")
        text = f"{fence}\n{text}\n{fence}" if fence else text
    del pre[:]
    pre.text = OPEN + _WHITE.sub(_sign, text) + CLOSE


def _sign(white: re.Match[str]) -> str:
    return white[0].replace("\n", LINE).replace("\t", TAB).replace(" ", GAP)


def _text(element: HtmlElement, depth: int = 0) -> Iterator[str]:
    """What a `<pre>` shows: each block in it on a line of its own, no buttons."""
    if depth == DEEPEST:
        yield plain(element)
        return
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif child.tag not in UNSEEN and child.tag != "button":
            inside = "".join(_text(child, depth + 1))
            block = child.tag in BREAKS and not inside.endswith("\n")
            yield f"{inside}\n" if block else inside
        yield child.tail or ""


def _is_code(pre: HtmlElement) -> bool:
    """Whether a `<pre>` says that it is code: it holds `<code>` and nothing else, or it or what is
    around it is named so."""
    if len(pre) == 1 and pre[0].tag == "code" and not (pre.text or "").strip():
        return not (pre[0].tail or "").strip()
    outer = pre.getparent()
    names = pre.get("class") or ""
    if outer is not None and outer.tag in ("div", "figure"):
        names += " " + (outer.get("class") or "")
    return _CODE.search(names) is not None


def mark_numbers(ol: HtmlElement) -> None:
    """Puts the numbers of an ordered list before its items, as a browser would show them. Lists
    that show none, bring their own, are links throughout or lay out a page are left as they are."""
    items = ol.findall("li")
    looks = " ".join(ol.get(name) or "" for name in ("style", "class", "id"))
    if not items or _UNLISTED.search(looks) or all(map(_is_link, items)):
        return
    if any(_BRINGS_NUMBER.match(plain(item)) for item in items[:2]):
        return
    if any(item.get("itemprop") or item.get("rel") for item in items):
        return  # crumbs, and names that a page says as data
    if next(ol.iterdescendants(*_PARTS), None) is not None:
        return
    step = 1 if ol.get("reversed") is None else -1
    number = _integer(ol.get("start"), 1 if step == 1 else len(items))
    for item in items:
        number = _integer(item.get("value"), number)
        _put(item, f"{NUMBER}{_label(number, ol.get('type') or '1')}. ")
        number += step


def _is_link(item: HtmlElement) -> bool:
    inside = plain(item).strip()
    return inside == "".join(plain(link) for link in item.iter("a")).strip()


def _integer(written: str | None, otherwise: int) -> int:
    return int(written) if written and re.fullmatch(r"-?[0-9]{1,6}", written) else otherwise


def _label(number: int, kind: str) -> str:
    """A number as a list of a type writes it: `1`, `a`, `A`, `i`, `I`."""
    label = ""
    if kind in "aA" and number > 0:
        while number:
            number, letter = divmod(number - 1, 26)
            label = chr(97 + letter) + label
    elif kind in "iI" and 0 < number < 4000:
        for sign, value in _ROMAN:
            label += sign * (number // value)
            number %= value
    return (label.upper() if kind in "AI" else label) or str(number)


def _put(item: HtmlElement, label: str) -> None:
    """Puts a label before the first text of an item, in the block it stands in."""
    at = item
    while not (at.text or "").strip() and len(at) and at[0].tag in BREAKS and at[0].tag != "br":
        at = at[0]
        if at.tag in ("ul", "ol", "dl", "table", "pre"):
            return
    if plain(at).strip():
        at.text = label + (at.text or "").lstrip()
