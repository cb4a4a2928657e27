"""The nouns of the house: plain frozen values that import nothing and do nothing.

Offsets are code points of the text they name, half-open (`start` included, `end` not), and are
computed in `edits.py` and from `lines.py` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


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
class Broken:
    """A record that could not be read: where it stands, its bytes as far as they are known (in
    `source.data`), the `reason` as a short stable word, and what exactly is wrong."""

    source: Source
    reason: str
    detail: str


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
class Mention:
    """A name in the text: as it stood (`original`), its one spelling (`canonical`), what it names
    (`kind`), which romanization writes it so (`scheme`), and the entry that knows it (`rule`)."""

    start: int
    end: int
    original: str
    canonical: str
    kind: str
    scheme: str
    rule: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """A quantity in the text: as it stands there (`surface`), as decimal strings (`value`,
    `value_high`) and doubles, its unit (UCUM) and dimension, and in SI where that is certain.

    `modifier` is a word such as about or up to; `kind` is point, range, list or plus-minus.
    `conversion_of` is the index, among the document's measurements, of the one it restates, and
    `conversion_status` how well it does: ok, ok-reverse, loose, factor or mismatch.
    """

    start: int
    end: int
    surface: str
    modifier: str | None
    kind: str
    value: str
    value_high: str | None
    number: float
    number_high: float | None
    unit: str
    dimension: str
    si_value: float | None
    si_value_high: float | None
    si_unit: str | None
    conversion_of: int | None = None
    conversion_status: str | None = None
    ambiguous: bool = False


Mark = Note | Mention | Measurement
"""What points at a stretch of text without changing it."""


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
    """One document on its journey: `base` never changes, `text` is `base` after `edits`. `site` is
    the host it is from, "" if it is not known."""

    id: str
    base: str
    text: str
    edits: tuple[Edit, ...] = ()
    marks: tuple[Mark, ...] = ()
    hints: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    site: str = ""

    @property
    def notes(self) -> tuple[Note, ...]:
        """The marks that are notes."""
        return tuple(mark for mark in self.marks if isinstance(mark, Note))

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The marks that are mentions of names."""
        return tuple(mark for mark in self.marks if isinstance(mark, Mention))

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """The marks that are measurements."""
        return tuple(mark for mark in self.marks if isinstance(mark, Measurement))


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
class Share:
    """How much of a text is in one language: BCP 47 `code`, ISO 15924 `script`, and `share` of
    the letters from 0 to 1."""

    code: str
    script: str
    share: float


@dataclass(frozen=True, slots=True)
class Language:
    """What language a text is in: BCP 47 `code` (`und` when it cannot be told), ISO 15924
    `script`, `score` from 0 to 1, and the `shares` of all its languages, the largest first (empty
    where they were not looked for).

    `reliable` says that the answer had one of three grounds: only one language is written in the
    script that holds most letters, the first of two models was sure of it (a probability of .7 or
    more), or it was in doubt and the second model said the same. It does not say that two models
    were asked: where the first is sure, the second is not. A detector chosen by name calls
    reliable what its one model gives .9 or more.
    """

    code: str
    script: str
    score: float
    reliable: bool
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document that is kept, ready to become one row of the corpus. `skipped` has the columns
    for which nothing was looked for: they are null, where an empty list means none found."""

    source: Source
    document: Document
    decoding: Decoding
    metadata: Metadata
    language: Language
    provenance: Provenance
    skipped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reject:
    """A document that is not kept: at which stage, for what reason, and where its bytes are."""

    source: Source
    stage: str
    reason: str
    detail: str
    raw_sha256: str
    n_bytes: int


Proposal = Edit | Mark | Drop | Language | Metadata
"""What a stage may hand to the flow. Only an Edit changes text."""
