"""Decode: bytes to the base text, with a record of how they were read.

The order is: byte-order mark, declared character set, UTF-16 or UTF-32 without a mark, strict
UTF-8, the detector, and at last cp1252. What is no text at all raises SourceError.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cleaner.charsets import MARKS, codec_of, declared_in, is_foreign, is_plausible
from cleaner.errors import SourceError
from cleaner.magic import binary_kind
from cleaner.model import Decoding
from cleaner.wide import Width, judge

DETECTOR_BYTES = 65_536
"""The detector sees at most so many bytes: the lines with something else than ASCII in them."""
TRUSTED = 0.10
"""Below this confidence the detector is not believed about text in Latin letters: on single
lines in cp1252 its right answers start at 0.02 and its wrong ones reach 0.08."""
FALLBACK = "cp1252"
FEW = 3
"""Bad characters that do not yet say a byte-order mark is not true."""

# Tab, line ends and ESC (which ISO-2022 uses) are left out.
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
_CONTROL_SHARE = 0.05
_DAMAGE_SHARE = 0.05
_BAD_SHARE = 0.01
# Where ISO-2022-KR says so, these two shift between its signs and ASCII.
_KOREAN = b"\x1b$)C"
_SHIFTS = (b"\x0e", b"\x0f")
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
    read = _joined(data) if isinstance(data, str) else _read(data, _labels(data, hints))
    if not read.text:
        raise SourceError("empty", "there is nothing in it")
    base, newline = _with_newlines(read.text)
    how = Decoding(read.codec, read.by, read.confidence, read.bom, newline, read.replaced)
    return base, how


def _labels(data: bytes, hints: Mapping[str, str]) -> list[str]:
    """What was declared, the surest first: from outside, then by the page itself."""
    inside = declared_in(data) if hints.get("format") == "html" else ""
    return [label for label in (hints.get("charset", ""), inside) if label]


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
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _PAIR.sub(lambda m: m[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
        text, replaced = _SURROGATE.subn("\ufffd", text)
    return _Reading(text[bom:], "utf-8", "text", 1.0, bom, replaced)


def _read(data: bytes, labels: list[str]) -> _Reading:
    if kind := binary_kind(data):
        raise SourceError("binary", f"it is {kind}, not text")
    if data and not data.strip(b"\0"):
        raise SourceError("binary", "it holds nothing but NUL bytes")
    controls = _controls(data)
    texty = controls <= max(1, _CONTROL_SHARE * len(data))
    read = _by_mark(data) or _by_declaration(data, labels, texty)
    if read is None and _escaped(data):
        read = _by_korean(data) or _by_detector(data)
    if read is None and 0 in data:
        return _by_nuls(data, labels)
    if read is None and not texty:
        raise SourceError("binary", f"{controls} of {len(data)} bytes are control characters")
    return (
        read
        or _by_utf8(data)
        or _by_damaged_utf8(data)
        or _by_damaged_declaration(data, labels)
        or _by_detector(data)
        or _by_fallback(data)
    )


def _controls(data: bytes) -> int:
    shifts = _SHIFTS if _KOREAN in data[:DETECTOR_BYTES] else ()
    return len(data) - len(data.translate(None, _CONTROLS)) - sum(map(data.count, shifts))


def _by_mark(data: bytes) -> _Reading | None:
    """What a byte-order mark says. A UTF-8 mark before something else was put there by a program
    that did not look, and says nothing; the others are too rare to stand there by chance."""
    for codec, mark in MARKS.items():
        if data.startswith(mark):
            text, replaced = _replacing(data[len(mark) :], codec)
            beside = len(_NOT_ASCII.findall(text))
            if replaced > max(FEW, _DAMAGE_SHARE * beside):
                if codec != "utf-8":
                    raise SourceError("binary", f"it starts as {codec} but is not")
                return _misplaced(data[len(mark) :])
            return _Reading(text, codec, "bom", 1.0, True, replaced)
    return None


def _misplaced(data: bytes) -> _Reading:
    """What stands behind a UTF-8 mark that is not true."""
    read = _read(data, [])
    if read.bom:
        raise SourceError("binary", "it starts with two byte-order marks and is neither")
    return read


def _by_declaration(data: bytes, labels: list[str], texty: bool) -> _Reading | None:
    """The first declaration that the bytes do not contradict."""
    for codec in filter(None, map(codec_of, labels)):
        text = _strictly(data, codec)
        wide = codec.startswith(("utf-16", "utf-32"))
        if text is None or not (texty or wide):
            continue
        if codec in ("ascii", "utf-8") and _escaped(data):
            continue
        if codec != "utf-8" and _is_narrower(data, wide):
            continue
        if is_plausible(text, codec):
            return _Reading(text, codec, "declared", 1.0)
    return None


def _is_narrower(data: bytes, wide: bool) -> bool:
    """Whether bytes are UTF-8, as no text in another character set is by chance; what is plain
    ASCII is text in most of them. In UTF-16 and UTF-32, text of letters has NULs, and more of them
    than have got into text of single bytes."""
    if wide and 0 in data:
        return judge(data).width is Width.NARROW
    return (wide or not data.isascii()) and _strictly(data, "utf-8") is not None


def _by_damaged_declaration(data: bytes, labels: list[str]) -> _Reading | None:
    """A declared character set that fits but for a few bad bytes; browsers show those as U+FFFD.
    Of UTF-8 the stage before has judged."""
    for codec in filter(None, map(codec_of, labels)):
        if codec.startswith("utf-") or codec == "ascii":
            continue
        text, replaced = _replacing(data, codec)
        few = replaced <= max(1, _BAD_SHARE * len(_NOT_ASCII.findall(text)))
        if few and is_plausible(text, codec):
            return _Reading(text, codec, "declared", 1.0, False, replaced)
    return None


def _escaped(data: bytes) -> bool:
    """Whether it may be ISO-2022, which writes its signs as escapes and ASCII letters."""
    return data.isascii() and _ESCAPES.search(data) is not None


def _by_korean(data: bytes) -> _Reading | None:
    """ISO-2022-KR, which announces itself once, and which the detector does not know."""
    text = _strictly(data, "iso2022_kr") if _KOREAN in data[:DETECTOR_BYTES] else None
    return None if text is None else _Reading(text, "iso2022_kr", "detector", 1.0)


def _by_utf8(data: bytes) -> _Reading | None:
    text = _strictly(data, "utf-8")
    return None if text is None else _Reading(text, "utf-8", "utf-8", 1.0)


def _by_nuls(data: bytes, labels: list[str]) -> _Reading:
    """UTF-16 or UTF-32 without a mark; or text in another character set that NULs have got into,
    read by what is left without them. They stay in the base: taking them out is an edit."""
    width, codec, text = judge(data)
    if width is Width.WIDE and is_plausible(text, codec):
        return _Reading(text, codec, "detector", 1.0)
    if width is Width.UNCLEAR:
        raise SourceError("binary", "it has NUL bytes, and too little else to tell it from UTF-16")
    found = f"{data.count(0)} of {len(data)} bytes are NUL"
    if width is not Width.NARROW:
        raise SourceError("binary", f"{found}, and it is not UTF-16 or UTF-32")
    read = _read(data.translate(None, b"\0"), labels)
    text, replaced = _replacing(data, read.codec)
    if replaced > read.replaced:
        raise SourceError("binary", f"{found}, and they break the characters of {read.codec}")
    return read._replace(text=text)


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
