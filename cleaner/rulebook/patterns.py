"""What can be wrong with the regular expressions of a rule, before it ever runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from cleaner.rulebook.compiled import compile_pattern, whole_line
from cleaner.rulebook.rule import BaseRule, SpanRule
from cleaner.yamltree import Node, TreeBuilder

_WHOLE_LINE = ("line_regex", "next_line.regex")
_MATCHING = (*_WHOLE_LINE, "span_regex")
NOT_A_PATTERN = (regex.error, ValueError, RecursionError)
"""What compiling raises: ValueError for flags that exclude each other."""


def check_patterns(tree: TreeBuilder, node: Node, patterns: Mapping[str, str]) -> None:
    """Notes each pattern of a rule, by its key, that is no pattern or not a fit one."""
    for key, pattern in patterns.items():
        place = node.find([int(step) if step.isdigit() else step for step in key.split(".", 1)])
        control = next((char for char in pattern if ord(char) < 32), None)
        if control is not None:
            message = f"{key} holds the control character {control!r}"
            tree.fault_at(place, message, "Use single quotes: in double quotes \\b is a backspace.")
            continue
        try:
            compiled = compile_pattern(pattern)
            if key in _WHOLE_LINE:
                compile_pattern(whole_line(pattern))
        except NOT_A_PATTERN as error:
            tree.fault_at(
                place,
                f"{key} is no regular expression: {_reason(error)}",
                "Put a backslash before ( ) [ ] { } . * + ? ^ $ | where they mean themselves.",
            )
            continue
        if key.startswith("capture.") and compiled.groups < 1:
            tree.fault_at(place, f"{key} has no group", "Put ( ) around what is to be taken.")
        elif pattern and key in _MATCHING and compiled.fullmatch(""):
            message = f"{key} matches the empty text"
            tree.fault_at(place, message, "Make one part of it obligatory.")


def _reason(error: Exception) -> str:
    """What is wrong with a pattern, and at which of its characters, counted from 1."""
    at = getattr(error, "pos", None)
    reason = str(getattr(error, "msg", error))
    return reason if at is None else f"{reason} at character {at + 1}"


def check_groups(tree: TreeBuilder, node: Node, rule: BaseRule) -> None:
    """Notes what a valid rule says of groups that its patterns do not have."""
    try:
        named = any(
            compile_pattern(pattern).groupindex
            for key, pattern in rule.patterns.items()
            if key in _MATCHING
        )
        if rule.action.startswith("capture_") and not (named or rule.capture):
            advice = "Name what is to be taken: (?P<author>...), or give `capture`."
            tree.fault_at(node.find(["action"]), f"{rule.action} captures nothing", advice)
        if isinstance(rule, SpanRule) and rule.span_regex and rule.replacement is not None:
            # Matches nothing with all groups there. The line break ends a comment in the pattern.
            nothing = compile_pattern(f"(?:{rule.span_regex}\n)|").fullmatch("")
            complaint = nothing and _misfit(nothing, rule.replacement)
            if complaint:
                advice = r"Name groups as (?P<text>...) and refer to them as \g<text>."
                tree.fault_at(node.find(["with"]), complaint, advice)
    except NOT_A_PATTERN:
        return  # check_patterns has said so


def _misfit(match: regex.Match[str], replacement: str) -> str | None:
    try:
        match.expand(replacement)
    except (regex.error, IndexError) as error:
        return f"`with` does not fit the pattern: {error}"
    return None


def loose_patterns(value: dict[str, Any]) -> dict[str, str]:
    """The patterns, by key, of a rule that is not valid otherwise."""
    found = {key: value.get(key) for key in ("line_regex", "span_regex")}
    unless, capture, next_line = (value.get(key) for key in ("unless", "capture", "next_line"))
    if isinstance(unless, list):
        found |= {f"unless.{i}": pattern for i, pattern in enumerate(unless)}
    if isinstance(capture, dict):
        found |= {f"capture.{key}": pattern for key, pattern in capture.items()}
    if isinstance(next_line, dict):
        found["next_line.regex"] = next_line.get("regex")
    return {key: pattern for key, pattern in found.items() if isinstance(pattern, str)}
