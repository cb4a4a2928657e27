"""Formulas: MathML as text, which extractors throw away or read with all its parts run together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.extract.ground import plain
from cleaner.extract.raised import POWER, RAISED, is_alone, write

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEEPEST = 64
"""Elements of a formula within one another that are told apart."""
_DISPLAY = re.compile(r"\{\\(?:display|text)style\s+(.*)\}", re.DOTALL)
_TEX = re.compile(r"[\\^_{]")
_SOURCES = frozenset(("annotation", "annotation-xml"))
_SINGLE = re.compile(r"\w+|[(].*[)]")
_PAIRS = {"mfrac": "/", "msup": "^", "mover": "^", "msub": "_", "munder": "_"}


def write_formula(math: HtmlElement) -> None:
    """Puts the text of a formula in its place: what it says of itself in `alttext`, the TeX it
    was made from, else its signs in a line. TeX stands in `\\(...\\)`."""
    source = math.get("alttext") or next(
        (
            plain(note)
            for note in math.iter("annotation")
            if note.get("encoding") == "application/x-tex"
        ),
        "",
    )
    source = " ".join(source.split())
    if found := _DISPLAY.fullmatch(source):
        source = found[1].strip()
    if source:
        text = f"\\({source}\\)" if _TEX.search(source) else source
    else:
        text = " ".join(_line(math).split())
    _show(math)
    write(math, text)


def _line(element: HtmlElement, depth: int = 0) -> str:
    """The signs of a formula in a line: `x=2/3`, `x²`, `a_1`, `√(x+1)`."""
    if depth == DEEPEST or element.tag in _SOURCES:
        return plain(element) if depth == DEEPEST else ""
    parts = [_line(child, depth + 1) for child in element]
    if not parts:
        return (element.text or "").strip()
    sign = _PAIRS.get(element.tag)
    if sign and len(parts) == 2:
        first, second = parts
        if sign == "^" and POWER.fullmatch(second):
            return f"{_whole(first)}{second.translate(RAISED)}"
        return f"{_whole(first)}{sign}{_whole(second)}"
    if element.tag == "msqrt":
        return f"√{_whole(''.join(parts))}"
    return "".join(parts)


def _whole(part: str) -> str:
    return part if _SINGLE.fullmatch(part) else f"({part})"


def _show(math: HtmlElement) -> None:
    """Where a formula is hidden because a picture or signs laid out one by one are shown for it,
    it is shown and they are not."""
    if not is_alone(math) or (outer := math.getparent()).tag != "span":
        return
    after = outer.getnext()
    if after is not None and (after.tag == "img" or "katex-html" in (after.get("class") or "")):
        outer.attrib.clear()
        after.drop_tree()
