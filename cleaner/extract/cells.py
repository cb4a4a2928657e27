"""Cells: lists and tables within the cell of a table, made one line of text.

Extractors drop them or break the row there. Tables that lay out a page are left alone: such have
long cells, headings or forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.extract.blocks import BREAKS
from cleaner.extract.ground import plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONG = 400
"""Characters of a row from which it is taken for layout."""
_LISTS = ("ul", "ol", "dl", "table")
_CELLS = frozenset(("td", "th"))
_JOINTS = {"li": "; ", "tr": "; ", "dt": "; ", "dd": ": ", "td": ", ", "th": ", "}
_NOT_DATA = ("h1", "h2", "h3", "form", "nav", "pre", "img", "input", "article", "section")


def flatten_cells(tree: HtmlElement) -> None:
    """Joins the items of lists, and the rows of tables, that stand in cells: by `; `."""
    rows: dict[HtmlElement, None] = {}
    for element in tree.iter(*_LISTS):
        if around := list(element.iterancestors("tr")):
            rows[around[-1]] = None
    for row in rows:
        if _is_data(row):
            for cell in row:
                if cell.tag in _CELLS and next(cell.iterdescendants(*_LISTS), None) is not None:
                    _flatten(cell)


def _is_data(row: HtmlElement) -> bool:
    """Whether a row of cells is one of data: several, none of them long or a part of a page, and
    not lists of links."""
    if sum(cell.tag in _CELLS for cell in row) < 2 or len(text := plain(row)) > LONG:
        return False
    if next(row.iterdescendants(*_NOT_DATA), None) is not None:
        return False
    return 2 * sum(len(plain(link)) for link in row.iterdescendants("a")) <= len(text)


def _flatten(cell: HtmlElement) -> None:
    """Takes the blocks in a cell away, with signs and spaces between their texts."""
    blocks = {e: None for e in cell.iterdescendants() if e.tag in BREAKS or e.tag in _CELLS}
    joints = list(map(_joint, blocks))
    for block, joint in zip(blocks, joints, strict=True):
        block.text = joint + (block.text or "").strip()
        behind, following = (block.tail or "").lstrip(), block.getnext()
        space = behind or (following is not None and following not in blocks)
        block.tail = f" {behind}" if space else ""
    for block in blocks:
        block.drop_tag()


def _joint(block: HtmlElement) -> str:
    """What parts a block from what stands before it."""
    earlier = block.getprevious()
    if earlier is None or plain(earlier).rstrip()[-1:] in ".!?;:…。":
        return " "
    return _JOINTS.get(block.tag, " ")
