"""The keys of a rule file as tables for the docs, made from the models."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from cleaner.rulebook.keys import Model
from cleaner.rulebook.rule import FAMILIES, BaseRule, Pack

_HEAD = "| key | value | default | meaning |\n|---|---|---|---|\n"


def key_tables() -> str:
    """All keys in Markdown: those of the file, those of a rule, and those below each of them."""
    keys = {name: field for family in FAMILIES for name, field in family.model_fields.items()}
    keys["action"] = BaseRule.model_fields["action"]
    tables = [("The file", Pack.model_fields), ("A rule", keys), *_below("", keys)]
    return "\n".join(
        f"### {title}\n\n{_HEAD}" + "".join(_row(*pair) for pair in fields.items())
        for title, fields in tables
    )


def _below(path: str, fields: dict[str, FieldInfo]) -> Iterator[tuple[str, dict[str, FieldInfo]]]:
    """The tables of the keys that have keys below them."""
    for name, field in fields.items():
        model = next((kind for kind in _kinds(field.annotation) if _is_model(kind)), None)
        if model is not None:
            yield f"`{path}{name}`", model.model_fields
            yield from _below(f"{path}{name}.", model.model_fields)


def _kinds(annotation: Any) -> list[Any]:
    """A type and all types inside it."""
    return [annotation, *(kind for inner in get_args(annotation) for kind in _kinds(inner))]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


def _row(name: str, field: FieldInfo) -> str:
    meaning = (field.description or "").replace("|", "\\|")
    shown = [f"`{field.alias or name}`", _value(field.annotation), _default(field), meaning]
    return f"| {' | '.join(shown)} |\n"


def _value(annotation: Any) -> str:
    """What stands after a key, in words."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = get_args(annotation)[0]
    kinds = get_args(annotation)
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{kind}`" for kind in kinds)
    if get_origin(annotation) is tuple:
        return f"list: {_value(kinds[0])}"
    if get_origin(annotation) is dict:
        return f"by key: {_value(kinds[1])}"
    if _is_model(annotation):
        return "keys, see below"
    return {str: "text", int: "number", float: "number", bool: "`true`, `false`"}[annotation]


def _default(field: FieldInfo) -> str:
    """What holds where the key is left out."""
    value = field.default
    if field.is_required():
        return "required"
    if isinstance(value, Model) or value in (None, (), {}, ""):
        return ""
    shown = str(value).lower() if isinstance(value, bool) else value
    return f"`{', '.join(value) if isinstance(value, tuple) else shown}`"
