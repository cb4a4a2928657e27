"""Reading packs: YAML files into one rulebook, or every fault of every file at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import regex
from pydantic import TypeAdapter, ValidationError

from cleaner.errors import Fault, RuleError, UsageError
from cleaner.rulebook.compiled import compile_pattern
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.rule import (
    BlockRule,
    LineRule,
    Loaded,
    Model,
    Pack,
    Rule,
    Rulebook,
    SpanRule,
    TruncateRule,
)
from cleaner.rulebook.yamltree import Node, TreeBuilder
from cleaner.settings import nearest

_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)
_FAMILIES: dict[str, type[Model]] = {
    action: family
    for family in (LineRule, SpanRule, BlockRule, TruncateRule)
    for action in get_args(family.model_fields["action"].annotation)
}


def load_rules(*places: str | Path, core: bool = True) -> Rulebook:
    """The rulebook of the shipped packs and those in further files or folders.

    A rule in a later place replaces one with the same id in an earlier place. Raises RuleError
    with all faults of all files, UsageError for a place that does not exist.
    """
    roots = [(rules_home(), "rules")] if core else []
    roots += [(Path(place), Path(place).name) for place in places]
    faults: list[Fault] = []
    entries: dict[str, Loaded] = {}
    texts: dict[str, str] = {}
    for root, label in roots:
        here: dict[str, Loaded] = {}
        for path, name in _files(root, label):
            text = _text(path, name, faults)
            texts[name] = text
            for entry in read_pack(name, text, faults):
                _add(here, entry, faults)
        entries |= here
    if faults:
        raise RuleError(faults)
    return Rulebook(tuple(entries[key] for key in sorted(entries)), texts)


def _files(root: Path, label: str) -> Iterator[tuple[Path, str]]:
    """The pack files of a place in order, each with its name for reports, which starts with the
    place's label wherever the place is."""
    if root.is_file():
        yield root, label
        return
    if not root.is_dir():
        raise UsageError(f"{root}: there are no rules there. Name a .yaml file or a folder.")
    for path in sorted(root.rglob("*.yaml")):
        if not any(part.startswith(".") for part in path.relative_to(root).parts):
            yield path, f"{label}/{path.relative_to(root).as_posix()}"


def _text(path: Path, name: str, faults: list[Fault]) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(name, 1, 1, f"cannot be read: {error}", "Save the file as UTF-8."))
        return ""


def _add(entries: dict[str, Loaded], entry: Loaded, faults: list[Fault]) -> None:
    for rule_id in (entry.rule.id, *entry.rule.replaces):
        first = entries.get(rule_id)
        if first is not None:
            where = f"{first.file}:{first.line}"
            message = f"rule id {rule_id!r} is taken: it stands in {where}"
            faults.append(
                Fault(entry.file, entry.line, 1, message, "Ids are for ever: choose another.")
            )
            return
    entries[entry.rule.id] = entry


def read_pack(file: str, text: str, faults: list[Fault]) -> list[Loaded]:
    """The rules of one file; what is wrong with it is added to `faults`."""
    builder = TreeBuilder(file, text)
    root = builder.build()
    entries: list[Loaded] = []
    if root is not None:
        checker = _PackReader(builder, root)
        entries = checker.read()
    faults += builder.faults
    return entries


