"""Which column of a record is what: the text, the page, its own id, its URL and its dates.

A setting names a column (`--text-key meta.body`: first a column of that name, then the way down
into objects). Where none is named, the usual names are looked for, whatever their capitals, dashes
and underscores. What has none of these parts passes through as metadata.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from cleaner.errors import SourceError
from cleaner.settings import Settings, nearest

NO_SUCH_KEY = "no-such-key"
NOT_A_RECORD = "not-a-record"

_NAMES = {
    "text": "text content raw_content main_text maintext article_body article_text body_text body "
    "article document full_text plain_text clean_text page_text markdown passage",
    "html": "html raw_html page_html html_content content_html body_html html_body html_text "
    "html_raw full_html article_html page_content",
    "id": "id doc_id document_id uuid guid warc_record_id record_id article_id page_id",
    "url": "url uri link source_url page_url canonical_url warc_target_uri target_uri permalink "
    "article_url document_url original_url request_url web_url href",
    "date": "date published date_published publish_date date_publish published_date "
    "publication_date published_at pub_date published_time posted_at date_posted created "
    "created_at date_created creation_date",
    "retrieved": "retrieved retrieved_at crawl_date crawled_at crawl_time crawl_timestamp "
    "date_download download_date date_crawled fetched_at fetch_time fetch_date scraped_at "
    "scrape_date warc_date",
    "timestamp": "timestamp datetime",
    "dump": "dump",
}
USUAL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {part: tuple(names.split()) for part, names in _NAMES.items()}
)
"""The usual names of each part, the likeliest first: those of Dolma, C4 and mC4, FineWeb,
RefinedWeb, RedPajama, OSCAR, CulturaX, CC-News, and of common crawlers and exports. `timestamp`
and `dump` (a crawl of Common Crawl) are no parts themselves: they tell what a date means."""
PARTS = ("text", "html", "id", "url", "date")
"""The parts that a setting can name (`text_key`, ...)."""
WITHIN = ("metadata", "meta", "warc_headers")
"""Objects in a record that may hold its id, URL and date where the record itself does not."""

_WIDTH = 40
"""Characters of a column's name in a message: a table without a head has its first row there."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The columns that were named, "" for those that are to be found by their usual names, and
    whether a record with a text and HTML, none of them named, gives the HTML."""

    text: str = ""
    html: str = ""
    id: str = ""
    url: str = ""
    date: str = ""
    html_first: bool = False


def keys_of(settings: Settings) -> Keys:
    """The columns that settings name."""
    return Keys(
        settings.text_key, settings.html_key, settings.id_key, settings.url_key, settings.date_key
    )


def roles(names: Iterable[str], keys: Keys) -> dict[str, str]:
    """The column of each part, of a table with these columns; named ones as they were named.

    Raises SourceError, `no-such-key`, for a named column that is not there, naming the nearest,
    and if there is neither a text nor HTML.
    """
    names = tuple(names)
    found = {}
    for part in PARTS:
        named = getattr(keys, part)
        if named and named not in names and named.partition(".")[0] not in names:
            raise missing(named, names)
        usual = places(names).get(part, ())
        if named or usual:
            found[part] = named or usual[0]
    if not found.keys() & {"text", "html"}:
        raise SourceError(
            NO_SUCH_KEY,
            f"has neither a text nor an HTML column, but {listed(names)}; name one by --text-key",
        )
    return found


@lru_cache(maxsize=256)
def places(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The columns with a usual name of each part, the likeliest first."""
    known: dict[str, list[str]] = {}
    for name in names:
        known.setdefault(squashed(name), []).append(name)
    return {
        part: tuple(name for usual in order for name in known.get(usual, ()))
        for part, order in _ORDER.items()
    }


def squashed(name: str) -> str:
    """A column's name without what writers differ in: `_id`, `warc-date`, `sourceURL`."""
    return "".join(filter(str.isalnum, name)).lower()


_ORDER = {part: tuple(map(squashed, names)) for part, names in USUAL.items()}


def at_path(record: Mapping[str, Any], named: str) -> Any:
    """The value of a named column. Raises SourceError if there is no such column."""
    if named in record:
        return record[named]
    value: Any = record
    for part in named.split("."):
        if not isinstance(value, Mapping) or part not in value:
            raise missing(named, _paths(record))
        value = value[part]
    return value


def without(record: Mapping[str, Any], named: str) -> dict[str, Any]:
    """The record without a named column."""
    if named in record or "." not in named:
        return {name: value for name, value in record.items() if name != named}
    first, _, rest = named.partition(".")
    return {**record, first: without(record[first], rest)}


def missing(named: str, names: Iterable[str]) -> SourceError:
    """The fault of a named column that is not there."""
    known = list(names)
    what = f"has no {named!r}{nearest(named, known) or '.'} It has {listed(known)}"
    return SourceError(NO_SUCH_KEY, what)


def listed(names: Iterable[str], most: int = 8) -> str:
    """Columns for a message: `'id', 'url'`, or `nothing`."""
    shown = [repr(name if len(name) <= _WIDTH else name[: _WIDTH - 1] + "…") for name in names]
    more = f" and {len(shown) - most} more" if len(shown) > most else ""
    return ", ".join(shown[:most]) + more or "nothing"


def _paths(record: Mapping[str, Any]) -> list[str]:
    """The names of a record's columns, and of those within objects."""
    inner = [
        f"{name}.{key}"
        for name, value in record.items()
        if isinstance(value, Mapping)
        for key in value
    ]
    return [*record, *inner]
