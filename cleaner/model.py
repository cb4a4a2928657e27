"""The nouns of the house: plain frozen values that import nothing and do nothing.

Offsets are code points of the text they name, half-open (`start` included, `end` not), and are
computed in `edits.py` and from `lines.py` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

NOTHING: Mapping[str, str] = MappingProxyType({})


class Span(NamedTuple):
    """A stretch of a text, in code points, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Raw bytes (or text that was already decoded) and where they come from.

    `uri` names the file or stream the way it is reported; `locator` finds the record inside it
    ("" for a whole file). `hints` is what the outside says about the record: `charset`, `url`,
    `date`, `id`, `added`, `created`, and any further key that is to pass through as metadata.
    """

    id: str
    uri: str
    data: bytes | str
    locator: str = ""
    hints: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement: `text[start:end] == old` becomes `new`.

    As a stage proposes it, offsets name the stage's input. In a document's log, which lists the
    edits of one pass from the last to the first, they name the text as all earlier entries of
    the log have left it; within a pass the two are the same numbers.
    """

    stage: str
    rule: str
    start: int
    end: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something seen and not changed: `kind` says what, `by` which rule or model saw it.

    `capture.KEY` is a value taken for metadata, `flag` a suspicion, `language` an answer of the
    language model, `yielded` a rule that stood back and why. The span of a note about text that
    was removed is empty and marks the place where that text stood.
    """

    kind: str
    start: int
    end: int
    value: str
    by: str


@dataclass(frozen=True, slots=True)
class Drop:
    """A stage's verdict that the whole document is to be rejected."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decoding:
    """How bytes became text: codec, who chose it (`bom`, `declared`, `utf-8`, `detector`,
    `fallback` or `text` when it arrived decoded), the choice's confidence from 0 to 1, whether a
    byte-order mark was taken off, the line ends (`lf`, `crlf`, `cr`, `mixed`, `none`; `crlf` and
    `cr` were turned into `\\n`, `mixed` was left to the repair stage), and how many characters
    could not be decoded (each stands in the text as U+FFFD)."""

    encoding: str
    by: str
    confidence: float
    bom: bool
    newline: str
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One document on its journey: `base` never changes, `text` is `base` after `edits`."""

    id: str
    base: str
    text: str
    edits: tuple[Edit, ...] = ()
    notes: tuple[Note, ...] = ()
    hints: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a row was made from and by: hashes (SHA-256, hexadecimal), digests and names."""

    raw_sha256: str
    base_sha256: str
    text_sha256: str
    rulebook_digest: str
    settings_digest: str
    version: str
    extractor: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document beside its text; absent values are None.

    `date` and `retrieved` are ISO 8601 as precise as the source was: `date_precision` is `year`,
    `month`, `day`, `minute` or `second`. `extra` holds further captures and pass-through keys.
    """

    title: str | None = None
    author: str | None = None
    agency: str | None = None
    dateline: str | None = None
    date: str | None = None
    date_precision: str | None = None
    url: str | None = None
    retrieved: str | None = None
    site: str | None = None
    breadcrumb: str | None = None
    captions: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Language:
    """What language a text is in: BCP 47 `code` (`und` when it cannot be told), ISO 15924
    `script`, `score` from 0 to 1, and whether two independent models agreed (`reliable`)."""

    code: str
    script: str
    score: float
    reliable: bool


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document that is kept, ready to become one row of the corpus."""

    source: Source
    document: Document
    decoding: Decoding
    metadata: Metadata
    language: Language
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Reject:
    """A document that is not kept: at which stage, for what reason, and where its bytes are."""

    source: Source
    stage: str
    reason: str
    detail: str
    raw_sha256: str
    n_bytes: int


Proposal = Edit | Note | Drop | Language | Metadata
"""What a stage may hand to the flow. Only an Edit changes text."""
