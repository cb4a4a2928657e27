"""The shape of a regular expression, as far as it tells how much work it may make: what repeats,
and what stands inside what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_QUANTIFIER = re.compile(r"(?:([*+?])|\{(\d*)(,?)(\d*)\})([?+]?)")
_CLASS = re.compile(r"\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:[pP]\{[^}]*\}|[Ngk]?\{[^}]*\}|[gk]<\w+>|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_OPENING = re.compile(r"\((?:\?(?:P?<[^\W\d]\w*>|P=\w+|[a-zA-Z]*(?:-[a-z]+)?[:)]|<?[=!]|[>|#]))?")
_ANCHORS = ("\\b", "\\B", "\\A", "\\Z", "\\m", "\\M")


class UnreadableError(ValueError):
    """The pattern has something this reader does not know."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a pattern: `char`, `dot`, `class`, `group`, `look` or `anchor`; how often it
    repeats at least and whether without end; whether it may give back what it took; and for a
    group its alternatives."""

    kind: str
    fewest: int = 1
    endless: bool = False
    gives_back: bool = True
    branches: tuple[tuple[Part, ...], ...] = ()
    once: bool = True


def shape_of(pattern: str) -> tuple[tuple[Part, ...], ...]:
    """The alternatives of a pattern. Raises UnreadableError for what is not known."""
    reader = _Reader(pattern)
    found = reader.alternatives()
    if reader.at < len(pattern):
        raise UnreadableError
    return found


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self) -> tuple[tuple[Part, ...], ...]:
        branches = [self.sequence()]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            branches.append(self.sequence())
        return tuple(branches)

    def sequence(self) -> tuple[Part, ...]:
        parts: list[Part] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            parts.append(self.quantified(self.atom()))
        return tuple(parts)

    def atom(self) -> Part:
        char = self.pattern[self.at]
        if char == "(":
            return self.group()
        for sign, form in (("[", _CLASS), ("\\", _ESCAPE)):
            if char == sign:
                found = form.match(self.pattern, self.at)
                if not found:
                    raise UnreadableError
                self.at = found.end()
                return Part(_kind(found.group()))
        self.at += 1
        return Part({".": "dot", "^": "anchor", "$": "anchor"}.get(char, "char"))

    def group(self) -> Part:
        found = _OPENING.match(self.pattern, self.at)
        if not found:
            raise UnreadableError
        opening = found.group()
        if opening == "(" and self.pattern.startswith("(?", self.at):
            raise UnreadableError
        self.at = found.end()
        if opening.endswith(")") or opening.startswith("(?P="):
            self.at += not opening.endswith(")")
            return Part("anchor")
        inside = self.alternatives()
        if not self.pattern.startswith(")", self.at):
            raise UnreadableError
        self.at += 1
        kind = "look" if opening[-1] in "=!" else "group"
        return Part(kind, gives_back=opening != "(?>", branches=inside)

    def quantified(self, part: Part) -> Part:
        found = _QUANTIFIER.match(self.pattern, self.at)
        if not found:
            return part
        self.at = found.end()
        sign, low, comma, high, mode = found.groups()
        fewest = {"*": 0, "+": 1, "?": 0}.get(sign, int(low or 0))
        endless = sign in ("*", "+") or bool(comma and not high)
        gives_back = part.gives_back and mode != "+"
        return Part(part.kind, fewest, endless, gives_back, part.branches, once=False)


def _kind(written: str) -> str:
    if written in _ANCHORS:
        return "anchor"
    if written.startswith("[") or (written[1].isalpha() and written[1] not in "xntrfva"):
        return "class"
    return "char"


def nested(branches: Iterable[Sequence[Part]]) -> bool:
    """Whether something endless repeats inside something endless with nothing fixed between."""
    return any(_loops(part) or nested(part.branches) for branch in branches for part in branch)


def _loops(part: Part) -> bool:
    """Whether an endless group has an alternative that can share its text out in many ways."""
    if not (part.endless and part.gives_back and part.kind == "group"):
        return False
    for branch in part.branches:
        inner = [each for each in branch if _runs(each)]
        fixed = [each for each in branch if each.fewest and not _runs(each) and _wide(each)]
        if inner and (not fixed or any(each.kind == "dot" for each in inner)):
            return True
    return False


def _runs(part: Part) -> bool:
    """Whether a part repeats without end, or is a group that holds nothing else."""
    if not part.gives_back or part.kind == "look":
        return False
    return part.endless or any(
        bool(branch) and all(_runs(each) for each in branch) for branch in part.branches
    )


def _wide(part: Part) -> bool:
    return part.kind not in ("anchor", "look")


def dots(branches: Iterable[Sequence[Part]]) -> int:
    """How many `.*` or `.+` stand on one way through the pattern, at most."""
    return max((sum(_dots(part) for part in branch) for branch in branches), default=0)


def _dots(part: Part) -> int:
    return int(part.kind == "dot" and part.endless) + dots(part.branches)


def leads_with_dots(branches: Iterable[Sequence[Part]]) -> bool:
    """Whether one alternative begins with `.*` or `.+`."""
    for branch in branches:
        first = next((part for part in branch if _wide(part)), None)
        if first is not None and (_dots(first) if first.kind == "dot" else False):
            return True
        if first is not None and first.kind == "group" and leads_with_dots(first.branches):
            return True
    return False


def is_literal(branches: Sequence[Sequence[Part]]) -> bool:
    """Whether a pattern is one fixed text."""
    return len(branches) == 1 and all(part.kind == "char" and part.once for part in branches[0])
