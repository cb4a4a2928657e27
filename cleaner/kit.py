"""The kit: what stages may look at beside the document itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from cleaner.language import Detector
from cleaner.model import Document, Edit, Language, Note
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
    matcher: Matcher
    rulebook_digest: str
    settings_digest: str
    yielding: frozenset[str] = frozenset()

    def propose(self, stage: str, doc: Document) -> list[Edit | Note]:
        """What the rules of a stage propose for a document."""
        scope = Scope(host_of(doc.hints.get("url", "")), lambda: self.language(doc.text).code)
        return self.matcher.propose(doc.text, stage, scope, self.yielding)

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
    rulebook is given. Raises RuleError for faults in the rules."""
    book = load_rules(*settings.rules) if rulebook is None else rulebook
    book = book.chosen(settings.select, settings.ignore)
    language = lru_cache(maxsize=4)(Detector().detect)
    return Kit(book, settings, language, Matcher(book.rules), book.digest, settings.digest)
