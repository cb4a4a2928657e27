"""Two ways to compare text that never touch the text: the match form of a line, for phrases, and
the fold of a text, for finding literals whatever their case."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

HEAD_CHARS = 200
"""Phrases are compared with this many characters of a line; a longer line is no phrase."""

_QUOTES = str.maketrans(dict.fromkeys("\u02bb’‘‛ʼ´`′", "'") | dict.fromkeys("“”„‟«»″", '"'))
_SILENT = {
    **dict.fromkeys((0xAD, 0x0640, 0x093C, 0x09BC, 0x0A3C, 0xFEFF)),
    **dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A))),
    **dict.fromkeys((*range(0x0591, 0x05C8), *range(0x064B, 0x0655), 0x0670)),
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    **dict.fromkeys(map(ord, "ىي"), "ی"),
    **dict.fromkeys(map(ord, "ہھۀ"), "ه"),
    ord("ك"): "ک",
    **dict(zip(map(ord, "ൺൻർൽൾൿ"), ("ണ്", "ന്", "ര്", "ല്", "ള്", "ക്"), strict=True)),
}
"""What one page writes and the next does not: joiners and marks of direction, the dot of Indic
letters, points of Hebrew and Arabic, tatweel; Arabic letters that keyboards give for others; and
Malayalam letters that are also written as two signs."""
_POINTERS = "←↑⟵⬅⬆→⇒➔➜➤▶▷▸▹►▻▼▽▾▿\ufe0f"
"""Signs that point on, and the selector that makes a picture of the one before it."""
_FRONT = f" -–—―*•·‣▪●○■□◆◇|#>›»_~+=¡¿\"'{_POINTERS}"
_BACK = f" .―៖၊՝:!?…։።፦။។៕。：！？|»>›*#_~-–—=\"'،؛؟।{_POINTERS}"
_PAIRS = {"(": ")", "[": "]", "【": "】", "〔": "〕"}
"""Brackets, in the form that NFKC gives them."""
_BEFORE, _AFTER = _FRONT + "\t\n\r\v\f\x1c\x1d\x1e\x1f([", _BACK + ")]"

_WITH_NEW_PARTNERS = frozenset("ßẞƛɤɷɼꟓꟕꭋꭌ")
"""Letters that got a letter of other case in Unicode 15 to 17, which Python 3.11 does not know."""


@lru_cache(maxsize=1 << 16)
def match_form(line: str) -> str:
    """A line as phrases are compared: NFKC, case folded, quotes straight, white space collapsed,
    marks that are often left out (of direction, joiners, vowel points) and list bullets, end
    punctuation and brackets around the whole off, Arabic letters that stand for each other one. For
    comparing only: it keeps no offsets."""
    if not line.isascii():
        line = _plain_i(unicodedata.normalize("NFKC", line).casefold())
        # The Armenian sign for "and" is a letter of its own only when small.
        line = line.translate(_QUOTES).translate(_SILENT).replace("եվ", "եւ")
    else:
        line = line.lower()
    form = " ".join(line.split()).lstrip(_FRONT).rstrip(_BACK)
    while (close := _PAIRS.get(form[:1])) and form.find(close) == len(form) - 1:
        form = form[1:-1].lstrip(_FRONT).rstrip(_BACK)
    return form


def first_word(line: str) -> str:
    """The first word of an ASCII line's match form, at a third of its cost; "" where there is
    none. Brackets count as nothing, since they may or may not go."""
    words = line.lstrip(_BEFORE).split(None, 1)
    return words[0].rstrip(_AFTER).lower() if words else ""


def fold(text: str) -> str:
    """A text in which two letters are equal wherever a case-insensitive pattern takes them for
    equal. Each character is folded by itself, so a literal that occurs in a text occurs in its
    fold; line ends stay line ends. For finding only: it keeps no offsets."""
    if text.isascii():
        return text.lower()
    return _plain_i(text.casefold())


def _plain_i(folded: str) -> str:
    """A casefolded text in which i, I, dotted I and dotless i are one letter, as for patterns."""
    return folded.replace("\u0307", "").replace("\u0131", "i")


def foldable(text: str) -> bool:
    """Whether the fold brings each of these characters and all that patterns take for it together.
    Patterns know letters of newer Unicode than Python does, among them partners of old ones."""
    if not _WITH_NEW_PARTNERS.isdisjoint(text):
        return False
    # What Python does not know, it does not print.
    return text.isprintable() or all(unicodedata.category(char) != "Cn" for char in text)


def starts_with(form: str, phrase: str) -> bool:
    """Whether a line's match form starts with a phrase's, at the end of a word."""
    if not form.startswith(phrase):
        return False
    rest = form[len(phrase) : len(phrase) + 1]
    # Scripts without spaces have no word end to look for.
    spaced = ord(phrase[-1]) < 0x0E00
    return not rest or not rest.isalnum() or not spaced
