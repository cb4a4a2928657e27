"""What a record of a web archive holds: a page, a text, or nothing to read.

Pages are responses with status 200, whatever transfer and content encodings they came in; texts
are conversions (WET), and either may stand in a resource. What is neither HTML nor plain text is
broken with the reason `content-type`, another status with `status`. Requests, metadata, revisits
and the archive's own records hold nothing that was read by anybody.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from cleaner.errors import SourceError
from cleaner.model import Broken, Source
from cleaner.settings import Settings
from cleaner.sources.columns import NOT_A_RECORD
from cleaner.sources.guards import too_large
from cleaner.sources.stream import Stream
from cleaner.sources.warcframes import Frame

if TYPE_CHECKING:
    from fastwarc.warc import HeaderMap, WarcRecord

CONTENT_TYPE, STATUS, SEGMENTED = "content-type", "status", "segmented"
HTML = frozenset({"text/html", "application/xhtml+xml"})
PLAIN = frozenset({"text/plain", "text/markdown", "text/x-markdown"})
OK = 200

_READ = frozenset({"response", "resource", "conversion", "continuation"})
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_DIGESTS = frozenset({"md5", "sha1", "sha256", "sha512"})
_DECODINGS: tuple[Literal["all", "content", "transfer", "none"], ...] = (
    "all",
    "content",
    "transfer",
    "none",
)
"""What is tried in turn: crawlers that store a body decoded often keep the header that says how it
was encoded."""


def page(stream: Stream, step: str, frame: Frame, settings: Settings) -> Source | Broken | None:
    """The document in a whole record, why there is none, or None for a kind that holds none."""
    from fastwarc.warc import WarcRecord  # noqa: PLC0415 - an extra

    try:
        record = WarcRecord.from_bytes(frame.data)
        kind = _header(record.headers, "WARC-Type").lower()
        if kind not in _READ:
            return None
        if kind == "continuation" or _header(record.headers, "WARC-Segment-Number"):
            raise SourceError(SEGMENTED, "is one part of a document in several records")
        hints = dict(_said(record, frame.data))
        media = _header(record.headers, "Content-Type")
        if media.lower().startswith("application/http"):
            data, media = _answer(record, frame.data, settings.max_document)
            hints = {**_said_by_server(record), **hints}
        else:
            data = record.reader.read()
        hints |= _kind(media, data, record)
    except SourceError as error:
        return stream.broken(step, error.reason, error.detail, frame.data)
    except (OSError, ValueError) as error:
        return stream.broken(step, NOT_A_RECORD, f"cannot be read: {error}", frame.data)
    return stream.source(step, data, hints)


def _header(headers: HeaderMap, name: str) -> str:
    return (headers.get(name) or "").strip()


def _said(record: WarcRecord, data: bytes) -> Iterator[tuple[str, str]]:
    """What the archive says of a record."""
    headers = record.headers
    for hint, name in (
        ("id", "WARC-Record-ID"),
        ("url", "WARC-Target-URI"),
        ("retrieved", "WARC-Date"),
        ("content-language", "WARC-Identified-Content-Language"),
        ("warc-truncated", "WARC-Truncated"),
    ):
        if value := _header(headers, name):
            yield hint, value.strip("<>") if hint == "url" else value
    stated = _header(headers, "WARC-Block-Digest")
    if stated and not _agrees(stated, record, data):
        yield "warc-block-digest", "mismatch"


def _agrees(stated: str, record: WarcRecord, data: bytes) -> bool:
    """Whether a record's block is the one its digest was made of, as far as that can be told."""
    name, _, value = stated.strip().lower().partition(":")
    name, value = name.replace("-", ""), value.strip().rstrip("=")
    if name not in _DIGESTS:
        return True
    block = memoryview(data)[len(data) - record.content_length :]
    made = hashlib.new(name, block, usedforsecurity=False).digest()
    return value in (made.hex(), base64.b32encode(made).decode().lower().rstrip("="))


def _answer(record: WarcRecord, data: bytes, limit: int) -> tuple[bytes, str]:
    """The body of a server's answer, decoded, and its content type. Raises SourceError."""
    from fastwarc.warc import WarcRecord  # noqa: PLC0415 - an extra

    record.parse_http(auto_decode="none", quirks_mode=True)
    status = record.http_headers.status_code
    if status is None:
        raise SourceError(NOT_A_RECORD, "has no status line of HTTP")
    if status != OK:
        raise SourceError(STATUS, f"HTTP status {status}")
    media = _header(record.http_headers, "Content-Type")
    body = b""
    for decoding in _DECODINGS:
        again = WarcRecord.from_bytes(data)
        try:
            again.parse_http(auto_decode=decoding, quirks_mode=True)
            body = again.reader.read(limit + 1)
        except OSError:
            continue
        break
    if decoding in ("transfer", "none"):
        body = _unusual(body, _header(record.http_headers, "Content-Encoding").lower(), limit + 1)
    if len(body) > limit:
        raise too_large(len(body), limit)
    return body, media


def _unusual(body: bytes, encoding: str, limit: int) -> bytes:
    """The body decoded in the ways that have no name in HTTP and are met with all the same."""
    window = {"x-gzip": 16 + zlib.MAX_WBITS, "deflate": -zlib.MAX_WBITS}.get(encoding)
    if window is None:
        return body
    try:
        # "deflate" ought to be zlib's format; many servers leave its header out.
        return zlib.decompressobj(window).decompress(body, limit)
    except zlib.error:
        return body


def _said_by_server(record: WarcRecord) -> dict[str, str]:
    names = {"Content-Language": "content-language", "Last-Modified": "last-modified"}
    said = {hint: _header(record.http_headers, name) for name, hint in names.items()}
    return {hint: value for hint, value in said.items() if value}


def _kind(media: str, data: bytes, record: WarcRecord) -> dict[str, str]:
    """The hints about format and character set. Raises SourceError for what is no text."""
    name = media.partition(";")[0].strip().lower()
    charset = _CHARSET.search(media)
    hints = {"charset": charset[1]} if charset else {}
    if not name:
        name = _header(record.headers, "WARC-Identified-Payload-Type").lower()
        name = name or ("text/html" if _PAGE.match(data) else "")
    if name in HTML:
        return {**hints, "format": "html"}
    if name in PLAIN:
        return hints
    raise SourceError(CONTENT_TYPE, f"is {name or 'of no known type'}, not HTML or plain text")
