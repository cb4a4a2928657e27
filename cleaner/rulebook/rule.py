"""What a rule is: one model per family of actions, told apart by `action`.

The models hold the format of the YAML packs and nothing else; `load.py` reads files into them and
`match.py` runs them. Field descriptions are the reference that `clean rules schema` hands to
editors.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from cleaner.errors import SettingsError
from cleaner.rulebook.keys import (
    Block,
    Examples,
    Languages,
    Limits,
    Model,
    NextLine,
    Phrases,
    Repeats,
    Requires,
    Where,
)
from cleaner.rulebook.selection import begins, stem, stems
from cleaner.settings import nearest

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+"
CONFIDENCES = ("low", "medium", "high")


class BaseRule(Model):
    """What every rule has, whatever it does."""

    unused: ClassVar[tuple[str, ...]] = ()
    """Keys that say nothing to rules of this family; one that gives them is refused."""

    id: str = Field(pattern=f"^{ID_PATTERN}$", description="dotted, lower case, stable for ever")
    replaces: tuple[str, ...] = Field((), description="former ids; --select goes on to know them")
    action: str = Field(description="what the rule does: one of the actions above")
    title: str = Field(min_length=1, description="one line for reports")
    why: str = Field("", description="what this is and where it comes from")
    confidence: Literal["high", "medium", "low"] = Field(
        "high", description="low only flags, whatever the action"
    )
    status: Literal["experimental", "stable", "deprecated", "disabled"] = Field(
        "stable", description="deprecated rules run only when selected by id, disabled ones never"
    )
    line_is: Phrases = Field({}, description="whole lines, by language, compared in match form")
    line_starts: Phrases = Field({}, description="how lines start, by language, in match form")
    line_regex: str | None = Field(None, min_length=1, description="must match the whole line")
    where: Where = Field(Where(), description="where in the document the line must stand")
    languages: Languages = Field((), description="languages of the document, none = all")
    sites: tuple[str, ...] = Field((), description="hosts: example.com or *.example.com")
    requires: Requires = Field(Requires(), description="what else the document must hold")
    unless: tuple[str, ...] = Field((), description="patterns that keep the text when found")
    keep: tuple[str, ...] = Field((), description="whole lines that always stay")
    repeats: Repeats | None = Field(
        None, description="lines seen again and again; does nothing without `--passes 2`"
    )
    capture: dict[str, str] = Field({}, description="metadata key: pattern with one group")
    limits: Limits = Field(Limits(), description="how much the rule may take of a document")
    tests: Examples = Field(Examples(), description="examples, run by `clean rules test`")
    references: tuple[str, ...] = Field((), description="where more is to be read")
    accept: tuple[str, ...] = Field(
        (), description="codes of `clean rules lint` that were looked at and may stay"
    )

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
        return any(begins(name, prefix) for name in names)


class LineRule(BaseRule):
    """Acts on whole lines."""

    action: Literal["remove_line", "capture_line"]
    next_line: NextLine | None = Field(
        None, description="for actions on lines: the next line, which goes as well"
    )

    @model_validator(mode="after")
    def _has_matcher(self) -> LineRule:
        if not (self.line_is or self.line_starts or self.line_regex or self.repeats):
            raise ValueError("says not what to match: give line_is, line_starts or line_regex")
        return self


class SpanRule(BaseRule):
    """Acts on a part of a line, or looks at it."""

    action: Literal["remove_span", "capture_span", "capture_keep", "replace", "flag"]
    span_regex: str | None = Field(
        None, min_length=1, description="matches a part of a line; for actions on spans"
    )
    replacement: str | None = Field(
        None, alias="with", description=r"for replace: the new text, \g<name> for a group"
    )

    @model_validator(mode="after")
    def _has_matcher(self) -> SpanRule:
        looks = self.action in ("capture_keep", "flag")
        whole = self.line_is or self.line_starts or self.line_regex
        if not self.span_regex and not (looks and whole):
            raise ValueError("says not what to match: give span_regex")
        if (self.action == "replace") != (self.replacement is not None):
            raise ValueError("`with` belongs to action replace, and replace needs it")
        return self


class BlockRule(BaseRule):
    """Removes a heading and the list below it."""

    action: Literal["remove_block"]
    heading_is: Phrases = Field(
        {}, description="for remove_block: headings, by language, in match form"
    )
    block: Block = Field(Block(), description="for remove_block: what the list below is like")

    @model_validator(mode="after")
    def _has_matcher(self) -> BlockRule:
        if self.line_is:
            raise ValueError("line_is is for lines: a block opens with heading_is")
        if not (self.heading_is or self.line_starts or self.line_regex):
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


UNUSED_BY_LAYOUT = (
    *("line_is", "line_starts", "line_regex", "where", "requires", "unless", "keep", "repeats"),
    *("capture", "limits", "confidence"),
)
UNUSED_KEY = "unused_key"
"""Type of the error for a key of `BaseRule.unused`."""


def _without_unused(schema: dict[str, Any]) -> None:
    for key in UNUSED_BY_LAYOUT:
        del schema["properties"][key]


class LayoutRule(BaseRule):
    """Takes what stands around the article in one part of a page. The layout model says which
    lines those are; the rule says in which part, of which documents, and shows examples."""

    model_config = ConfigDict(json_schema_extra=_without_unused)
    unused: ClassVar[tuple[str, ...]] = UNUSED_BY_LAYOUT

    action: Literal["remove_layout"]
    layout: Literal["navigation", "inside", "after", "footer"] = Field(
        description="for remove_layout: the part of the page that goes"
    )

    @field_validator(*UNUSED_BY_LAYOUT, mode="before")
    @classmethod
    def _refused(cls, _: Any) -> None:
        raise PydanticCustomError(UNUSED_KEY, "says nothing to the layout model")

    @property
    def stage(self) -> str:
        """The stage that runs the rule: `layout`, whatever its id."""
        return "layout"


Rule = Annotated[
    LineRule | SpanRule | BlockRule | TruncateRule | LayoutRule, Field(discriminator="action")
]
FAMILIES: tuple[type[BaseRule], ...] = (LineRule, SpanRule, BlockRule, TruncateRule, LayoutRule)


class Pack(Model):
    """One file of rules."""

    schema_: Literal["1"] = Field(alias="schema", description="version of the rule format")
    pack: str = Field(pattern=r"^[a-z0-9][a-z0-9_/.-]*$", description="path-like name of the pack")
    disable: tuple[str, ...] = Field(
        (), description="rules of this and earlier places to switch off, by id or first parts"
    )
    rules: tuple[Rule, ...] = Field(description="the rules")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rule and where it stands. `over` is where the rule stands that it replaces, and
    `disabled_by` where it is switched off, both as file and line, or ""."""

    rule: Rule
    pack: str
    file: str
    line: int
    over: str = ""
    disabled_by: str = ""


