"""Settling: turning what stages propose into text, until nothing more is proposed.

Two promises are kept here and nowhere else. Nothing changes unrecorded: `take_turn` is the one
place that calls `edits.apply`. And cleaning a clean text changes nothing: the stages take turns
until each of them, seeing the same text, proposes no edit.

A third promise is the cap: removals may take at most a set share of a document. Past it, rules
stand back, the least confident first, and it is reported. A text from which some rules stood back
counts only if cleaning it again would leave it alone; where there is no such text, no rule takes
anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cleaner.edits import apply, mapper
from cleaner.errors import SourceError
from cleaner.kit import Kit
from cleaner.model import (
    Document,
    Drop,
    Edit,
    Language,
    Mark,
    Measurement,
    Mention,
    Metadata,
    Note,
    Proposal,
)

Stage = Callable[[Document, Kit], Iterable[Proposal]]

MAX_CYCLES = 12
"""A rule that still edits after so many cycles is editing its own output: it stands back."""


@dataclass(slots=True)
class Turn:
    """What one stage made of a document."""

    doc: Document
    edits: tuple[Edit, ...] = ()
    marks: tuple[Mark, ...] = ()
    found: list[Language | Metadata] = field(default_factory=list)


def take_turn(stage: Stage, doc: Document, kit: Kit) -> Turn:
    """The document after one stage.

    Marks on text that the stage takes out or replaces move to the place where it stood and stay
    with the document. Others are kept only if the text did not change; else the stage will see the
    same again in a later turn. Raises SourceError if the stage drops the document.
    """
    edits: list[Edit] = []
    marks: list[Mark] = []
    turn = Turn(doc)
    for proposal in stage(doc, kit):
        match proposal:
            case Edit():
                edits.append(proposal)
            case Note() | Mention() | Measurement():
                marks.append(proposal)
            case Drop(rule=rule, reason=reason):
                raise SourceError(rule, reason)
            case _:
                turn.found.append(proposal)
    turn.marks = tuple(marks)
    if edits:
        text, turn.edits = apply(doc.text, edits)
        forward = mapper(turn.edits)
        leaving = [mark for mark in marks if _leaves(mark, turn.edits)]
        kept = tuple(
            replace(mark, start=forward(mark.start), end=forward(mark.end))
            for mark in (*doc.marks, *leaving)
        )
        turn.doc = replace(doc, text=text, edits=doc.edits + turn.edits, marks=kept)
        turn.marks = ()
    return turn


def _leaves(mark: Mark, edits: Sequence[Edit]) -> bool:
    """Whether one of the edits takes out or replaces the text that a mark is about."""
    return any(edit.start <= mark.start and mark.end <= edit.end for edit in edits)


def settle(doc: Document, kit: Kit, stages: Sequence[Stage]) -> Document:
    """The document when no stage proposes an edit any more, within the cap on removals."""
    settled = _rounds(doc, kit, stages)
    if settled is not None and _share_removed(settled) <= kit.settings.max_removed:
        return settled
    for weaker in _weaker_kits(doc, settled, kit, stages):
        again = _rounds(doc, weaker, stages)
        if again is None or _share_removed(again) > kit.settings.max_removed:
            continue
        if weaker.yielding >= kit.rule_ids or _is_settled(again, kit, stages):
            return _reported(again, weaker, settled)
    raise SourceError("unsettled", "the text changes without end even with no rule at work")


def _rounds(doc: Document, kit: Kit, stages: Sequence[Stage]) -> Document | None:
    """The stages in turn until all are content, None if they never are."""
    held: dict[int, tuple[Mark, ...]] = {}
    content = 0
    for number in range(MAX_CYCLES * len(stages)):
        at = number % len(stages)
        turn = take_turn(stages[at], doc, kit)
        doc, held[at] = turn.doc, turn.marks
        content = 0 if turn.edits else content + 1
        if content == len(stages):
            seen = tuple(mark for key in sorted(held) for mark in held[key])
            return replace(doc, marks=_in_place(doc.marks + seen))
    return None


def _in_place(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))


def _is_settled(doc: Document, kit: Kit, stages: Sequence[Stage]) -> bool:
    """Whether the text, cleaned afresh, stays what it is."""
    fresh = Document(doc.id, doc.text, doc.text, hints=doc.hints)
    return settle(fresh, kit, stages).text == doc.text


def _taken(doc: Document) -> Counter[str]:
    """Characters that each rule removed."""
    taken: Counter[str] = Counter()
    for edit in doc.edits:
        if edit.stage == "strip":
            taken[edit.rule] += max(0, len(edit.old) - len(edit.new))
    return taken


def _share_removed(doc: Document) -> float:
    return sum(_taken(doc).values()) / max(1, len(doc.base))


def _weaker_kits(
    doc: Document, settled: Document | None, kit: Kit, stages: Sequence[Stage]
) -> Iterator[Kit]:
    """Kits in which ever more rules stand back: the least confident first, among equals the one
    that takes the most; at the end all."""
    if settled is not None:
        taken = _taken(settled)
        gone: frozenset[str] = frozenset()
        for rule in sorted(taken, key=lambda r: (kit.confidence(r), -taken[r], r)):
            gone |= {rule}
            yield kit.without(gone)
    else:
        yield kit.without(_restless(doc, kit, stages))
    yield kit.without(kit.rule_ids)


def _restless(doc: Document, kit: Kit, stages: Sequence[Stage]) -> frozenset[str]:
    """The rules that still edit in the last of many cycles."""
    rules: set[str] = set()
    for number in range(MAX_CYCLES * len(stages)):
        turn = take_turn(stages[number % len(stages)], doc, kit)
        doc = turn.doc
        if number >= (MAX_CYCLES - 1) * len(stages):
            rules |= {edit.rule for edit in turn.edits}
    return frozenset(rules)


def _reported(doc: Document, kit: Kit, settled: Document | None) -> Document:
    """The document with a note for each rule that stood back."""
    if settled is None:
        causes = {rule: "edits its own output without end" for rule in sorted(kit.yielding)}
    else:
        size = max(1, len(settled.base))
        causes = {
            rule: f"would take {taken / size:.0%} of the text, with others more than the cap"
            for rule, taken in sorted(_taken(settled).items())
            if rule in kit.yielding
        }
    notes = tuple(Note("yielded", 0, 0, cause, rule) for rule, cause in causes.items())
    return replace(doc, marks=notes + doc.marks)

