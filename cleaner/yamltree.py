"""YAML as a tree that remembers where each value stands.

Every scalar stays the text it is (`no` is "no", `1.10` is "1.10"); anchors, aliases, tags and
duplicate keys are faults. Reading goes on after a fault, so that all are reported at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

from cleaner.errors import Fault
from cleaner.yamlwords import Trouble, in_words

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""A PyYAML that was built without its C half reads the same, more slowly: `clean rules lint` finds
what the two read differently."""

DEEPEST = 64
"""Lists and mappings inside each other; packs need eight."""


class _TooDeepError(Exception):
    """The file nests deeper than any pack."""


class Node(NamedTuple):
    """A value and where it stands: text, a list, or a mapping. Lines and columns count from 1."""

    value: str | list[Node] | dict[str, tuple[Node, Node]]
    line: int
    column: int

    def plain(self) -> Any:
        """The value as texts, lists and dicts."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, dict):
            return {key: value.plain() for key, (_, value) in self.value.items()}
        return [item.plain() for item in self.value]

    def child(self, step: str | int) -> Node | None:
        """The value under a key or index, None if there is none."""
        if isinstance(self.value, dict) and isinstance(step, str):
            return self.value[step][1] if step in self.value else None
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            item: Node = self.value[step]
            return item
        return None

    def find(self, path: Sequence[str | int]) -> Node:
        """The deepest node on the path: steps that lead nowhere are passed over."""
        node = self
        for step in path:
            node = node.child(step) or node
        return node

    def key(self, name: str | int) -> Node | None:
        """The node of a mapping's key itself."""
        if isinstance(self.value, dict) and isinstance(name, str) and name in self.value:
            return self.value[name][0]
        return None


class TreeBuilder:
    """Builds the tree of one file from the parser's events, collecting faults."""

    def __init__(self, file: str, text: str, loader: Any = LOADER) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.faults: list[Fault] = []
        self._loader = loader(text)
        self._depth = 0

    def fault(self, line: int, column: int, message: str, advice: str, code: str = "") -> None:
        """Notes a fault at a place of the file."""
        excerpt = self.lines[line - 1] if line <= len(self.lines) else ""
        shown = excerpt if len(excerpt) <= 160 else excerpt[:159] + "…"
        self.faults.append(Fault(self.file, line, column, message, advice, shown, code))

    def fault_at(self, node: Node, message: str, advice: str, code: str = "") -> None:
        """Notes a fault where a node stands."""
        self.fault(node.line, node.column, message, advice, code)

    def build(self) -> Node | None:
        """The tree, or None if the file is empty or its syntax is broken."""
        try:
            return self._document()
        except yaml.YAMLError as error:
            opened = _place(getattr(error, "context_mark", None))
            place = _place(getattr(error, "problem_mark", None)) or opened or self._forbidden()
            problem = getattr(error, "problem", None) or "it holds a control character"
            trouble = Trouble(*place, problem, opened)
            line, column, message, advice = in_words(self.lines, trouble)
            self.fault(line, column, f"this is not YAML: {message}", advice, "R001")
            return None
        except _TooDeepError:
            return None
        finally:
            self._loader.dispose()

    def _forbidden(self) -> tuple[int, int]:
        """Line and column of the first character that no YAML may hold."""
        for number, line in enumerate(self.lines, start=1):
            for column, char in enumerate(line, start=1):
                if (ord(char) < 32 and char != "\t") or char in "\x7f\ufffe\uffff":
                    return number, column
        return 1, 1

    def _document(self) -> Node | None:
        root = None
        while not isinstance(event := self._loader.get_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.NodeEvent):
                if root is not None:
                    self._complain(event, "a second document", "Keep one pack per file.")
                node = self._node(event)
                root = root or node
        return root

    def _node(self, event: Any) -> Node:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        # Nearly all are such.
        if isinstance(event, yaml.ScalarEvent) and not event.anchor and not event.tag:
            return Node(event.value, line, column)
        if isinstance(event, yaml.AliasEvent):
            self._complain(event, f"alias *{event.anchor}", "Write the value out.")
            return Node(str(event.anchor), line, column)
        if event.anchor:
            self._complain(event, f"anchor &{event.anchor}", "Write the value out where needed.")
        if event.tag:
            self._complain(event, f"tag {event.tag}", "Leave it out: every value is text.")
        if isinstance(event, yaml.ScalarEvent):
            return Node(event.value, line, column)
        if self._depth >= DEEPEST:
            advice = "No pack has more than a few."
            self.fault(
                line, column, f"more than {DEEPEST} levels inside each other", advice, "R001"
            )
            raise _TooDeepError
        self._depth += 1
        items = isinstance(event, yaml.SequenceStartEvent)
        node = Node(self._items() if items else self._pairs(), line, column)
        self._depth -= 1
        return node

    def _items(self) -> list[Node]:
        items = []
        while not isinstance(event := self._loader.get_event(), yaml.SequenceEndEvent):
            items.append(self._node(event))
        return items

    def _pairs(self) -> dict[str, tuple[Node, Node]]:
        pairs: dict[str, tuple[Node, Node]] = {}
        while not isinstance(event := self._loader.get_event(), yaml.MappingEndEvent):
            key = self._node(event)
            value = self._node(self._loader.get_event())
            if not isinstance(key.value, str):
                advice = "Keys are plain words."
                self.fault(key.line, key.column, "a key that is no text", advice, "R002")
            elif key.value in pairs:
                first = pairs[key.value][0].line
                self.fault(
                    key.line,
                    key.column,
                    f"key {key.value!r} stands twice (first in line {first})",
                    "Join the two into one: the second would silently replace the first.",
                    "R003",
                )
            else:
                pairs[key.value] = (key, value)
        return pairs

    def _complain(self, event: Any, what: str, advice: str) -> None:
        mark = event.start_mark
        what = f"{what} is not allowed in packs"
        self.fault(mark.line + 1, mark.column + 1, what, advice, "R002")


def _place(mark: Any) -> tuple[int, int] | None:
    """Line and column of a mark, counted from 1."""
    return (mark.line + 1, mark.column + 1) if mark else None
