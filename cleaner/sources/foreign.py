"""Texts that are no text to read: markup, messages and programs of formats that have no reader.

Taken for plain text they would be kept with their tags, headers and times; so they are refused with
what they are. `--format text` takes them as they stand.
"""

from __future__ import annotations

import re

_BY_NAME = {
    "css": "a style sheet",
    "js": "a program of web pages",
    "mjs": "a program of web pages",
}
_XML = re.compile(
    r"\s*+(?:<\?xml\s|(?:<!--.{0,2000}?-->\s*+){0,5}+<(?:rss|feed|mediawiki|svg|urlset|tei)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_SUBTITLES = re.compile(
    r"\s*+(?:WEBVTT\b.*\n|\d+[ \t]*\n\d\d?:\d\d:\d\d[,.]\d{3} --> \d\d?:\d\d:\d\d[,.]\d{3})"
)
_MAILBOX = re.compile(r"From \S+ .{0,60}\d\d:\d\d.{0,20}\d{4}\n[A-Za-z-]+:[ \t]")
_HEADER = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:.*\n(?:[ \t].*\n)*){2,60}\n")
_PARTS = re.compile(r"^Content-Type:[ \t]*multipart/", re.IGNORECASE | re.MULTILINE)


def foreign(text: str, name: str) -> str:
    """What a text is that begins so and has this name, "" if it is one to read."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    stem, dot, ending = name.rpartition(".")
    if stem and dot and ending.lower() in _BY_NAME:
        return _BY_NAME[ending.lower()]
    if _XML.match(text):
        return "XML, of which only web pages are read"
    if _SUBTITLES.match(text):
        return "a file of subtitles with their times"
    if _MAILBOX.match(text):
        return "a box of mails"
    head = _HEADER.match(text)
    if head and _PARTS.search(head[0]):
        return "a message of several parts, such as a mail or a page saved as MHTML"
    return ""
