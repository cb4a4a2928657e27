"""How much of a document a rule may take. Past that it stands back there, and says so: a rule that
takes most of a text has not found furniture but the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from cleaner.lines import Page
from cleaner.model import Note
from cleaner.rulebook.hits import Hit

MANY_LINES = 200
"""Lines that a rule may take of any document unless it says otherwise. Furniture under every post
of a thread is as many lines as there are posts, so past these lines it is their share that
counts, but not for what goes in one piece: no list of links is that long."""


def within_limits(page: Page, hits: Sequence[Hit]) -> tuple[list[Hit], list[Note]]:
    """The hits of rules that stay within their limits, and a note for each that does not."""
    groups: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        groups[hit.rule.id].append(hit)
    kept: list[Hit] = []
    notes: list[Note] = []
    for rule_id, group in groups.items():
        complaint = _over_limit(page, group) if group[0].removes else None
        if complaint is None:
            kept += group
        else:
            notes.append(Note("yielded", 0, 0, complaint, rule_id))
    return kept, notes


def _over_limit(page: Page, group: Sequence[Hit]) -> str | None:
    """What a rule takes too much of, None if it keeps within its limits."""
    limits = group[0].rule.rule.limits
    if complaint := _too_many_lines(page, group, limits.max_lines, limits.max_document_fraction):
        return complaint
    share = sum(hit.end - hit.start - len(hit.new) for hit in group) / len(page.text)
    if share > limits.max_document_fraction:
        return f"would take {share:.0%} of the text, more than {limits.max_document_fraction:.0%}"
    return None


def _too_many_lines(
    page: Page, group: Sequence[Hit], most: int | None, fraction: float
) -> str | None:
    stretches = {(hit.first, hit.last) for hit in group}
    sizes = [last - first + 1 for first, last in stretches]
    if most is not None:
        over = sum(sizes) > most
        return f"would take {sum(sizes)} lines, more than {most}" if over else None
    if max(sizes) > MANY_LINES:
        return f"would take {max(sizes)} lines at once, more than {MANY_LINES}"
    if sum(sizes) <= MANY_LINES:
        return None
    filled = page.filled
    taken = sum(
        bisect_right(filled, last) - bisect_left(filled, first) for first, last in stretches
    )
    if taken <= fraction * len(filled):
        return None
    return f"would take {taken} of {len(filled)} lines, more than {fraction:.0%}"
