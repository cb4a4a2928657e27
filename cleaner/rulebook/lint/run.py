"""All checks over all packs of some places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleaner.errors import Fault
from cleaner.rulebook.known import Taken
from cleaner.rulebook.lint.across import check_across
from cleaner.rulebook.lint.codes import codes
from cleaner.rulebook.lint.examples import check_examples
from cleaner.rulebook.lint.finding import Subject
from cleaner.rulebook.lint.meaning import check_meaning
from cleaner.rulebook.lint.patterns import check_patterns
from cleaner.rulebook.lint.readers import check_readers
from cleaner.rulebook.load import merge, read_place
from cleaner.rulebook.pack import Sheet
from cleaner.rulebook.places import Place
from cleaner.rulebook.rule import Loaded

CORE = "core/"
"""Packs whose name begins so come with the program and are held to more."""
SCHEMA_LINE = "# yaml-language-server: $schema="


@dataclass(frozen=True)
class Linted:
    """What lint found, in order of file and line, and which of it makes it fail."""

    rules: int
    found: tuple[Fault, ...]
    failing: tuple[Fault, ...]


def lint(
    places: Iterable[Place],
    taken: Iterable[Taken] = (),
    unseen: Collection[str] = (),
    others: Sequence[Loaded] = (),
) -> Linted:
    """Every check over the packs of some places. `taken` is what their rules take of known-good
    text, `unseen` the ids of rules that did nothing in a corpus, `others` rules that may look on
    in examples. Raises UsageError for a place without packs."""
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    sheets = [
        (place, list(read_place(place._replace(shipped=False), texts, faults))) for place in places
    ]
    merge(sheets, faults)
    subjects = [
        Subject(sheet, rule, node)
        for _, listed in sheets
        for sheet in listed
        for rule, node in sheet.rules
        if node.line not in sheet.unfit
    ]
    core = {sheet.tree.file for _, ls in sheets for sheet in ls if sheet.pack.startswith(CORE)}
    entries = [*others, *map(_entry, subjects)]
    for _, listed in sheets:
        faults += [
            fault for sheet in listed for fault in (*_schema_line(sheet), *check_readers(sheet))
        ]
    for subject in subjects:
        faults += check_patterns(subject)
        faults += check_examples(subject, entries)
        faults += check_meaning(subject)
        if subject.rule.id in unseen:
            faults += subject.found("R307", "does nothing in the corpus", "id")
    faults += check_across(subjects)
    faults += _known_good(subjects, taken)
    found = tuple(sorted(faults, key=lambda f: (f.file, f.line, f.column, f.code, f.message)))
    failing = tuple(fault for fault in found if _fails(fault, fault.file in core))
    return Linted(len(subjects), found, failing)


def _entry(subject: Subject) -> Loaded:
    return Loaded(subject.rule, subject.sheet.pack, subject.sheet.tree.file, subject.node.line)


def _fails(fault: Fault, core: bool) -> bool:
    level = codes()[fault.code].level
    return level == "error" or (core and level == "warning")


def _schema_line(sheet: Sheet) -> Iterator[Fault]:
    lines = sheet.tree.lines
    if not any(line.startswith(SCHEMA_LINE) for line in lines[:3]):
        advice = f"Begin with `{SCHEMA_LINE}rule.schema.json`: editors then complete and check."
        yield Fault(sheet.tree.file, 1, 1, "no line names the schema", advice, lines[0], "R401")


def _known_good(subjects: Iterable[Subject], taken: Iterable[Taken]) -> Iterator[Fault]:
    """The first place of known-good text that each rule takes."""
    first: dict[str, Taken] = {}
    for each in taken:
        first.setdefault(each.rule, each)
    for subject in subjects:
        wrong = first.get(subject.rule.id)
        if wrong is not None:
            message = f"takes {wrong.text[:60]!r} of {wrong.file}:{wrong.line}"
            yield from subject.found("R205", message, "id")
