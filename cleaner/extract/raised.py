"""Raised and lowered: `<sup>` and `<sub>` as signs, since 10 to the power of 6 is not 106.

What a reader sees raised is written with raised signs (`10⁶`, `m²`, `Ca²⁺`), lowered digits with
lowered ones (`H₂O`); a reference to a note becomes `[3]`. Letters stay as they are (`2nd`, `Mme`),
as do cents behind a decimal mark (`12,99`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaner.extract.blocks import BREAKS
from cleaner.extract.ground import plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

RAISED = str.maketrans("0123456789+-−–ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿⁱ")
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
POWER = re.compile(r"[-+−–]?(?:[0-9]{1,4}|[ni])(?:[-+−–](?:[0-9]{1,4}|[ni])?)?")
"""What can be written with raised signs: `6`, `-3`, `n`, `2+`, `n-1`."""
_BROKEN = re.compile(r"[-+−–]?[0-9]{1,4}[./][0-9]{1,4}")
_INDEX = re.compile(r"[0-9]{1,4}")
_SEVERAL = re.compile(r"[0-9]{1,3}(?:\s?[,;–-]\s?[0-9]{1,3})+")
_NUMBERS = re.compile(rf"[0-9]{{1,3}}|{_SEVERAL.pattern}")
_NOTE = re.compile(rf"{_NUMBERS.pattern}|[a-z]")
_NAMED = re.compile(
    r"(?<![^\W_])(?:reference|(?:foot|end)?note|noteref|fn|fnref|cite|citation)s?(?![^\W\d_])",
    re.IGNORECASE,
)
_BASE = re.compile(r"[^\W_][)\]}′″]?$|[)\]°%′″]$")
_ATOM = re.compile(r"(?:(?<![^\W\d_])[A-Z][a-z]?|[₀-₉)\]])$")
_BEGIN = re.compile(r"(?:^|[\s(])$")
_STOP = re.compile(r"[.,;:!?…。、，！？”’»」』\"]$")
_DECIMAL = re.compile(r"\d[.,]$")


def raise_all(elements: list[HtmlElement]) -> None:
    """Writes the content of `<sup>` and `<sub>` elements, in the order of the page, as signs."""
    for element in elements:
        inside = plain(element).strip()
        if not inside or len(inside) > 40:
            continue
        if element.tag == "sup" and _is_note(element, inside):
            _bracket(element)
        elif (signs := _signs(element, inside)) != inside:
            write(element, signs)


def write(element: HtmlElement, text: str) -> None:
    """Leaves of an element a text. It stays as a `<span>`: to join the text to what is around it
    would take longer and longer on a line with thousands of them."""
    del element[:]
    element.tag, element.text = "span", text
    element.attrib.clear()


def _signs(element: HtmlElement, inside: str) -> str:
    """What is inside as signs, the same if it has none or does not lean on what is before."""
    before = _before(element)
    if element.tag == "sub":
        return inside.translate(_LOWERED) if _INDEX.fullmatch(inside) and before else inside
    if _STOP.search(before) and _NUMBERS.fullmatch(inside):
        cents = _DECIMAL.search(before) and len(inside) == 2
        return inside if cents else f"[{inside}]"
    leads = _BEGIN.search(before) and (element.tail or "")[:1].isupper()  # as in ¹⁴C
    return _power(before, inside) if leads or _BASE.search(before) else inside


def _power(before: str, inside: str) -> str:
    """What is raised behind a digit, a letter or a bracket."""
    if _SEVERAL.fullmatch(inside) and not before[-1:].isdigit():
        return inside.translate(_RAISED_DIGITS)
    if POWER.fullmatch(inside) or (inside in "+-−–" and _ATOM.search(before)):
        return inside.translate(RAISED)
    return f"^({inside})" if _BROKEN.fullmatch(inside) else inside


def _is_note(element: HtmlElement, inside: str) -> bool:
    """Whether a `<sup>` refers to a note: linked as a whole, or named so, and not in brackets."""
    if not _NOTE.fullmatch(inside):
        return False
    if element.find(".//a") is not None:
        return True
    around = element
    while is_alone(around):
        around = around.getparent()
        if around.tag == "a":
            return plain(around).strip() == inside
    return _NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None


def is_alone(element: HtmlElement) -> bool:
    """Whether an element is the only one in another that makes no line."""
    if element.getprevious() is not None or element.getnext() is not None:
        return False
    outer = element.getparent()
    return outer is not None and outer.tag not in BREAKS


def _bracket(element: HtmlElement) -> None:
    """Puts what an element holds into brackets; links in it stay."""
    element.text = "[" + (element.text or "").lstrip()
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + "]"
    else:
        element.text = element.text.rstrip() + "]"
    element.tag = "span"
    element.attrib.clear()


def _before(element: HtmlElement) -> str:
    """The last characters before an element on its line, empty at the beginning of one."""
    at: HtmlElement | None = element
    while at is not None and at.tag not in BREAKS and at.tag not in ("td", "th"):
        previous, outer = at.getprevious(), at.getparent()
        if previous is not None:
            text = previous.tail or ("" if previous.tag in BREAKS else plain(previous))
            if text or previous.tag in BREAKS:
                return text[-4:]
            at = previous
            continue
        if outer is not None and outer.text:
            return str(outer.text[-4:])
        at = outer
    return ""
