"""A rule as a page for reading."""

from __future__ import annotations

from textwrap import indent
from typing import Any

from cleaner.rulebook.rule import Loaded

_TOLD = {"id", "title", "why", "action", "confidence", "status", "tests", "references", "replaces"}


def rule_page(entry: Loaded) -> str:
    """What a rule is for, what it does, where it stands, and its examples."""
    rule = entry.rule
    parts = [
        f"{rule.id}: {rule.title}",
        f"{rule.action}, confidence {rule.confidence}, {rule.status}\n"
        f"{entry.file}, line {entry.line} (pack {entry.pack})",
    ]
    if entry.over:
        parts.append(f"Stands in place of the rule in {entry.over}.")
    if entry.disabled_by:
        parts.append(f"Switched off in {entry.disabled_by}.")
    if rule.why:
        parts.append(rule.why.strip())
    plain = rule.model_dump(mode="json", by_alias=True, exclude=_TOLD, exclude_defaults=True)
    parts += [f"{key}:\n{_indented(value)}" for key, value in plain.items()]
    tests = rule.tests
    for title, group in (
        ("fires on", tests.match),
        ("leaves alone", tests.keep),
        ("known to miss", tests.known_miss),
        ("known to take wrongly", tests.known_false),
    ):
        if group:
            parts.append(f"{title}:\n{_indented(group).rstrip()}")
    return "\n\n".join(parts)


def _indented(value: Any, depth: int = 1) -> str:
    pad = "    " * depth
    if isinstance(value, dict):
        return "\n".join(
            f"{pad}{key}: {item}"
            if not isinstance(item, dict | list)
            else f"{pad}{key}:\n{_indented(item, depth + 1)}"
            for key, item in value.items()
        )
    if isinstance(value, list | tuple):
        return "\n".join(_indented(item, depth) for item in value)
    # A text of several lines stands apart from the next.
    return indent(f"{value}\n" if "\n" in str(value) else str(value), pad)
