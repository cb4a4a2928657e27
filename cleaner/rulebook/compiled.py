"""One rule made ready to run: what it says about a single line, and where it may say it."""

from __future__ import annotations

import gc
from functools import cached_property, lru_cache
from typing import NamedTuple

import regex

from cleaner.lines import Page
from cleaner.rulebook.form import HEAD_CHARS, match_form, starts_with
from cleaner.rulebook.rule import BaseRule, BlockRule, LineRule, SpanRule

LINE_CAP = 20_000
"""Longer lines are not given to patterns: no boilerplate line is that long."""
TIMEOUT_SECONDS = 0.5
"""A pattern that takes longer on one line stands back in that document, and it is reported."""


_HEADING = regex.compile(r"\s{0,3}#{1,6}\s")


class Capture(NamedTuple):
    """A metadata value and where it stands, in offsets of its line."""

    key: str
    value: str
    start: int
    end: int


class Found(NamedTuple):
    """A match inside one line: the span concerned, what replaces it, what it captures."""

    start: int
    end: int
    new: str
    captures: tuple[Capture, ...]


@lru_cache(maxsize=1 << 14)
def compile_pattern(pattern: str) -> regex.Pattern[str]:
    """A pattern as all rules use it: case-insensitive. Raises regex.error if it is not one."""
    # Compiling makes thousands of small objects and keeps few: for these alone, all the rules that
    # are loaded would be searched for garbage, which takes longer than compiling one of them.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return regex.compile(pattern, regex.IGNORECASE | regex.VERSION0)
    finally:
        if collecting:
            gc.enable()


def whole_line(pattern: str) -> str:
    """The pattern for a whole line, white space around it allowed."""
    return rf"\s*(?:{pattern})\s*"


def _is_heading(line: str) -> bool:
    """Whether a line is a Markdown heading. With prose below it, one of one word such as "Share"
    heads that prose."""
    return "#" in line[:4] and _HEADING.match(line) is not None


class CompiledRule:
    """A rule with its phrases in match form and its patterns compiled on first use."""

    def __init__(self, rule: BaseRule) -> None:
        self.rule = rule
        self.id = rule.id
        phrases = rule.heading_is if isinstance(rule, BlockRule) else rule.line_is
        self.phrases = frozenset(match_form(p) for group in phrases.values() for p in group)
        self.starts = tuple(
            sorted({match_form(p) for group in rule.line_starts.values() for p in group})
        )
        self.keep = frozenset(match_form(line) for line in rule.keep)
        self.span_regex = rule.span_regex if isinstance(rule, SpanRule) else None
        self.next_line = rule.next_line if isinstance(rule, LineRule) else None
        # The groups of a replacing rule are for `with`.
        self.says_nothing = not (self.phrases or self.starts or rule.line_regex or self.span_regex)
        self.replacing = rule.action == "replace"
        self._has_whole = rule.line_regex is not None
        self._takes_lines = rule.action == "remove_line"
        self.looks_below = self._takes_lines or rule.where.before_prose is not None
        self.replacement = (rule.replacement or "") if isinstance(rule, SpanRule) else ""
        self.named = lru_cache(maxsize=None)(rule.named)
        self._most = min(rule.where.max_chars or LINE_CAP, LINE_CAP)
        self._least = rule.where.min_chars or 0

    def allowed_at(self, page: Page, index: int) -> bool:
        """Whether the rule may act on a line of its stretch of the document, by what follows."""
        if self._takes_lines and _is_heading(page.lines[index]) and page.has_prose_below(index):
            return False
        within = self.rule.where.before_prose
        return within is None or page.prose_follows(index, within)

    def matches(self, line: str) -> list[Found]:
        """What the rule finds in a line, wherever the line stands. Empty when it stays.

        Raises TimeoutError if a pattern takes too long.
        """
        if not self._fits(line):
            return []
        found = self._found(line)
        if found and (self.keep or self.rule.unless) and self._kept(line):
            return []
        return found

    def _fits(self, line: str) -> bool:
        if not self._least <= len(line) <= self._most:
            return False
        if self.phrases and (len(line) > HEAD_CHARS or match_form(line) not in self.phrases):
            return False
        if self.starts:
            form = match_form(line[:HEAD_CHARS])
            return any(starts_with(form, phrase) for phrase in self.starts)
        return True

    @cached_property
    def _whole(self) -> regex.Pattern[str]:
        return compile_pattern(whole_line(self.rule.line_regex or ""))

    @cached_property
    def _span(self) -> regex.Pattern[str]:
        return compile_pattern(self.span_regex or "")

    @cached_property
    def _below(self) -> regex.Pattern[str]:
        return compile_pattern(whole_line(self.next_line.regex if self.next_line else ""))

    def _found(self, line: str) -> list[Found]:
        captures: tuple[Capture, ...] = ()
        if self._has_whole:
            match = self._whole.fullmatch(line, timeout=TIMEOUT_SECONDS)
            if match is None:
                return []
            captures = _named(match)
        if self.span_regex is None:
            return [Found(0, len(line), "", captures + self._asked(line))]
        found = []
        for match in self._span.finditer(line, timeout=TIMEOUT_SECONDS):
            if match.start() < match.end():
                new = match.expand(self.replacement) if self.replacement else ""
                own = () if self.replacing else _named(match)
                taken = captures + own + self._asked(line)
                found.append(Found(match.start(), match.end(), new, taken))
        return found

    def _asked(self, line: str) -> tuple[Capture, ...]:
        """What the rule's `capture` patterns find in the line."""
        taken = []
        for key, pattern in self.rule.capture.items():
            match = compile_pattern(pattern).search(line, timeout=TIMEOUT_SECONDS)
            if match is not None and match.group(1):
                taken.append(Capture(key, match.group(1).strip(), *match.span(1)))
        return tuple(taken)

    def _kept(self, line: str) -> bool:
        if self.keep and match_form(line) in self.keep:
            return True
        return any(
            compile_pattern(pattern).search(line, timeout=TIMEOUT_SECONDS)
            for pattern in self.rule.unless
        )

    def second_line(self, line: str) -> tuple[Capture, ...] | None:
        """What `next_line` captures from the line after, None where it does not match."""
        if self.next_line is None or len(line) > LINE_CAP:
            return None
        match = self._below.fullmatch(line, timeout=TIMEOUT_SECONDS)
        return None if match is None else _named(match)


def _named(match: regex.Match[str]) -> tuple[Capture, ...]:
    """The named groups that took part. A digit at the end of a name tells alternatives apart and
    is no part of the key."""
    return tuple(
        Capture(name.rstrip("0123456789"), value.strip(), *match.span(name))
        for name, value in match.groupdict().items()
        if value and value.strip()
    )
