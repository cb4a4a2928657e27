"""What a stream holds: told by its first bytes, and only where they leave it open by its name."""

from __future__ import annotations

import json
import re
import zlib
from contextlib import suppress

from cleaner.charsets import MARKS
from cleaner.errors import SourceError
from cleaner.magic import binary_kind, is_bzip2
from cleaner.settings import Settings
from cleaner.sources.foreign import foreign
from cleaner.sources.formats.zst import library
from cleaner.sources.guards import UNSUPPORTED
from cleaner.sources.stream import Stream

HEAD = 32 * 1024
"""Bytes looked at."""

COMPRESSIONS = ("gz", "bz2", "xz", "zst")
CONTAINERS = ("zip", "tar", "wacz")

_BY_NAME = {
    "html": "html", "htm": "html", "xhtml": "html", "shtml": "html",
    "jsonl": "jsonl", "ndjson": "jsonl", "jsonlines": "jsonl", "json": "json",
    "csv": "csv", "tsv": "tsv", "tab": "tsv",
    "parquet": "parquet", "parq": "parquet", "pq": "parquet",
    "arrow": "arrow", "feather": "arrow", "ipc": "arrow", "arrows": "arrow",
    "warc": "warc", "wet": "warc", "wat": "warc", "wacz": "wacz",
    "zip": "zip", "tar": "tar", "gz": "gz", "bz2": "bz2", "xz": "xz", "zst": "zst",
    "txt": "text", "text": "text", "md": "text", "markdown": "text", "rst": "text",
}  # fmt: skip
_SURE = frozenset({"jsonl", "csv", "tsv", "parquet", "arrow", "warc", "tar", "zip", "wacz"})
_OFFICE = re.compile(rb"\[Content_Types\]\.xml$|_rels/|mimetype$")
_PROGRAM = re.compile(rb"META-INF/|AndroidManifest\.xml$")
_WEB_ARCHIVE = re.compile(rb"datapackage(-digest)?\.json$|archive/[^/]*\.warc(\.gz)?$")
# Before the first tag of a page may stand an XML declaration and comments.
_PAGE = re.compile(
    r"\s*+(?:<\?xml[^>]{0,200}+>\s*+)?+(?:(?><!--.{0,2000}?-->)\s*+){0,20}+"
    r"<(?:!doctype\s+html\b|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_OBJECT = re.compile(r'\s*\{\s*(?:\}|"(?:[^"\\\n]|\\.){1,200}"\s*:\s*["\d\[{tfn-])')
_ARRAY = re.compile(r'\s*\[\s*\{\s*(?:\}|"(?:[^"\\\n]|\\.){1,200}"\s*:)')
_SIGNS = {
    "gz": re.compile(rb"\x1f\x8b"),
    "xz": re.compile(rb"\xfd7zXZ\0"),
    "zst": re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"),  # a frame, or one to skip
    "parquet": re.compile(rb"PAR1\x15"),
    # A file, or a stream, which begins with the length of its schema.
    "arrow": re.compile(rb"ARROW1\0\0|\xff\xff\xff\xff..\0\0", re.DOTALL),
    "warc": re.compile(rb"WARC/\d\.\d\r?\n"),
}


def format_of(stream: Stream, settings: Settings) -> str:
    """The format of a stream: the name of the module in `formats/` that reads it.

    Compressions and archives are told by their bytes and opened, whatever format the settings
    ask for: what they name is what the documents stand in. Only web archives are read compressed
    as they are. Raises SourceError: `binary` for what is known to be no text, with its kind, and
    `unsupported` for a text in a format that has no reader.
    """
    head = peek(stream)
    named = _by_name(stream.name)
    found = _by_bytes(head, named)
    if found in COMPRESSIONS:
        return "warc" if _is_warc(head, found, named, settings.format) else found
    forced = "" if settings.format == "auto" else settings.format
    if forced in CONTAINERS:
        forced = "" if "member=" in stream.locator else forced
    elif found in CONTAINERS:
        forced = ""
    found = forced or found
    if not found:
        if kind := binary_kind(head):
            raise SourceError("binary", f"it is {kind}, not text")
        text = _text(head)
        found = _by_text(text, named)
        if found == "text" and (what := foreign(text, stream.name)):
            raise SourceError(UNSUPPORTED, f"it is {what}; --format text takes it as it stands")
    return found


def _by_name(name: str) -> str:
    """The format a name speaks of. What its bytes do not show to be compressed is not, whatever
    its name says: `pages.jsonl.gz` may have been expanded on its way and kept its name."""
    stem, dot, ending = name.rpartition(".")
    named = _BY_NAME.get(ending.lower(), "") if dot else ""
    return _by_name(stem) if named in COMPRESSIONS else named


def peek(stream: Stream) -> bytes:
    """The first bytes of a stream that nobody has read yet, which stay to be read."""
    return stream.peek(HEAD)


def _by_bytes(head: bytes, named: str) -> str:
    """The format that bytes show to be one, "" if they do not."""
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _archive(head, named)
    if head[257:262] == b"ustar":
        return "tar"
    if is_bzip2(head):
        return "bz2"
    if named == "parquet" and head.startswith(b"PAR1"):
        return "parquet"
    return next((name for name, sign in _SIGNS.items() if sign.match(head)), "")


def _is_warc(head: bytes, compression: str, named: str, forced: str) -> bool:
    """Whether what is compressed is a web archive: these are compressed record by record, and
    their reader finds its way in them by that. Where it cannot be seen (the archive begins with
    its dictionary, or damaged), the name says it."""
    inside = b""
    if compression == "gz":
        with suppress(zlib.error):
            inside = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 64)
    elif compression == "zst":
        zstd = library()
        with suppress(zstd.ZstdError):
            inside = zstd.ZstdDecompressor().decompress(head, 64)
    else:
        return False
    if len(inside) >= 10:
        return _SIGNS["warc"].match(inside) is not None
    return "warc" in (named, forced)


def _archive(head: bytes, named: str) -> str:
    """Which kind of ZIP archive it is. Raises SourceError for one that is a document."""
    size = int.from_bytes(head[26:28], "little")
    first = head[30 : 30 + size]
    if named == "wacz" or _WEB_ARCHIVE.match(first):
        return "wacz"
    if _OFFICE.match(first):
        raise SourceError("binary", "it is an office document or a book, not text")
    if named != "zip" and _PROGRAM.match(first):
        raise SourceError("binary", "it is a program, not text")
    return "zip"


def _by_text(text: str, named: str) -> str:
    """The format of what is no known kind of binary."""
    if named in _SURE:
        return named  # its reader says what is wrong with it
    objects = _lines_of_objects(text)
    if objects > (1 if named else 0) and named != "html":
        return "jsonl"
    if named != "json" and _PAGE.match(text):
        return "html"
    return named or _of_json(text) or "text"


def _of_json(text: str) -> str:
    """Which kind of JSON a text without a telling name is, "" for none."""
    if _ARRAY.match(text):
        return "json"
    if not _OBJECT.match(text):
        return ""
    # A record over several lines, or one longer than what was looked at.
    return "json" if "\n" in text.strip().partition("}")[0] else "jsonl"


def _lines_of_objects(text: str) -> int:
    """How many of the first lines are JSON objects; 0 if half of them or more are not."""
    *lines, last = text.split("\n")
    lines = [line for line in lines if line.strip()][:20]
    good = sum(map(_is_object, lines))
    if 2 * good <= len(lines) and lines:
        return 0
    return good + _is_object(last)  # which may be cut off by the end of what was looked at


def _is_object(line: str) -> bool:
    if not _OBJECT.match(line):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _text(head: bytes) -> str:
    """What was looked at, as text: enough of it to know signs and tags by."""
    for codec, mark in MARKS.items():
        if head.startswith(mark):
            return head[len(mark) :].decode(codec, "ignore")
    return head.decode("utf-8", "replace")
