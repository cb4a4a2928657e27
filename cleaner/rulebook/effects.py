"""From hits to proposals: what several rules found in one text, made into edits and notes that do
not contradict each other.

Blocks come before lines, lines before parts of lines, removals before replacements; within a phase
the rules go by id. What overlaps an effect of an earlier rule is left out: the flow runs the rules
again on what remains.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from cleaner.lines import Page, code_spans, is_inside
from cleaner.model import Edit, Note
from cleaner.rulebook.hits import Hit
from cleaner.rulebook.limits import within_limits
from cleaner.rulebook.nearby import required


def proposals(
    page: Page, hits: Iterable[Hit], yielded: Sequence[Note], stage: str
) -> list[Edit | Note]:
    """Edits and notes for the flow, in order of their place. `yielded` names the rules that stand
    back in this document, with the reason. Code is left alone, and says nothing to other rules."""
    result: list[Edit | Note] = [*yielded]
    out = {note.by for note in yielded}
    hits = _outside_code(page, [hit for hit in hits if hit.rule.id not in out])
    hits, notes = within_limits(page, required(page, hits))
    result += notes
    taken = _Taken()
    for hit in sorted(hits, key=lambda h: (h.phase, h.rule.id, h.start, h.end)):
        if hit.start == hit.end or not taken.free(hit.start, hit.end):
            continue
        if hit.takes:
            old = page.text[hit.start : hit.end]
            if old == hit.new:
                continue
            taken.add(hit.start, hit.end)
            result.append(Edit(stage, hit.rule.id, hit.start, hit.end, old, hit.new))
        result += _notes(hit)
    return sorted(result, key=lambda p: (p.start, p.end, isinstance(p, Note)))


def _outside_code(page: Page, hits: list[Hit]) -> list[Hit]:
    """The hits that neither begin in code nor, but for a cut of all that follows, have a line of
    it among theirs."""
    code = code_spans(page.text)
    if not code:
        return hits

    def free(hit: Hit) -> bool:
        cut = hit.rule.rule.action == "truncate_after"
        lines = () if cut else page.starts[hit.first + 1 : hit.last + 1]
        return not any(is_inside(code, start) for start in (hit.start, *lines))

    return list(filter(free, hits))


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
