"""Finding the names of many entries in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from cleaner.romanize.compile import Matcher
from cleaner.romanize.entry import Name
from cleaner.romanize.fold import SILENT, fold, fold_character
from cleaner.romanize.gates import Gates
from cleaner.romanize.outline import Outlines, skeleton_of
from cleaner.romanize.places import article_before, joined, word_begins, word_ends
from cleaner.romanize.spelling import respell
from cleaner.romanize.targets import RANKS, Target, targets_of

_CAPITALS = "".join(
    chr(code)
    for code in range(0xC0, 0x1F00)
    if chr(code).isupper() and unicodedata.name(chr(code), "").startswith("LATIN")
)
_SIGN = f"[{''.join(sorted(SILENT))}]"
_SOUND = rf"{_SIGN}(?!(?:s|S|ll|ve|re|m)(?!\w))(?:(?!\d)[^\W_A-Z{_CAPITALS}]|(?<=\w\w.)\w)\w*+"
_WORD = re.compile(rf"[A-Z{_CAPITALS}]\w*+(?:{_SOUND})*+")
"""A capital and the rest of its word, with what follows a sign for a sound: Il'in, Sana'a."""
_FIRST = re.compile(rf"\W*(\w+(?:{_SIGN}\w+)*)")
FAR = 64
"""Characters that are looked at in all: no name is longer."""
MOST_KNOWN = 200_000
"""Words, alone or with what follows, of which it is remembered whether a name can begin there."""


_SAME = {number: number for number in range(FAR + 1)}
Ends = list[tuple[int, tuple[Target, ...]]]
"""Where spellings end, and what they may stand for."""
Known = tuple[tuple[Target, ...], tuple[int, ...]]
"""What a word may stand for by itself, and the names (by number) that begin with it and go on."""


class Found(NamedTuple):
    """A name in a text: where, as it stands, as it should there, as it is in general, which scheme
    writes it so (or `canonical`, `alias`, `surname`), and whose it is."""

    start: int
    end: int
    original: str
    spelling: str
    canonical: str
    scheme: str
    name: Name


class Seen(NamedTuple):
    """The persons whose full names a text has had so far, and their family names as it spelled
    them."""

    entries: set[int]
    written: dict[str, tuple[int, str, str]]


class Index:
    """Finds names. Made once for a set of entries, then shared."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = names
        pairs = [pair for number, name in enumerate(names) for pair in targets_of(number, name)]
        self._targets = [target for _, target in pairs]
        self._gates = Gates(names)
        self._dead: set[str] = set()
        self._known: dict[str, Known] = {}
        self._seconds: dict[str, tuple[int, ...]] = {}
        self._follows = self._gates.second_word().match
        self._scheme = lru_cache(maxsize=1 << 14)(_scheme)
        self._sources = [source for source, _ in pairs]
        self._outlines = Outlines(self._sources)

    def find(self, text: str) -> list[Found]:
        """The names in a text, from first to last, none overlapping.

        A bare family name counts once the full name has been seen; a given name if a surname that
        is an entry of its own follows.
        """
        dead, seen = self._dead, Seen(set(), {})
        # Nearly all words begin no name, so they are passed over at once. That is too soon only
        # where a family name was spelled in a way that no lattice has.
        found = self._find(text, [m for m in _WORD.finditer(text) if m[0] not in dead], seen)
        if any(word in dead for word in seen.written):
            found = self._find(text, list(_WORD.finditer(text)), Seen(set(), {}))
        return found

    def _find(self, text: str, words: list[re.Match[str]], seen: Seen) -> list[Found]:
        """The names that begin with one of some words."""
        found: list[Found] = []
        waiting: Found | None = None  # a given name
        dead, written = self._dead, seen.written
        done = 0
        for match in words:
            word = match[0]
            if word in dead and word not in written:
                continue
            at, end = match.span()
            if word not in written and self._goes_on_nowhere(text, at, end, word):
                continue
            hit = self._at(text, at, word, done, seen) if at >= done else None
            if hit is None:
                continue
            one, target = hit
            done = one.end
            if one.name.kind == "given":
                waiting = one
                continue
            if waiting and one.name.kind == "surname" and text[waiting.end : one.start] == " ":
                found.append(waiting)
            found.append(one)
            if target.rank != "surname" and one.name.kind == "person":
                seen.entries.add(target.entry)
                written |= self._gates.family_as_written(one.original, target.entry)
        return found

    def _at(
        self, text: str, at: int, word: str, done: int, seen: Seen
    ) -> tuple[Found, Target] | None:
        """The longest name that begins with a word, or with an article before it."""
        ends = self._ends(text, at, word)
        if not (ends or word in seen.written) or not word_begins(text, at):
            return None
        start = article_before(text, at)
        hit = None
        if ends and done <= start < at:
            hit = self._best(text, start, self._ends(text, start, text[start : at - 1]), seen)
        return hit or self._best(text, at, ends, seen) or self._as_written(text, at, word, seen)

    def _ends(self, text: str, at: int, word: str) -> Ends:
        """Where spellings end that begin at a place with a word, from the shortest on."""
        known = self._known.get(word)
        if known is None:
            known = self._remember(word, self._begun(fold(word)))
        whole, begun = known
        end = at + len(word)
        follows = self._follows(text, end) if begun else None
        numbers = self._going_on(text[at : follows.end()], follows[0], begun) if follows else ()
        if not numbers:
            return [(end, whole)] if whole else []
        found = {end: whole} if whole else {}
        form, places = _folded(text[at : at + FAR])
        for number in numbers:
            for size in self._sources[number].ends(form):
                if size in places and at + places[size] > end:
                    target = self._targets[number]
                    found[at + places[size]] = (*found.get(at + places[size], ()), target)
        return sorted(found.items(), key=itemgetter(0))

    def _goes_on_nowhere(self, text: str, at: int, end: int, word: str) -> bool:
        """Whether a word is known to be no name and to begin none here."""
        known = self._known.get(word)
        if known is None or known[0]:
            return False
        follows = self._follows(text, end)
        return follows is None or self._seconds.get(text[at : follows.end()]) == ()

    def _going_on(self, words: str, second: str, begun: tuple[int, ...]) -> tuple[int, ...]:
        """Those of some names that may go on with a second word."""
        numbers = self._seconds.get(words)
        if numbers is None:
            bones = skeleton_of(fold(second).lstrip(" ,-"))
            numbers = tuple(n for n in begun if bones <= self._outlines.skeleton(n))
            form = fold(words)
            numbers = tuple(n for n in numbers if self._sources[n].goes_on(form))
            if len(self._seconds) < MOST_KNOWN:
                self._seconds[words] = numbers
        return numbers

    def _begun(self, word: str) -> Known:
        """What a folded word may stand for, and the names that go on after it."""
        whole, begun = [], []
        for number in self._outlines.fitting(word):
            is_whole, is_begun = self._sources[number].first_word(word)
            if is_whole:
                whole.append(self._targets[number])
            if is_begun:
                begun.append(number)
        return tuple(whole), tuple(begun)

    def _remember(self, word: str, known: Known) -> Known:
        if len(self._dead) + len(self._known) > MOST_KNOWN:
            self._dead.clear()
            self._known.clear()
        if any(known):
            self._known[word] = known
        else:
            self._dead.add(word)
        return known

    def _best(self, text: str, start: int, ends: Ends, seen: Seen) -> tuple[Found, Target] | None:
        for end, targets in reversed(ends):
            if word_ends(text, end):
                target = self._choose(text, start, end, targets, seen)
                if target is not None:
                    return self._describe(text[start:end], start, target), target
        return None

    def _choose(
        self, text: str, start: int, end: int, targets: Sequence[Target], seen: Seen
    ) -> Target | None:
        """What a spelling stands for; None if that cannot be told."""
        fitting = [
            target
            for target in targets
            if (target.rank != "surname" or target.entry in seen.entries)
            and self._gates.pass_form(text[start:end], target)
            and self._gates.pass_place(text, start, end, target)
        ]
        if not fitting:
            return None
        best = min(RANKS.index(target.rank) for target in fitting)
        chosen = [target for target in fitting if target.rank == RANKS[best]]
        # What fits two names that are spelled differently is left alone.
        return chosen[0] if len({target.canonical for target in chosen}) == 1 else None

    def _as_written(
        self, text: str, start: int, word: str, seen: Seen
    ) -> tuple[Found, Target] | None:
        """A family name just as an earlier full name spelled it."""
        end = start + len(word)
        if word not in seen.written or not word_ends(text, end) or joined(text, start, end):
            return None
        target = Target(*seen.written[word], None)
        return self._describe(word, start, target), target

    def standing_for(self, form: str) -> list[Target]:
        """All that a whole spelling may stand for, family names included."""
        first = _FIRST.match(form)
        ends = self._ends(form, first.start(1), first[1]) if first else []
        if not ends or ends[-1][0] != len(form):
            return []
        return [target for target in ends[-1][1] if self._gates.pass_form(form, target)]

    def _describe(self, form: str, start: int, target: Target) -> Found:
        canonical = target.canonical
        scheme = "canonical" if form == canonical else target.rank
        if form != canonical and target.source is not None:
            scheme = self._scheme(target.source, form) or scheme
        spelling, name = respell(form, canonical), self.names[target.entry]
        return Found(start, start + len(form), form, spelling, canonical, scheme, name)


def _scheme(source: Matcher, form: str) -> str | None:
    return source.matches(form)


def _folded(text: str) -> tuple[str, Mapping[int, int]]:
    """A text as spellings are compared, and which of its characters each place there is behind."""
    if text.isascii() and SILENT.isdisjoint(text):
        return text.lower(), _SAME
    parts = [fold_character(character) for character in text]
    ends = accumulate(map(len, parts))
    places = {end: n for n, (end, part) in enumerate(zip(ends, parts, strict=True), 1) if part}
    return "".join(parts), places
