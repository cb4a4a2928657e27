"""Whether both halves of PyYAML read a pack alike: the one in C and the one without it.

The second is slow. Rules made of plain lines alone, as mined packs have them by the thousand, are
read by both alike and are left out of what it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import yaml

from cleaner.errors import Fault
from cleaner.rulebook.lint.codes import codes
from cleaner.rulebook.pack import Sheet
from cleaner.yamltree import TreeBuilder

# Values that begin and end on their line: quoted with single quotes, in brackets, or words. What
# the two readers disagree about (escapes, tabs, breaks, marks in words) is in none of them.
_SIGN = (
    "[^'\\x00-\\x1f\\x7f-\\xa0\\u2028\\u2029\\ud800-\\udfff\\ufeff\\ufffe\\uffff"
    "\\U00010000-\\U0010ffff]"
)
_QUOTED = f"'(?:{_SIGN}|'')*'"
_WORDS = r"[A-Za-z0-9](?:[A-Za-z0-9_./-]| (?=[A-Za-z0-9]))*"
_ITEM = f"(?:{_QUOTED}|{_WORDS})"
_LIST = rf"\[{_ITEM}(?:, {_ITEM})*\]"
_KEY = "[a-z_]{1,40}"
_PAIRS = rf"\{{{_KEY}: (?:{_ITEM}|{_LIST})(?:, {_KEY}: (?:{_ITEM}|{_LIST}))*\}}"
_VALUE = f"(?:{_ITEM}|{_LIST}|{_PAIRS})"
_PLAIN_LINE = re.compile(rf" *(?:(?:- )?{_KEY}:(?: {_VALUE})?|- {_VALUE}|# (?:{_SIGN}|')*|)")


def check_readers(sheet: Sheet) -> Iterator[Fault]:
    """Where the reader that PyYAML has without its C half stumbles, or finds something else."""
    text, file = "\n".join(sheet.tree.lines), sheet.tree.file
    usual = TreeBuilder(file, text)
    if usual.build() is None or usual.faults:
        return
    left = "\n".join(without_plain_rules(sheet.tree.lines))
    one = TreeBuilder(file, left).build()
    other = TreeBuilder(file, left, yaml.SafeLoader)
    two = other.build()
    advice = codes()["R013"].advice
    if two is None:
        fault = other.faults[0]
        yield replace(
            fault, message=f"for another reader {fault.message}", code="R013", advice=advice
        )
    elif one is None or one.plain() != two.plain():
        yield Fault(file, 1, 1, "another reader finds something else in it", advice, "", "R013")


def without_plain_rules(lines: list[str]) -> list[str]:
    """The lines of a pack, those of rules that are plain all through left blank."""
    out: list[str] = []
    rule: list[str] = []
    for line in [*lines, "- "]:
        if line[:1] in ("", " ", "#") and rule:
            rule.append(line)
            continue
        plain = rule and all(map(_PLAIN_LINE.fullmatch, rule))
        out += [""] * len(rule) if plain else rule
        rule = []
        if line.startswith("- "):
            rule.append(line)
        else:
            out.append(line)
    return out
