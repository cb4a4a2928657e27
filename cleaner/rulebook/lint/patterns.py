"""Checks of the patterns of a rule: what makes them slow, or more than they need to be."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.errors import Fault
from cleaner.rulebook.compiled import compile_pattern, whole_line
from cleaner.rulebook.lint.finding import Subject, steps_of
from cleaner.rulebook.lint.probe import LONG, slow_on
from cleaner.rulebook.lint.shape import (
    UnreadableError,
    dots,
    is_literal,
    leads_with_dots,
    nested,
    shape_of,
)
from cleaner.rulebook.literals import required
from cleaner.rulebook.rule import SpanRule

_WHOLE = ("line_regex", "next_line.regex")
_SHORT_ENOUGH = 100
"""Trying a pattern on every line up to this long costs little."""


def check_patterns(subject: Subject) -> Iterator[Fault]:
    """All of them."""
    for key, pattern in subject.rule.patterns.items():
        yield from _shape(subject, key, pattern)
        yield from _slow(subject, key, pattern)
    yield from _no_literal(subject)
    yield from _again(subject)


def _shape(subject: Subject, key: str, pattern: str) -> Iterator[Fault]:
    try:
        shape = shape_of(pattern)
    except UnreadableError:
        return
    path = steps_of(key)
    if nested(shape):
        message = f"{key} repeats without end what repeats without end"
        yield from subject.found("R106", message, *path)
    if (count := dots(shape)) > 1:
        yield from subject.found("R107", f"{key} has {count} times `.*` or `.+`", *path)
    if key in _WHOLE and leads_with_dots(shape):
        yield from subject.found("R108", f"{key} begins with `.*`", *path)
    if key == "line_regex" and is_literal(shape):
        yield from subject.found("R111", "line_regex is a fixed text: use line_is", *path)


def _slow(subject: Subject, key: str, pattern: str) -> Iterator[Fault]:
    whole = key in _WHOLE
    if "R109" in subject.rule.accept:
        return
    written = whole_line(pattern) if whole else pattern
    # A longer line than the rule asks for is never given to its patterns.
    most = None if key.startswith("next_line") else subject.rule.where.max_chars
    line = slow_on(written, whole, subject.rule.tests.match, min(most or LONG, LONG))
    if line is not None:
        message = f"{key} takes too long on a line such as {line[:24]!r}..."
        yield from subject.found("R109", message, *steps_of(key))


def _no_literal(subject: Subject) -> Iterator[Fault]:
    rule = subject.rule
    span = rule.span_regex if isinstance(rule, SpanRule) else None
    known = [key for key, value in (("span_regex", span), ("line_regex", rule.line_regex)) if value]
    phrases = rule.line_is or rule.line_starts or getattr(rule, "heading_is", None)
    if phrases or not known or any(required(rule.patterns[key]) for key in known):
        return
    where = rule.where
    if where.line_index_max is None and (where.max_chars or _SHORT_ENOUGH + 1) > _SHORT_ENOUGH:
        message = f"{known[0]} has no fixed text, so it is tried on every line"
        yield from subject.found("R110", message, known[0])


def _again(subject: Subject) -> Iterator[Fault]:
    """A replacing rule, run on what it wrote."""
    rule = subject.rule
    if not isinstance(rule, SpanRule) or rule.replacement is None or not rule.span_regex:
        return
    pattern = compile_pattern(rule.span_regex)
    texts = (*rule.tests.match, *(document.before for document in rule.tests.documents))
    for text in texts:
        once = pattern.sub(rule.replacement, text, timeout=1)
        twice = pattern.sub(rule.replacement, once, timeout=1)
        if once != twice:
            message = f"{text!r} becomes {once!r}, and that {twice!r}"
            yield from subject.found("R112", message, "with")
            return
