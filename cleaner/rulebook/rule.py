"""What a rule is: one model per family of actions, told apart by `action`.

The models hold the format of the YAML packs and nothing else; `load.py` reads files into them and
`match.py` runs them. Field descriptions are the reference that `clean rules schema` hands to
editors.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+"
LANGUAGE_PATTERN = re.compile(r"any|[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")

CONFIDENCES = ("low", "medium", "high")
Phrases = dict[str, tuple[str, ...]]


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

    min_documents: int = Field(5, ge=2)
    within: Literal["site", "corpus"] = "site"


class Nearby(Model):
    """Another rule must match close by."""

    rule: str = Field(min_length=1, description="rule id, or a prefix ending in .*")
    lines: int = Field(3, ge=1, description="how many lines away at most, blank ones not counted")


class Requires(Model):
    """What else must be seen in the document."""

    nearby: Nearby | None = None
    min_hits_in_document: int | None = Field(None, ge=2)


class Limits(Model):
    """Past a limit the rule does nothing in that document, and says so."""

    max_document_fraction: float = Field(0.6, gt=0, le=1)
    max_lines: int = Field(200, ge=1)
    max_matches: int | None = Field(
        None,
        ge=1,
        description="lines of the document that match, in whatever zone: more make it a listing",
    )


class DocumentExample(Model):
    """A whole text before and after the rule, and what it captures."""

    before: str
    after: str
    metadata: dict[str, str] = {}
    language: str | None = None
    url: str | None = None


class Examples(Model):
    """The rule's tests."""

    match: tuple[str, ...] = Field((), description="lines on which the rule must fire")
    keep: tuple[str, ...] = Field((), description="lines that must stay as they are")
    documents: tuple[DocumentExample, ...] = ()
    known_miss: tuple[str, ...] = Field((), description="should fire, known not to")
    known_false: tuple[str, ...] = Field((), description="fires, known to be wrong")


