"""Mojibake and other faults inside a line: what ftfy would change, found cheaply, and its repair.

ftfy is slow and most lines are clean. `untouched` therefore restates ftfy's own conditions, so
that only lines it would change need be shown to it. Typography is left as it is: curly quotes,
full-width forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import NamedTuple
from unicodedata import is_normalized

import ftfy
from ftfy.badness import BADNESS_RE, MOJIBAKE_CATEGORIES, is_bad
from ftfy.chardata import CONTROL_CHARS, HTML_ENTITY_RE, LIGATURES

__all__ = ["C1", "CLUE", "ENTITY", "config", "is_bad", "mend", "untouched"]

ENTITY = HTML_ENTITY_RE
C1 = re.compile("[\x80-\x9f]")

_KINDS = {
    "encode": "encoding",
    "decode": "encoding",
    "transcode": "encoding",
    "decode_inconsistent_utf8": "encoding",
    "fix_c1_controls": "encoding",
    "unescape_html": "entities",
    "fix_surrogates": "surrogates",
    "remove_terminal_escapes": "terminal",
    "fix_latin_ligatures": "ligatures",
    "remove_control_chars": "control",
    "normalize": "unicode",
}
"""What a step of ftfy's explanation is called here, the most telling first."""


def _members(ranges: str) -> set[str]:
    """The characters of a regex set that are not ASCII, its ranges written out."""
    spans = [range(ord(m[1]), ord(m[2]) + 1) for m in re.finditer("(.)-(.)", ranges)]
    return {c for c in chain(ranges, map(chr, chain(*spans))) if not c.isascii()}


class Suspects(NamedTuple):
    """What to look for so that no match of ftfy's badness pattern is missed: each holds a
    character of `alone`, or one of `lower` beside one of `punctuation`, or two of the same four
    `capitals` two places apart. The tests prove that from the pattern's syntax tree."""

    alone: set[str]
    lower: set[str]
    punctuation: set[str]
    capitals: tuple[set[str], ...]


def suspects() -> Suspects:
    """The suspects, from the tables of the ftfy that is installed.

    Nearly every character its pattern names stands in `alone`. Good text is full of the others:
    the accented letters and the capitals say something in company only, and punctuation of good
    typography, other Greek and Cyrillic letters and umlauts are in the pattern as company alone.
    """
    kinds = {name: _members(ranges) for name, ranges in MOJIBAKE_CATEGORIES.items()}
    named = BADNESS_RE.pattern
    for ranges in MOJIBAKE_CATEGORIES.values():
        named = named.replace(ranges, "")
    punctuation = kinds.pop("start_punctuation") | kinds.pop("end_punctuation")
    faces = kinds.pop("kaomoji")
    lower = kinds.pop("lower_accented") - {"œ"}
    capitals = (set("ВГРС"), set("ΒΓΞΟ"))
    for context in ("lower_common", "upper_common", "common"):
        del kinds[context]
    sure = set().union(*kinds.values())
    typography = set("\xa0\xad·´–—…‘’“”„•«»‹›©®™")
    harmless = (faces - sure - {"Ù"}) | lower | typography | {"в", "β"}.union(*capitals)
    return Suspects((sure | _members(named)) - harmless, lower, punctuation, capitals)


def _pattern(more: set[str]) -> re.Pattern[str]:
    """Finds suspects and further characters.

    It begins with the set of all characters it can find, since the engine is quick in looking
    for a set, and judges what it has found by looking around. An accented letter after a quote
    is found at the letter: quotes are too frequent.
    """
    alone, lower, punctuation, capitals = suspects()
    first = alone | more
    judged = [
        f"(?<={_set(first)})",
        f"(?<={_set(lower)})(?={_set(punctuation)})",
        f"(?<={_set(punctuation)}{_set(lower)})",
        *(f"(?<={_set(four)})(?=.{_set(four)})" for four in capitals),
    ]
    every = first.union(lower, *capitals)
    return re.compile(f"{_set(every)}(?:{'|'.join(judged)})", re.DOTALL)


def _set(characters: Iterable[str]) -> str:
    return "[" + "".join(map(re.escape, sorted(characters))) + "]"


_ALWAYS_CHANGED = {
    chr(c) for c in chain(CONTROL_CHARS, LIGATURES, range(0x80, 0xA0), range(0xD800, 0xE000))
}
_CHANGED = re.compile(_set(_ALWAYS_CHANGED))
_SUSPECT = _pattern(set())
CLUE = _pattern(_ALWAYS_CHANGED)
"""Every line that ftfy changes holds such a character or an entity, or is not in NFC."""


@cache
def config(unescape: bool) -> ftfy.TextFixerConfig:
    """How ftfy is used. It must explain: without, it forgets the options of `fix_encoding`."""
    return ftfy.TextFixerConfig(
        unescape_html=unescape,
        uncurl_quotes=False,
        fix_character_width=False,
        fix_line_breaks=False,
        explain=True,
    )


def untouched(line: str, unescape: bool) -> bool:
    """Whether ftfy would surely leave a line as it is; when False it may or may not."""
    if (unescape and ENTITY.search(line)) or _CHANGED.search(line):
        return False
    if line.isascii():
        return True
    return is_normalized("NFC", line) and not (_SUSPECT.search(line) and is_bad(line))


def mend(line: str, unescape: bool) -> tuple[str, str]:
    """The line as ftfy repairs it, and the most telling kind of what was wrong with it."""
    mended, steps = ftfy.fix_and_explain(line, config(unescape))
    kinds = {_KINDS.get(step.action) or _KINDS[step.parameter] for step in steps or ()}
    # What is left of C1 then has no meaning in cp1252 either.
    return C1.sub("", mended), next((kind for kind in _KINDS.values() if kind in kinds), "control")
