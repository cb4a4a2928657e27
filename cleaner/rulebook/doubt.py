"""Lines that say what a button says and may yet be the author's own: speech, a heading, an item of
a list, a clause.

Phrases are compared without quotation marks, dashes and bullets, and just these may tell a line of
the text from furniture. Such a line goes only in the company of other furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from functools import lru_cache
from itertools import groupby

from cleaner.lines import Page, bullet, chapter, ends_sentence, is_prose, width
from cleaner.rulebook.form import match_form
from cleaner.rulebook.hits import Hit
from cleaner.rulebook.nearby import required

LABEL_WORDS = 5
"""Words that a heading or an item has at most where it is doubted."""
LABEL_WIDTH = 30
"""Its width at most, which also holds for scripts without spaces."""
SENTENCE_WIDTH = 20
"""Width from which a line that ends as a sentence says something about the heading above it."""
CLAUSE_WIDTH = 30
"""Width from which such a line may be a clause of a contract."""
HEADING_CHARS = 64
"""Characters of a numbered heading at most."""

_QUOTED = re.compile(r"\s*[\"“”„‟«»「『‹›].*[\"“”«»」』‹›][.!?…,]?\s*")
_DASHED = re.compile(r"\s*[–—―]\s?\S")
_ASKS = re.compile(r"[?？؟][\"”’»)\]」』]*\s*$")
_NUMBER = re.compile(r"\d")


def without_content(page: Page, hits: Sequence[Hit]) -> list[Hit]:
    """The hits but for those on lines that may be content and have no company: nothing that is no
    such line is taken close by."""
    lines = {hit.first for hit in hits}
    lists = _taken_lists(page, lines) if any(map(_tells_labels, hits)) else set()
    sure: list[Hit] = []
    doubtful: list[tuple[Hit, range]] = []
    for hit in hits:
        places = _company(page, hit, lines, lists)
        if places is None:
            sure.append(hit)
        else:
            doubtful.append((hit, places))
    if not doubtful:
        return sure
    taken = {
        page.position[edge]
        for hit in required(page, sure)
        if hit.takes
        for edge in (hit.first, hit.last)
        if edge in page.position
    }
    return sure + [hit for hit, places in doubtful if not taken.isdisjoint(places)]


def _tells_labels(hit: Hit) -> bool:
    return hit.rule.rule.requires.label_near is not None


def _company(page: Page, hit: Hit, lines: Container[int], lists: Container[int]) -> range | None:
    """The places where something must be taken as well, None where the line is not doubted.
    `lines` are those that rules want, `lists` those of lists they want as a whole."""
    if hit.rule.rule.action != "remove_line" or not hit.takes:
        return None
    line, here = page.lines[hit.first], page.position[hit.first]
    if hit.rule.phrases and _QUOTED.fullmatch(line):
        return range(0)
    if hit.rule.phrases and _DASHED.match(line) and ends_sentence(line):
        return range(here - 1, here + 2)
    if here and _is_clause(page, here):
        return range(0)
    return _company_of_label(page, hit, here, lines, lists)


def _company_of_label(
    page: Page, hit: Hit, here: int, lines: Container[int], lists: Container[int]
) -> range | None:
    """The same for rules that tell the label of a button from a heading and an item."""
    line, reach = page.lines[hit.first], hit.rule.rule.requires.label_near
    if reach is None or not _is_label(line):
        return None
    if not bullet(line):
        return range(here - reach, here) if _heads_text(page, here, lines) else None
    # A rule about the head knows a menu there by its other words.
    if hit.rule.rule.where.zone == "head" or hit.first in lists:
        return None
    return range(here - reach, here + reach + 1)


def _is_label(line: str) -> bool:
    form = match_form(line)
    return len(form.split()) <= LABEL_WORDS and width(form) <= LABEL_WIDTH


def _heads_text(page: Page, place: int, lines: Container[int]) -> bool:
    """Whether a line may be a heading: a sentence stands below it, one that no rule wants."""
    head = page.lines[page.filled[place]]
    if place + 1 == len(page.filled) or (ends_sentence(head) and not _ASKS.search(head)):
        return False  # it says or calls out all it has to say
    below = page.filled[place + 1]
    line = page.lines[below]
    if below in lines or bullet(line):
        return False
    return is_prose(line) or (width(line) >= SENTENCE_WIDTH and ends_sentence(line))


def _taken_lists(page: Page, lines: Container[int]) -> set[int]:
    """The lines of lists of three items or more all of which rules want."""
    found: set[int] = set()
    for bulleted, group in groupby(page.filled, lambda index: bullet(page.lines[index]) > 0):
        items = list(group)
        if bulleted and len(items) > 2 and all(item in lines for item in items):
            found.update(items)
    return found


def _is_clause(page: Page, place: int) -> bool:
    """Whether a line is a sentence right below a numbered heading, of which the text has others:
    what contracts say of cookies is no notice about them."""
    line = page.lines[page.filled[place]]
    if width(line) < CLAUSE_WIDTH or not ends_sentence(line) or not _heads(page, place - 1):
        return False
    return _headings(page)[_kind(page.lines[page.filled[place - 1]])] > 1


@lru_cache(maxsize=2)
def _headings(page: Page) -> Counter[str]:
    """How many numbered headings of each kind a text has."""
    heads = (at for at in range(len(page.filled) - 1) if _heads(page, at))
    return Counter(_kind(page.lines[page.filled[at]]) for at in heads)


def _kind(heading: str) -> str:
    """What a heading has before its number: "Article", "§" or nothing. Two dates have not the
    same, unless they are of one month."""
    return _NUMBER.split(heading, maxsplit=1)[0].strip(" #")


def _heads(page: Page, place: int) -> bool:
    """Whether a numbered heading stands at a place, and below it a line without a number."""
    line, below = page.lines[page.filled[place]], page.lines[page.filled[place + 1]]
    numbered = len(line) <= HEADING_CHARS and chapter(line) and not ends_sentence(line)
    return bool(numbered) and not chapter(below)