@dataclass(frozen=True)
class Rulebook:
    """All rules in force, in order of their ids, and the files they came from; `own` names those
    of the files that nobody named and that were found in `places.own_places`."""

    entries: tuple[Loaded, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, in order of their ids."""
        return tuple(entry.rule for entry in self.entries)

    @property
    def digest(self) -> str:
        """SHA-256 over what the rules do. Tests and explanations do not count."""
        told = {"tests", "why", "title", "references", "accept"}
        plain = [r.model_dump(mode="json", exclude=told, exclude_defaults=True) for r in self.rules]
        text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def get(self, rule_id: str) -> Loaded | None:
        """The entry of a rule, by its id or a former one."""
        return self._by_id.get(rule_id)

    @cached_property
    def framing(self) -> frozenset[str]:
        """The ids of the rules that want to know where else a line stands."""
        return frozenset(rule.id for rule in self.rules if rule.repeats)

    @cached_property
    def _by_id(self) -> dict[str, Loaded]:
        former = {name: entry for entry in self.entries for name in entry.rule.replaces}
        return former | {entry.rule.id: entry for entry in self.entries}

    def chosen(self, select: Iterable[str], ignore: Iterable[str]) -> Rulebook:
        """The rules that `--select` and `--ignore` leave. The longer prefix wins over the shorter;
        deprecated rules run only when selected by their own id.

        Raises SettingsError for a prefix that means no rule.
        """
        select, ignore = tuple(map(stem, select)), tuple(map(stem, ignore))
        for flag, prefixes in (("select", select), ("ignore", ignore)):
            for prefix in prefixes:
                self._expect(flag, prefix)

        def runs(rule: Rule) -> bool:
            wanted = max((len(p) for p in select if p != "all" and rule.named(p)), default=0)
            unwanted = max((len(p) for p in ignore if p != "all" and rule.named(p)), default=0)
            if rule.status == "disabled":
                return False
            if rule.status == "deprecated" and rule.id not in select:
                return False
            if wanted or unwanted:
                return wanted > unwanted
            return "all" in select and "all" not in ignore

        kept = tuple(entry for entry in self.entries if runs(entry.rule))
        return Rulebook(kept, self.files, self.own)

    def _expect(self, flag: str, prefix: str) -> None:
        if prefix == "all" or any(rule.named(prefix) for rule in self.rules):
            return
        known = stems(rule.id for rule in self.rules)
        raise SettingsError(
            f"{flag}: no rule has an id that begins with {prefix!r}{nearest(prefix, known) or '.'} "
            "`clean rules list` names them all."
        )
