"""Reading one pack: a YAML file into its rules, or everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cleaner.errors import Fault
from cleaner.rulebook.explain import explain, explain_rule
from cleaner.rulebook.patterns import check_groups, check_patterns, loose_patterns
from cleaner.rulebook.rule import Loaded, Pack, Rule
from cleaner.yamltree import Node, TreeBuilder

_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)
_START = "Start with schema:, pack: and rules:."
_DASH = "Begin each rule with a dash and a space: `- id: topic.name`, its other keys below `id`."


@dataclass
class Sheet:
    """One pack as it was read: its tree, its name, its rules with their nodes, the nodes of the
    ids it disables, and the lines of the rules that are `unfit` to run. What is wrong with it is in
    `tree.faults`."""

    tree: TreeBuilder
    pack: str = ""
    rules: list[tuple[Rule, Node]] = field(default_factory=list)
    disable: list[Node] = field(default_factory=list)
    unfit: set[int] = field(default_factory=set)

    @property
    def entries(self) -> list[Loaded]:
        """The rules and where they stand."""
        file = self.tree.file
        return [Loaded(rule, self.pack, file, node.line) for rule, node in self.rules]


def read_pack(file: str, text: str, faults: list[Fault]) -> list[Loaded]:
    """The rules of one file; what is wrong with it is added to `faults`."""
    sheet = read_sheet(file, text)
    faults += sheet.tree.faults
    return sheet.entries


def read_sheet(file: str, text: str, tried: bool = False) -> Sheet:
    """One file, read; its faults are in its tree. Patterns that were `tried` before are not
    compiled to see whether they are sound: with a thousand rules that takes most of the time."""
    sheet = Sheet(TreeBuilder(file, text))
    root = sheet.tree.build()
    if root is not None:
        _read(sheet, root, tried)
    elif not sheet.tree.faults:
        sheet.tree.fault(1, 1, "the file is empty", _START, "R004")
    return sheet


def _read(sheet: Sheet, root: Node, tried: bool) -> None:
    """Takes the rules out of the tree; what is wrong becomes faults with places."""
    tree, plain = sheet.tree, root.plain()
    if not isinstance(plain, dict):
        tree.fault_at(root, "a pack is a mapping", _START, "R004")
        return
    off = root.child("disable")
    rules = plain.get("rules", None if off is None else [])
    if not isinstance(rules, list) or not (rules or off):
        place = root.find(["rules"])
        if rules and not isinstance(rules, list):
            tree.fault_at(place, "the rules are no list", _DASH, "R004")
        else:
            tree.fault_at(place, "a pack without rules", "List them below rules:.", "R004")
        rules = []
    try:
        Pack.model_validate({**plain, "rules": []})
    except ValidationError as error:
        explain(tree, error, root, Pack)
    else:
        sheet.disable = off.value if off is not None and isinstance(off.value, list) else []
    sheet.pack = str(plain.get("pack", ""))
    for index, value in enumerate(rules):
        node = root.find(["rules", index])
        before = len(tree.faults)
        rule = _rule(tree, node, value, tried)
        if rule is not None:
            sheet.rules.append((rule, node))
        if len(tree.faults) > before:
            sheet.unfit.add(node.line)


def _rule(tree: TreeBuilder, node: Node, value: Any, tried: bool) -> Rule | None:
    """The rule that stands at a node, None where it is none."""
    if not isinstance(value, dict):
        advice = "Start it with `- id: topic.name`."
        tree.fault_at(node, "a rule is a mapping", advice, "R007")
        return None
    try:
        rule = _RULE.validate_python(value)
    except ValidationError as error:
        explain_rule(tree, error, node, value)
        check_patterns(tree, node, loose_patterns(value))
        return None
    if not tried:
        check_patterns(tree, node, rule.patterns)
        check_groups(tree, node, rule)
    return rule
