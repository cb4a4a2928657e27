"""Finding the names of many entries in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cleaner.romanize.automaton import Automaton, Ends
from cleaner.romanize.entry import Name
from cleaner.romanize.gates import Gates
from cleaner.romanize.places import article_before, joined, word_begins, word_ends
from cleaner.romanize.spelling import respell
from cleaner.romanize.targets import RANKS, Target, targets_of

_CAPITALS = "".join(
    chr(code)
    for code in range(0xC0, 0x1F00)
    if chr(code).isupper() and unicodedata.name(chr(code), "").startswith("LATIN")
)
_WORD = re.compile(rf"[A-Z{_CAPITALS}]\w*")
"""A capital and the rest of its word."""
AHEAD = 3
"""Characters after a word that are looked at together with it."""
MOST_DEAD = 200_000
"""Words, alone or with what follows, that are remembered because no name begins there."""


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
        self._automaton = Automaton([lattice for lattice, _ in pairs])
        self._sorted_out = lru_cache(maxsize=1 << 14)(self._find_out)

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
            known = text[at : end + 1] in dead or text[at : end + AHEAD] in dead
            if known and word not in written:
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
        ends, read = self._automaton.ends(text, at)
        end = at + len(word)
        if not ends or ends[-1][0] < end:
            ends = []  # in the middle of a word no name ends
            far = next((f for f in (end, end + 1) if read <= f), end + AHEAD)
            if read <= far <= len(text) and len(self._dead) < MOST_DEAD:
                self._dead.add(text[at:far])
        if not (ends or word in seen.written) or not word_begins(text, at):
            return None
        start = article_before(text, at)
        hit = None
        if ends and done <= start < at:
            hit = self._best(text, start, self._automaton.ends(text, start)[0], seen)
        return hit or self._best(text, at, ends, seen) or self._as_written(text, at, word, seen)

    def _best(self, text: str, start: int, ends: Ends, seen: Seen) -> tuple[Found, Target] | None:
        for end, numbers in reversed(ends):
            if word_ends(text, end):
                target = self._choose(text, start, end, numbers, seen)
                if target is not None:
                    return self._describe(text[start:end], start, target), target
        return None

    def _choose(
        self, text: str, start: int, end: int, numbers: Sequence[int], seen: Seen
    ) -> Target | None:
        """What a spelling stands for; None if that cannot be told."""
        whole, bare = self._sorted_out(numbers)
        fitting = [
            target
            for target in (*whole, *(t for t in bare if seen.entries and t.entry in seen.entries))
            if self._gates.pass_form(text[start:end], target)
            and self._gates.pass_place(text, start, end, target)
        ]
        if not fitting:
            return None
        best = min(RANKS.index(target.rank) for target in fitting)
        chosen = [target for target in fitting if target.rank == RANKS[best]]
        # What fits two names that are spelled differently is left alone.
        return chosen[0] if len({target.canonical for target in chosen}) == 1 else None

    def _find_out(self, numbers: Sequence[int]) -> tuple[list[Target], list[Target]]:
        """What some lattices stand for: by itself, and as a bare family name only."""
        targets = [self._targets[number] for number in numbers]
        bare = [target for target in targets if target.rank == "surname"]
        return [target for target in targets if target.rank != "surname"], bare

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
        ends, _ = self._automaton.ends(form, 0)
        if not ends or ends[-1][0] != len(form):
            return []
        found = map(self._targets.__getitem__, ends[-1][1])
        return [target for target in found if self._gates.pass_form(form, target)]

    def _describe(self, form: str, start: int, target: Target) -> Found:
        canonical = target.canonical
        scheme = "canonical" if form == canonical else target.rank
        if form != canonical and target.source is not None:
            scheme = target.source.matches(form) or scheme
        spelling, name = respell(form, canonical), self.names[target.entry]
        return Found(start, start + len(form), form, spelling, canonical, scheme, name)
