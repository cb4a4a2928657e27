"""Annotate: what rules captured and what came with the source, folded into one Metadata."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.dates import parse_date
from cleaner.model import Document, Metadata

if TYPE_CHECKING:
    from cleaner.kit import Kit

CAPTURE = "capture."
"""Kind of a note that holds a value for metadata; the key stands behind it."""

_TEXTS = ("title", "author", "agency", "dateline", "url", "site", "breadcrumb")
_DATES = ("date", "retrieved")
_NOT_METADATA = frozenset({"charset", "url", "date", "id", "added", "created", "format"})


def annotate(doc: Document, kit: Kit) -> Iterator[Metadata]:  # noqa: ARG001  (rules have spoken)
    """Exactly one Metadata: of each key the first capture of the text, then what hints say.

    Captions collect. A date that cannot be read goes to `extra` as it stands. `retrieved` is
    when somebody looked at the page, and never becomes `date`.
    """
    captured = _captured(doc)
    hints = doc.hints
    extra = {key: value for key, value in hints.items() if key not in _NOT_METADATA and value}
    known = (*_TEXTS, *_DATES, "caption")
    extra |= {key: values[0] for key, values in captured.items() if key not in known}

    dates: dict[str, tuple[str, str]] = {}
    for key in _DATES:
        given = captured.get(key, [])
        if key == "date" and hints.get(key):
            given = [*given, hints[key]]
        read = next((date for date in map(parse_date, given) if date), None)
        if read:
            dates[key] = read
        elif given:
            extra[key] = given[0]

    texts = {key: captured[key][0] for key in _TEXTS if key in captured}
    if "url" not in texts and hints.get("url"):
        texts["url"] = hints["url"]
    date, precision = dates.get("date", (None, None))
    retrieved, _ = dates.get("retrieved", (None, None))
    yield Metadata(
        **texts,
        date=date,
        date_precision=precision,
        retrieved=retrieved,
        captions=tuple(dict.fromkeys(captured.get("caption", ()))),
        extra=dict(sorted(extra.items())),
    )


def _captured(doc: Document) -> dict[str, list[str]]:
    """The values captured under each key, in the order of the text, none of them blank."""
    values: dict[str, list[str]] = {}
    for note in sorted(doc.notes, key=lambda note: (note.start, note.end)):
        value = note.value.strip()
        if note.kind.startswith(CAPTURE) and value:
            values.setdefault(note.kind.removeprefix(CAPTURE), []).append(value)
    return values