class BaseRule(Model):
    """What every rule has, whatever it does."""

    id: str = Field(pattern=f"^{ID_PATTERN}$", description="dotted, lower case, stable for ever")
    replaces: tuple[str, ...] = Field((), description="former ids; --select goes on to know them")
    action: str
    title: str = Field(min_length=1, description="one line for reports")
    why: str = Field("", description="what this is and where it comes from")
    confidence: Literal["high", "medium", "low"] = Field(
        "high", description="low only flags, whatever the action"
    )
    status: Literal["experimental", "stable", "deprecated"] = Field(
        "stable", description="deprecated rules run only when selected by id"
    )
    line_is: Phrases = Field({}, description="whole lines, by language, compared in match form")
    line_starts: Phrases = Field({}, description="how lines start, by language, in match form")
    line_regex: str | None = Field(None, min_length=1, description="must match the whole line")
    where: Where = Where()
    languages: tuple[str, ...] = Field((), description="languages of the document, none = all")
    sites: tuple[str, ...] = Field((), description="hosts: example.com or *.example.com")
    requires: Requires = Requires()
    unless: tuple[str, ...] = Field((), description="patterns that keep the text when found")
    keep: tuple[str, ...] = Field((), description="whole lines that always stay")
    repeats: Repeats | None = None
    capture: dict[str, str] = Field({}, description="metadata key: pattern with one group")
    limits: Limits = Limits()
    tests: Examples = Examples()
    references: tuple[str, ...] = ()

    @field_validator("line_is", "line_starts", "heading_is", check_fields=False)
    @classmethod
    def _phrases(cls, value: Phrases) -> Phrases:
        for language, phrases in value.items():
            if not LANGUAGE_PATTERN.fullmatch(language):
                raise ValueError(f"{language!r} is no language code such as en, pt-BR or any")
            if not phrases or not all(phrase.strip() for phrase in phrases):
                raise ValueError(f"the phrases of {language!r} are empty")
        return value

    @field_validator("languages")
    @classmethod
    def _languages(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for language in value:
            if language == "any" or not LANGUAGE_PATTERN.fullmatch(language):
                raise ValueError(f"{language!r} is no language code such as en or pt-BR")
        return value

    @property
    def stage(self) -> str:
        """The stage that runs the rule: `artifacts` for ids that start so, else `strip`."""
        return "artifacts" if self.id.startswith("artifact.") else "strip"

    @property
    def patterns(self) -> dict[str, str]:
        """All regular expressions of the rule by the key they stand under."""
        found = {"line_regex": self.line_regex, "span_regex": getattr(self, "span_regex", None)}
        next_line = getattr(self, "next_line", None)
        found["next_line.regex"] = next_line.regex if next_line else None
        found |= {f"unless.{i}": pattern for i, pattern in enumerate(self.unless)}
        found |= {f"capture.{key}": pattern for key, pattern in self.capture.items()}
        return {key: pattern for key, pattern in found.items() if pattern is not None}

    def named(self, prefix: str) -> bool:
        """Whether `--select` or `--ignore` with this prefix means the rule."""
        names = (self.id, *self.replaces)
        stem = prefix.removesuffix("*").removesuffix(".")
        return prefix == "all" or any(n == stem or n.startswith(stem + ".") for n in names)


class LineRule(BaseRule):
    """Acts on whole lines."""

    action: Literal["remove_line", "capture_line"]
    next_line: NextLine | None = None

    @model_validator(mode="after")
    def _has_matcher(self) -> LineRule:
        if not (self.line_is or self.line_starts or self.line_regex or self.repeats):
            raise ValueError("says not what to match: give line_is, line_starts or line_regex")
        return self


class SpanRule(BaseRule):
    """Acts on a part of a line, or looks at it."""

    action: Literal[
        "remove_span", "capture_span", "capture_keep", "replace", "flag"
    ]
    span_regex: str | None = Field(None, min_length=1, description="matches a part of a line")
    replacement: str | None = Field(
        None, alias="with", description=r"for replace: the new text, \g<name> for a group"
    )

    @model_validator(mode="after")
    def _has_matcher(self) -> SpanRule:
        looks = self.action in ("capture_keep", "flag")
        if not self.span_regex and not (looks and (self.line_regex or self.line_is)):
            raise ValueError("says not what to match: give span_regex")
        if (self.action == "replace") != (self.replacement is not None):
            raise ValueError("`with` belongs to action replace, and replace needs it")
        return self


class BlockRule(BaseRule):
    """Removes a heading and the list below it."""

    action: Literal["remove_block"]
    heading_is: Phrases = Field({}, description="headings, by language, in match form")
    block: Block = Block()

    @model_validator(mode="after")
    def _has_matcher(self) -> BlockRule:
        if not (self.heading_is or self.line_regex):
            raise ValueError("says not what to match: give heading_is or line_regex")
        return self


class TruncateRule(BaseRule):
    """Cuts everything after a line; the line itself stays."""

    action: Literal["truncate_after"]

    @model_validator(mode="after")
    def _has_matcher(self) -> TruncateRule:
        if not (self.line_is or self.line_starts or self.line_regex):
            raise ValueError("says not what to match: give line_is, line_starts or line_regex")
        return self


Rule = Annotated[LineRule | SpanRule | BlockRule | TruncateRule, Field(discriminator="action")]

REMOVING = ("remove_line", "remove_span", "remove_block", "truncate_after")


class Pack(Model):
    """One file of rules."""

    schema_: Literal["1"] = Field(alias="schema", description="version of the rule format")
    pack: str = Field(pattern=r"^[a-z0-9][a-z0-9_/.-]*$", description="path-like name of the pack")
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rule and where it stands."""

    rule: Rule
    pack: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules in force, in order of their ids, and the files they came from."""

    entries: tuple[Loaded, ...]
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, in order of their ids."""
        return tuple(entry.rule for entry in self.entries)

    @property
    def digest(self) -> str:
        """SHA-256 over what the rules do. Tests and explanations do not count."""
        told = {"tests", "why", "title", "references"}
        plain = [r.model_dump(mode="json", exclude=told, exclude_defaults=True) for r in self.rules]
        text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def get(self, rule_id: str) -> Loaded | None:
        """The entry of a rule, by its id or a former one."""
        for entry in self.entries:
            if rule_id == entry.rule.id or rule_id in entry.rule.replaces:
                return entry
        return None

    def chosen(self, select: Iterable[str], ignore: Iterable[str]) -> Rulebook:
        """The rules that `--select` and `--ignore` leave. The longer prefix wins over the shorter;
        deprecated rules run only when selected by their own id."""
        select, ignore = tuple(select), tuple(ignore)

        def runs(rule: Rule) -> bool:
            wanted = max((len(p) for p in select if p != "all" and rule.named(p)), default=0)
            unwanted = max((len(p) for p in ignore if p != "all" and rule.named(p)), default=0)
            if rule.status == "deprecated" and rule.id not in select:
                return False
            if wanted or unwanted:
                return wanted > unwanted
            return "all" in select and "all" not in ignore

        kept = tuple(entry for entry in self.entries if runs(entry.rule))
        return Rulebook(kept, self.files)

    def without(self, rule_ids: Iterable[str]) -> Rulebook:
        """The rulebook less some rules."""
        gone = frozenset(rule_ids)
        return Rulebook(tuple(e for e in self.entries if e.rule.id not in gone), self.files)
