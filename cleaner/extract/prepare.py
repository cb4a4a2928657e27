"""Prepare: a page's tree, changed where extractors would damage or drop what a reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.extract.blocks import BREAKS
from cleaner.extract.cells import flatten_cells
from cleaner.extract.formulas import write_formula
from cleaner.extract.ground import LONG, plain
from cleaner.extract.marks import mark_numbers, mark_pre
from cleaner.extract.raised import raise_all

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_KINDS = ("math", "ruby", "sup", "sub", "pre", "ol", "fieldset", "cite", "table")


def prepare(tree: HtmlElement, *, marked: bool) -> None:
    """Changes a tree in place, whatever extractor follows. With `marked`, `<pre>` and
    `<ol>` get signs in them which `unmark` has to write out."""
    found: dict[str, list[HtmlElement]] = {kind: [] for kind in _KINDS}
    for element in tree.iter(*_KINDS):
        found[element.tag].append(element)
    for math in found["math"]:
        write_formula(math)
    for ruby in found["ruby"]:
        _without_readings(ruby)
    raise_all([*found["sub"], *found["sup"]])
    for fieldset in found["fieldset"]:
        _open_fieldset(fieldset)
    for element in (*found["cite"], *found["table"]):
        _part(element)
    if found["table"]:
        flatten_cells(tree)
    if marked:
        for pre in found["pre"]:
            mark_pre(pre)
        for ol in found["ol"]:
            mark_numbers(ol)


def _without_readings(ruby: HtmlElement) -> None:
    """Leaves of annotated signs the signs: readings above them are no part of the line."""
    for reading in list(ruby.iter("rt", "rp", "rtc")):
        if reading.getparent() is not None:
            reading.drop_tree()
    for base in list(ruby.iter("rb")):
        base.drop_tag()
    ruby.tag = "span"


def _open_fieldset(fieldset: HtmlElement) -> None:
    """Makes a plain block of a group of a form that holds prose: extractors throw it away."""
    if any(len(plain(paragraph)) >= LONG for paragraph in fieldset.iter("p")):
        fieldset.tag = "div"


def _part(element: HtmlElement) -> None:
    """Puts a space between a text and the table, or the source of a quotation, that follows it
    without one."""
    outer = element.getparent()
    if outer is None or (element.tag == "cite" and outer.tag not in ("blockquote", "figure")):
        return
    previous = element.getprevious()
    if previous is None:
        outer.text = f"{outer.text} " if outer.text else outer.text
    elif previous.tag not in BREAKS:
        previous.tail = f"{previous.tail or ''} "
