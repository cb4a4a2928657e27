"""Fixed spellings: names that are spelled as they are for a reason, and keep their spelling.

Three reasons are told from the text around a name. The sentence is about spelling: the other
spelling stands beside it, or words such as `spelled` and `formerly` do. The name is part of the
title of a work, in quotation marks or emphasis. Or the place is part of a longer name, as in Battle
of Kiev and Chicken Kiev, or is another place, as in Odessa, Texas; which words make such names is
said in `rules/names/fixed.tsv`.
"""

from __future__ import annotations

import re
from pathlib import Path

from cleaner.romanize.compounds import NEAR, SMALL_WORDS, WORD, part_of_a_name
from cleaner.romanize.index import Found

_JOINED = re.compile(r"[^\w.!?;\n]*(?:[a-z’']+[^\w.!?;\n]+){0,6}")
"""What stands between two spellings that are set side by side: few words, none with a capital."""
_CALLED_AHEAD = re.compile(
    r"(?:\b(?:spel(?:led|t|ling)|written|romani[sz]ed|transliterated|transcribed|pronounced"
    r"|rendered|renamed|formerly|(?:known|referred to)(?: \w+){0,4}? as|a\.?k\.?a\.?"
    r"|(?:is|was|were|are|be|been|being|once|also|now|then|formerly|often|sometimes|commonly)"
    r" (?:named|called)"
    r"|the (?:[\w-]+ ){0,2}(?:name|form|spelling|exonym|word|term|variant|transliteration)s?"
    r"(?: of| for)?)"
    r"(?: as| either)?)[\s,:(*_“”\"'‘’«]*$",
    re.IGNORECASE,
)
_CALLED_BEHIND = re.compile(
    r"[”\"’'»*_]*,? ?(?:\(?in (?:Russian|Ukrainian|Belarusian|Bulgarian|Serbian|Greek|Korean"
    r"|Chinese|Japanese|Arabic|Persian|Farsi|Hebrew|English|German|French)\b"
    r"|(?:is|was|are|remains) (?:\w+ )?(?:spel(?:led|t)|written|pronounced|transliterated)\b"
    r"|(?:is|was|are|remains) (?:an?|the) (?:[\w-]+ ){0,2}(?:spelling|name|form|exonym|term"
    r"|transliteration|romani[sz]ation|variant|word)\b"
    r"|as (?:it|the \w+) (?:is|was|were) (?:\w+ )?(?:known|called|named|spel(?:led|t))\b"
    r"|spelling\b)"
)
_QUOTED = re.compile(
    r"“([^“”\n]{3,120})”|«([^«»\n]{3,120})»|„([^„“\n]{3,120})“"
    r"|(?<!\w)\"([^\"\n]{3,120})\"(?!\w)|(?<!\w)‘([^‘’\n]{3,120})’(?!\w)"
    r"|(?<![*\w])\*([^*\s][^*\n]{2,120})\*(?![*\w])|(?<![_\w])_([^_\s][^_\n]{2,120})_(?![_\w])"
)


def fixed_spellings(text: str, found: list[Found], rules: Path) -> set[int]:
    """The numbers of the names that keep their spelling, of those that an index found in a text.
    `rules` is the place of rules that has the table."""
    titles = _titles(text, found)
    kept: set[int] = set()
    for number, one in enumerate(found):
        if one.original != one.spelling and (
            _set_beside(text, found, number)
            or _spoken_of(text, one)
            or any(start <= one.start and one.end <= end for start, end in titles)
            or (one.name.kind == "place" and part_of_a_name(text, one, rules))
        ):
            kept.add(number)
    return kept


def _set_beside(text: str, found: list[Found], number: int) -> bool:
    """Whether another spelling of the same name stands beside it: Kyiv (Kiev), Kiev or Kyiv."""
    one = found[number]
    for left, right in ((number - 1, number), (number, number + 1)):
        if left < 0 or right >= len(found):
            continue
        first, second = found[left], found[right]
        same = first.name is second.name and first.original.lower() != second.original.lower()
        known = "canonical" in (first.scheme, second.scheme) or "alias" in (one.scheme,)
        between = text[first.end : second.start]
        if same and known and len(between) <= NEAR and _JOINED.fullmatch(between):
            return True
    return False


def _spoken_of(text: str, one: Found) -> bool:
    """Whether words beside the name say that it is about the name itself."""
    ahead = text[max(0, one.start - NEAR) : one.start].rpartition("\n")[2]
    behind = _CALLED_BEHIND.match(text, one.end, one.end + NEAR)
    return behind is not None or _CALLED_AHEAD.search(ahead) is not None


def _titles(text: str, found: list[Found]) -> list[tuple[int, int]]:
    """Where titles of works stand: what is quoted or emphasised, has a capital on each word but
    the small ones, and has a word beside the names."""
    if not any(one.original != one.spelling for one in found):
        return []
    return [
        match.span(match.lastindex or 0)
        for match in _QUOTED.finditer(text)
        if _is_title(match, found)
    ]


def _is_title(match: re.Match[str], found: list[Found]) -> bool:
    start, end = match.span(match.lastindex or 0)
    inside = [one for one in found if start <= one.start and one.end <= end]
    if not inside or inside[0].original.isupper():
        return False
    words = list(WORD.finditer(match.string, start, end))
    large = [w for w in words if w[0].lower() not in SMALL_WORDS]
    own = [w for w in large if not any(o.start <= w.start() < o.end for o in inside)]
    place = any(one.name.kind == "place" for one in inside)
    # President Kim Jong-un is no title, Waiting for Kim Jong-un is one.
    others = len(words) - len(large) + len(own)
    return bool(own) and (place or others > 1) and all(w[0][:1].isupper() for w in large)
