"""The layout as a run uses it: a model, how far it may go, and which of its rules are at work."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cleaner.layout.entries import Tables
from cleaner.layout.judge import Judge, Removal
from cleaner.layout.kind import read_limits
from cleaner.layout.model import Model, load_model
from cleaner.lines import Page


@dataclass(frozen=True, slots=True)
class Layout:
    """What proposes the removal of lines. `runs` says of a rule's id whether it is at work;
    `digest` is a SHA-256 over the tables."""

    judge: Judge
    runs: Callable[[str], bool]
    digest: str

    def removals(self, page: Page, furnished: bool) -> list[Removal]:
        """What goes of a page, in order. `furnished` says that rules have found furniture in it."""
        found = self.judge.removals(page, furnished)
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
    return Layout(Judge(model, limits, setting, keep_headline), runs, digest)
