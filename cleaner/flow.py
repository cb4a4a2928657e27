"""The whole journey of a document, on one screen.

    decode (extract) -> [ repair strip layout names units artifacts ]* -> headline identify annotate

Stages propose, the flow disposes: a stage is a pure function of a document and a kit that hands
back edits and notes and cannot change text. The editing stages take turns until none of them
proposes an edit (`settle`), so cleaning a clean text changes nothing; the closing stages look at
the settled text once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from cleaner.errors import SourceError
from cleaner.kit import Kit
from cleaner.model import (
    Cleaned,
    Decoding,
    Document,
    Language,
    Metadata,
    Note,
    Provenance,
    Reject,
    Source,
)
from cleaner.settle import Stage, settle, take_turn
from cleaner.stages.annotate import annotate
from cleaner.stages.artifacts import artifacts
from cleaner.stages.decode import decode
from cleaner.stages.extract import extract
from cleaner.stages.headline import headline
from cleaner.stages.identify import identify
from cleaner.stages.layout import layout
from cleaner.stages.names import names
from cleaner.stages.repair import repair
from cleaner.stages.strip import strip
from cleaner.stages.units import units
from cleaner.version import VERSION

EDITING: tuple[Stage, ...] = (repair, strip, layout, names, units, artifacts)
CLOSING: tuple[Stage, ...] = (headline, identify, annotate)
FLOW = EDITING + CLOSING


def clean_batch(sources: Iterable[Source], kit: Kit) -> list[Cleaned | Reject]:
    """What becomes of each source, in order."""
    return [clean_document(source, kit) for source in sources]


def clean_document(source: Source, kit: Kit) -> Cleaned | Reject:
    """What becomes of one source: a row to keep, or a reject with its reason."""
    try:
        taken = take_in(source, kit)
    except SourceError as error:
        return reject(source, "read", error)
    return clean_taken(source, taken, kit)


def clean_taken(source: Source, taken: Taken, kit: Kit) -> Cleaned | Reject:
    """What becomes of a source whose text is known."""
    base, decoding, extractor, hints = taken
    try:
        site = kit.site(source.uri, hints.get("url", ""))
        doc = Document(source.id, base, base, (), _doubts(decoding, kit), hints, site)
        doc = settle(doc, kit, EDITING)
        language, metadata = Language("und", "Zyyy", 0.0, False), Metadata()
        for stage in CLOSING:
            turn = take_turn(stage, doc, kit)
            doc = replace(turn.doc, marks=turn.doc.marks + turn.marks)
            for found in turn.found:
                if isinstance(found, Language):
                    language = found
                else:
                    metadata = found
        if not doc.text:
            raise SourceError("blank", "nothing but white space is left")
    except SourceError as error:
        return reject(source, "clean", error)
    made = _provenance(source, doc, kit, extractor)
    return Cleaned(source, doc, decoding, metadata, language, made, _skipped(kit))


class Taken(NamedTuple):
    """A source as the text that is cleaned: how it was decoded, by what its text was taken out of
    a page ("" if it is none), and what is known of it."""

    base: str
    decoding: Decoding
    extractor: str
    hints: Mapping[str, str]


def take_in(source: Source, kit: Kit) -> Taken:
    """The base text of a source. Raises SourceError for what has none."""
    base, decoding = decode(source.data, source.hints)
    if source.hints.get("format") != "html":
        return Taken(base, decoding, "", source.hints)
    text, extractor, said = extract(base, source.hints, kit.settings)
    return Taken(text, decoding, extractor, _with_said(source.hints, said))


def repaired(source: Source, kit: Kit) -> Document:
    """A source as rules see it first: its text with nothing but repairs made. Raises SourceError
    for what has no text."""
    base, _, _, hints = take_in(source, kit)
    site = kit.site(source.uri, hints.get("url", ""))
    return as_rules_see(Document(source.id, base, base, hints=hints, site=site), kit)


def as_rules_see(doc: Document, kit: Kit) -> Document:
    """A document as rules see it first: with nothing but repairs made."""
    return settle(doc, kit, (repair,))


def reject(source: Source, stage: str, error: SourceError) -> Reject:
    """The reject that a document becomes when a stage cannot go on with it."""
    raw = _raw(source)
    return Reject(source, stage, error.reason, error.detail, _sha256(raw), len(raw))


def _with_said(hints: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """What is known from outside and, before it, what the page says of itself. Only its address
    is better known outside, where it was found; a page may name another as its own."""
    url = hints.get("url") or said.get("canonical", "")
    return {**hints, **said, **({"url": url} if url else {})}


def _doubts(decoding: Decoding, kit: Kit) -> tuple[Note, ...]:
    """Flags for a text whose characters may not be what was written."""
    told = {
        "decode.fallback": decoding.by == "fallback" and f"read as {decoding.encoding} at a guess",
        "decode.replaced": decoding.replaced
        and f"{decoding.replaced} characters could not be decoded and stand as U+FFFD",
    }
    return tuple(
        Note("flag", 0, 0, value, rule)
        for rule, value in told.items()
        if value and kit.selection.spares(rule)
    )


def _skipped(kit: Kit) -> frozenset[str]:
    """The columns for which nothing was looked for."""
    off = (("names", kit.settings.names), ("measurements", kit.settings.units))
    return frozenset(column for column, setting in off if setting == "off")


def _provenance(source: Source, doc: Document, kit: Kit, extractor: str) -> Provenance:
    return Provenance(
        raw_sha256=_sha256(_raw(source)),
        base_sha256=_sha256(doc.base.encode()),
        text_sha256=_sha256(doc.text.encode()),
        rulebook_digest=kit.rulebook_digest,
        settings_digest=kit.settings_digest,
        version=VERSION,
        extractor=extractor,
    )


def _raw(source: Source) -> bytes:
    """The source's bytes; text that came decoded counts as UTF-8, lone surrogates included."""
    if isinstance(source.data, bytes):
        return source.data
    return source.data.encode("utf-8", "surrogatepass")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
