"""The languages of a text and their shares: paragraph by paragraph, at a bounded cost.

Most texts have one language. Where the answer to the whole is very sure, places all over the text
are compared by their words, a few of them asked about, and mostly it stays at that; only else are
paragraphs asked about, at several times the cost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cleaner.language.gate import sample
from cleaner.language.scripts import letters_of, sole_language
from cleaner.language.variants import same_language
from cleaner.model import Language, Share

Tell = Callable[[str], Language]
"""What tells the language of a part."""

VERY_SURE = 0.99
"""From this score on the whole is taken for one language if PLACES all over it do not object. Of
258 English passages of which half was put into other languages, none reached it, but of those with
a third, nearly half did."""

PLACES = 7
"""How many places of a text are compared at most."""

WIDTH = 300
"""How many characters of a place are looked at."""

IN_COMMON = 2
"""Places that have so many words in common are taken to be in one language."""

SHORTEST = 150
"""A part has at least this many bytes in UTF-8 (25 words in English, 50 Chinese characters): a
language told from less is too often wrong."""

LONGEST = 1_000
"""A paragraph of more characters is taken line by line."""

MOST = 12
"""How many parts of a text are asked about at most; they lie all over it."""

READ = 240
"""How many characters of a part are read at most."""

SURE = 0.7
"""From this score on a part's own answer counts; below, only one that agrees with the whole."""

STRETCH = 1_500
"""Of a text of more than MOST times as many characters, MOST stretches of this length are read."""

_GOLDEN = (5**0.5 - 1) / 2
_BLANK_LINES = re.compile(r"\n\s*\n")


def shares_of(text: str, whole: Language, tell: Tell) -> tuple[Share, ...]:
    """The share of the letters of a text that each language has, the largest first: together 1,
    or nothing for a text without letters. `whole` is the answer to all of the text.

    Paragraphs (divided by blank lines; lines where a paragraph is long or there are none) are
    asked about one by one, short ones with the next short ones of their script. Parts whose
    language cannot be told count as `und`. Of a text with more than MOST parts, that many are
    asked about and stand for the rest. A text whose language is very sure has that language
    alone, unless one of some places that are asked about is told to be in another.
    """
    if whole.score >= VERY_SURE and len(text) >= 5 * WIDTH and _is_one(text, whole, tell):
        return (Share(whole.code, whole.script, 1.0),)
    parts = _parts(text)
    if len(parts) > MOST:
        parts = [parts[at] for at in sorted(set(_spread(MOST, len(parts))))]
    weights: Counter[tuple[str, str]] = Counter()
    for part in parts:
        weight = part.weight
        if weight and len(parts) > 1:
            weights[_told(part, tell(sample(part.text, READ)), whole)] += weight
        elif weight:
            weights[whole.code, whole.script] += weight
    shares = [Share(*key, weight / weights.total()) for key, weight in weights.items()]
    return tuple(sorted(shares, key=lambda share: (-share.share, share.code, share.script)))


class _Part(NamedTuple):
    """A part of a text, and its main script."""

    script: str
    text: str

    @property
    def weight(self) -> int:
        """The weight of its letters."""
        return letters_of(self.text).total

    @property
    def is_long(self) -> bool:
        """Whether a language told from it can be believed."""
        return _size(self.text) >= SHORTEST

    def joined(self, other: _Part) -> _Part:
        return _Part(self.script, f"{self.text}\n{other.text}")


def _told(part: _Part, found: Language, whole: Language) -> tuple[str, str]:
    """Code and script of a part, given the answers to it and to the whole."""
    if whole.code.startswith(f"{found.code}-"):  # it could be Chinese of either kind
        return whole.code, whole.script
    sure = found.score >= SURE and (part.is_long or sole_language(part.script) is not None)
    if sure or same_language(found.code, whole.code):
        return found.code, found.script
    return "und", found.script


def _is_one(text: str, whole: Language, tell: Tell) -> bool:
    """Whether all of a text seems to be in the language of the whole."""
    number = min(PLACES, len(text) // WIDTH)
    room = len(text) - WIDTH
    starts = [room * index // (number - 1) for index in range(number)]
    # The longest line of a place is all of one language, where the place may be of two.
    places = [max(text[start : start + WIDTH].split("\n"), key=_size) for start in starts]
    groups = _groups(places)
    if len(groups) == 1:
        return True
    asked = sorted({groups[at][0] for at in (0, len(groups) // 2, -1)})
    told = (tell(places[index][:READ]) for index in asked)
    return all(each.score < SURE or same_language(each.code, whole.code) for each in told)


def _groups(places: list[str]) -> list[list[int]]:
    """Places grouped so that any two with words in common are in one group. Single letters are
    no words, nor is what begins or ends a place, which may be a part of one."""
    words = [
        frozenset(word for word in place.lower().split()[1:-1] if len(word) > 1) for place in places
    ]
    groups: list[list[int]] = []
    for index, mine in enumerate(words):
        near = [
            group
            for group in groups
            if any(len(mine & words[other]) >= IN_COMMON for other in group)
        ]
        joined = [index, *(other for group in near for other in group)]
        groups = [*(group for group in groups if group not in near), joined]
    return groups


def _size(text: str) -> int:
    """How many bytes a text has in UTF-8: nearer than characters to how much it says."""
    return len(text.encode("utf-8", "surrogatepass"))


def _spread(number: int, room: int) -> Iterator[int]:
    """Numbers below `room` that lie evenly but not regularly: paragraphs in two
    languages by turns must not hide behind a step that fits their rhythm."""
    return (int(index * _GOLDEN % 1 * room) for index in range(1, number + 1))


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text, or its lines; of a very long text, those of some stretches."""
    if len(text) > MOST * STRETCH:
        starts = sorted(_spread(MOST, len(text) - STRETCH))
        text = "\n\n".join(text[start : start + STRETCH] for start in starts)
    found = _BLANK_LINES.split(text.strip())
    for part in found:
        yield from part.split("\n") if len(found) == 1 or len(part) > LONGEST else [part]


def _parts(text: str) -> list[_Part]:
    """Paragraphs long enough to be told: short ones are joined with the next of their script, at
    the end with the last. One that no other of its script follows or precedes stays short."""
    parts: list[_Part] = []
    waiting: dict[str, _Part] = {}
    for paragraph in _paragraphs(text):
        script = "Latn" if paragraph.isascii() else letters_of(paragraph).main
        part = _Part(script, paragraph)
        if script in waiting:
            part = waiting.pop(script).joined(part)
        if part.is_long:
            parts.append(part)
        else:
            waiting[script] = part
    for script, rest in waiting.items():
        last = max((at for at, part in enumerate(parts) if part.script == script), default=None)
        if last is None:
            parts.append(rest)
        else:
            parts[last] = parts[last].joined(rest)
    return parts
