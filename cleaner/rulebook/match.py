"""Running a rulebook over a text: find candidate lines cheaply, confirm them with the rules.

Candidates come from the index in `finder.py`. It only over-approximates; the verdict is always the
rule's own, so the answer is that of `Reference`, which tries every rule on every line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

import regex

from cleaner.errors import Fault, RuleError
from cleaner.lines import Page, page_of
from cleaner.model import Edit, Note
from cleaner.rulebook.compiled import CompiledRule
from cleaner.rulebook.doubt import without_content
from cleaner.rulebook.effects import proposals
from cleaner.rulebook.finder import Finder
from cleaner.rulebook.hits import Hit
from cleaner.rulebook.keys import Where
from cleaner.rulebook.rule import BaseRule, BlockRule, LayoutRule
from cleaner.rulebook.shapes import shape
from cleaner.rulebook.sites import same_site

_NOWHERE = 1 << 60
Seen = Callable[[str, str, bool], tuple[int, int]]
"""Told a line, a host, and whether numbers, dates and names are masked: in how many documents of
the site such a line stands, and how many the site has. For the host "": of the corpus."""
Place = tuple[str, bool, int, int]
"""Where lines may stand: the arguments of `Page.stretch`."""
MOST_GIVEN_UP = 1_000
"""Lines that a matcher remembers as too much for a rule; past it, it starts anew."""


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
    """Rules, compiled; those of layout are left to its model. What it remembers of texts,
    candidates for the last few and for lines, only saves time."""

    def __init__(self, rules: Iterable[BaseRule]) -> None:
        matching = [rule for rule in rules if not isinstance(rule, LayoutRule)]
        self.rules = [CompiledRule(rule) for rule in sorted(matching, key=lambda r: r.id)]
        self.headings: frozenset[str] = frozenset().union(
            *(r.phrases for r in self.rules if isinstance(r.rule, BlockRule))
        )
        self._finder = Finder(self.rules)
        self._gave_up: set[tuple[int, str]] = set()
        self._stages = [rule.rule.stage for rule in self.rules]
        self._places = [_place(rule.rule.where) for rule in self.rules]
        self._reaches = [_reach(rule.rule) for rule in self.rules]
        self._remembered = lru_cache(maxsize=4)(self.candidates)

    def candidates(self, page: Page, counted: bool = True) -> dict[int, list[int]]:
        """For each rule that may match somewhere, by its number, the lines where it may. Unless
        repeats are counted, no rule about them is tried everywhere."""
        found: dict[int, list[int]] = defaultdict(list)
        known, position, reaches = self._finder.known(page.lines), page.position, self._reaches
        for index, numbers in enumerate(list(map(known.__getitem__, page.lines))):
            for number in numbers:
                if number < 0:
                    self._above(~number, page, index, found)
                elif position[index] <= reaches[number]:
                    found[number].append(index)
        for number in self._finder.anyhow:
            if self.rules[number].says_nothing and not counted:
                continue
            first = page.filled[: self._reaches[number] + 1]
            if fitting := [i for i in first if self._finder.fits(number, page.lines[i])]:
                found[number] = fitting
        return found

    def _above(self, number: int, page: Page, index: int, found: dict[int, list[int]]) -> None:
        """Adds the line above one that a rule wants below its own, where the rule may match it."""
        place = page.position[index] - 1
        if 0 <= place <= self._reaches[number]:
            above = page.filled[place]
            finder, lines = self._finder, page.lines
            if finder.may_match(number, lines[above]) and finder.is_second(number, lines[index]):
                found[number].append(above)

    def propose(
        self, text: str, stage: str, scope: Scope, yielding: Collection[str] = ()
    ) -> list[Edit | Note]:
        """The edits and notes on a text of all rules of a stage but those that yield."""
        page = page_of(text)
        candidates = self._remembered(page, scope.seen is not None)
        stretches: dict[Place, tuple[int, int]] = {}
        slow: set[str] = set()
        hits: list[Hit] = []
        at_work: list[int] = []
        for number in sorted(candidates):
            rule = self.rules[number]
            if self._stages[number] != stage or rule.id in yielding:
                continue
            place = self._places[number]
            first, last = stretches.get(place) or stretches.setdefault(place, page.stretch(*place))
            lines = [index for index in candidates[number] if first <= index <= last]
            if rule.looks_below:
                lines = [index for index in lines if rule.allowed_at(page, index)]
            if not lines:
                continue
            if rule.rule.repeats:
                lines = scope.repeated(rule.rule, page, lines)
            try:
                mine = self._hits(number, page, lines)
            except TimeoutError:
                slow.add(rule.id)
                continue
            if mine and scope.allows(rule.rule):
                hits += mine
                at_work.append(number)
        crowded = self._crowded(page, candidates, at_work)
        hits = without_content(page, hits)
        return proposals(page, hits, [*_late(slow), *crowded], stage)

    def _hits(self, number: int, page: Page, lines: Sequence[int]) -> list[Hit]:
        """What a rule finds at some lines. Raises TimeoutError if a pattern takes too long; the
        stages see a text many times, so the line is remembered and not tried again."""
        gave_up, rule = self._gave_up, self.rules[number]
        if gave_up and any((number, page.lines[i]) in gave_up for i in lines):
            raise TimeoutError
        hits: list[Hit] = []
        for i in lines:
            line = page.lines[i]
            try:
                if found := self._finder.found(number, line):
                    hits += shape(rule, page, i, found, self.headings)
            except regex.error as error:
                raise broken_pattern(rule.id, error) from error
            except TimeoutError:
                if len(gave_up) >= MOST_GIVEN_UP:
                    gave_up.clear()
                gave_up.add((number, line))
                raise
        return hits

    def _crowded(
        self, page: Page, candidates: Mapping[int, Sequence[int]], at_work: Iterable[int]
    ) -> list[Note]:
        """A note for each rule at work whose lines are too many in the document, in whatever zone
        they stand."""
        notes = []
        for number in at_work:
            rule = self.rules[number]
            most = rule.rule.limits.max_matches
            if most is None:
                continue
            lines = (page.lines[i] for i in candidates[number])
            try:
                found = sum(1 for line in lines if self._finder.found(number, line))
            except TimeoutError:
                notes += _late([rule.id])
                continue
            if found > most:
                cause = f"{found} lines of the document match, more than {most}"
                notes.append(Note("yielded", 0, 0, cause, rule.id))
        return notes

    def literal_of(self, rule_id: str) -> bool:
        """Whether the rule can be found without being tried on every line."""
        return all(self.rules[number].id != rule_id for number in self._finder.everywhere)


class Reference(Matcher):
    """The same rules tried on every line: slow, and what the fast way is held equal to."""

    def candidates(self, page: Page, counted: bool = True) -> dict[int, list[int]]:  # noqa: ARG002
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


def _place(where: Where) -> Place:
    last = _NOWHERE - 1 if where.line_index_max is None else where.line_index_max
    return where.zone, where.after_last_prose, where.line_index_min or 0, last


def _reach(rule: BaseRule) -> int:
    """The last position at which a rule looks: it counts its matches in the whole text."""
    return _NOWHERE if rule.limits.max_matches is not None else _place(rule.where)[3]
