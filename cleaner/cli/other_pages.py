"""What is at work beside rules (names, units, repairs) as lines of a list and as pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.measure.ids import CONVERSIONS, unit_names
from cleaner.romanize.load import Names, load_names
from cleaner.rulebook.builtin import BUILTINS
from cleaner.rulebook.home import rules_home

UNIT_TABLES = "rules/units"
KINDS = ("rule", "name", "unit", "repair")
"""What has an id."""


class Other(NamedTuple):
    """One of them: its id, what it is, what it does in a few words, and where it is defined."""

    id: str
    kind: str
    title: str
    file: str


def others(places: tuple[str, ...]) -> Iterator[Other]:
    """All of them, by kind and id; `places` hold further names."""
    for entry in _names(places).entries:
        name = entry.name
        yield Other(name.id, "name", f"{name.kind} {name.canonical}", f"{entry.file}:{entry.line}")
    for unit, (code, form) in unit_names(rules_home() / "units").items():
        yield Other(unit, "unit", " ".join(filter(None, (form, code))), UNIT_TABLES)
    for unit in CONVERSIONS:
        yield Other(unit, "unit", "flags a conversion that cannot be right", "cleaner/measure")
    for one in BUILTINS:
        yield Other(one.id, "repair", one.title, one.file)


def other_page(one: str, places: tuple[str, ...]) -> str | None:
    """What has this id and is no rule: what it does, where it is defined, and an example."""
    found = next((other for other in others(places) if other.id == one), None)
    if found is None:
        return None
    parts = [f"{found.id}: {found.title}", f"{found.kind}, {found.file}"]
    if found.kind == "name":
        parts += _name(one, places)
    elif found.kind == "unit":
        parts += _unit(one)
    else:
        builtin = next(builtin for builtin in BUILTINS if builtin.id == one)
        parts.append(f"example:\n    {builtin.example}")
        told = "Goes only by --ignore, not by --select."
        parts.append(told if builtin.optional else "Cannot be switched off.")
    return "\n\n".join(parts)


def _name(one: str, places: tuple[str, ...]) -> Iterator[str]:
    entry = _names(places).get(one)
    if entry is not None:
        name = entry.name
        native = ", ".join(f"{form} ({code})" for code, form in name.native.items())
        yield f"Every way to write {native} in Latin letters becomes {name.canonical}."
        for title, listed in (
            ("also known as", name.aliases),
            ("becomes it", name.tests.match),
            ("stays", name.tests.keep),
        ):
            if listed:
                yield f"{title}:\n    " + ", ".join(listed)


def _unit(one: str) -> Iterator[str]:
    if one in CONVERSIONS:
        yield "example:\n    5 km (31 miles)"
        return
    code, form = unit_names(rules_home() / "units")[one]
    yield "Its name behind a number becomes its symbol, and every quantity in it a measurement."
    if code:
        yield f"UCUM code:\n    {code}"
    if form:
        yield f"example:\n    5 {form}"


def _names(places: tuple[str, ...]) -> Names:
    return load_names(rules_home(), *places)
