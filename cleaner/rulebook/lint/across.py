"""Checks of several rules: the same phrase in two, and one that another leaves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cleaner.errors import Fault
from cleaner.lines import page_of
from cleaner.rulebook.check import fires
from cleaner.rulebook.form import match_form
from cleaner.rulebook.keys import Requires, Where
from cleaner.rulebook.lint.finding import Subject
from cleaner.rulebook.match import Matcher
from cleaner.rulebook.rule import BaseRule, BlockRule

_KEYS = ("line_is", "line_starts", "heading_is")


def check_across(subjects: Sequence[Subject]) -> Iterator[Fault]:
    """All of them."""
    yield from _same_phrases(subjects)
    yield from _shadowed(subjects)


def _same_phrases(subjects: Sequence[Subject]) -> Iterator[Fault]:
    seen: dict[tuple[object, ...], list[Subject]] = {}
    for subject in subjects:
        rule = subject.rule
        for key in _KEYS:
            for language, phrases in getattr(rule, key, {}).items():
                for index, phrase in enumerate(phrases):
                    name = (key, match_form(phrase), rule.sites, rule.languages, _more(rule))
                    others = seen.setdefault(name, [])
                    other = next((o for o in others if _meet(o.rule, rule)), None)
                    if other is None:
                        others.append(subject)
                    elif other is not subject and "R303" not in other.rule.accept:
                        message = f"{phrase!r} stands in {other.rule.id} too"
                        yield from subject.found("R303", message, key, language, index)


def _meet(one: BaseRule, other: BaseRule) -> bool:
    """Whether two rules act at the same place: what asks for the head says nothing of the tail."""
    places = one.where, other.where
    company = one.requires, other.requires
    return (one.where == other.where or Where() in places) and (
        one.requires == other.requires or Requires() in company
    )


def _more(rule: BaseRule) -> tuple[object, ...]:
    """What a rule asks for beside its phrases: with other patterns the same phrase is another."""
    next_line = getattr(rule, "next_line", None)
    return rule.line_regex, rule.patterns.get("span_regex"), next_line and next_line.regex


def _shadowed(subjects: Sequence[Subject]) -> Iterator[Fault]:
    """Rules of which each example fires another with the same action and no narrower conditions."""
    by_id = {subject.rule.id: subject.rule for subject in subjects}
    matcher = Matcher([rule for rule in by_id.values() if not isinstance(rule, BlockRule)])
    for subject in subjects:
        rule = subject.rule
        if not rule.tests.match or isinstance(rule, BlockRule):
            continue
        for other in sorted(_on_each(rule.tests.match, matcher) - {rule.id}):
            if _covers(by_id[other], rule):
                message = f"{other} fires on each of its examples"
                yield from subject.found("R302", message, "id")
                break


def _on_each(examples: Iterable[str], matcher: Matcher) -> set[str]:
    """The rules that may match in each of some examples."""
    found = (matcher.candidates(page_of(example.strip("\n"))) for example in examples)
    return {matcher.rules[number].id for number in set.intersection(*map(set, found))}


def _covers(other: BaseRule, rule: BaseRule) -> bool:
    """Whether another rule leaves this one nothing, as far as their conditions and examples say."""
    as_wide = (
        other.action == rule.action
        and other.where in (Where(), rule.where)
        and other.languages in ((), rule.languages)
        and other.sites in ((), rule.sites)
        and other.requires in (Requires(), rule.requires)
        and not (other.unless or other.keep or other.repeats)
        and other.confidence in ("high", rule.confidence)
        and other.status in ("stable", "experimental")
        and set(rule.capture) <= set(other.capture)
    )
    return as_wide and all(fires(other, example) for example in rule.tests.match)
