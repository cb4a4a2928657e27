"""Edits: the only way a text changes, and the only place where offsets are computed.

A stage proposes edits against its input; `apply` turns them into text. What a document keeps is
their log: pass after pass, and within a pass from the last edit to the first, so that each entry's
offsets hold for the text as all earlier entries have left it. The log is thus replayed and undone
by one loop that needs no notion of passes:

    for e in log:            text = text[:e.start] + e.new + text[e.end:]
    for e in reversed(log):  text = text[:e.start] + e.old + text[e.start + len(e.new):]

`replay` and `undo` do the same in linear time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from cleaner.model import Edit

DIFF_LIMIT = 4_000
"""Lines longer than this are compared from both ends only: a full diff takes quadratic time."""


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """The edits of one pass from first to last. Raises ValueError if two overlap."""
    ordered = sorted(edits, key=lambda e: (e.start, e.end))
    for left, right in pairwise(ordered):
        if right.start < left.end or (right.start, right.end) == (left.start, left.end):
            raise ValueError(
                f"two edits overlap: {left.rule} at {left.start}:{left.end} and "
                f"{right.rule} at {right.start}:{right.end}"
            )
    return ordered


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[Edit, ...]]:
    """The text after the edits of one pass, and their entries for the log.

    Raises ValueError if two edits overlap or one does not find its `old` where it says.
    """
    ordered = in_order(edits)
    return _rewrite(text, ordered), tuple(reversed(ordered))


def _rewrite(text: str, ordered: Iterable[Edit]) -> str:
    pieces: list[str] = []
    done = 0
    for edit in ordered:
        whole = edit.end - edit.start == len(edit.old)
        if edit.start < done or not whole or text[edit.start : edit.end] != edit.old:
            raise ValueError(f"{edit.rule} at {edit.start}:{edit.end} does not fit the text")
        pieces += (text[done : edit.start], edit.new)
        done = edit.end
    pieces.append(text[done:])
    return "".join(pieces)


def passes(log: Sequence[Edit]) -> Iterator[Sequence[Edit]]:
    """The log cut into runs that can be applied together: each from the last edit to the first."""
    start = 0
    for i in range(1, len(log)):
        here, later = log[i], log[i - 1]
        again = here.start == here.end == later.start == later.end
        if here.end > later.start or again or here.stage != later.stage:
            yield log[start:i]
            start = i
    if log:
        yield log[start:]


def replay(base: str, log: Sequence[Edit]) -> str:
    """The text after the log's edits. Raises ValueError if the log does not fit the base."""
    for run in passes(log):
        base = _rewrite(base, reversed(run))
    return base


def undo(text: str, log: Sequence[Edit]) -> str:
    """The text before the log's edits. Raises ValueError if the log does not fit the text."""
    for run in reversed(list(passes(log))):
        text = _rewrite(text, (inverse(edit, shift) for edit, shift in with_shift(run)))
    return text


def with_shift(run: Sequence[Edit]) -> Iterator[tuple[Edit, int]]:
    """The edits of one run from first to last, each with how far those before it move it."""
    shift = 0
    for edit in reversed(run):
        yield edit, shift
        shift += len(edit.new) - len(edit.old)


def inverse(edit: Edit, shift: int) -> Edit:
    """The edit that takes this one back, in offsets of the text after the run."""
    start = edit.start + shift
    return Edit(edit.stage, edit.rule, start, start + len(edit.new), edit.new, edit.old)


def mapper(run: Sequence[Edit]) -> Callable[[int], int]:
    """A function from an offset before one run to the offset after it.

    Offsets inside a replaced stretch go to where its replacement starts.
    """
    ordered = list(with_shift(run))
    starts = [edit.start for edit, _ in ordered]

    def forward(offset: int) -> int:
        at = bisect_right(starts, offset) - 1
        if at < 0:
            return offset
        edit, shift = ordered[at]
        if offset < edit.end:
            return edit.start + shift
        return offset + shift + len(edit.new) - len(edit.old)

    return forward


