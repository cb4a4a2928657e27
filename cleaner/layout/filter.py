"""The layout as a run uses it: a model, how far it may go, and which parts of a page it takes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cleaner.layout.entries import Tables
from cleaner.layout.judge import Judge, Removal
from cleaner.layout.kind import read_limits
from cleaner.layout.model import Model, load_model
from cleaner.layout.verdict import RULES
from cleaner.lines import Page
from cleaner.model import Edit

STAGE = "layout"
SHIPPED: Mapping[str, str] = {rule.removeprefix("layout."): rule for rule in RULES}
"""Each part of a page with the shipped rule that takes it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What proposes the removal of lines. `digest` is a SHA-256 over the tables."""

    judge: Judge
    digest: str

    def removals(
        self,
        page: Page,
        furnished: bool,
        parts: Mapping[str, str] = SHIPPED,
        cuts: Sequence[int] = (),
    ) -> list[Removal]:
        """What goes of a page, in order. `furnished` says that rules have found furniture in it,
        `cuts` at which offsets they took whole lines; `parts` are those that may go, each with the
        id of the rule that takes it."""
        found = self.judge.removals(page, furnished, cuts) if parts else []
        ids = {SHIPPED[part]: rule for part, rule in parts.items()}
        return [
            each if ids[each.rule] == each.rule else replace(each, rule=ids[each.rule])
            for each in found
            if each.rule in ids
        ]

    def edits(
        self, page: Page, furnished: bool, parts: Mapping[str, str], cuts: Sequence[int] = ()
    ) -> Iterator[tuple[Edit, Removal]]:
        """The same removals, each with the edit that makes it."""
        for removal in self.removals(page, furnished, parts, cuts):
            start, end = page.removal_span(removal.first, removal.last)
            yield Edit(STAGE, removal.rule, start, end, page.text[start:end], ""), removal


def load_layout(home: Path, setting: str, keep_headline: bool = True) -> Layout:
    """The layout whose tables stand in a folder. Raises RuleError for faults in the tables."""
    return layout_of(load_model(home), setting, keep_headline)


def layout_of(model: Model, setting: str, keep_headline: bool = True) -> Layout:
    """The layout of a model with the limits that stand beside its tables. Raises RuleError for
    faults in them."""
    tables = Tables(model.home)
    limits = read_limits(tables, "limits.tsv", "kinds.tsv")
    tables.check()
    digest = hashlib.sha256(f"{model.digest} {tables.digest}".encode()).hexdigest()
    return Layout(Judge(model, limits, setting, keep_headline), digest)
