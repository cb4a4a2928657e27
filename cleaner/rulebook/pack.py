"""Reading one pack: a YAML file into its rules, or everything that is wrong with it."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from cleaner.errors import Fault
from cleaner.rulebook.explain import explain, explain_rule
from cleaner.rulebook.patterns import check_groups, check_patterns, loose_patterns
from cleaner.rulebook.rule import Loaded, Pack, Rule
from cleaner.yamltree import Node, TreeBuilder

_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)


def read_pack(file: str, text: str, faults: list[Fault]) -> list[Loaded]:
    """The rules of one file; what is wrong with it is added to `faults`."""
    tree = TreeBuilder(file, text)
    root = tree.build()
    entries: list[Loaded] = []
    if root is not None:
        entries = _PackReader(tree, root).read()
    elif not tree.faults:
        tree.fault(1, 1, "the file is empty", "Start with schema:, pack: and rules:.", "R004")
    faults += tree.faults
    return entries


class _PackReader:
    """Validates the tree of one pack and turns what is wrong into faults with places."""

    def __init__(self, tree: TreeBuilder, root: Node) -> None:
        self.tree = tree
        self.root = root

    def read(self) -> list[Loaded]:
        plain = self.root.plain()
        if not isinstance(plain, dict):
            self.tree.fault_at(
                self.root, "a pack is a mapping", "Start with schema:, pack: and rules:.", "R004"
            )
            return []
        rules = plain.get("rules")
        head: dict[str, Any] = {**plain, "rules": []}
        if not isinstance(rules, list) or not (rules or plain.get("disable")):
            place = self.root.find(["rules"])
            self.tree.fault_at(place, "a pack without rules", "List them below rules:.", "R004")
            rules = []
        try:
            Pack.model_validate(head)
        except ValidationError as error:
            explain(self.tree, error, self.root, Pack)
        found = [self._rule(i, value) for i, value in enumerate(rules)]
        pack = str(plain.get("pack", ""))
        return [
            Loaded(rule, pack, self.tree.file, node.line)
            for rule, node in found
            if rule is not None
        ]

    def _rule(self, index: int, value: Any) -> tuple[Rule | None, Node]:
        node = self.root.find(["rules", index])
        if not isinstance(value, dict):
            self.tree.fault_at(node, "a rule is a mapping", "Start it with `- id: topic.name`.", "R007")
            return None, node
        try:
            rule = _RULE.validate_python(value)
        except ValidationError as error:
            explain_rule(self.tree, error, node, value)
            check_patterns(self.tree, node, loose_patterns(value))
            return None, node
        check_patterns(self.tree, node, rule.patterns)
        check_groups(self.tree, node, rule)
        if rule.repeats is not None:
            self.tree.fault_at(
                node.find(["repeats"]),
                f"{rule.id} needs a corpus pass: `repeats` has no table of repeated lines yet",
                "Leave `repeats` out, or match the line by line_is or line_regex.",
            )
        return rule, node
