"""What a rule file must look like, in words: findings of the models made into faults with a place
and advice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import ValidationError

from cleaner.rulebook.keys import Model
from cleaner.rulebook.rule import FAMILIES, UNUSED_KEY, BaseRule
from cleaner.rulebook.wording import told
from cleaner.settings import nearest
from cleaner.yamltree import Node, TreeBuilder

FAMILY_OF: dict[str, type[Model]] = {
    action: family
    for family in FAMILIES
    for action in get_args(family.model_fields["action"].annotation)
}
_ALL_KEYS = frozenset(
    field.alias or name for family in FAMILIES for name, field in family.model_fields.items()
)


def explain_rule(tree: TreeBuilder, error: ValidationError, node: Node, value: Any) -> None:
    """Notes the faults of one rule. Where its action is not known, those of any action."""
    family = FAMILY_OF.get(str(value.get("action")))
    for item in error.errors(include_url=False):
        if item["type"].startswith("union_tag"):
            _explain_action(tree, node)
        else:
            # The first step names the action, which is no step of the file.
            _explain(tree, item, item["loc"][1:], node, family or BaseRule)
    if family is None:
        known_elsewhere = _ALL_KEYS - frozenset(_names(BaseRule))
        try:
            BaseRule.model_validate({k: v for k, v in value.items() if k not in known_elsewhere})
        except ValidationError as general:
            for item in general.errors(include_url=False):
                if item["loc"] != ("action",):
                    _explain(tree, item, item["loc"], node, BaseRule)


def explain(tree: TreeBuilder, error: ValidationError, node: Node, model: type[Model]) -> None:
    """Notes the faults that a model found in what stands at a node."""
    for item in error.errors(include_url=False):
        _explain(tree, item, item["loc"], node, model)


def _explain_action(tree: TreeBuilder, node: Node) -> None:
    given = node.child("action")
    advice = f"Actions are {', '.join(FAMILY_OF)}."
    if given is None:
        tree.fault_at(node, "action is missing", advice, "R006")
    else:
        near = nearest(str(given.value), FAMILY_OF)
        tree.fault_at(given, f"action {given.value!r} is unknown{near}", advice, "R008")


def _explain(
    tree: TreeBuilder, item: Any, steps: Sequence[str | int], node: Node, model: type[Model]
) -> None:
    place = node.find(steps)
    kind = item["type"]
    if kind in ("extra_forbidden", UNUSED_KEY):
        known = _keys(model, steps[:-1])
        message, advice = f"unknown key {steps[-1]!r}{nearest(str(steps[-1]), known)}", ""
        if kind == UNUSED_KEY:
            message = f"{steps[-1]!r} says nothing to a layout rule: the model finds the lines"
            advice = "Leave it out, or take an action that goes by it. "
        tree.fault_at(
            node.find(steps[:-1]).key(steps[-1]) or place,
            message,
            f"{advice}Keys here are {', '.join(known)}.",
            "R005",
        )
        return
    if steps and steps[-1] == "[key]":
        steps = steps[:-2]
        place = node.find(steps).key(item["loc"][-2]) or place
    name = ".".join(str(step) for step in steps)
    if kind == "missing":
        tree.fault_at(place, f"{name} is missing", f"Add `{steps[-1]}:`.", "R006")
        return
    message, advice, code = told(item)
    tree.fault_at(place, f"{name}: {message}" if name else message, advice, code)


def _keys(model: type[Model], steps: Sequence[str | int]) -> list[str]:
    """The legal keys, in order, of the model found by following the steps from a model."""
    if model is BaseRule and not steps:
        return sorted(_ALL_KEYS)
    for step in steps:
        field = model.model_fields.get(str(step))
        kinds = [] if field is None else [field.annotation, *get_args(field.annotation)]
        model = next((k for k in kinds if isinstance(k, type) and issubclass(k, Model)), model)
    return sorted(_names(model))


def _names(model: type[Model]) -> list[str]:
    unused = model.unused if issubclass(model, BaseRule) else ()
    return [f.alias or name for name, f in model.model_fields.items() if name not in unused]