def from_base(log: Sequence[Edit], offset: int) -> int:
    """Where an offset of the base stands in the text after the log."""
    for run in passes(log):
        offset = mapper(run)(offset)
    return offset


def to_base(log: Sequence[Edit], offset: int) -> int:
    """Where an offset of the text after the log stood in the base.

    Offsets inside a replacement go to where the replaced stretch starts.
    """
    for run in reversed(list(passes(log))):
        back = [inverse(edit, shift) for edit, shift in with_shift(run)]
        offset = mapper(back[::-1])(offset)
    return offset


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the base and what became of it, by the entries of the log that touched it."""

    start: int
    end: int
    old: str
    new: str
    edits: tuple[Edit, ...]


def compose(base: str, log: Sequence[Edit]) -> list[Change]:
    """The whole log as changes of the base, from first to last, none overlapping.

    Edits that touch what an earlier edit wrote are joined with it into one change.
    """
    changes: list[Change] = []
    for run in passes(log):
        changes = _onto(base, changes, [edit for edit, _ in with_shift(run)])
    return changes


def _onto(base: str, changes: list[Change], edits: list[Edit]) -> list[Change]:
    """One more run of edits, which name the text after `changes`, joined with them."""
    result: list[Change] = []
    todo = list(reversed(edits))
    shift = 0  # offset in the text after `changes` minus offset in the base, so far
    waiting = list(reversed(changes))
    while todo or waiting:
        if not todo or (waiting and waiting[-1].start + shift < todo[-1].start):
            group_start = waiting[-1].start
        else:
            group_start = todo[-1].start - shift
        end_now = group_start + shift  # how far the group reaches, in the text after `changes`
        parts: list[Change] = []
        hits: list[Edit] = []
        inner = shift
        while True:
            change = waiting[-1] if waiting else None
            edit = todo[-1] if todo else None
            if change is not None and _touches(change.start + inner, end_now, parts or hits):
                parts.append(waiting.pop())
                end_now = max(end_now, change.start + inner + len(change.new))
                inner += len(change.new) - len(change.old)
            elif edit is not None and _touches(edit.start, end_now, parts or hits):
                hits.append(todo.pop())
                end_now = max(end_now, edit.end)
            else:
                break
        result.append(_join(base, group_start, shift, end_now, inner, parts, hits))
        shift = inner
    return result


def _touches(start: int, reach: int, begun: object) -> bool:
    """Whether something at `start` belongs to a group that reaches up to `reach`."""
    return start < reach or (start == reach and not begun)


def _join(
    base: str,
    start: int,
    shift: int,
    end_now: int,
    inner: int,
    parts: list[Change],
    hits: list[Edit],
) -> Change:
    end = end_now - inner
    pieces: list[str] = []
    at = start
    for part in parts:
        pieces += (base[at : part.start], part.new)
        at = part.end
    pieces.append(base[at:end])
    middle = "".join(pieces)
    origin = start + shift
    for edit in reversed(hits):
        middle = middle[: edit.start - origin] + edit.new + middle[edit.end - origin :]
    touched = tuple(e for part in parts for e in part.edits) + tuple(hits)
    return Change(start, end, base[start:end], middle, touched)


def difference(stage: str, rule: str, start: int, old: str, new: str) -> list[Edit]:
    """The smallest edits that turn a line `old`, which stands at `start`, into `new`."""
    left = 0
    limit = min(len(old), len(new))
    while left < limit and old[left] == new[left]:
        left += 1
    right = 0
    limit -= left
    while right < limit and old[-1 - right] == new[-1 - right]:
        right += 1
    was, becomes = old[left : len(old) - right], new[left : len(new) - right]
    start += left
    if max(len(was), len(becomes)) > DIFF_LIMIT or not was or not becomes:
        blocks = [("replace", 0, len(was), 0, len(becomes))] if was or becomes else []
    else:
        blocks = list(SequenceMatcher(None, was, becomes, autojunk=False).get_opcodes())
    return [
        Edit(stage, rule, start + a, start + b, was[a:b], becomes[c:d])
        for tag, a, b, c, d in blocks
        if tag != "equal"
    ]
