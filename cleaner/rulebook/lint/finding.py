"""What a check needs to know of a rule, and how it says what it found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from cleaner.errors import Fault
from cleaner.rulebook.lint.codes import codes
from cleaner.rulebook.pack import Sheet
from cleaner.rulebook.rule import Rule
from cleaner.yamltree import Node

_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_SIGNS = re.compile(r"\\[a-zA-Z](?:\{[^}]*\}|<\w+>)?|\(\?P?[^:)=!>]*[:)=!>]?|\[[^\]]*\]|[^\w\s]|\d")


@dataclass(frozen=True)
class Subject:
    """One rule under the glass: the pack it is in, the rule, and the node it stands at."""

    sheet: Sheet
    rule: Rule
    node: Node

    def found(self, code: str, message: str, *path: str | int) -> Iterator[Fault]:
        """A fault where a key of the rule stands, unless the rule accepts the code."""
        if code in self.rule.accept:
            return
        place, tree = self.node.find(path), self.sheet.tree
        excerpt = tree.lines[place.line - 1] if place.line <= len(tree.lines) else ""
        advice = codes()[code].advice
        message = f"{self.rule.id}: {message}"
        yield Fault(tree.file, place.line, place.column, message, advice, excerpt[:160], code)


def steps_of(key: str) -> list[str | int]:
    """The steps to a pattern by the name it has in `BaseRule.patterns`."""
    return [int(step) if step.isdigit() else step for step in key.split(".", 1)]


def words_of(text: str) -> set[str]:
    """The words of a text, folded, and how each begins; of a script that writes none apart, its
    pairs of letters."""
    found: set[str] = set()
    for word in _WORDS.findall(text.casefold()):
        if ord(max(word)) >= 0x0E00 and len(word) > 1:
            found |= {word[i : i + 2] for i in range(len(word) - 1)}
        elif len(word) > 1:
            found |= {word, word[:4]}  # words are inflected
    return found


def plain_words(pattern: str) -> str:
    """What a pattern has of fixed text, its signs left out."""
    return _SIGNS.sub(" ", pattern)
