"""Names of character sets: the codec a label means, and whether a text can have come from it."""

from __future__ import annotations

import codecs
import re

MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
"""Byte-order marks by codec. UTF-32 stands first: its mark starts with that of UTF-16."""

# What browsers read under a label (WHATWG Encoding Standard): the codec that was meant, or a
# superset of it. Keys are Python's names for the labels.
_READ_AS = {
    "ascii": "ascii",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
    "utf-8-sig": "utf-8",
    # The detector's names for a set with later additions: the plain one is tried first.
    "euc_jis_2004": "euc_jp",
    "iso2022_jp_2": "iso2022_jp",
}
# Labels of that standard that Python does not know, by the ones it knows.
_LABELS = {
    "ansi_x3.4-1968": "cp1252",
    "big5-hkscs": "big5hkscs",
    "chinese": "gb18030",
    "cn-big5": "big5",
    "csbig5": "big5",
    "cseuckr": "euc_kr",
    "cseucpkdfmtjapanese": "euc_jp",
    "csgb2312": "gb18030",
    "csiso58gb231280": "gb18030",
    "csisolatin2": "iso8859-2",
    "csksc56011987": "euc_kr",
    "csmacintosh": "mac-roman",
    "csunicode": "utf-16-le",
    "dos-874": "cp874",
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "iso-10646-ucs-2": "utf-16-le",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-6-e": "iso8859-6",
    "iso-8859-6-i": "iso8859-6",
    "iso-ir-149": "euc_kr",
    "iso-ir-58": "gb18030",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "korean": "euc_kr",
    "ks_c_5601-1989": "euc_kr",
    "ksc5601": "euc_kr",
    "ksc_5601": "euc_kr",
    "logical": "iso8859-8",
    "ms932": "shift_jis",
    "sun_eu_greek": "iso8859-7",
    "ucs-2": "utf-16-le",
    "unicode": "utf-16-le",
    "unicode-1-1-utf-8": "utf-8",
    "unicode11utf8": "utf-8",
    "unicode20utf8": "utf-8",
    "unicodefeff": "utf-16-le",
    "unicodefffe": "utf-16-be",
    "visual": "iso8859-8",
    "windows-31j": "shift_jis",
    "windows-874": "cp874",
    "windows-949": "cp949",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-cp1253": "cp1253",
    "x-cp1254": "cp1254",
    "x-cp1255": "cp1255",
    "x-cp1256": "cp1256",
    "x-cp1257": "cp1257",
    "x-cp1258": "cp1258",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "x-mac-ukrainian": "mac-cyrillic",
    "x-sjis": "shift_jis",
    "x-unicode20utf8": "utf-8",
    "x-x-big5": "big5",
}
_LATIN_NAMES = (
    "cp1250 cp1252 cp1254 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-10 iso8859-13 "
    "iso8859-14 iso8859-15 iso8859-16 mac-roman mac-latin2 mac-turkish mac-iceland cp437 cp850 "
    "cp852 cp857 cp858 cp860 cp861 cp863 cp865 cp775"
)
_OTHER_NAMES = (
    "ascii utf-8 utf-16-le utf-16-be utf-32-le utf-32-be gb18030 big5hkscs cp932 shift_jis_2004 "
    "shift_jisx0213 euc_jp euc_jis_2004 euc_jisx0213 iso2022_jp iso2022_jp_1 iso2022_jp_2 "
    "iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr hz cp949 johab cp874 cp1251 cp1253 "
    "cp1255 cp1256 koi8-r koi8-u koi8-t kz1048 ptcp154 iso8859-5 iso8859-6 iso8859-7 iso8859-8 "
    "mac-cyrillic mac-greek cp720 cp737 cp855 cp862 cp864 cp866 cp869 cp1125"
)
_LATIN = frozenset(_LATIN_NAMES.split())
_ALLOWED = _LATIN | frozenset(_OTHER_NAMES.split())

SAMPLE = 4_000
"""Characters looked at to judge whether a text is plausible."""

_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]+)")
_META = re.compile(rb"<meta\b[^>]{0,500}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
PROLOGUE = 4_096
"""Bytes of a page in which its declaration is looked for. Browsers look at 1,024 and then start
anew when it comes later."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ue000-\uf8ff]")
_FOREIGN = re.compile(r"[\u0370-\u06ff]+")  # Greek, Cyrillic, Armenian, Hebrew, Arabic
_GLUED = re.compile(r"[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]")


_OTHER_LETTERS = re.compile(r"[^\W\d_a-zA-Z]+")


def codec_of(label: str) -> str | None:
    """The codec to read a label with, None for a label that is unknown or names no character set.

    Only character sets that texts are found in are known: labels come from outside, and codecs
    such as `unicode_escape` or `utf-7` would let them rewrite the text.
    """
    asked = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_LABELS.get(asked, asked)).name
    except (LookupError, ValueError):
        return None
    codec = _READ_AS.get(name, name)
    return codec if codec in _ALLOWED else None


def declared_in(page: bytes) -> str:
    """The label that a page declares in itself, by `<meta charset>`, `http-equiv` or the opening
    of XML; empty if it declares none. A page in which that can be read as ASCII is not in UTF-16,
    whatever it says: as in browsers, UTF-8 is meant."""
    start = _COMMENT.sub(b"", page[:PROLOGUE])
    found = _XML.match(start) or _META.search(start)
    label = found[1].decode("ascii", "replace") if found else ""
    return "utf-8" if (codec_of(label) or "").startswith(("utf-16", "utf-32")) else label


def is_plausible(text: str, codec: str) -> bool:
    """Whether a text reads as if `codec` were the one it was written in.

    Three things give a wrong codec away: control characters and private signs; Latin letters
    glued to Greek, Cyrillic, Hebrew or Arabic ones (`cafй`); and whole words of
    accented letters from a Latin code page (`Ïðèâåò`).
    """
    part = _telling(text)
    if 50 * len(_CONTROL.findall(part)) > len(part):
        return False
    glued = len(_GLUED.findall(part))
    if glued and 2 * glued >= len(_FOREIGN.findall(part)):
        return False
    return codec not in _LATIN or not is_foreign(text)


def is_foreign(text: str) -> bool:
    """Whether the letters beside ASCII come as whole words, as of another alphabet, and not one
    by one as the accented letters of Western languages do."""
    part = _telling(text)
    lengths = [len(run) for run in _OTHER_LETTERS.findall(part)]
    words = sum(length for length in lengths if length >= 3)
    return 2 * words > sum(lengths) or 2 * sum(lengths) > len(part)


def _telling(text: str) -> str:
    """The part of a text to judge by: from shortly before its first non-ASCII character on."""
    found = re.search(r"[^\x00-\x7f]", text)
    first = max(found.start() - 40, 0) if found else 0
    return text[first : first + SAMPLE]
