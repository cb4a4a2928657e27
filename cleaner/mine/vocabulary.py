"""The words that known boilerplate is made of: those of the phrases of all rules."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from cleaner.mine.nearest import words_of
from cleaner.rulebook.rule import BaseRule, BlockRule

LEAST_WORDS = 2
MOSTLY = 0.75
"""The share of a line's words that must be known."""


class Vocabulary:
    """The words of the phrases of some rules."""

    def __init__(self, rules: Iterable[BaseRule]) -> None:
        self._words = frozenset(
            word
            for rule in rules
            if rule.action in ("remove_line", "remove_block", "remove_span")
            for phrase in _phrases(rule)
            for word in words_of(phrase)
        )
        self.knows = lru_cache(maxsize=1 << 14)(self._knows)

    def _knows(self, line: str) -> bool:
        """Whether a line is made of the words of known boilerplate: two or more of them."""
        words = [word for word in words_of(line) if not word.isdigit()]
        known = sum(word in self._words for word in words)
        return known >= LEAST_WORDS and known >= MOSTLY * len(words)


def _phrases(rule: BaseRule) -> Iterable[str]:
    groups = [rule.line_is, rule.line_starts]
    if isinstance(rule, BlockRule):
        groups.append(rule.heading_is)
    return (phrase for group in groups for phrases in group.values() for phrase in phrases)
