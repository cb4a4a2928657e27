"""What rules require beside their own lines: how often they match in the document, and what else is
found close by.

Both are judged by all hits together. Close by is looked up among places in order, and of a text
with thousands of hits each is asked again only when something within its reach has changed.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence

from cleaner.lines import Page
from cleaner.rulebook.hits import Hit
from cleaner.rulebook.keys import Requires
from cleaner.rulebook.selection import EVERYTHING


def required(page: Page, hits: Sequence[Hit]) -> list[Hit]:
    """The hits whose rule finds all it requires. Who requires any other rule at all is vouched for
    by those that stand without that, and then by each other."""
    per_rule = _per_rule(page, hits)
    named: dict[str, _Places] = {}
    kept: list[Hit] = []
    waiting: list[Hit] = []
    for hit in hits:
        requires = hit.rule.rule.requires
        if requires.min_hits_in_document is not None and not _enough(
            per_rule[hit.rule.id], page.position[hit.first], requires
        ):
            continue
        nearby = requires.nearby
        if nearby is None:
            kept.append(hit)
        elif nearby.rule == EVERYTHING:
            waiting.append(hit)
        else:
            if nearby.rule not in named:
                named[nearby.rule] = _named(page, nearby.rule, hits)
            here = page.position[hit.first]
            if named[nearby.rule].another(hit.rule.id, here, nearby.lines):
                kept.append(hit)
    return kept + _vouched(page, kept, waiting) if waiting else kept


def _per_rule(page: Page, hits: Iterable[Hit]) -> dict[str, list[int]]:
    """The places where each rule matches that asks how often it does, in order."""
    found: dict[str, list[int]] = defaultdict(list)
    for hit in hits:
        if hit.rule.rule.requires.min_hits_in_document is not None:
            insort(found[hit.rule.id], page.position[hit.first])
    return found


def _enough(places: Sequence[int], here: int, requires: Requires) -> bool:
    """Whether a rule matches as often as it must, this place being one of those that count."""
    wanted, within = requires.min_hits_in_document or 1, requires.within
    if within is None:
        return len(places) >= wanted
    at = bisect_left(places, here)
    firsts = range(max(0, at - wanted + 1), min(at, len(places) - wanted) + 1)
    return any(places[first + wanted - 1] - places[first] < within for first in firsts)


def _named(page: Page, prefix: str, hits: Iterable[Hit]) -> _Places:
    """Where the rules match that a prefix means."""
    return _Places(
        (page.position[hit.first], hit.rule.id) for hit in hits if hit.rule.named(prefix)
    )


class _Places:
    """Which rules match at which places, in order."""

    def __init__(self, found: Iterable[tuple[int, str]]) -> None:
        self._found = sorted(set(found))
        last = len(self._found)
        self._next = [last] * last
        for at in range(last - 2, -1, -1):
            same = self._found[at][1] == self._found[at + 1][1]
            self._next[at] = self._next[at + 1] if same else at + 1

    def another(self, rule_id: str, here: int, reach: int) -> bool:
        """Whether a rule other than this one matches on another line, at most `reach` away."""
        return self._among(rule_id, here - reach, here - 1) or self._among(
            rule_id, here + 1, here + reach
        )

    def _among(self, rule_id: str, low: int, high: int) -> bool:
        at = bisect_left(self._found, (low, ""))
        if at < len(self._found) and self._found[at][1] == rule_id:
            at = self._next[at]
        return at < len(self._found) and self._found[at][0] <= high


def _vouched(page: Page, kept: Iterable[Hit], waiting: Sequence[Hit]) -> list[Hit]:
    """The waiting hits near which something is taken, on another line: first those near what
    stands anyhow, then those near these, and so on."""
    rows = _rows(page, waiting)
    vouched: list[Hit] = []
    fresh = [hit for hit in kept if hit.takes]
    while fresh:
        called = {
            number
            for hit in fresh
            for edge in {hit.first, hit.last}
            if edge in page.position
            for row in rows
            for number in row.call(page.position[edge], page.position[hit.first])
        }
        fresh = [waiting[number] for number in sorted(called)]
        vouched += fresh
    return vouched


def _rows(page: Page, waiting: Sequence[Hit]) -> list[_Row]:
    """The waiting hits, by their numbers: a row for each distance at which some of them look."""
    rows: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, hit in enumerate(waiting):
        nearby = hit.rule.rule.requires.nearby
        if nearby is not None:
            rows[nearby.lines][page.position[hit.first]].append(number)
    return [_Row(reach, rows[reach]) for reach in sorted(rows)]


class _Row:
    """Those that wait, by their places, for something to be taken at most `reach` away."""

    def __init__(self, reach: int, waiting: dict[int, list[int]]) -> None:
        self._reach = reach
        self._places = sorted(waiting)
        self._waiting = [waiting[place] for place in self._places]
        # For who waits, itself; for who was called, one further on, at most the next who waits.
        self._next = list(range(len(self._places) + 1))

    def call(self, place: int, line: int) -> list[int]:
        """Those for whom it is enough that a rule which matched the line at place `line` takes
        something that begins or ends at `place`. They wait no longer."""
        called: list[int] = []
        at = self._from(bisect_left(self._places, place - self._reach))
        while at < len(self._places) and self._places[at] <= place + self._reach:
            if self._places[at] != line:
                called += self._waiting[at]
                self._next[at] = at + 1
            at = self._from(at + 1)
        return called

    def _from(self, at: int) -> int:
        """The first who waits from some place in the row on; the way there is made shorter."""
        following = self._next
        while following[at] != at:
            following[at] = following[following[at]]
            at = following[at]
        return at
