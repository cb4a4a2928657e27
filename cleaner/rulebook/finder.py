"""Finding the rules that may match a line, at a cost that hardly grows with the rules.

Phrases are looked up in a dictionary, patterns by the literals that they cannot match without, all
of them in one pass over the text. Both only over-approximate. What was found for a line is
remembered, since lines come again: in the next turn of the same document, and on other pages of
the same site. So is that a rule, once tried, found nothing there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from ahocorasick_rs import AhoCorasick

from cleaner.rulebook.compiled import LINE_CAP, CompiledRule
from cleaner.rulebook.form import HEAD_CHARS, first_word, fold, match_form
from cleaner.rulebook.literals import openings, required
from cleaner.rulebook.openings import beginning
from cleaner.rulebook.rule import BaseRule

_SURROGATE = re.compile("[\ud800-\udfff]")
_NONE: frozenset[int] = frozenset()
MOST_REMEMBERED = 4_000_000
"""Characters of lines that candidates are remembered for; past it, the finder starts anew."""


class Finder:
    """An index of rules, which go by their place in the sequence. `everywhere` are those that have
    neither phrase nor literal, and are tried on every line that is as long as they ask for."""

    def __init__(self, rules: Sequence[CompiledRule]) -> None:
        self.everywhere: list[int] = []
        self._lengths = [_lengths(rule.rule) for rule in rules]
        self._openings = [openings(rule.rule.line_regex or "") for rule in rules]
        self._known: dict[str, frozenset[int]] = {}
        self._remembers = 0
        self._by_phrase: dict[str, list[int]] = defaultdict(list)
        self._by_start: dict[str, list[tuple[str, int]]] = defaultdict(list)
        literals: dict[str, list[int]] = defaultdict(list)
        for number, rule in enumerate(rules):
            self._file(number, rule, literals)
        self._always: dict[str, list[int]] = defaultdict(list)
        for number in self.everywhere:
            if not rules[number].says_nothing:
                for first in {text[0] for text in self._openings[number] or ()} or {""}:
                    self._always[first].append(number)
        self._first_words = {first_word(phrase) for phrase in self._by_phrase if phrase.isascii()}
        self._automaton = AhoCorasick(sorted(literals))
        self._by_literal = [numbers for _, numbers in sorted(literals.items())]

    def _file(self, number: int, rule: CompiledRule, literals: dict[str, list[int]]) -> None:
        """Puts a rule under the one key by which its candidates are found."""
        if rule.phrases:
            for phrase in rule.phrases:
                self._by_phrase[phrase].append(number)
            return
        if rule.starts:
            for phrase in rule.starts:
                self._by_start[phrase[:1]].append((phrase, number))
            return
        choices = [rule.span_regex and required(rule.span_regex)]
        if rule.rule.line_regex is not None:
            choices.append(required(rule.rule.line_regex))
        known = [choice for choice in choices if choice]
        below = _below(rule)
        if not known and below:
            for literal in below:
                literals[literal].append(~number)
            return
        if not known:
            self.everywhere.append(number)
            return
        for literal in max(known, key=lambda c: (min(map(len, c)), -len(c))):
            literals[literal].append(number)

    def fits(self, number: int, line: str) -> bool:
        """Whether a line is as long as a rule asks for."""
        shortest, longest = self._lengths[number]
        return shortest <= len(line) <= longest

    def may_match(self, number: int, line: str) -> bool:
        """Whether a line is as long as a rule asks for and begins as its pattern does."""
        return self.fits(number, line) and self._opens(number, beginning(line))

    def known(self, lines: Sequence[str]) -> Mapping[str, frozenset[int]]:
        """Which rules may match a line, for these lines at least. A rule that may match the line
        above, by what it wants below, stands as its complement (`~number`). Rules about lines that
        repeat and say nothing else are not among them: that concerns all lines."""
        known = self._known
        fresh = [line for line in lines if line not in known]
        if fresh:
            size = sum(map(len, fresh))
            if self._remembers + size > MOST_REMEMBERED:
                known, fresh, size = {}, [*lines], sum(map(len, lines))
                self._known, self._remembers = known, 0
            self._remembers += size
            known.update(self._asked(list(dict.fromkeys(fresh))))
        return known

    def deny(self, number: int, line: str) -> None:
        """Remembers that a rule finds nothing in a line: it is no candidate there any more."""
        known = self._known.get(line, _NONE)
        if number in known:
            self._known[line] = known - {number}

    def _asked(self, lines: list[str]) -> dict[str, frozenset[int]]:
        """The rules that may match each of some lines."""
        found: dict[str, set[int]] = defaultdict(set)
        by_phrase, by_start = self._by_phrase, self._by_start
        for line in lines:
            is_short = len(line) <= HEAD_CHARS
            if not by_start and not (is_short and self._may_be_a_phrase(line)):
                continue
            form = match_form(line[:HEAD_CHARS])
            if is_short and form in by_phrase:
                found[line].update(by_phrase[form])
            for phrase, number in by_start.get(form[:1], ()):
                if form.startswith(phrase):
                    found[line].add(number)
        folded = fold("\n".join(lines))
        starts = list(accumulate((len(line) + 1 for line in folded.split("\n")[:-1]), initial=0))
        for literal, start in self._literals(folded):
            found[lines[bisect_right(starts, start) - 1]].update(self._by_literal[literal])
        answers = dict.fromkeys(lines, _NONE)
        always = self._always
        for line in lines if always else found:
            if begins := beginning(line):
                tried = (*found.get(line, ()), *always.get(begins[0], ()), *always.get("", ()))
                answers[line] = frozenset(
                    n for n in tried if n < 0 or (self.fits(n, line) and self._opens(n, begins))
                )
        return answers

    def _may_be_a_phrase(self, line: str) -> bool:
        """Whether a line begins as a phrase does; who is not in ASCII is taken at its word."""
        return not line.isascii() or first_word(line) in self._first_words

    def _opens(self, number: int, begins: str) -> bool:
        """Whether a rule may match a line that begins so."""
        known = self._openings[number]
        return known is None or begins.startswith(known)

    def _literals(self, folded: str) -> Iterator[tuple[int, int]]:
        """The numbers of the literals in a folded text, and where each starts."""
        if not folded.isascii():
            folded = _SURROGATE.sub("\ufffd", folded)
        for literal, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            yield literal, start


def _below(rule: CompiledRule) -> frozenset[str] | None:
    """The literals of the line that must stand below that of a rule. Where a rule's lines are
    counted, all count, whatever stands below them."""
    wanted = rule.next_line
    if wanted is None or not wanted.required or rule.rule.limits.max_matches is not None:
        return None
    return required(wanted.regex)


def _lengths(rule: BaseRule) -> tuple[int, int]:
    """The shortest and the longest line that a rule asks for."""
    return rule.where.min_chars or 0, min(rule.where.max_chars or LINE_CAP, LINE_CAP)
