"""Finding the rules that may match a line, at a cost that hardly grows with the rules.

Phrases are looked up in a dictionary, patterns by the literals that they cannot match without, all
of them in one pass over the text. Both only over-approximate. What was found for a line is
remembered, since lines come again: in the next turn of the same document, and on other pages of
the same site. So is what a rule, once tried, found there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import regex

from cleaner.rulebook.bands import Lengths, bands_of
from cleaner.rulebook.compiled import LINE_CAP, CompiledRule, Found
from cleaner.rulebook.form import HEAD_CHARS, first_word, match_form
from cleaner.rulebook.literals import MIN_LITERAL, openings, required
from cleaner.rulebook.openings import beginning
from cleaner.rulebook.rule import BaseRule

_NONE: tuple[int, ...] = ()
_NOTHING: list[Found] = []
MOST_REMEMBERED = 4_000_000
"""Characters of lines that candidates are remembered for; past it, the finder starts anew."""


class Finder:
    """An index of rules, which go by their place in the sequence. `everywhere` are those that have
    neither phrase nor literal; of them, who can begin with anything is in `anyhow`, and is tried
    on every line that is as long as it asks for."""

    def __init__(self, rules: Sequence[CompiledRule]) -> None:
        self.everywhere: list[int] = []
        self._lengths = [_lengths(rule.rule) for rule in rules]
        self._openings = [openings(rule.rule.line_regex or "") for rule in rules]
        self._rules = rules
        self._known: dict[str, tuple[int, ...]] = {}
        self._found: list[dict[str, list[Found]]] = [{} for _ in rules]
        self._seconds: set[tuple[int, str]] = set()
        self._remembers = 0
        self._by_phrase: dict[str, list[int]] = defaultdict(list)
        self._by_start: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._by_opening: list[int] = []
        literals: dict[str, list[int]] = defaultdict(list)
        for number, rule in enumerate(rules):
            self._file(number, rule, literals)
        self._always: dict[str, list[int]] = defaultdict(list)
        for number in (*self.everywhere, *self._by_opening):
            for first in {text[0] for text in self._openings[number] or ()}:
                self._always[first].append(number)
        self.anyhow = [n for n in self.everywhere if self._openings[n] is None]
        self._first_words = {first_word(phrase) for phrase in self._by_phrase if phrase.isascii()}
        self._bands = bands_of(literals, self._lengths)

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
        best = max(known, key=lambda c: (min(map(len, c)), -len(c)))
        opens = self._openings[number]
        # Many lines begin with a number: of those, literals know more.
        if opens and _is_weak(best) and not any(text.startswith("0") for text in opens):
            self._by_opening.append(number)
            return
        for literal in best:
            literals[literal].append(number)

    def fits(self, number: int, line: str) -> bool:
        """Whether a line is as long as a rule asks for."""
        shortest, longest = self._lengths[number]
        return shortest <= len(line) <= longest

    def may_match(self, number: int, line: str) -> bool:
        """Whether a line is as long as a rule asks for and begins as its pattern does."""
        return self.fits(number, line) and self._opens(number, beginning(line))

    def known(self, lines: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        """Which rules may match a line, for these lines at least. A rule that may match the line
        above, by what it wants below, stands as its complement (`~number`). Those in `anyhow` are
        not among them: that concerns all lines."""
        known = self._known
        fresh = [line for line in lines if line not in known]
        if fresh:
            size = sum(map(len, fresh))
            if self._remembers + size > MOST_REMEMBERED:
                known, fresh, size = {}, [*lines], sum(map(len, lines))
                self._known, self._remembers = known, 0
                self._found, self._seconds = [{} for _ in self._rules], set()
            self._remembers += size
            known.update(self._asked(list(dict.fromkeys(fresh))))
        return known

    def found(self, number: int, line: str) -> list[Found]:
        """What a rule finds in a line. Where that is nothing, it is no candidate there any more.

        Raises TimeoutError if a pattern takes too long, regex.error if one is broken."""
        told = self._found[number].get(line)
        if told is not None:
            return told
        found = self._rules[number].matches(line)
        if found or not self._deny(number, line):
            self._found[number][line] = found or _NOTHING
        return found

    def is_second(self, number: int, line: str) -> bool:
        """Whether a line may be what a rule wants below its own. Where it is not, the line above
        is no candidate any more. What only the rule's own turn can tell is left to it."""
        if (number, line) in self._seconds:
            return True
        try:
            fits = self._rules[number].second_line(line) is not None
        except (TimeoutError, regex.error):
            fits = True
        if fits:
            self._seconds.add((number, line))
        else:
            self._deny(~number, line)
        return fits

    def _deny(self, number: int, line: str) -> bool:
        """Takes a rule off the candidates of a line; says whether it was one."""
        known = self._known.get(line, _NONE)
        if number not in known:
            return False
        self._known[line] = tuple(other for other in known if other != number)
        return True

    def _asked(self, lines: list[str]) -> dict[str, tuple[int, ...]]:
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
        for band in self._bands:
            band.find(lines, found)
        return self._fitting(lines, found)

    def _fitting(
        self, lines: list[str], found: Mapping[str, Collection[int]]
    ) -> dict[str, tuple[int, ...]]:
        """The rules found for each of some lines and those that have no literal, as far as the line
        is as long as they ask for and begins as their patterns do."""
        answers = dict.fromkeys(lines, _NONE)
        always, lengths, openings = self._always, self._lengths, self._openings
        for line in lines if always else found:
            begins = beginning(line)
            if not begins:
                continue
            numbers = found.get(line, ())
            if more := always.get(begins[0]):
                numbers = (*numbers, *more)
            if not numbers:
                continue
            size, kept = len(line), []
            for number in numbers:
                if number >= 0:
                    shortest, longest = lengths[number]
                    opens = openings[number]
                    if not shortest <= size <= longest:
                        continue
                    if opens is not None and not begins.startswith(opens):
                        continue
                kept.append(number)
            if kept:
                answers[line] = tuple(dict.fromkeys(kept))
        return answers

    def _may_be_a_phrase(self, line: str) -> bool:
        """Whether a line begins as a phrase does; who is not in ASCII is taken at its word."""
        return not line.isascii() or first_word(line) in self._first_words

    def _opens(self, number: int, begins: str) -> bool:
        """Whether a rule may match a line that begins so."""
        known = self._openings[number]
        return known is None or begins.startswith(known)


def _is_weak(literals: Iterable[str]) -> bool:
    """Whether literals stand in so many words that how a line begins says more."""
    return any(len(text) == MIN_LITERAL and text.isascii() and text.isalpha() for text in literals)


def _below(rule: CompiledRule) -> frozenset[str] | None:
    """The literals of the line that must stand below that of a rule. Where a rule's lines are
    counted, all count, whatever stands below them."""
    wanted = rule.next_line
    if wanted is None or not wanted.required or rule.rule.limits.max_matches is not None:
        return None
    return required(wanted.regex)


def _lengths(rule: BaseRule) -> Lengths:
    """The shortest and the longest line that a rule asks for."""
    return rule.where.min_chars or 0, min(rule.where.max_chars or LINE_CAP, LINE_CAP)
