"""Decode: bytes to the base text, with a record of how they were read.

The order is: byte-order mark, declared character set, strict UTF-8, UTF-16 or UTF-32 without a
mark, the detector, and at last cp1252. What is no text at all raises SourceError.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cleaner.charsets import MARKS, codec_of, is_foreign, is_plausible
from cleaner.errors import SourceError
from cleaner.model import Decoding

DETECTOR_BYTES = 65_536
"""The detector sees at most so many bytes: the lines with something else than ASCII in them."""
TRUSTED = 0.10
"""Below this confidence the detector is not believed about text in Latin letters: on single
lines in cp1252 its right answers start at 0.02 and its wrong ones reach 0.08."""
FALLBACK = "cp1252"

_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\x1f\x8b": "gzip data",
    b"\x7fELF": "an ELF program",
    b"\xfd7zXZ\x00": "xz data",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old office document",
    b"PAR1\x15": "a Parquet file",
    b"SQLite format 3\x00": "an SQLite database",
}
# Tab, line ends and ESC (which ISO-2022 uses) are left out.
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
_CONTROL_SHARE = 0.05
_DAMAGE_SHARE = 0.05
_ESCAPES = re.compile(rb"\x1b[$(]")
_HIGH = re.compile(rb"[\x80-\xff\x1b]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Reading(NamedTuple):
    text: str
    codec: str
    by: str
    confidence: float
    bom: bool = False
    replaced: int = 0


def decode(data: bytes | str, hints: Mapping[str, str]) -> tuple[str, Decoding]:
    """The base text of a source and how it was read. `hints["charset"]` is what was declared.

    The base holds no surrogates, and no CR where all its line breaks were CRLF or all CR. Raises
    SourceError: `empty` when there is nothing, `binary` when the bytes are no text.
    """
    read = _joined(data) if isinstance(data, str) else _read(data, hints.get("charset", ""))
    if not read.text:
        raise SourceError("empty", "there is nothing in it")
    base, newline = _with_newlines(read.text)
    how = Decoding(read.codec, read.by, read.confidence, read.bom, newline, read.replaced)
    return base, how


def encode_again(base: str, decoding: Decoding) -> bytes:
    """The bytes a base text was decoded from; UTF-8 for a text that arrived decoded.

    Exact for codecs that have one way to write a character (not ISO-2022, nor the doubled signs
    of Shift JIS). Raises ValueError where characters were replaced: their bytes are not known.
    """
    if decoding.replaced:
        raise ValueError(f"{decoding.replaced} characters could not be decoded")
    ends = {"crlf": "\r\n", "cr": "\r"}
    text = base.replace("\n", ends.get(decoding.newline, "\n"))
    mark = MARKS[decoding.encoding] if decoding.bom else b""
    return mark + text.encode(decoding.encoding)


def _with_newlines(text: str) -> tuple[str, str]:
    r"""The text with CRLF or CR alone turned into `\n`, and the name of its line ends."""
    returns = text.count("\r")
    feeds = text.count("\n")
    if not returns:
        return text, "lf" if feeds else "none"
    if not feeds:
        return text.replace("\r", "\n"), "cr"
    if returns == feeds == text.count("\r\n"):
        return text.replace("\r\n", "\n"), "crlf"
    return text, "mixed"


def _joined(text: str) -> _Reading:
    """A text that arrived decoded: surrogate pairs joined, lone surrogates replaced."""
    bom = text.startswith("\ufeff")
    replaced = 0
    if not text.isascii():
        text = _PAIR.sub(lambda m: m[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
        text, replaced = _SURROGATE.subn("\ufffd", text)
    return _Reading(text[bom:], "utf-8", "text", 1.0, bom, replaced)


def _read(data: bytes, label: str) -> _Reading:
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise SourceError("binary", f"it is {name}, not text")
    if data and not data.strip(b"\0"):
        raise SourceError("binary", "it holds nothing but NUL bytes")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    texty = controls <= max(1, _CONTROL_SHARE * len(data))
    read = _by_mark(data) or _by_declaration(data, label, texty)
    if read is None and _escaped(data):
        read = _by_detector(data)
    if read is None and texty:
        read = _by_utf8(data)
    if read is None and 0 in data:
        read = _by_pattern(data)
        if read is None:
            raise SourceError("binary", "it has NUL bytes and is neither UTF-8 nor UTF-16 or -32")
    if read is None and not texty:
        raise SourceError("binary", f"{controls} of {len(data)} bytes are control characters")
    return read or _by_damaged_utf8(data) or _by_detector(data) or _by_fallback(data)


def _by_mark(data: bytes) -> _Reading | None:
    for codec, mark in MARKS.items():
        if data.startswith(mark):
            text, replaced = _replacing(data[len(mark) :], codec)
            if replaced > max(1, _DAMAGE_SHARE * len(text)):
                raise SourceError("binary", f"it starts as {codec} but is not")
            return _Reading(text, codec, "bom", 1.0, True, replaced)
    return None


def _by_declaration(data: bytes, label: str, texty: bool) -> _Reading | None:
    codec = codec_of(label) if label else None
    if codec is None:
        return None
    unicode_form = codec.startswith("utf-")
    text = _strictly(data, codec)
    if text is None or not (texty or codec.startswith(("utf-16", "utf-32"))):
        return None
    if codec in ("ascii", "utf-8") and _escaped(data):
        return None
    if not unicode_form and not data.isascii() and _strictly(data, "utf-8") is not None:
        return None  # no text in another character set reads as UTF-8 by chance
    return _Reading(text, codec, "declared", 1.0) if is_plausible(text, codec) else None


def _escaped(data: bytes) -> bool:
    """Whether it may be ISO-2022, which writes its signs as escapes and ASCII letters."""
    return data.isascii() and _ESCAPES.search(data) is not None


def _by_utf8(data: bytes) -> _Reading | None:
    text = _strictly(data, "utf-8")
    return None if text is None else _Reading(text, "utf-8", "utf-8", 1.0)


def _by_pattern(data: bytes) -> _Reading | None:
    """UTF-32 or UTF-16 without a mark: in UTF-16, NUL is the upper half of ASCII characters, so
    nearly all of them stand at odd offsets or nearly all at even ones."""
    for codec in ("utf-32-le", "utf-32-be"):
        text = _strictly(data, codec)
        if text is not None:
            return _Reading(text, codec, "detector", 1.0)
    even, odd = data[::2].count(0), data[1::2].count(0)
    if 4 * min(even, odd) > max(even, odd):
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    text = _strictly(data, codec)
    if text is None or not is_plausible(text, codec):
        return None
    return _Reading(text, codec, "detector", 1.0)


def _by_damaged_utf8(data: bytes) -> _Reading | None:
    """UTF-8 that a few bad bytes keep from being strict, as a cut or patched file has them."""
    if len(data) > DETECTOR_BYTES and _by_damaged_utf8(_sample(data)[:DETECTOR_BYTES]) is None:
        return None  # the sample tells, and reading all of it takes seconds
    text, replaced = _replacing(data, "utf-8")
    if replaced > _DAMAGE_SHARE * len(_NOT_ASCII.findall(text)):
        return None
    return _Reading(text, "utf-8", "utf-8", 1.0, False, replaced)


def _by_detector(data: bytes) -> _Reading | None:
    import chardet  # noqa: PLC0415  (45 ms that most runs never need)

    # Code pages of mainframes are left out: their letters are not even where ASCII has them.
    eras = chardet.EncodingEra
    found = chardet.detect(
        _sample(data),
        encoding_era=eras.MODERN_WEB | eras.LEGACY_ISO | eras.LEGACY_MAC | eras.DOS,
        prefer_superset=False,  # it takes iso-8859-5 for a part of cp1251
        compat_names=False,
    )
    name, confidence = found["encoding"] or "", found["confidence"]
    for codec in dict.fromkeys((codec_of(name), name)):
        text = _strictly(data, codec) if codec else None
        if not codec or not text or not is_plausible(text, codec):
            continue
        if confidence >= TRUSTED or is_foreign(text):
            return _Reading(text, codec, "detector", round(confidence, 4))
    return None


def _by_fallback(data: bytes) -> _Reading:
    text, replaced = _replacing(data, FALLBACK)
    return _Reading(text, FALLBACK, "fallback", 0.0, False, replaced)


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except ValueError:
        return None


def _replacing(data: bytes, codec: str) -> tuple[str, int]:
    """The text with U+FFFD for what cannot be decoded, and how many of them are new."""
    text = data.decode(codec, "replace")
    if "\ufffd" not in text:
        return text, 0
    return text, text.count("\ufffd") - data.decode(codec, "ignore").count("\ufffd")


def _sample(data: bytes) -> bytes:
    """The data, or of a big one the lines that tell: those with a byte that is not ASCII."""
    if len(data) <= DETECTOR_BYTES:
        return data
    pieces: list[bytes] = []
    size = end = 0
    while size < DETECTOR_BYTES and (found := _HIGH.search(data, end)):
        # A line can be endless; what stands before the first such byte is ASCII and can be cut.
        start = max(data.rfind(b"\n", end, found.start()) + 1, found.start() - 20, end)
        stop = data.find(b"\n", found.start()) + 1 or len(data)
        end = min(stop, start + DETECTOR_BYTES)
        pieces.append(data[start:end])
        size += end - start
    return b"".join(pieces)
