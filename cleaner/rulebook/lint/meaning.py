"""Checks of what a rule says: whether it goes by enough, where it acts, and its phrases."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from cleaner.errors import Fault
from cleaner.rulebook.keys import Limits, Requires, Where
from cleaner.rulebook.lint.finding import Subject, plain_words, steps_of
from cleaner.rulebook.lint.scripts import has_own_script
from cleaner.rulebook.rule import BaseRule

FEWEST_LETTERS = 6
"""A word with fewer is too short to go by alone."""
_TAKING = ("remove_line", "capture_line", "remove_span", "capture_span", "truncate_after")
_ANYWHERE = Where()
_FREELY = Requires()
_USUAL = Limits()
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")


def check_meaning(subject: Subject) -> Iterator[Fault]:
    """All of them."""
    yield from _too_generic(subject)
    yield from _unbounded(subject)
    for key in ("line_is", "line_starts", "heading_is"):
        for language, phrases in getattr(subject.rule, key, {}).items():
            for index, phrase in enumerate(phrases):
                path = (key, language, index)
                if not has_own_script(phrase, language):
                    message = f"{phrase!r} has no letter of the script of {language}"
                    yield from subject.found("R304", message, *path)
                if unicodedata.normalize("NFC", phrase) != phrase:
                    yield from subject.found("R305", f"{phrase!r} is not in NFC", *path)
    for name, pattern in subject.rule.patterns.items():
        if unicodedata.normalize("NFC", pattern) != pattern:
            yield from subject.found("R305", f"{name} is not in NFC", *steps_of(name))


def _narrowed(rule: BaseRule) -> bool:
    """Whether zone, length, place, site or company narrow the rule."""
    return rule.where != _ANYWHERE or bool(rule.sites) or rule.requires != _FREELY


def _letters(text: str) -> int:
    """Letters of a text; Han, kana and Hangul signs count three."""
    letters = sum(char.isalpha() for char in text)
    return letters + 2 * len(_DENSE.findall(text))


def _too_generic(subject: Subject) -> Iterator[Fault]:
    rule = subject.rule
    if _narrowed(rule) or rule.confidence == "low" or rule.action in ("flag", "capture_keep"):
        return
    for key in ("line_is", "line_starts"):
        for language, phrases in getattr(rule, key).items():
            for index, phrase in enumerate(phrases):
                if _letters(phrase) < FEWEST_LETTERS:
                    message = f"{phrase!r} is too short to go by alone"
                    yield from subject.found("R301", message, key, language, index)
    for key in ("line_regex", "span_regex"):
        pattern = rule.patterns.get(key)
        phrased = rule.line_is or rule.line_starts or rule.action == "replace"
        if pattern and not phrased and _letters(plain_words(pattern)) < FEWEST_LETTERS:
            yield from subject.found("R301", f"{key} has too few letters to go by alone", key)


def _unbounded(subject: Subject) -> Iterator[Fault]:
    rule = subject.rule
    by_pattern = rule.line_starts or rule.line_regex or rule.patterns.get("span_regex")
    if rule.action not in _TAKING or rule.line_is or not by_pattern or rule.confidence == "low":
        return
    if not _narrowed(rule) and rule.limits == _USUAL:
        message = "takes text by a pattern or beginning with neither `where` nor `limits`"
        yield from subject.found("R306", message, "action")
