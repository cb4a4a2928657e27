"""The whole of mining: two looks at the documents, findings, rules, packs, and names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cleaner.kit import Kit
from cleaner.lines import page_of
from cleaner.mine.choose import choose
from cleaner.mine.document import Seen, site_named
from cleaner.mine.found import ranked
from cleaner.mine.gather import gather
from cleaner.mine.names import Spellings, Variants
from cleaner.mine.packs import Packs, packs
from cleaner.mine.rules import made
from cleaner.mine.vocabulary import Vocabulary
from cleaner.model import Document
from cleaner.repeats.table import Repeats
from cleaner.repeats.tally import Tally

LEAST = 2
"""Documents a line must stand in to be in the table: a headline that stands in a list as well."""
LOOKS = 2
"""How often mining reads all documents."""

Documents = Callable[[], Iterator[Document]]
"""Gives all documents, as often as it is called, in one order."""


@dataclass(frozen=True, slots=True)
class Mined:
    """What mining found: packs of rules, spellings of names, and how many documents it read."""

    packs: Packs
    names: tuple[Variants, ...]
    documents: int
    sites: int


def mine(documents: Documents, kit: Kit) -> Mined:
    """The boilerplate and the spellings of names in some documents, which are read twice."""
    spellings = Spellings()
    sites: set[str] = set()
    with Tally() as tally:
        for doc in documents():
            page = page_of(doc.text)
            if not page.filled:
                continue
            site = site_named(doc)
            tally.add(site, (page.lines[i] for i in page.filled))
            spellings.add(doc.text)
            sites.add(site)
        table = tally.table(LEAST)
        count = tally.documents
    gathered = gather(_seen(documents, table, kit), table)
    findings = choose(gathered.groups, Vocabulary(kit.rulebook.rules))
    rules = made(ranked(findings), gathered.prose)
    return Mined(packs(rules), tuple(spellings.variants()), count, len(sites))


def _seen(documents: Documents, table: Repeats, kit: Kit) -> Iterator[Seen]:
    for doc in documents():
        yield Seen(doc, table, kit)
