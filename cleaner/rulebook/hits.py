"""What a rule found in a text, and what becomes of the text by it."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.rulebook.compiled import Capture, CompiledRule

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

    @property
    def takes(self) -> bool:
        """Whether the text changes by it."""
        return self.phase < _LOOKING

    @property
    def removes(self) -> bool:
        """Whether text goes by it."""
        return self.phase < _PHASES["replace"]
