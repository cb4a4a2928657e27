"""What mining knows of a line that repeats: in how many documents, where, among what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["line", "shape", "label"]
Confidence = Literal["high", "medium", "low"]
EVERYWHERE = "*"
"""Stands for the whole corpus where a site is asked for."""
SAMPLES = 6
MOST_SITES = 64


@dataclass(slots=True)
class Group:
    """A line that repeats, or lines of one shape or with one label, within a site or everywhere.

    `documents` is in how many of `of` documents it stands, by the exact count of the first look.
    The other numbers are of documents in the second: how many were seen (`seen`), in how many it
    stood before the article, after it, inside (`head`, `tail`, `body`); in how many in a run of
    repeated lines that reaches an end of the document (`edge`), in one of four or more
    (`long_run`), beside a line that a rule already takes (`beside`), with no repeated line beside
    it (`alone`), at once before prose (`before_prose`) or before a short line seen once
    (`before_item`); in how many rules already take it (`taken`). `most` is how often it stood in
    one document, `characters` what it takes up in all.
    """

    kind: Kind
    key: str
    site: str
    documents: int
    of: int
    seen: int = 0
    head: int = 0
    tail: int = 0
    body: int = 0
    edge: int = 0
    long_run: int = 0
    beside: int = 0
    alone: int = 0
    before_prose: int = 0
    before_item: int = 0
    taken: int = 0
    lists: int = 0
    titles: int = 0
    items: int = 0
    most: int = 0
    characters: int = 0
    longest: int = 0
    only_head: bool = True
    only_tail: bool = True
    samples: dict[str, str] = field(default_factory=dict)
    sites: set[str] = field(default_factory=set)
    block: str = ""

    def part(self, number: int) -> float:
        """A number of documents as a share of those in which the group was seen."""
        return number / max(1, self.seen)

    @property
    def share(self) -> float:
        """The share of the site's documents that have it."""
        return self.documents / max(1, self.of)

    def sample(self, line: str, document: str) -> None:
        """Takes note of how the line stood in a document."""
        if len(self.samples) < SAMPLES and line not in self.samples:
            self.samples[line] = document


@dataclass(frozen=True, slots=True)
class Finding:
    """A group that is boilerplate: how sure that is, why, and whether a list hangs below it."""

    group: Group
    confidence: Confidence
    why: str
    opens_list: bool = False


Groups = dict[tuple[str, str], Group]
"""Groups by their site and key."""


def ranked(findings: list[Finding]) -> Iterator[Finding]:
    """Findings from the one that takes the most characters to the one that takes the fewest."""
    yield from sorted(findings, key=lambda f: (-f.group.characters, f.group.site, f.group.key))
