"""Lines that say what a button says and may yet be the author's own: speech, a heading, an item of
a list, a clause.

Phrases are compared without quotation marks, dashes and bullets, and just these may tell a line of
the text from furniture. Such a line goes only in the company of other furniture.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from cleaner.lines import Page, bullet, ends_sentence, is_prose, width
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

_CALLED = re.compile(r"[.!…。！｡।۔։።‼]\s*$")
"""How a line ends that heads nothing: it says or calls out all it has to say."""
_QUOTED = re.compile(r"\s*[\"“”„‟«»「『‹›].*[\"“”«»」』‹›][.!?…,]?\s*")
_DASHED = re.compile(r"\s*[–—―]\s?\S")
_NUMBERED = re.compile(
    r"\s*(?:#{1,6}\s+)?(?:§\s*\d{1,3}[.)]?|\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+)"
    r"\s+[^\W\d].{0,60}"
)
"""A heading with its number, in the form that dates have not: 3. Cookies, 4.1 Fees, § 5 Notice."""


def without_content(page: Page, hits: Sequence[Hit]) -> list[Hit]:
    """The hits but for those on lines that may be content and have no company: nothing that is no
    such line is taken close by."""
    lines = {hit.first for hit in hits}
    sure: list[Hit] = []
    doubtful: list[tuple[Hit, range]] = []
    for hit in hits:
        places = _company(page, hit, lines)
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


def _company(page: Page, hit: Hit, lines: Container[int]) -> range | None:
    """The places where something must be taken as well, None where the line is not doubted."""
    if hit.rule.rule.action != "remove_line" or not hit.takes:
        return None
    line, here = page.lines[hit.first], page.position[hit.first]
    if hit.rule.phrases and _QUOTED.fullmatch(line):
        return range(0)
    if hit.rule.phrases and _DASHED.match(line) and ends_sentence(line):
        return range(here - 1, here + 2)
    if here and _is_clause(page, here):
        return range(0)
    return _company_of_label(page, hit, here, lines)


def _company_of_label(page: Page, hit: Hit, here: int, lines: Container[int]) -> range | None:
    """The same for rules that tell the label of a button from a heading and an item."""
    line, reach = page.lines[hit.first], hit.rule.rule.requires.label_near
    if reach is None or not _is_label(line):
        return None
    if not bullet(line):
        return range(here - reach, here) if _heads_text(page, here, lines) else None
    # A rule about the head knows a menu there by its other words.
    if hit.rule.rule.where.zone == "head" or _all_taken(page, hit.first, lines):
        return None
    return range(here - reach, here + reach + 1)


def _is_label(line: str) -> bool:
    form = match_form(line)
    return len(form.split()) <= LABEL_WORDS and width(form) <= LABEL_WIDTH


def _heads_text(page: Page, place: int, lines: Container[int]) -> bool:
    """Whether a line may be a heading: a sentence stands below it, one that no rule wants."""
    if place + 1 == len(page.filled) or _CALLED.search(page.lines[page.filled[place]]):
        return False
    below = page.filled[place + 1]
    line = page.lines[below]
    if below in lines or bullet(line):
        return False
    return is_prose(line) or (width(line) >= SENTENCE_WIDTH and ends_sentence(line))


def _all_taken(page: Page, index: int, lines: Container[int]) -> bool:
    """Whether rules want all items of the list that a line is in, and these are three or more."""
    run = [index]
    for step in (-1, 1):
        place = page.position[index] + step
        while 0 <= place < len(page.filled) and bullet(page.lines[page.filled[place]]):
            run.append(page.filled[place])
            place += step
    return len(run) > 2 and all(item in lines for item in run)


def _is_clause(page: Page, place: int) -> bool:
    """Whether a line is a sentence right below a numbered heading, of which the text has others:
    what contracts say of cookies is no notice about them."""
    line = page.lines[page.filled[place]]
    if width(line) < CLAUSE_WIDTH or not ends_sentence(line) or not _heads(page, place - 1):
        return False
    others = (at for at in range(len(page.filled) - 1) if at != place - 1)
    return any(_heads(page, at) for at in others)


def _heads(page: Page, place: int) -> bool:
    """Whether a numbered heading stands at a place, and below it a line without a number."""
    line, below = page.lines[page.filled[place]], page.lines[page.filled[place + 1]]
    return (
        _NUMBERED.fullmatch(line) is not None
        and not ends_sentence(line)
        and _NUMBERED.match(below) is None
    )
