"""Rules as text of a pack: a new one written out, and added to a file that is left as it is."""

from __future__ import annotations

import re
from typing import Any

from cleaner.errors import UsageError
from cleaner.rulebook.scaffold import Draft
from cleaner.yamltree import Node, TreeBuilder

SCHEMA_FILE = "rule.schema.json"
_PLAIN = re.compile(r"[^\W_](?:[^:#\n\r\t,\[\]{}'\"&*!|>%@`\x00-\x1f]|:(?=\S))*", re.UNICODE)
_TOLD = frozenset({"id", "title", "why", "tests", "references", "accept", "confidence", "status"})
_TOP_KEY = re.compile(r"[^\s#-]")


def head_of(pack: str) -> str:
    """How a new pack begins."""
    return f"# yaml-language-server: $schema={SCHEMA_FILE}\nschema: 1\npack: {pack}\nrules:\n\n"


def quoted(text: str) -> str:
    """A text as a value of YAML: bare where that is safe, else in single quotes, where nothing
    but the quote itself is special; in double quotes where it holds what no line can show."""
    if _PLAIN.fullmatch(text) and not text.endswith((" ", ":")):
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    escaped = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08X}" for c in text)
    return f'"{escaped}"'


def pattern_quoted(pattern: str) -> str:
    """A pattern as a value: always in quotes, single ones where it can be."""
    return "'" + pattern.replace("'", "''") + "'" if pattern.isprintable() else quoted(pattern)


def rule_text(rule: Draft, indent: str = "") -> str:
    """A new rule, each line behind `indent`."""
    lines = [f"- id: {rule.id}", f"  title: {quoted(rule.title)}"]
    lines += [f"  why: {quoted(rule.why)}", "  action: remove_line"]
    if rule.sites:
        lines.append(f"  sites: [{', '.join(map(quoted, rule.sites))}]")
    lines.append(f"  where: {{{', '.join(f'{k}: {v}' for k, v in rule.where.items())}}}")
    if rule.key == "line_regex":
        lines.append(f"  line_regex: {pattern_quoted(rule.value)}")
    else:
        lines += [f"  {rule.key}:", "    any:", f"    - {quoted(rule.value)}"]
    lines += ["  tests:", "    match:", f"    - {quoted(rule.match)}"]
    if rule.keep:
        lines += ["    keep:", *(f"    - {quoted(line)}" for line in rule.keep)]
    return "".join(f"{indent}{line}\n" for line in lines)


def same_rule(text: str, rule: Draft) -> str:
    """The id of a rule in a pack that does just what a new one would, whatever it is called and
    whatever its examples are; "" if there is none."""
    root = TreeBuilder("", text).build()
    new = TreeBuilder("", f"rules:\n{rule_text(rule)}").build()
    there = root.plain() if root is not None else None
    rules = there.get("rules") if isinstance(there, dict) else None
    if new is None or not isinstance(rules, list):
        return ""
    wanted = _done_by(new.plain()["rules"][0])
    same = (each for each in rules if isinstance(each, dict) and _done_by(each) == wanted)
    return str(next(same, {}).get("id", ""))


def _done_by(rule: dict[str, Any]) -> dict[str, Any]:
    """What a rule says but for its name, its reasons and its examples."""
    return {key: value for key, value in rule.items() if key not in _TOLD}


def with_rule(file: str, text: str, rule: Draft) -> str:
    """The text of a pack with one more rule at the end of its rules; every line that was there
    stays as it is. Raises UsageError for a pack whose rules are not a list with dashes."""
    tree = TreeBuilder(file, text)
    root = tree.build()
    listed = None if root is None else root.child("rules")
    if tree.faults or root is None or listed is None or not isinstance(listed.value, list):
        raise UsageError(
            f"{file}: a rule cannot be added there: `clean rules lint {file}` says why."
        )
    lines = text.split("\n")
    indent = _indent(lines, listed)
    if indent is None:
        raise UsageError(f"{file}: write its rules one below the other, each behind a dash.")
    end = _end(root, lines)
    body = lines[:end]
    while body and not body[-1].strip():
        body.pop()
    before = "\n".join(body) + "\n\n" if body else ""
    after = "\n".join(lines[end:])
    made = before + rule_text(rule, indent) + (f"\n{after}" if after.strip() else "")
    _check(file, root, made)
    return made


def _indent(lines: list[str], listed: Node) -> str | None:
    """What stands before the dash of the rules, None where they are not written so."""
    if not isinstance(listed.value, list) or not listed.value:
        return None
    last = listed.value[-1]
    start = lines[last.line - 1][: last.column - 1]
    dash = start.rstrip()
    return dash[:-1] if dash.strip() == "-" else None


def _end(root: Node, lines: list[str]) -> int:
    """The number of lines up to the end of the rules: the key after them, with the comments right
    above it, or the end of the file."""
    keys = root.value if isinstance(root.value, dict) else {}
    first = keys["rules"][0].line
    later = [key.line for key, _ in keys.values() if key.line > first]
    if not later:
        return len(lines)
    end = min(later) - 1
    while end > first and (lines[end - 1].startswith("#") or not lines[end - 1].strip()):
        end -= 1
    return end


def _check(file: str, before: Node, made: str) -> None:
    """Raises UsageError if the new text is not the old pack and one rule more."""
    tree = TreeBuilder(file, made)
    after = tree.build()
    old, new = before.plain(), None if after is None else after.plain()
    if tree.faults or not isinstance(new, dict) or new["rules"][:-1] != old["rules"]:
        raise UsageError(f"{file}: the rule cannot be added by itself; write it there by hand.")
