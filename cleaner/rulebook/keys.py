"""What may stand in a rule: the values and the keys below its keys. Descriptions are what the docs
and the JSON Schema say of them."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from cleaner.rulebook.form import HEAD_CHARS, match_form

LANGUAGE_PATTERN = re.compile(r"any|[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")


def _language(code: str) -> str:
    if not LANGUAGE_PATTERN.fullmatch(code):
        raise ValueError(f"{code!r} is no language code such as en, pt-BR or any")
    return code


def _document_language(code: str) -> str:
    if code == "any":
        raise ValueError("leave the key out where any language will do")
    return _language(code)


def _phrase(phrase: str) -> str:
    if not match_form(phrase):
        raise ValueError(f"{phrase!r} has nothing in it to compare: use line_regex")
    if len(phrase) > HEAD_CHARS:
        raise ValueError(f"{phrase[:20]!r}... is longer than {HEAD_CHARS} characters")
    return phrase


def _some(phrases: tuple[str, ...]) -> tuple[str, ...]:
    if not phrases:
        raise ValueError("there must be a phrase here")
    return phrases


Phrases = dict[
    Annotated[str, AfterValidator(_language)],
    Annotated[tuple[Annotated[str, AfterValidator(_phrase)], ...], AfterValidator(_some)],
]
"""Phrases by the language they are in."""


Languages = tuple[Annotated[str, AfterValidator(_document_language)], ...]
"""Languages a document may be in."""


class Model(BaseModel):
    """Closed and frozen: a key that is not in the format is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Where(Model):
    """Where in the document a line must stand for the rule to apply."""

    zone: Literal["head", "body", "tail", "any"] = Field(
        "any", description="head: up to the first prose; tail: from the last prose; body: between"
    )
    max_chars: int | None = Field(None, ge=1, description="longest line, in characters")
    min_chars: int | None = Field(None, ge=1, description="shortest line, in characters")
    line_index_min: int | None = Field(
        None, ge=1, description="first place among the lines that are not blank, counted from 0"
    )
    line_index_max: int | None = Field(
        None, ge=0, description="last place among the lines that are not blank, counted from 0"
    )
    after_last_prose: bool = Field(False, description="only after every line of prose")
    before_prose: int | None = Field(
        None, ge=1, description="prose must stand among the next so many lines that are not blank"
    )


class NextLine(Model):
    """The second line of a two-line artefact."""

    regex: str = Field(min_length=1, description="must match the whole next line that is not blank")
    max_blank: int = Field(2, ge=0, description="how many blank lines may stand between")
    required: bool = Field(True, description="without it the rule does not apply")


class Block(Model):
    """What may belong to a block below its heading."""

    min_items: int = Field(3, ge=1, description="fewer items: the rule does not apply")
    max_item_chars: int = Field(200, ge=1, description="a longer line is no item")
    min_item_width: int = Field(
        0, ge=0, description="median width of the items; Han, kana and Hangul signs count three"
    )
    bullets: Literal["optional", "required", "none"] = Field(
        "optional", description="whether the items carry list bullets"
    )
    until: tuple[Literal["prose", "eof", "heading"], ...] = Field(
        ("prose", "eof", "heading"), description="what may end the block; else it stays"
    )


class Repeats(Model):
    """Lines seen again and again across documents; needs a first pass over the corpus."""

    min_documents: int = Field(5, ge=2, description="seen in so many documents at least")
    min_share: float = Field(
        0, ge=0, le=1, description="seen in so large a share of the documents at least, from 0 to 1"
    )
    within: Literal["site", "corpus"] = Field("site", description="where they are counted")
    edge_run: int | None = Field(
        None,
        ge=1,
        description="only in a run of so many such lines that reaches an end of the text",
    )
    masked: bool = Field(
        False, description="lines that differ in numbers, dates and names alone count as one"
    )


class Nearby(Model):
    """Another rule must match close by, on another line."""

    rule: str = Field(
        min_length=1,
        description="rule id, a prefix ending in .*, or all: any that takes text",
    )
    lines: int = Field(3, ge=1, description="how many lines away at most, blank ones not counted")


class Requires(Model):
    """What else must be seen in the document."""

    nearby: Nearby | None = Field(
        None, description="another rule that must match close by, on another line"
    )
    min_hits_in_document: int | None = Field(
        None, ge=2, description="how often the rule itself must match in the document"
    )
    within: int | None = Field(
        None, ge=1, description="lines from the first to the last of these, blank ones not counted"
    )
    label_near: int | None = Field(
        None,
        ge=1,
        description="lines away at most that others must take where the line may head text or be "
        "an item",
    )


class Limits(Model):
    """Past a limit the rule does nothing in that document, and says so."""

    max_document_fraction: float = Field(
        0.6, gt=0, le=1, description="share of the text's characters that the rule may take"
    )
    max_lines: int | None = Field(
        None, ge=1, description="lines that the rule may take, however long the text is"
    )
    max_matches: int | None = Field(
        None,
        ge=1,
        description="lines of the document that match, in whatever zone: more make it a listing",
    )


class DocumentExample(Model):
    """A whole text before and after the rule, and what it captures."""

    before: str = Field(description="the text before; blank lines do not count")
    after: str = Field(description="the text after one pass of the rule")
    metadata: dict[str, str] = Field({}, description="what the rule must capture, by key")
    language: str | None = Field(None, description="language of the document, for `languages`")
    url: str | None = Field(None, description="where the document is from, for `sites`")
    repeated: tuple[str, ...] = Field(
        (), description="lines that stand in every document of the site, for `repeats`"
    )


class Examples(Model):
    """The rule's tests."""

    match: tuple[str, ...] = Field((), description="lines on which the rule must fire")
    keep: tuple[str, ...] = Field((), description="lines that must stay as they are")
    documents: tuple[DocumentExample, ...] = Field((), description="whole texts")
    known_miss: tuple[str, ...] = Field((), description="should fire, known not to")
    known_false: tuple[str, ...] = Field((), description="fires, known to be wrong")
