"""The character set of a whole file, told by how it begins.

Files of records have one character set, and each record alone may be too short to tell it by. The
order is that of decoding a document: byte-order mark, UTF-8, UTF-16 and UTF-32 without a mark, the
detector, and at last cp1252.
"""

from __future__ import annotations

import codecs
import re

from cleaner.charsets import MARKS, codec_of, is_foreign, is_plausible
from cleaner.wide import Width, judge

FALLBACK = "cp1252"
TRUSTED = 0.10
"""Below this confidence the detector is not believed about text in Latin letters."""
_HIGH = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")


def encoding_of(head: bytes) -> tuple[str, int]:
    """The codec to read a file with that begins so, and the bytes of its byte-order mark."""
    for codec, mark in MARKS.items():
        if head.startswith(mark):
            return codec, len(mark)
    if b"\0" in head and (wide := _wide(head)):
        return wide, 0
    if _reads_as(head, "utf-8") is not None:
        return "utf-8", 0
    return _detected(head) or FALLBACK, 0


def _wide(head: bytes) -> str:
    """UTF-32 or UTF-16, in whichever there are most line ends, "" for none: in other character
    sets and the other byte order, what ends a line is another sign. Where NULs are strays, most
    line ends are none in UTF-16."""
    verdict = judge(head[: len(head) // 4 * 4])
    if verdict.width in (Width.WIDE, Width.NARROW):
        return verdict.codec
    best, most = "", head.count(b"\n") / 2
    for codec, unit in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        text = _reads_as(head[: len(head) // unit * unit], codec) or ""
        if text.count("\n") > most and "\0" not in text:
            best, most = codec, text.count("\n")
    return best


def _detected(head: bytes) -> str | None:
    import chardet  # noqa: PLC0415  (45 ms that most runs never need)

    sample = b"".join(_HIGH.findall(head)) or head
    eras = chardet.EncodingEra
    found = chardet.detect(
        sample,
        encoding_era=eras.MODERN_WEB | eras.LEGACY_ISO | eras.LEGACY_MAC | eras.DOS,
        prefer_superset=False,
        compat_names=False,
    )
    name, confidence = found["encoding"] or "", found["confidence"]
    for codec in dict.fromkeys((codec_of(name), name)):
        text = _reads_as(sample, codec) if codec else None
        if not codec or not text or not is_plausible(text, codec):
            continue
        if confidence >= TRUSTED or is_foreign(text):
            return codec
    return None


def _reads_as(data: bytes, codec: str) -> str | None:
    """The text, if it is one in this codec; its last character may be cut off."""
    try:
        return codecs.getincrementaldecoder(codec)().decode(data)
    except (ValueError, LookupError):
        return None
