"""Running a rulebook over a text: find candidate lines cheaply, confirm them with the rules.

Candidates come from a dictionary of phrases, whose cost does not grow with the rules, and from one
automaton over the literals that patterns cannot match without. Both only over-approximate; the
verdict is always the rule's own, so the answer is that of `Reference`, which tries every rule on
every line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, takewhile

import regex
from ahocorasick_rs import AhoCorasick

from cleaner.errors import Fault, RuleError
from cleaner.lines import Page, page_of
from cleaner.model import Edit, Note
from cleaner.rulebook.compiled import LINE_CAP, CompiledRule, whole_line
from cleaner.rulebook.effects import Hit, proposals
from cleaner.rulebook.form import HEAD_CHARS, fold, match_form
from cleaner.rulebook.literals import required
from cleaner.rulebook.rule import BaseRule, BlockRule
from cleaner.rulebook.shapes import shape
from cleaner.rulebook.sites import same_site

_NOWHERE = 1 << 60
_SURROGATE = re.compile("[\ud800-\udfff]")
_NONE: frozenset[int] = frozenset()
Seen = Callable[[str, str, bool], tuple[int, int]]
"""Told a line, a host, and whether numbers, dates and names are masked: in how many documents of
the site such a line stands, and how many the site has. For the host "": of the corpus."""
MOST_GIVEN_UP = 1_000
"""Lines that a matcher remembers as too much for a rule; past it, it starts anew."""
MOST_REMEMBERED = 4_000_000
"""Characters of lines that a matcher remembers candidates for; past it, it starts anew."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What rules may ask about a document beside its text: its host and, only when a rule wants
    to know, its language, and where else its lines stand (None where nobody has counted)."""

    host: str
    language: Callable[[], str]
    seen: Seen | None = None

    def allows(self, rule: BaseRule) -> bool:
        """Whether the rule is meant for documents of this site and language."""
        if rule.sites and not any(same_site(self.host, site) for site in rule.sites):
            return False
        if not rule.languages:
            return True
        language = self.language()
        return any(language == code or language.startswith(code + "-") for code in rule.languages)

    def repeated(self, rule: BaseRule, page: Page, lines: list[int]) -> list[int]:
        """Those of some lines that stand in as many documents as the rule asks for."""
        asked = rule.repeats
        if asked is None or self.seen is None:
            return [] if asked else lines
        host = self.host if asked.within == "site" else ""
        if asked.within == "site" and not host:
            return []
        seen = self.seen

        def enough(index: int) -> bool:
            found, of = seen(page.lines[index], host, asked.masked)
            return found >= max(asked.min_documents, asked.min_share * of)

        if asked.edge_run is None:
            return list(filter(enough, lines))
        ends = (page.filled, page.filled[::-1])
        runs = (set(takewhile(enough, end)) for end in ends)
        reached = set().union(*(run for run in runs if len(run) >= asked.edge_run))
        return [index for index in lines if index in reached]


class Matcher:
    """Rules, compiled. What it remembers of texts, candidates for the last few and for lines, only
    saves time."""

    def __init__(self, rules: Iterable[BaseRule]) -> None:
        self.rules = [CompiledRule(rule) for rule in sorted(rules, key=lambda r: r.id)]
        self.headings: frozenset[str] = frozenset().union(
            *(r.phrases for r in self.rules if isinstance(r.rule, BlockRule))
        )
        self._known: dict[str, frozenset[int]] = {}
        self._remembers = 0
        self._gave_up: set[tuple[int, str]] = set()
        self._by_phrase: dict[str, list[int]] = defaultdict(list)
        self._by_start: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._everywhere: list[int] = []
        self._reach = [_reach(rule.rule) for rule in self.rules]
        self._stages = [rule.rule.stage for rule in self.rules]
        self._counted = [n for n, rule in enumerate(self.rules) if rule.rule.limits.max_matches]
        literals: dict[str, list[int]] = defaultdict(list)
        for number, rule in enumerate(self.rules):
            self._file(number, rule, literals)
        self._automaton = AhoCorasick(sorted(literals))
        self._by_literal = [
            (max(self._reach[number][1] for number in numbers), frozenset(numbers))
            for _, numbers in sorted(literals.items())
        ]
        self._remembered = lru_cache(maxsize=4)(self.candidates)

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
            choices.append(required(whole_line(rule.rule.line_regex)))
        known = [choice for choice in choices if choice]
        if not known:
            self._everywhere.append(number)
            return
        for literal in max(known, key=lambda c: (min(map(len, c)), -len(c))):
            literals[literal].append(number)

    def candidates(self, page: Page) -> dict[int, list[int]]:
        """For each rule that may match somewhere, by its number, the lines where it may."""
        found: dict[int, list[int]] = defaultdict(list)
        lines, filled, position = page.lines, page.filled, page.position
        known = self._known_lines([lines[index] for index in filled])
        for index in filled:
            for number in known[lines[index]]:
                last, longest = self._reach[number]
                if position[index] <= last and len(lines[index]) <= longest:
                    found[number].append(index)
        for number in self._everywhere:
            last, longest = self._reach[number]
            if fitting := [i for i in filled[: last + 1] if len(lines[i]) <= longest]:
                found[number] = fitting
        return found

    def _known_lines(self, lines: list[str]) -> dict[str, frozenset[int]]:
        """Which rules may match a line, for these lines at least. Lines come again: in the next
        turn of the same document, and on other pages of the same site."""
        known = self._known
        fresh = [line for line in dict.fromkeys(lines) if line not in known]
        size = sum(map(len, fresh))
        if self._remembers + size > MOST_REMEMBERED:
            known = self._known = {}
            fresh = list(dict.fromkeys(lines))
            size = sum(map(len, fresh)) - self._remembers
        self._remembers += size
        if fresh:
            known.update(self._asked(fresh))
        return known

    def _asked(self, lines: list[str]) -> dict[str, frozenset[int]]:
        """The rules that may match each of some lines."""
        answers = dict.fromkeys(lines, _NONE)
        by_phrase, by_start = self._by_phrase, self._by_start
        for line in lines:
            if len(line) <= HEAD_CHARS:
                form = match_form(line)
                if form in by_phrase:
                    answers[line] |= frozenset(by_phrase[form])
            elif by_start:
                form = match_form(line[:HEAD_CHARS])
            else:
                continue
            for phrase, number in by_start.get(form[:1], ()):
                if form.startswith(phrase):
                    answers[line] |= {number}
        folded = fold("\n".join(lines))
        starts = list(accumulate((len(line) + 1 for line in folded.split("\n")[:-1]), initial=0))
        for literal, start in self._literals(folded):
            line = lines[bisect_right(starts, start) - 1]
            longest, numbers = self._by_literal[literal]
            if len(line) <= longest and not numbers <= answers[line]:
                answers[line] |= numbers
        return answers

    def _literals(self, folded: str) -> Iterator[tuple[int, int]]:
        """The numbers of the literals in a folded text, and where each starts."""
        if not folded.isascii():
            folded = _SURROGATE.sub("\ufffd", folded)
        for literal, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            yield literal, start

    def propose(
        self, text: str, stage: str, scope: Scope, yielding: Collection[str] = ()
    ) -> list[Edit | Note]:
        """The edits and notes on a text of all rules of a stage but those that yield."""
        page = page_of(text)
        candidates = self._remembered(page)
        slow: set[str] = set()
        hits: list[Hit] = []
        for number in sorted(candidates):
            rule = self.rules[number]
            if self._stages[number] != stage or rule.id in yielding:
                continue
            lines = [index for index in candidates[number] if rule.allowed_at(page, index)]
            if rule.rule.repeats:
                lines = scope.repeated(rule.rule, page, lines)
            try:
                mine = self._hits(number, page, lines)
            except TimeoutError:
                slow.add(rule.id)
                continue
            if mine and scope.allows(rule.rule):
                hits += mine
        crowded = self._crowded(page, candidates, {hit.rule.id for hit in hits})
        return proposals(page, hits, [*_late(slow), *crowded], stage)

    def _hits(self, number: int, page: Page, lines: Sequence[int]) -> list[Hit]:
        """What a rule finds at some lines. Raises TimeoutError if a pattern takes too long; the
        stages see a text many times, so the line is remembered and not tried again."""
        gave_up, rule = self._gave_up, self.rules[number]
        if gave_up and any((number, page.lines[i]) in gave_up for i in lines):
            raise TimeoutError
        hits: list[Hit] = []
        for i in lines:
            try:
                hits += shape(rule, page, i, self.headings)
            except regex.error as error:
                raise broken_pattern(rule.id, error) from error
            except TimeoutError:
                if len(gave_up) >= MOST_GIVEN_UP:
                    gave_up.clear()
                gave_up.add((number, page.lines[i]))
                raise
        return hits

    def _crowded(
        self, page: Page, candidates: Mapping[int, Sequence[int]], at_work: set[str]
    ) -> list[Note]:
        """A note for each rule at work whose lines are too many in the document, in whatever zone
        they stand."""
        notes = []
        for number in self._counted:
            rule = self.rules[number]
            most = rule.rule.limits.max_matches
            if most is None or rule.id not in at_work:
                continue
            last, _ = self._reach[number]
            lines = (page.lines[i] for i in candidates[number] if page.position[i] <= last)
            try:
                found = sum(1 for line in lines if rule.matches(line))
            except TimeoutError:
                notes += _late([rule.id])
                continue
            if found > most:
                cause = f"{found} lines of the document match, more than {most}"
                notes.append(Note("yielded", 0, 0, cause, rule.id))
        return notes

    def literal_of(self, rule_id: str) -> bool:
        """Whether the rule can be found without being tried on every line."""
        return all(self.rules[number].id != rule_id for number in self._everywhere)


class Reference(Matcher):
    """The same rules tried on every line: slow, and what the fast way is held equal to."""

    def candidates(self, page: Page) -> dict[int, list[int]]:
        """Every rule with every line."""
        return dict.fromkeys(range(len(self.rules)), page.filled)


def broken_pattern(rule_id: str, error: Exception) -> RuleError:
    """What to say of a shipped rule with a pattern that is none: nobody tried it before."""
    message = f"{rule_id}: a pattern is no regular expression: {error}"
    advice = "`clean rules lint` says where. Mend it, or leave the rule out with --ignore."
    return RuleError([Fault("rules", 1, 1, message, advice, code="R102")])


def _late(rules: Iterable[str]) -> list[Note]:
    cause = "a pattern took too long on a line"
    return [Note("yielded", 0, 0, cause, rule) for rule in sorted(rules)]


def _reach(rule: BaseRule) -> tuple[int, int]:
    """The last place among the filled lines and the longest line that a rule asks for."""
    where = rule.where
    last = _NOWHERE - 1 if where.line_index_max is None else where.line_index_max
    return last, min(where.max_chars or LINE_CAP, LINE_CAP)
