"""The kit: what stages may look at beside the document itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from cleaner.language import detector
from cleaner.measure.units import tables_digest
from cleaner.model import Document, Edit, Language, Note, Share
from cleaner.romanize.load import Names, load_names
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.load import load_rules
from cleaner.rulebook.match import Matcher, Scope, host_of
from cleaner.rulebook.rule import CONFIDENCES, Rulebook
from cleaner.settings import Settings


@dataclass(frozen=True, slots=True)
class Kit:
    """The rules, the settings and the models of a run: frozen, shared by all documents.

    `yielding` names rules that stand back for the document at hand.
    """

    rulebook: Rulebook
    settings: Settings
    language: Callable[[str], Language]
    shares: Callable[[str, Language], tuple[Share, ...]]
    matcher: Matcher
    names: Names
    rulebook_digest: str
    settings_digest: str
    yielding: frozenset[str] = frozenset()

    def propose(self, stage: str, doc: Document) -> list[Edit | Note]:
        """What the rules of a stage propose for a document."""
        scope = Scope(host_of(doc.hints.get("url", "")), lambda: self.language(doc.text).code)
        return self.matcher.propose(doc.text, stage, scope, self.yielding)

    @property
    def files(self) -> dict[str, str]:
        """The files of the rules and of the names, by the names they are reported by."""
        return {**self.rulebook.files, **self.names.files}

    @property
    def rule_ids(self) -> frozenset[str]:
        """The ids of all rules at work."""
        return frozenset(rule.id for rule in self.rulebook.rules)

    def confidence(self, rule_id: str) -> int:
        """How sure a rule is of itself: a higher number is surer."""
        entry = self.rulebook.get(rule_id)
        return CONFIDENCES.index(entry.rule.confidence) if entry else len(CONFIDENCES)

    def without(self, rule_ids: frozenset[str]) -> Kit:
        """A kit in which some more rules stand back."""
        return replace(self, yielding=self.yielding | rule_ids)


def make_kit(settings: Settings, rulebook: Rulebook | None = None) -> Kit:
    """The kit for some settings, with the shipped rules and those the settings name unless a
    rulebook is given. Raises RuleError for faults in the rules, SettingsError for a detector that
    does not exist or is not installed."""
    book = load_rules(*settings.rules) if rulebook is None else rulebook
    names = Names(()) if settings.names == "off" else _names(settings)
    # A choice may speak of rules or of names; the rulebook complains of what it does not know.
    chosen = (settings.select, settings.ignore)
    book = book.chosen(*([p for p in prefixes if not names.named(p)] for prefixes in chosen))
    names = names.chosen(*chosen)
    digest = hashlib.sha256(f"{book.digest} {names.digest} {_units()}".encode()).hexdigest()
    model = detector(settings.detector)
    language = lru_cache(maxsize=4)(model.detect)
    return Kit(
        book, settings, language, model.shares, Matcher(book.rules), names, digest, settings.digest
    )


@lru_cache(maxsize=1)
def _units() -> str:
    """The digest of the unit tables, which do not change while the program runs."""
    return tables_digest(rules_home() / "units")


def _names(settings: Settings) -> Names:
    """The shipped names and those beside the settings' rules."""
    home = rules_home()
    return load_names(home, *settings.rules) if settings.rules else _shipped(home)


@lru_cache(maxsize=1)
def _shipped(home: Path) -> Names:
    """The shipped names, read once: they do not change while the program runs."""
    return load_names(home)
