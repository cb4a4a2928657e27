"""The extractor `trafilatura`, with what stands in for it on pages it does badly.

Chosen by measurement on 320 pages (`benchmarks/quality.py --track html`). Its quick cascade is
right about most pages; where it goes wrong it loses text, because it settles on one of several
containers, and the lines around the page's own paragraphs are better. Where those lines are
paragraphs nearly all, they are at least as good as any cascade, and it need not be asked. The
full cascade, three times as slow, is left for pages that give next to nothing otherwise.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from cleaner.extract.body import article_body
from cleaner.extract.ground import Ground
from cleaner.extract.page import Page
from cleaner.extract.prose import Prose, own_lines
from cleaner.extract.protocol import Extracted, Wanted
from cleaner.lines import width

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAME = "trafilatura"
MUCH = 1_000
"""Width of all paragraphs from which they can be relied upon to show where the text is."""
PURE = 0.8
"""Share of the lines around the paragraphs that are paragraphs, from which trafilatura is not
asked: there its answers are no better (F1 .950, without it .954)."""
ENOUGH = 0.7
"""Length of what trafilatura gives, as a share of the page's own lines, that is enough. From 0.7
to 0.95 the score is the same to 0.002."""
SHORT = 1_000
"""Characters below which the full cascade is asked too."""
LONGER = 1.5
"""How many times as long as what is there its answer has to be."""
HIDDEN = 2
"""How many times as long as what the page shows the text in its JSON-LD has to be."""
THROWN_AWAY = ("aside", "dialog", "footer", "menu", "nav", "select")


def extract(page: Page, wanted: Wanted) -> Extracted:
    """The main text of a page, by trafilatura or, where that would lose text, by `+prose` (the
    lines around the page's paragraphs), `+lines` (all of its lines that are not links or around
    the text), `+full` (the slower cascade) or `+json` (the text in the page's
    JSON-LD)."""
    prose = Prose(page.tree)
    body = article_body(page)
    if len(body) > HIDDEN * prose.length:
        shown = own_lines(page.tree, prose.ground, links=wanted.links)
        if len(body) > HIDDEN * sum(map(len, shown)):
            return Extracted(body, f"{NAME}+json")
    found = _by_lines(page, wanted, prose)
    if len(found.text) < SHORT:
        text = _trafilatura(page, wanted, prose.ground, fast=False)
        found = _longer(found, Extracted(text, f"{NAME}+full"), LONGER)
    return found


def _by_lines(page: Page, wanted: Wanted, prose: Prose) -> Extracted:
    """What trafilatura's quick cascade gives, unless the page's own lines show that it loses."""
    if prose.length >= MUCH:
        lines, by = prose.lines(links=wanted.links), f"{NAME}+prose"
    else:
        lines, by = own_lines(page.tree, prose.ground, links=wanted.links), f"{NAME}+lines"
    own = Extracted("\n".join(lines), by)
    if prose.length >= MUCH and prose.length >= PURE * sum(map(width, lines)):
        return own
    given = _trafilatura(page, wanted, prose.ground, fast=True)
    return _longer(Extracted(given, NAME), own, 1 / ENOUGH)


def _longer(one: Extracted, other: Extracted, times: float) -> Extracted:
    """One of two texts: the other only if it is so many times as long."""
    return other if len(other.text) > times * len(one.text) else one


def _trafilatura(page: Page, wanted: Wanted, ground: Ground, *, fast: bool) -> str:
    """What trafilatura gives: no comments of readers, tables kept."""
    from trafilatura import bare_extraction  # noqa: PLC0415  (longer than to read many pages)
    from trafilatura.settings import Document, Extractor  # noqa: PLC0415

    options = Extractor(
        output_format="python",
        fast=fast,
        comments=False,
        links=wanted.links,
        url=page.url or None,
    )
    tree = _lighter(page.tree, ground) if fast else page.tree
    found = bare_extraction(tree, options=options)
    return found.text or "" if isinstance(found, Document) else ""


def _lighter(tree: HtmlElement, ground: Ground) -> HtmlElement:
    """A copy without the elements that trafilatura throws away too, but only after it has copied
    and walked them several times. What holds most of a page's paragraphs stays."""
    lighter = copy(tree)
    pairs = list(zip(tree.iter(*THROWN_AWAY), lighter.iter(*THROWN_AWAY), strict=True))
    for original, twin in pairs:
        if not ground.is_main(original):
            twin.drop_tree()
    return lighter
