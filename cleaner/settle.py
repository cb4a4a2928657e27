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

from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cleaner.edits import apply, mapper
from cleaner.errors import SourceError
from cleaner.kit import Kit
from cleaner.lines import is_prose
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

REWRITING = frozenset({"names", "units", "artifacts"})
"""Stages that only rewrite words."""
MAX_CYCLES = 12
"""A rule that still edits after so many cycles is editing its own output: it stands back."""
MAX_GROWTH = 8
"""The same is true of rules that make a text so many times longer than it was."""
MAX_DEPTH = 6
"""How often the question whether a text is settled may lead to the next such question."""


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
        kept = tuple(
            replace(mark, start=forward(mark.start), end=forward(mark.end))
            for mark in (*doc.marks, *_leaving(marks, turn.edits))
        )
        turn.doc = replace(doc, text=text, edits=doc.edits + turn.edits, marks=kept)
        turn.marks = ()
    return turn


def _leaving(marks: Iterable[Mark], run: Sequence[Edit]) -> Iterator[Mark]:
    """The marks on text that one of the edits takes out or replaces. A mark on no text, such as a
    note that a rule stands back, is the next turn's to make again."""
    ordered = run[::-1]
    starts = [edit.start for edit in ordered]
    for mark in marks:
        at = bisect_right(starts, mark.start) - 1
        if at >= 0 and mark.start < mark.end <= ordered[at].end:
            yield mark


def settle(doc: Document, kit: Kit, stages: Sequence[Stage], depth: int = 0) -> Document:
    """The document when no stage proposes an edit any more, within the cap on removals.

    Raises SourceError if the stages go on without end even with no rule at work.
    """
    rest = _rounds(doc, kit, stages)
    if rest.quiet and _within_cap(rest.doc, kit):
        return rest.settled
    # From here on all depends on one text, the one that no rule has touched: what comes of it
    # cannot differ between the document and that text cleaned by itself.
    bare = _rounds(doc, kit.without(kit.rule_ids), stages)
    if not bare.quiet:
        raise SourceError("unsettled", "the text changes without end even with no rule at work")
    return _yielding(bare, kit, stages, depth)


def _yielding(bare: Rest, kit: Kit, stages: Sequence[Stage], depth: int) -> Document:
    """The document, as far as rules may go that would do too much or never end."""
    doc = bare.doc
    calm = kit
    while not (rest := _rounds(doc, calm, stages)).quiet:
        calm = calm.without((rest.restless & kit.rule_ids) - calm.yielding or kit.rule_ids)
    for weaker in (calm, *_weaker_kits(rest.doc, calm)):
        again = _rounds(doc, weaker, stages)
        if not again.quiet or not _within_cap(again.doc, kit):
            continue
        untouched = again.doc.text == doc.text
        if untouched or weaker is kit or _is_settled(again.doc, kit, stages, depth):
            return _reported(again.settled, weaker, calm, rest.doc)
    return bare.settled


@dataclass(frozen=True, slots=True)
class Rest:
    """Where the stages stopped: the document, the marks of the last turns, and who would still
    edit, if anyone would."""

    doc: Document
    seen: tuple[Mark, ...]
    restless: frozenset[str]
    quiet: bool

    @property
    def settled(self) -> Document:
        """The document with all its marks."""
        marks = sorted(self.doc.marks + self.seen, key=lambda mark: (mark.start, mark.end))
        return replace(self.doc, marks=tuple(marks))


