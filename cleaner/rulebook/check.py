"""A rule's examples are its tests: running them, and saying what came out instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cleaner.edits import apply
from cleaner.lines import Page, page_of
from cleaner.model import Edit, Note
from cleaner.rulebook.compiled import CompiledRule
from cleaner.rulebook.form import match_form
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.keys import DocumentExample, Limits, Requires, Where
from cleaner.rulebook.match import Reference, Scope, Seen
from cleaner.rulebook.rule import BaseRule, BlockRule, LayoutRule, Loaded
from cleaner.rulebook.sites import host_of

if TYPE_CHECKING:
    from cleaner.layout.filter import Layout

_MANY = 1 << 30
_SOMEWHERE = "a-site.example"
"""The host of examples that name none, for rules that ask what repeats on a site."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not turn out as its rule says."""

    entry: Loaded
    kind: str
    example: str
    message: str

    def __str__(self) -> str:
        place = f"{self.entry.file}:{self.entry.line}"
        return f"{place}: {self.entry.rule.id}: {self.kind}: {self.message}\n    {self.example}"


@dataclass(frozen=True, slots=True)
class Report:
    """How many rules and examples were tried, and what failed."""

    rules: int
    examples: int
    failures: tuple[Failure, ...]


def check(entries: Iterable[Loaded], others: Iterable[Loaded] = ()) -> Report:
    """Runs every example of every rule, each rule by itself. Only in a document example of a rule
    that requires another nearby do the rules it names look on, from among `others` too."""
    entries = tuple(entries)
    known = (*entries, *others)
    examples = sum(_count(entry.rule) for entry in entries)
    failures = [failure for entry in entries for failure in _failures(entry, known)]
    return Report(len(entries), examples, tuple(failures))


def _count(rule: BaseRule) -> int:
    tests = rule.tests
    groups = (tests.match, tests.keep, tests.documents, tests.known_miss, tests.known_false)
    return sum(len(group) for group in groups)


def _failures(entry: Loaded, entries: Sequence[Loaded]) -> Iterator[Failure]:
    rule, tests = entry.rule, entry.rule.tests
    if not (tests.match or tests.documents):
        yield Failure(entry, "tests", "", "no example in which the rule fires: add match")
    if not (tests.keep or any(d.before == d.after for d in tests.documents)):
        yield Failure(entry, "tests", "", "no example that must stay: add keep")
    expected = (
        ("match", tests.match, True, "does not fire"),
        ("keep", tests.keep, False, "fires on what must stay"),
        ("known_miss", tests.known_miss, False, "fires now: move it to match"),
        ("known_false", tests.known_false, True, "no longer fires: move it to keep"),
    )
    for kind, group, wanted, message in expected:
        for example in group:
            try:
                if fires(rule, example) != wanted:
                    yield Failure(entry, kind, example, message)
            except TimeoutError:
                yield Failure(entry, kind, example, "a pattern takes too long on it")
    nearby = rule.requires.nearby
    others = [
        other.rule
        for other in entries
        if nearby and other.rule.named(nearby.rule) and other.rule.id != rule.id
    ]
    for document in tests.documents:
        yield from _document(entry, document, others)


def fires(rule: BaseRule, example: str) -> bool:
    """Whether a rule fires on an example.

    In which document and where in it the rule wants a line to stand does not count here, nor in
    how many others. An example of several lines, or one for a block or for layout, is tried as a
    whole document.
    """
    if "\n" in example.strip("\n") or isinstance(rule, BlockRule | LayoutRule):
        size = rule.where.model_dump(include={"max_chars", "min_chars"})
        anywhere = rule.model_copy(
            update={
                "where": Where(**size),
                "requires": Requires(),
                "languages": (),
                "sites": (),
            }
        )
        lines = tuple(example.split("\n"))
        alone = DocumentExample(before=example, after=example, repeated=lines)
        return bool(_acts(anywhere, alone))
    compiled = CompiledRule(rule)
    found = compiled.matches(example)
    if compiled.next_line is not None and compiled.next_line.required:
        return False
    return bool(found)


def _acts(
    rule: BaseRule, example: DocumentExample, others: Sequence[BaseRule] = ()
) -> list[Edit | Note]:
    """What the rule proposes while others look on. Examples are short, so the limits every rule
    has by default are lifted; limits that the rule sets itself hold."""
    if "limits" not in rule.model_fields_set:
        rule = rule.model_copy(update={"limits": Limits(max_document_fraction=1)})
    host = host_of(example.url or "") or (_SOMEWHERE if rule.repeats else "")
    scope = Scope(host, lambda: example.language or "und", _seen(example))
    if isinstance(rule, LayoutRule):
        return _laid_out(rule, example.before) if scope.allows(rule) else []
    onlookers = [other.model_copy(update={"confidence": "low"}) for other in others]
    found = Reference([rule, *onlookers]).propose(example.before, rule.stage, scope)
    return [item for item in found if _author(item) == rule.id]


def _laid_out(rule: LayoutRule, text: str) -> list[Edit | Note]:
    """What layout takes by a rule of a text in which other rules have found furniture."""
    found = _layout().edits(page_of(text), furnished=True, parts={rule.layout: rule.id})
    return [edit for edit, _ in found]


@cache
def _layout() -> Layout:
    """The shipped layout at its default setting, without the phrases of rules: examples do not
    hang on other rules."""
    from cleaner.layout.filter import load_layout  # noqa: PLC0415 - numpy is needed nowhere else

    return load_layout(rules_home() / "layout", "safe")


def _seen(example: DocumentExample) -> Seen:
    """Where the lines of an example stand: those it calls repeated in as many documents as anyone
    asks for, the others in this one."""
    repeated = frozenset(map(match_form, example.repeated))
    return lambda line, _host, _masked: (_MANY if match_form(line) in repeated else 1, _MANY)


def _author(item: Edit | Note) -> str:
    return item.rule if isinstance(item, Edit) else item.by


def _document(
    entry: Loaded, example: DocumentExample, others: Sequence[BaseRule]
) -> Iterator[Failure]:
    found = _acts(entry.rule, example, others)
    after, _ = apply(example.before, [item for item in found if isinstance(item, Edit)])
    if _filled(after) != _filled(example.after):
        yield Failure(entry, "document", example.before, f"becomes {after!r}")
    captured = {
        note.kind.removeprefix("capture."): note.value
        for note in reversed(found)
        if isinstance(note, Note) and note.kind.startswith("capture.")
    }
    for key, value in example.metadata.items():
        if captured.get(key) != value:
            got = captured.get(key)
            yield Failure(entry, "document", example.before, f"{key} is {got!r}, not {value!r}")


def _filled(text: str) -> list[str]:
    """A text as its lines that are not blank: blank lines are the repair stage's concern."""
    page = Page(text)
    return [page.lines[i] for i in page.filled]
