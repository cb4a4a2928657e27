"""What can be wrong with the regular expressions of a rule, before it ever runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from cleaner.rulebook.certain import certainly_sound
from cleaner.rulebook.compiled import compile_pattern, whole_line
from cleaner.rulebook.rule import BaseRule, SpanRule
from cleaner.rulebook.weight import too_heavy
from cleaner.yamltree import Node, TreeBuilder

_WHOLE_LINE = ("line_regex", "next_line.regex")
_MATCHING = (*_WHOLE_LINE, "span_regex")
NOT_A_PATTERN = (regex.error, ValueError, RecursionError)
"""What compiling raises: ValueError for flags that exclude each other."""


def check_patterns(tree: TreeBuilder, node: Node, patterns: Mapping[str, str]) -> None:
    """Notes each pattern of a rule, by its key, that is no pattern or not a fit one."""
    for key, pattern in patterns.items():
        if too_heavy(pattern):
            place = node.find([int(step) if step.isdigit() else step for step in key.split(".", 1)])
            advice = "Say at most some thousand: lines are no longer than that."
            tree.fault_at(place, f"{key} repeats too often to be compiled", advice, "R102")
        elif key.startswith("capture.") or not certainly_sound(pattern):
            _check_pattern(tree, node, key, pattern)


def _check_pattern(tree: TreeBuilder, node: Node, key: str, pattern: str) -> None:
    place = node.find([int(step) if step.isdigit() else step for step in key.split(".", 1)])
    control = next((char for char in pattern if ord(char) < 32), None)
    if control is not None:
        message = f"{key} holds the control character {control!r}"
        advice = "Use single quotes: in double quotes \\b is a backspace."
        tree.fault_at(place, message, advice, "R101")
        return
    advice = "Put a backslash before ( ) [ ] { } . * + ? ^ $ | where they mean themselves."
    try:
        compiled = compile_pattern(pattern)
    except NOT_A_PATTERN as error:
        column = _column(tree, place, pattern, getattr(error, "pos", None))
        message = f"{key} is no regular expression: {_reason(error)}"
        tree.fault(place.line, column, message, advice, "R102")
        return
    try:
        if key in _WHOLE_LINE:
            compile_pattern(whole_line(pattern))
    except NOT_A_PATTERN as error:
        message = f"{key} is no regular expression for a whole line: {_reason(error)}"
        tree.fault_at(place, message, advice, "R102")
        return
    if key.startswith("capture.") and compiled.groups < 1:
        advice = "Put ( ) around what is to be taken."
        tree.fault_at(place, f"{key} has no group", advice, "R104")
    elif pattern and key in _MATCHING and compiled.fullmatch(""):
        message = f"{key} matches the empty text"
        tree.fault_at(place, message, "Make one part of it obligatory.", "R103")


def _column(tree: TreeBuilder, place: Node, pattern: str, at: int | None) -> int:
    """The column of a pattern's character, as far as the pattern stands on one line as it is."""
    written = tree.lines[place.line - 1][place.column - 1 :]
    if at is None or at > len(pattern):
        return place.column
    if written.startswith("'" + pattern.replace("'", "''") + "'"):
        return place.column + 1 + len(pattern[:at].replace("'", "''"))
    return place.column + at if written.startswith(pattern) else place.column


def _reason(error: Exception) -> str:
    """What is wrong with a pattern, and at which of its characters, counted from 1."""
    at = getattr(error, "pos", None)
    reason = str(getattr(error, "msg", error))
    return reason if at is None else f"{reason} at character {at + 1}"


def check_groups(tree: TreeBuilder, node: Node, rule: BaseRule) -> None:
    """Notes what a valid rule says of groups that its patterns do not have."""
    try:
        if rule.action.startswith("capture_") and not (rule.capture or _names_groups(rule)):
            advice = "Name what is to be taken: (?P<author>...), or give `capture`."
            tree.fault_at(node.find(["action"]), f"{rule.action} captures nothing", advice, "R104")
        if isinstance(rule, SpanRule) and rule.span_regex and rule.replacement is not None:
            # Matches nothing with all groups there. The line break ends a comment in the pattern.
            nothing = compile_pattern(f"(?:{rule.span_regex}\n)|").fullmatch("")
            complaint = nothing and _misfit(nothing, rule.replacement)
            if complaint:
                advice = r"Name groups as (?P<text>...) and refer to them as \g<text>."
                tree.fault_at(node.find(["with"]), complaint, advice, "R105")
    except NOT_A_PATTERN:
        return  # check_patterns has said so


def _names_groups(rule: BaseRule) -> bool:
    return any(
        compile_pattern(pattern).groupindex
        for key, pattern in rule.patterns.items()
        if key in _MATCHING and "<" in pattern
    )


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
