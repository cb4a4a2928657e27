"""Checks of the examples of a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.errors import Fault
from cleaner.rulebook.check import check
from cleaner.rulebook.form import match_form
from cleaner.rulebook.lint.finding import Subject, plain_words, words_of
from cleaner.rulebook.rule import Loaded


def check_examples(subject: Subject, entries: Sequence[Loaded]) -> Iterator[Fault]:
    """All of them; `entries` are all rules that may look on."""
    tests = subject.rule.tests
    keeps = (*tests.keep, *(d.before for d in tests.documents if d.before == d.after))
    if not (tests.match or tests.documents):
        yield from subject.found("R201", "no example must fire: add tests: match", "tests")
    elif not keeps:
        yield from subject.found("R201", "no example must stay: add tests: keep", "tests")
    both = {match_form(line): line for line in tests.match}
    for index, line in enumerate(tests.keep):
        if match_form(line) in both and line.strip() == both[match_form(line)].strip():
            message = f"{line[:60]!r} must fire and must stay"
            yield from subject.found("R202", message, "tests", "keep", index)
    spoken = _words(subject)
    if keeps and spoken and not any(words_of(line) & spoken for line in keeps):
        yield from subject.found("R204", "no example that stays shares a word", "tests", "keep")
    yield from _failing(subject, entries)


def _words(subject: Subject) -> set[str]:
    """The words a rule speaks of: in its phrases, its patterns and what must fire. Empty for a
    rule that goes by signs alone."""
    rule = subject.rule
    groups = [rule.line_is, rule.line_starts, getattr(rule, "heading_is", {})]
    phrases = [phrase for group in groups for listed in group.values() for phrase in listed]
    patterns = (plain_words(pattern) for pattern in rule.patterns.values())
    own = set().union(*map(words_of, (*phrases, *patterns)))
    before = (document.before for document in rule.tests.documents)
    return own and own.union(*map(words_of, (*rule.tests.match, *before)))


def _failing(subject: Subject, entries: Sequence[Loaded]) -> Iterator[Fault]:
    rule, file = subject.rule, subject.sheet.tree.file
    me = Loaded(rule, subject.sheet.pack, file, subject.node.line)
    nearby = rule.requires.nearby
    others = (
        [e for e in entries if e.rule.named(nearby.rule) and e.rule.id != rule.id] if nearby else []
    )
    for failure in check([me], others).failures:
        if failure.kind != "tests":
            told = f"{failure.kind}: {failure.message}: {failure.example[:60]!r}"
            yield from subject.found("R203", told, "tests", failure.kind)