def _rounds(doc: Document, kit: Kit, stages: Sequence[Stage]) -> Rest:
    """The stages in turn until all of them, one after the other, are content with the same text,
    or have had their time.

    After an edit the first stage is asked again, so that the later ones, which cost more, mostly
    see a text the earlier ones are done with. Stages that only rewrite words let each other finish
    first: what they change hardly ever concerns those before.
    """
    held: dict[int, tuple[Mark, ...]] = {}
    latest: deque[tuple[Edit, ...]] = deque(maxlen=MAX_CYCLES)
    most = MAX_GROWTH * len(doc.text) + 1_000
    at = quiet = 0
    for _ in range(MAX_CYCLES * len(stages) ** 2):
        turn = take_turn(stages[at], doc, kit)
        doc, held[at] = turn.doc, turn.marks
        if turn.edits:
            latest.append(turn.edits)
        quiet = 0 if turn.edits else quiet + 1
        over = any(edit.stage not in REWRITING for edit in turn.edits)
        at = 0 if over else (at + 1) % len(stages)
        if quiet == len(stages):
            seen = tuple(mark for key in sorted(held) for mark in held[key])
            return Rest(doc, seen, frozenset(), quiet=True)
        if len(doc.text) > most:
            growing = frozenset(e.rule for e in turn.edits if len(e.new) > len(e.old))
            return Rest(doc, (), growing, quiet=False)
    editing = frozenset(edit.rule for edits in latest for edit in edits)
    return Rest(doc, (), editing, quiet=False)


def _is_settled(doc: Document, kit: Kit, stages: Sequence[Stage], depth: int) -> bool:
    """Whether the text, cleaned afresh, stays what it is."""
    if depth == MAX_DEPTH:
        return False
    fresh = Document(doc.id, doc.text, doc.text, hints=doc.hints, site=doc.site)
    return settle(fresh, kit, stages, depth + 1).text == doc.text


def _removed(doc: Document) -> Counter[str]:
    """Characters that each rule removed."""
    removed: Counter[str] = Counter()
    for edit in doc.edits:
        if edit.stage == "strip":
            removed[edit.rule] += max(0, len(edit.old) - len(edit.new))
    return removed


def _taken(doc: Document, kit: Kit) -> Counter[str]:
    """Those of them that the cap counts: not the short lines that stand on many pages of a site. A
    menu may well be longer than what stands below it, and is not mistaken for that: other pages
    have it too."""
    taken: Counter[str] = Counter()
    framing = kit.rulebook.framing
    for edit in doc.edits:
        if edit.stage == "strip" and (edit.rule not in framing or is_prose(edit.old)):
            taken[edit.rule] += max(0, len(edit.old) - len(edit.new))
    return taken


def _whole(doc: Document, kit: Kit) -> int:
    """Characters of the text and of what the cap counts of what rules removed from it. What repair
    takes is not counted: it would not be there when the text is cleaned again."""
    return max(1, len(doc.text) + sum(_taken(doc, kit).values()))


def _within_cap(doc: Document, kit: Kit) -> bool:
    return sum(_taken(doc, kit).values()) <= kit.settings.max_removed * _whole(doc, kit)


def _weaker_kits(settled: Document, kit: Kit) -> Iterator[Kit]:
    """Kits in which ever more rules stand back: the least confident first, among equals the one
    that takes the most; at the end all."""
    taken = _taken(settled, kit)
    gone: frozenset[str] = frozenset()
    for rule in sorted(taken, key=lambda r: (kit.confidence(r), -taken[r], r)):
        gone |= {rule}
        yield kit.without(gone)
    yield kit.without(kit.rule_ids)


def _reported(doc: Document, kit: Kit, calm: Kit, all_taken: Document) -> Document:
    """The document with a note for each rule that stood back: those that are not calm, and those
    whose part in what all would have taken is given back."""
    removed = _removed(all_taken)
    size = max(1, len(all_taken.text) + sum(removed.values()))
    causes = dict.fromkeys(sorted(calm.yielding), "edits its own output without end")
    causes |= {
        rule: f"would take {count / size:.0%} of the text, with others more than the cap"
        for rule, count in sorted(removed.items())
        if rule in kit.yielding
    }
    notes = tuple(Note("yielded", 0, 0, cause, rule) for rule, cause in causes.items())
    return replace(doc, marks=notes + doc.marks)
