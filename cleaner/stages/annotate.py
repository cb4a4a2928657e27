"""Annotate: what rules captured and what came with the source, folded into one Metadata."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from cleaner.dates import parse_date
from cleaner.model import Document, Metadata

if TYPE_CHECKING:
    from cleaner.kit import Kit

CAPTURE = "capture."
"""Kind of a note that holds a value for metadata; the key stands behind it."""

_TEXTS = ("title", "author", "agency", "dateline", "url", "site", "breadcrumb")
_DATES = ("date", "retrieved")
_WORDS = re.compile(r"\w+")
_WORDED_DATE = re.compile(r"[^\W\d_]{3}.*\d{4}|\d{4}.*[^\W\d_]{3}")
_HINTED = ("title", "author", "site", "url")
_NOT_METADATA = frozenset({"charset", "url", "date", "retrieved", "added", "created", "format"})


_SAID_BEFORE = {
    "ca": "per",
    "da": "af",
    "de": "von",
    "en": "by",
    "es": "por",
    "fr": "par",
    "gl": "por",
    "it": "di",
    "nb": "av",
    "nl": "door",
    "nn": "av",
    "no": "av",
    "pt": "por",
    "ro": "de",
    "sv": "av",
}
"""The word for `by`, which stands before the name of an author and is no part of it."""


def annotate(doc: Document, kit: Kit) -> Iterator[Metadata]:
    """Exactly one Metadata: of each key the first capture of the text, then what hints say (for a
    page, what it says of itself). A hint that lost to another value goes to `extra`, a URL and
    dates as `url_given`, `date_given` and `retrieved_given`.

    Captions collect. A date that cannot be read goes to `extra` as it stands. `retrieved` is
    when somebody looked at the page, and never becomes `date`. The word for `by` in the language
    of the text is taken off authors.
    """

    def language() -> str:
        return kit.language(doc.text).code

    captured = _captured(doc)
    hints = dict(doc.hints)
    for authors in (captured.get("author", []), captured.get("editor", [])):
        authors[:] = [_named(author, language) for author in authors]
    if hints.get("author"):
        hints["author"] = _named(hints["author"], language)
    extra = {key: value for key, value in hints.items() if key not in _NOT_METADATA and value}
    known = (*_TEXTS, *_DATES, "caption")
    extra |= {key: values[0] for key, values in captured.items() if key not in known}

    dates: dict[str, tuple[str, str]] = {}
    for key in _DATES:
        given = captured.get(key, [])
        if hints.get(key):
            given = [*given, hints[key]]
        read = next((made for each in given if (made := _read(each, language))), None)
        if read:
            dates[key] = read
        elif given:
            extra[key] = given[0]
        hint = hints.get(key)
        if hint and extra.get(key) != hint and (read is None or _read(hint, language) != read):
            extra.setdefault(f"{key}_given", hint)

    texts = {key: captured[key][0] for key in _TEXTS if key in captured}
    if texts.get("title") and not _is_part(texts["title"], hints.get("title", "")):
        extra["captured_title"] = texts.pop("title")
    for key in _HINTED:
        if hints.get(key) and texts.setdefault(key, hints[key]) == hints[key]:
            extra.pop(key, None)
    if hints.get("url") and texts["url"] != hints["url"]:
        extra.setdefault("url_given", hints["url"])
    if extra.get("canonical") == texts.get("url"):
        extra.pop("canonical", None)
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


def _read(value: str, language: Callable[[], str]) -> tuple[str, str] | None:
    """A date, read as the language of the text has it if it can be read in two ways without. That
    is asked for months in words alone: telling a language takes time."""
    read = parse_date(value)
    return read or (parse_date(value, language()) if _WORDED_DATE.search(value) else None)


def _named(author: str, language: Callable[[], str]) -> str:
    """An author without the word for `by`. A first name and another have to stand behind it: `Von
    Arnim` and `Di Stefano` are names."""
    before, _, name = author.partition(" ")
    said = before.casefold() in _SAID_BEFORE.values() and len(name.split()) > 1
    if said and name[0].isupper() and _SAID_BEFORE.get(language()) == before.casefold():
        return name
    return author


def _is_part(captured: str, title: str) -> bool:
    """Whether a captured title begins the one the source gives, which may have the site's name
    behind it; or the source gives none. A rule may take a heading of a section for the title."""
    words = _WORDS.findall(captured.casefold())
    return not title or words == _WORDS.findall(title.casefold())[: len(words)]


def _captured(doc: Document) -> dict[str, list[str]]:
    """The values captured under each key, in the order of the text, none of them blank."""
    values: dict[str, list[str]] = {}
    for note in sorted(doc.notes, key=lambda note: (note.start, note.end)):
        value = note.value.strip()
        if note.kind.startswith(CAPTURE) and value:
            values.setdefault(note.kind.removeprefix(CAPTURE), []).append(value)
    return values
