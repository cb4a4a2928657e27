"""What a model's finding about one value means to the author of a pack: no word of it is the
library's, whose messages speak to programmers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Words = Callable[[Mapping[str, Any]], str]

_KEYS = "there must be keys with values here"
_LIST = "there must be a list here, as in [one, two]"
_NUMBER = "there must be a number here"
_WORDS: dict[str, Words] = {
    "bool_parsing": lambda _: "there must be true or false here",
    "bool_type": lambda _: "there must be true or false here",
    "dict_type": lambda _: _KEYS,
    "float_parsing": lambda _: _NUMBER,
    "float_type": lambda _: _NUMBER,
    "greater_than": lambda ctx: f"the number must be more than {ctx['gt']}",
    "greater_than_equal": lambda ctx: f"the number must be at least {ctx['ge']}",
    "int_from_float": lambda _: "there must be a whole number here",
    "int_parsing": lambda _: "there must be a whole number here",
    "int_parsing_size": lambda _: "the number is too large",
    "int_type": lambda _: "there must be a whole number here",
    "less_than_equal": lambda ctx: f"the number must be at most {ctx['le']}",
    "literal_error": lambda _: "this is none of the words that may stand here",
    "model_attributes_type": lambda _: _KEYS,
    "model_type": lambda _: _KEYS,
    "string_pattern_mismatch": lambda _: "this name is not written as names are",
    "string_too_short": lambda _: "there must be something here",
    "string_type": lambda _: "there must be a text here",
    "tuple_type": lambda _: _LIST,
}
_SCHEMA = "This clean reads `schema: 1`; for a later one, install the clean that came with it."
_LANGUAGE = "is no language code"
_NO_MATCHER = ("says not what to match", "line_is is for lines")


def told(item: Any) -> tuple[str, str, str]:
    """A finding as message, advice and code."""
    kind, ctx = item["type"], item.get("ctx", {})
    if kind == "literal_error" and item["loc"] == ("schema",):
        return "this version of the rule format is not known", _SCHEMA, "R007"
    if kind == "value_error":
        message = str(ctx["error"])
        return message, _advice(item), _code(message)
    words = _WORDS.get(kind)
    message = words(ctx) if words else "this cannot stand here"
    return message, _advice(item), "R007"


def _code(message: str) -> str:
    if _LANGUAGE in message:
        return "R011"
    return "R009" if message.startswith(_NO_MATCHER) else "R007"


def _advice(item: Any) -> str:
    if expected := item.get("ctx", {}).get("expected"):
        return f"It may be {expected}."
    if item["type"] == "string_pattern_mismatch":
        if item["loc"][-1] == "pack":
            return "Packs have names in lower case, such as my-site/comments."
        return "Ids are dotted and lower case, such as comment.form-prompt."
    return "See `clean rules schema` for what may stand here."