class _PackReader:
    """Validates the tree of one pack and turns what is wrong into faults with places."""

    def __init__(self, builder: TreeBuilder, root: Node) -> None:
        self.builder = builder
        self.root = root

    def read(self) -> list[Loaded]:
        plain = self.root.plain()
        if not isinstance(plain, dict):
            self._fault(self.root, "a pack is a mapping", "Start with schema:, pack: and rules:.")
            return []
        rules = plain.get("rules")
        head: dict[str, Any] = {**plain, "rules": []}
        if not isinstance(rules, list) or not rules:
            self._fault(
                self.root.find(["rules"]), "a pack without rules", "List them below rules:."
            )
            rules = []
        try:
            Pack.model_validate(head)
        except ValidationError as error:
            self._explain(error, self.root, Pack)
        found = [self._rule(i, value) for i, value in enumerate(rules)]
        pack = str(plain.get("pack", ""))
        return [
            Loaded(rule, pack, self.builder.file, node.line)
            for rule, node in found
            if rule is not None
        ]

    def _rule(self, index: int, value: Any) -> tuple[Rule | None, Node]:
        node = self.root.find(["rules", index])
        if not isinstance(value, dict):
            self._fault(node, "a rule is a mapping", "Start it with `- id: topic.name`.")
            return None, node
        try:
            rule = _RULE.validate_python(value)
        except ValidationError as error:
            self._explain(error, node, _FAMILIES.get(str(value.get("action")), LineRule))
            self._check_patterns(node, _loose_patterns(value))
            return None, node
        self._check_patterns(node, rule.patterns)
        self._check_references(node, rule)
        if rule.repeats is not None:
            self._fault(
                node.find(["repeats"]),
                f"{rule.id} needs a corpus pass: `repeats` has no table of repeated lines yet",
                "Leave `repeats` out, or match the line by line_is or line_regex.",
            )
        return rule, node

    def _check_patterns(self, node: Node, patterns: dict[str, str]) -> None:
        for key, pattern in patterns.items():
            place = node.find([int(k) if k.isdigit() else k for k in key.split(".", 1)])
            control = next((c for c in pattern if ord(c) < 32), None)
            if control is not None:
                self._fault(
                    place,
                    f"{key} holds the control character {control!r}",
                    "Use single quotes: in double quotes \\b is a backspace.",
                )
                continue
            try:
                compiled = compile_pattern(pattern)
            except regex.error as error:
                at = "" if error.pos is None else f" at character {error.pos + 1}"
                self._fault(
                    place,
                    f"{key} is no regular expression: {error.msg}{at}",
                    "Escape ( ) [ ] { } . * + ? ^ $ | and \\ with a backslash where they are meant.",
                )
                continue
            if key.startswith("capture.") and compiled.groups < 1:
                self._fault(place, f"{key} has no group", "Put ( ) around what is to be taken.")
            elif key in ("line_regex", "span_regex") and compiled.fullmatch(""):
                self._fault(
                    place, f"{key} matches the empty text", "Make one part of it obligatory."
                )

    def _check_references(self, node: Node, rule: Rule) -> None:
        """What can only be judged once the patterns compile."""
        if not isinstance(rule, SpanRule) or rule.replacement is None or rule.span_regex is None:
            return
        try:
            compile_pattern(rule.span_regex + "|").fullmatch("").expand(rule.replacement)  # type: ignore[union-attr]
        except (regex.error, IndexError) as error:
            self._fault(
                node.find(["with"]),
                f"`with` does not fit the pattern: {error}",
                r"Name groups as (?P<text>...) and refer to them as \g<text>.",
            )

    def _explain(self, error: ValidationError, node: Node, model: type[Model]) -> None:
        for item in error.errors(include_url=False):
            steps = [step for step in item["loc"] if step not in _FAMILIES]
            self._explain_one(item, steps, node, model)

    def _explain_one(
        self, item: Any, steps: Sequence[str | int], node: Node, model: type[Model]
    ) -> None:
        place = node.find(steps)
        name = ".".join(str(step) for step in steps)
        kind = item["type"]
        if kind == "extra_forbidden":
            parent = node.find(steps[:-1])
            known = sorted(_keys(model, steps[:-1]))
            self._fault(
                parent.key(steps[-1]) or place,
                f"unknown key {steps[-1]!r}{nearest(str(steps[-1]), known)}",
                f"Keys here are {', '.join(known)}.",
            )
        elif kind == "missing":
            self._fault(place, f"{name} is missing", f"Add `{steps[-1]}:`.")
        elif kind in ("union_tag_not_found", "union_tag_invalid"):
            given = node.child("action")
            asked = f"action {given.value!r} is unknown" if given else "action is missing"
            near = nearest(str(given.value), _FAMILIES) if given else ""
            self._fault(given or node, asked + near, f"Actions are {', '.join(_FAMILIES)}.")
        else:
            message = item["msg"].removeprefix("Value error, ")
            self._fault(place, f"{name}: {message}" if name else message, _advice(item))

    def _fault(self, node: Node, message: str, advice: str) -> None:
        self.builder.fault(node.line, node.column, message, advice)


def _advice(item: Any) -> str:
    if expected := item.get("ctx", {}).get("expected"):
        return f"It may be {expected}."
    if item["type"] == "string_pattern_mismatch":
        return "Ids are dotted and lower case, such as comment.form-prompt."
    return "See `clean rules schema` for what may stand here."


def _keys(model: type[Model], steps: Sequence[str | int]) -> Iterable[str]:
    """The legal keys of the model found by following the steps from a model."""
    for step in steps:
        field = model.model_fields.get(str(step))
        kinds = [] if field is None else [field.annotation, *get_args(field.annotation)]
        kinds += [inner for kind in list(kinds) for inner in get_args(kind)]
        model = next((k for k in kinds if isinstance(k, type) and issubclass(k, Model)), model)
    return [field.alias or name for name, field in model.model_fields.items()]


def _loose_patterns(value: dict[str, Any]) -> dict[str, str]:
    """The patterns of a rule that is not valid otherwise, so that their faults show as well."""
    found = {key: value.get(key) for key in ("line_regex", "span_regex")}
    unless = value.get("unless")
    found |= {f"unless.{i}": p for i, p in enumerate(unless)} if isinstance(unless, list) else {}
    return {key: pattern for key, pattern in found.items() if isinstance(pattern, str)}
