"""From hits to proposals: what several rules found in one text, made into edits and notes that do
not contradict each other.

Blocks come before lines, lines before parts of lines, removals before replacements; within a phase
the rules go by id. What overlaps an effect of an earlier rule is left out: the flow runs the rules
again on what remains.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.lines import Page
from cleaner.model import Edit, Note
from cleaner.rulebook.compiled import Capture, CompiledRule
from cleaner.rulebook.keys import Nearby
from cleaner.rulebook.selection import EVERYTHING

_PHASES = {
    "remove_block": 0,
    "truncate_after": 0,
    "remove_line": 1,
    "capture_line": 1,
    "remove_span": 2,
    "capture_span": 2,
    "replace": 3,
    "capture_keep": 4,
    "flag": 4,
}
_LOOKING = 4


class Hit(NamedTuple):
    """A rule's match: lines `first` to `last`, the span concerned and what replaces it, in
    offsets of the text, and what is captured."""

    rule: CompiledRule
    first: int
    last: int
    start: int
    end: int
    new: str
    captures: tuple[Capture, ...]

    @property
    def phase(self) -> int:
        """When the hit takes effect; rules of low confidence only look."""
        rule = self.rule.rule
        return _LOOKING if rule.confidence == "low" else _PHASES[rule.action]


def proposals(
    page: Page, hits: Iterable[Hit], yielded: Sequence[Note], stage: str
) -> list[Edit | Note]:
    """Edits and notes for the flow, in order of their place. `yielded` names the rules that stand
    back in this document, with the reason."""
    result: list[Edit | Note] = [*yielded]
    out = {note.by for note in yielded}
    hits = [hit for hit in hits if hit.rule.id not in out]
    hits = _required(page, hits)
    hits, notes = _limited(page, hits)
    result += notes
    taken = _Taken()
    for hit in sorted(hits, key=lambda h: (h.phase, h.rule.id, h.start, h.end)):
        if hit.start == hit.end or not taken.free(hit.start, hit.end):
            continue
        if hit.phase < _LOOKING:
            old = page.text[hit.start : hit.end]
            if old == hit.new:
                continue
            taken.add(hit.start, hit.end)
            result.append(Edit(stage, hit.rule.id, hit.start, hit.end, old, hit.new))
        result += _notes(hit)
    return sorted(result, key=lambda p: (p.start, p.end, isinstance(p, Note)))


def _notes(hit: Hit) -> Iterable[Note]:
    rule = hit.rule.rule
    if rule.confidence == "low" or rule.action == "flag":
        yield Note("flag", hit.start, hit.end, rule.title, rule.id)
    if rule.confidence == "low":
        return
    for key, value, start, end in hit.captures:
        yield Note(f"capture.{key}", start, end, value, rule.id)


class _Taken:
    """Spans that are spoken for, in order."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def free(self, start: int, end: int) -> bool:
        at = bisect_left(self._spans, (start, end))
        before = self._spans[at - 1][1] if at else 0
        after = self._spans[at][0] if at < len(self._spans) else end
        return before <= start and end <= after

    def add(self, start: int, end: int) -> None:
        insort(self._spans, (start, end))


def _required(page: Page, hits: Sequence[Hit]) -> list[Hit]:
    """The hits whose rule finds all it requires, judged by all hits together. Who requires any
    other rule at all is vouched for by those that stand without that, and then by each other."""
    per_rule = Counter(hit.rule.id for hit in hits)
    kept: list[Hit] = []
    waiting: list[Hit] = []
    for hit in hits:
        requires = hit.rule.rule.requires
        if per_rule[hit.rule.id] < (requires.min_hits_in_document or 1):
            continue
        nearby = requires.nearby
        if nearby is not None and nearby.rule == EVERYTHING:
            waiting.append(hit)
        elif nearby is None or _near(page, nearby, hit, hits):
            kept.append(hit)
    taking = [hit for hit in kept if hit.phase < _LOOKING]
    while waiting:
        edges = _edges(page, taking)
        vouched = [hit for hit in waiting if _vouched(page, hit, edges)]
        if not vouched:
            break
        kept += vouched
        taking += vouched
        waiting = [hit for hit in waiting if not _vouched(page, hit, edges)]
    return kept


def _edges(page: Page, taking: Iterable[Hit]) -> list[tuple[int, int]]:
    """Where what is taken begins and ends, in order, each with the line that the rule matched."""
    position = page.position
    return sorted(
        {
            (position[edge], hit.first)
            for hit in taking
            for edge in (hit.first, hit.last)
            if edge in position
        }
    )


def _near(page: Page, wanted: Nearby, hit: Hit, others: Iterable[Hit]) -> bool:
    here = page.position[hit.first]
    return any(
        abs(page.position[other.first] - here) <= wanted.lines
        and other.rule.id != hit.rule.id
        and other.rule.named(wanted.rule)
        for other in others
    )


def _vouched(page: Page, hit: Hit, edges: Sequence[tuple[int, int]]) -> bool:
    """Whether what is taken begins or ends close by, on another line."""
    nearby = hit.rule.rule.requires.nearby
    if nearby is None:
        return False
    here = page.position[hit.first]
    for at in range(bisect_left(edges, (here - nearby.lines, -1)), len(edges)):
        place, first = edges[at]
        if place > here + nearby.lines:
            return False
        if first != hit.first:
            return True
    return False


def _limited(page: Page, hits: Sequence[Hit]) -> tuple[list[Hit], list[Note]]:
    """The hits of rules that stay within their limits, and a note for each that does not."""
    groups: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        groups[hit.rule.id].append(hit)
    kept: list[Hit] = []
    notes: list[Note] = []
    for rule_id, group in groups.items():
        complaint = _over_limit(page, group)
        if complaint is None:
            kept += group
        else:
            notes.append(Note("yielded", 0, 0, complaint, rule_id))
    return kept, notes


def _over_limit(page: Page, group: Sequence[Hit]) -> str | None:
    if group[0].phase >= _PHASES["replace"]:
        return None
    limits = group[0].rule.rule.limits
    lines = sum(hit.last - hit.first + 1 for hit in group)
    if lines > limits.max_lines:
        return f"would take {lines} lines, more than {limits.max_lines}"
    share = sum(hit.end - hit.start - len(hit.new) for hit in group) / len(page.text)
    if share > limits.max_document_fraction:
        return f"would take {share:.0%} of the text, more than {limits.max_document_fraction:.0%}"
    return None
