"""Packs in one form: lines are moved and indented, never written anew, so that comments and the
way a value is written survive. Whatever comes out is read again and compared with what went in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from cleaner.errors import UsageError
from cleaner.rulebook.writing import pattern_quoted
from cleaner.yamltree import LOADER, TreeBuilder

ORDER = (
    *("id", "replaces", "title", "why", "action", "confidence", "status", "languages", "sites"),
    *("layout", "where", "requires", "repeats"),
    *("heading_is", "line_is", "line_starts", "line_regex"),
    *("span_regex", "next_line", "block", "with", "capture", "unless", "keep", "limits", "accept"),
    *("references", "tests"),
)
HEAD = ("schema", "pack", "disable", "rules")
_PATTERNS = ("line_regex", "span_regex", "regex", "unless", "capture")


@dataclass
class _Piece:
    """One entry of a mapping or list: the lines of comments above it and its own."""

    key: str
    above: list[str]
    lines: list[str]


@dataclass
class _Sheet:
    """The lines of a file, the composed tree, and the lines that belong to a text of many lines."""

    lines: list[str]
    root: Any
    content: set[int] = field(default_factory=set)

    def end(self, node: Any) -> int:
        """The number of lines up to the end of a node."""
        if isinstance(node, yaml.ScalarNode):
            return (
                self._block_end(node) if node.style in ("|", ">") else int(node.end_mark.line) + 1
            )
        if node.flow_style or not node.value:
            return int(node.end_mark.line) + 1
        last = node.value[-1]
        return self.end(last[1] if isinstance(last, tuple) else last)

    def _block_end(self, node: Any) -> int:
        """Of a text in block form: up to the first line that is indented less than its first."""
        end = first = int(node.start_mark.line) + 1
        indent = None
        for number in range(first, len(self.lines)):
            line = self.lines[number]
            if line.strip():
                here = len(line) - len(line.lstrip(" "))
                indent = here if indent is None else indent
                parent = len(self.lines[first - 1]) - len(self.lines[first - 1].lstrip(" -"))
                if here < indent or here <= min(parent, indent - 1):
                    break
                end = number + 1
        return end


def formatted(file: str, text: str) -> str:
    """The text of a pack in one form.

    Raises UsageError for a file that is not YAML, or that cannot be brought to the form without
    changing what it says.
    """
    tree = TreeBuilder(file, text)
    before = tree.build()
    if tree.faults or before is None or not isinstance(before.value, dict):
        raise UsageError(f"{file}: cannot be formatted: `clean rules lint {file}` says why.")
    lines = text.replace("\r\n", "\n").split("\n")
    root: Any = yaml.compose("\n".join(lines), Loader=LOADER)
    if root.flow_style:
        raise UsageError(f"{file}: write its keys one below the other.")
    sheet = _Sheet(lines, root)
    for node in _scalars(root):
        sheet.content |= set(range(node.start_mark.line + 1, sheet.end(node)))
    _single_quotes(sheet)
    made = _whole(sheet)
    again = TreeBuilder(file, made)
    after = again.build()
    if again.faults or after is None or after.plain() != before.plain():
        raise UsageError(f"{file}: cannot be formatted without changing what it says.")
    if sorted(_comments(text)) != sorted(_comments(made)):
        raise UsageError(f"{file}: cannot be formatted without losing a comment.")
    return made


def _comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")]


def _scalars(node: Any, key: str = "") -> Iterator[Any]:
    for _, each in _keyed(node, key):
        yield each


def _keyed(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is a text, with the key it stands under at the nearest."""
    if isinstance(node, yaml.ScalarNode):
        yield key, node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _keyed(item, key)
    else:
        for name, value in node.value:
            inside = key if key == "capture" else name.value
            yield from _keyed(value, inside)


def _single_quotes(sheet: _Sheet) -> None:
    """Puts into single quotes what stands on one line in double ones and is a pattern, and bare
    texts with a question mark, which not every reader takes in a list in brackets. The last of a
    line comes first."""
    found = [
        node
        for key, node in _keyed(sheet.root)
        if ((key in _PATTERNS and node.style == '"') or (not node.style and "?" in node.value))
        and node.start_mark.line == node.end_mark.line
        and node.value.isprintable()
    ]
    for node in sorted(found, key=lambda n: (n.start_mark.line, -n.start_mark.column)):
        line = sheet.lines[node.start_mark.line]
        start, end = node.start_mark.column, node.end_mark.column
        new = line[:start] + pattern_quoted(node.value) + line[end:]
        sheet.lines[node.start_mark.line] = new


