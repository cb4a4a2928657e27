"""The layout as a run uses it: a model, how far it may go, and which of its rules are at work."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cleaner.layout.entries import Tables
from cleaner.layout.kind import Limits, read_limits
from cleaner.layout.model import Model, load_model
from cleaner.layout.verdict import Removal, removals
from cleaner.lines import Page


@dataclass(frozen=True, slots=True)
class Layout:
    """What proposes the removal of lines. `runs` says of a rule's id whether it is at work;
    `keep_headline` whether the headline stays; `digest` is a SHA-256 over the tables."""

    model: Model
    limits: Limits
    setting: str
    keep_headline: bool
    runs: Callable[[str], bool]
    digest: str

    def removals(self, page: Page) -> list[Removal]:
        """What goes of a page, in order."""
        found = removals(page, self.model, self.limits, self.setting, self.keep_headline)
        return [removal for removal in found if self.runs(removal.rule)]


def load_layout(home: Path, setting: str, keep_headline: bool = True) -> Layout:
    """The layout whose tables stand in a folder, all its rules at work. Raises RuleError for faults
    in the tables."""
    return layout_of(load_model(home), setting, keep_headline)


def layout_of(
    model: Model,
    setting: str,
    keep_headline: bool = True,
    runs: Callable[[str], bool] = lambda _rule: True,
) -> Layout:
    """The layout of a model with the limits that stand beside its tables. Raises RuleError for
    faults in them."""
    tables = Tables(model.home)
    limits = read_limits(tables, "limits.tsv", "kinds.tsv")
    tables.check()
    digest = hashlib.sha256(f"{model.digest} {tables.digest}".encode()).hexdigest()
    return Layout(model, limits, setting, keep_headline, runs, digest)
