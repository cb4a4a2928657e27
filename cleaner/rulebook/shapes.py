"""From a matching line to the stretch of text a rule concerns: the line itself, parts of it, two
lines, a block below a heading, or everything after."""

from __future__ import annotations

import re
from statistics import median

from cleaner.lines import FULL_STOPS, Page, blank_between, bullet, width
from cleaner.rulebook.compiled import Capture, CompiledRule, Found
from cleaner.rulebook.form import HEAD_CHARS, match_form
from cleaner.rulebook.hits import Hit
from cleaner.rulebook.keys import Block
from cleaner.rulebook.rule import BlockRule, LineRule, TruncateRule

_QUOTES = ("“", '"', "«", "„", "「")
_FULL_STOPS = tuple(FULL_STOPS)
_SENTENCES = re.compile(
    r"\w{3}[.!?…][\"”’»]?\s+[\"“„«¿¡]?(?=[^\W\d])"
    r"|[।۔։።။។][\"”’»]?\s+[\"“„«]?(?=[^\W\d])"
    r"|[。！？][」』”]?(?=[「『“\w])"
)
"""Where a second sentence begins: no headline has two and a full stop at the end."""


def shape(
    rule: CompiledRule, page: Page, index: int, found: list[Found], headings: frozenset[str]
) -> list[Hit]:
    """The hits of a rule, by what it has found in a line, in offsets of the page's text."""
    match rule.rule:
        case BlockRule(block=block):
            last = block_end(page, index, block, headings)
            return [] if last is None else [_lines(rule, page, index, last, found[0].captures)]
        case TruncateRule():
            following = page.filled[page.position[index] + 1 :]
            if not following:
                return []
            return [_lines(rule, page, following[0], len(page.lines) - 1, ())]
        case LineRule():
            return _two_lines(rule, page, index, found[0])
    start = page.starts[index]
    return [
        Hit(
            rule,
            index,
            index,
            start + item.start,
            start + item.end,
            item.new,
            _moved(item.captures, start),
        )
        for item in found
    ]


def _lines(
    rule: CompiledRule, page: Page, first: int, last: int, captures: tuple[Capture, ...]
) -> Hit:
    start, end = page.removal_span(first, last)
    return Hit(rule, first, last, start, end, "", _moved(captures, page.starts[first]))


def _moved(captures: tuple[Capture, ...], start: int) -> tuple[Capture, ...]:
    return tuple(Capture(c.key, c.value, c.start + start, c.end + start) for c in captures)


def _two_lines(rule: CompiledRule, page: Page, index: int, found: Found) -> list[Hit]:
    """The line and the next one that is not blank, where the rule asks for it and it fits; else
    the line alone if the rule can do without."""
    next_line = rule.next_line
    place = page.position[index] + 1
    if next_line is not None and place < len(page.filled):
        second = page.filled[place]
        captures = rule.second_line(page.lines[second])
        if captures is not None and blank_between(page, index, second) <= next_line.max_blank:
            hit = _lines(rule, page, index, second, found.captures)
            more = _moved(captures, page.starts[second])
            return [Hit(rule, index, second, hit.start, hit.end, "", hit.captures + more)]
    if next_line is not None and next_line.required:
        return []
    return [_lines(rule, page, index, index, found.captures)]


def block_end(page: Page, index: int, block: Block, headings: frozenset[str]) -> int | None:
    """Index of the last line of the list below a heading, None if what stands there is no such
    list.

    A list whose first item has a bullet goes on while lines have one; a bullet alone on its line
    takes the next line with it. A list without bullets that prose follows leaves its last line
    alone: that may be the prose's own heading. Where more than a quarter of the items end in a
    full stop or begin with a quotation mark they are sentences, not links, and the list stays.
    """
    below = page.filled[page.position[index] + 1 :]
    bulleted = bool(below) and bullet(page.lines[below[0]]) > 0
    if block.bullets != "optional" and (block.bullets == "required") != bulleted:
        return None
    taken, ended_by = _run_of_items(page, below, bulleted, block, headings)
    if ended_by == "prose" and not bulleted and taken:
        taken.pop()
    items = [text for i in taken if (text := _item(page.lines[i]))]
    if ended_by not in block.until or len(items) < block.min_items:
        return None
    if median(map(width, items)) < block.min_item_width:
        return None
    said = sum(item.endswith(_FULL_STOPS) or item.startswith(_QUOTES) for item in items)
    if said * 4 > len(items):
        return None
    return taken[-1]


def _run_of_items(
    page: Page, below: list[int], bulleted: bool, block: Block, headings: frozenset[str]
) -> tuple[list[int], str]:
    """The lines that follow a heading as items, and what ended them; "item" stands for a line too
    long to be one."""
    taken: list[int] = []
    lone = False
    for i in below:
        line = page.lines[i]
        if end := _ends_block(page, i, headings):
            return taken, end
        marked = bullet(line)
        if bulleted and not marked and not lone:
            return taken, "heading"
        if len(line) > block.max_item_chars + marked:
            return taken, "item"
        lone = marked > 0 and not _item(line)
        taken.append(i)
    return taken, "eof"


def _item(line: str) -> str:
    """An item without its bullet."""
    return line[bullet(line) :].strip()


def _ends_block(page: Page, index: int, headings: frozenset[str]) -> str | None:
    line = page.lines[index]
    if page.is_prose_at(index) or (line.rstrip().endswith(_FULL_STOPS) and _SENTENCES.search(line)):
        return "prose"
    # An address stands below a list, as its source, and is none of its headlines.
    if "://" in line or (len(line) <= HEAD_CHARS and match_form(line) in headings):
        return "heading"
    return None