def _whole(sheet: _Sheet) -> str:
    pieces = _pieces(sheet, sheet.root.value, 0, len(sheet.lines))
    tail = pieces.pop() if pieces and pieces[-1].key == "" else None
    named = {name.value: value for name, value in sheet.root.value}
    first = pieces[0].above
    pieces[0].above = []
    ordered = sorted(pieces, key=lambda piece: _rank(HEAD, piece.key))
    out = [*first]
    for piece in ordered:
        out += piece.above
        rules = named.get(piece.key)
        if piece.key == "rules" and _is_block_list(rules):
            out += _rules(sheet, rules, piece)
        else:
            out += piece.lines
    if tail is not None and tail.above:
        out += ["", *tail.above]
    return "\n".join(out).rstrip("\n") + "\n"


def _is_block_list(node: Any) -> bool:
    return isinstance(node, yaml.SequenceNode) and not node.flow_style and bool(node.value)


def _rank(order: Sequence[str], key: str) -> int:
    return order.index(key) if key in order else len(order)


def _pieces(sheet: _Sheet, pairs: Sequence[Any], start: int, stop: int) -> list[_Piece]:
    """The entries of a mapping in block form, each with the comments above it; at the end, under
    the key "", what stands below the last."""
    pieces = []
    done = start
    for name, value in pairs:
        first, end = name.start_mark.line, sheet.end(value)
        above = [sheet.lines[i].strip() for i in range(done, first) if sheet.lines[i].strip()]
        pieces.append(_Piece(name.value, above, _tidy(sheet, first, end)))
        done = end
    below = [sheet.lines[i].strip() for i in range(done, stop) if sheet.lines[i].strip()]
    return [*pieces, _Piece("", below, [])]


def _tidy(sheet: _Sheet, first: int, end: int) -> list[str]:
    """Lines without spaces at their ends and without blank ones, but for texts of many lines."""
    return [
        line if i in sheet.content else line.rstrip()
        for i in range(first, end)
        for line in (sheet.lines[i],)
        if i in sheet.content or line.strip()
    ]


def _rules(sheet: _Sheet, rules: Any, piece: _Piece) -> list[str]:
    """The key `rules`, and below it each rule behind a blank line."""
    done = piece_start = rules.value[0].start_mark.line
    while piece_start > 0 and not sheet.lines[piece_start - 1].startswith("rules:"):
        piece_start -= 1
    out, done = [piece.lines[0]], piece_start
    for item in rules.value:
        first, end = item.start_mark.line, sheet.end(item)
        above = [sheet.lines[i].strip() for i in range(done, first) if sheet.lines[i].strip()]
        out += ["", *above, *_rule(sheet, item, first, end)]
        done = end
    return out


def _rule(sheet: _Sheet, item: Any, first: int, end: int) -> list[str]:
    """The lines of one rule, its keys in order, the dash in the first column."""
    indent = item.start_mark.column
    if not isinstance(item, yaml.MappingNode) or item.flow_style:
        lines = [line[indent:] for line in _tidy(sheet, first, end)]
        return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
    *pieces, tail = _pieces(sheet, item.value, first, end)
    pieces.sort(key=lambda piece: _rank(ORDER, piece.key))
    out: list[str] = []
    for piece in pieces:
        # The dash stands where the first key's indentation is.
        body = [" " * indent + piece.lines[0][indent:], *piece.lines[1:]]
        out += piece.above + [_moved(line, indent) for line in body]
    out += tail.above
    keys = [f"  {line}" if line else line for line in out]
    return _with_dash(keys)


def _moved(line: str, indent: int) -> str:
    """A line so many columns further left; less where it does not begin with so many spaces."""
    return line[min(indent, len(line) - len(line.lstrip(" "))) :]


def _with_dash(keys: list[str]) -> list[str]:
    """The lines with the dash before the first key; comments above that key go above the dash."""
    at = next(i for i, line in enumerate(keys) if not line.lstrip().startswith("#"))
    above = [line.strip() for line in keys[:at]]
    return [*above, f"- {keys[at][2:]}", *keys[at + 1 :]]
