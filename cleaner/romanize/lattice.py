"""Lattices: all spellings of one name as places joined by choices, without listing them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaner.romanize.table import BIT, LOOSE, Choices, Table, make_choices

EVERYONE = sum(BIT.values())
PARTED = make_choices([(" ", EVERYONE), ("-", EVERYONE)])
"""How words are kept apart."""
Edge = tuple[int, Choices]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Places from the first to the last, each with the edges that leave it. An edge leads to a
    later place by one of its choices."""

    places: tuple[tuple[Edge, ...], ...]

    @property
    def end(self) -> int:
        """The last place."""
        return len(self.places) - 1

    def schemes(self, form: str) -> int | None:
        """The bits of the schemes each of which explains a whole folded form: 0 if only several
        together do, None if none can."""
        reached: list[dict[int, set[int]]] = [{} for _ in self.places]
        reached[0][0] = {EVERYONE}
        for place, edges in enumerate(self.places):
            for at, masks in reached[place].items():
                for to, choices in edges:
                    for spelling, bits in choices.compared:
                        if form.startswith(spelling, at):
                            found = reached[to].setdefault(at + len(spelling), set())
                            found.update(mask & bits for mask in masks)
        ends = reached[self.end].get(len(form))
        if ends is None:
            return None
        together = 0
        for mask in ends:
            together |= mask
        return together

    def written_by(self, scheme: str, limit: int) -> Iterator[str]:
        """Up to `limit` spellings that one scheme writes, the commonest choices first."""
        ways = self._ways(BIT[scheme])
        stack = [(0, "")] if ways[0] or not self.end else []
        while stack and limit:
            place, so_far = stack.pop()
            if place == self.end:
                limit -= 1
                yield so_far
                continue
            # What is not looked at again need not be kept.
            stack += [(to, so_far + spelling) for to, spelling in reversed(ways[place][:limit])]

    def _ways(self, bit: int) -> list[list[tuple[int, str]]]:
        """From each place the steps of a scheme that lead on to the end, longest graphemes and
        commonest spellings first."""
        ways: list[list[tuple[int, str]]] = [[] for _ in self.places]
        for place in range(self.end - 1, -1, -1):
            for to, choices in sorted(self.places[place], key=lambda edge: -edge[0]):
                if ways[to] or to == self.end:
                    ways[place] += [(to, s) for s, bits in choices.shown if bits & bit]
        return ways


def word_lattice(word: list[str], table: Table, ocr: bool = False) -> Lattice:
    """The lattice of one word given as units. Raises ValueError for a unit without a row."""
    places: list[tuple[Edge, ...]] = []
    for start in range(len(word)):
        edges = list(_edges(word, start, table, ocr))
        if not edges:
            raise ValueError(f"no table row for {word[start]!r} in {''.join(word)!r}")
        places.append(tuple(edges))
    return Lattice((*places, ()))


def _edges(word: list[str], start: int, table: Table, ocr: bool) -> Iterator[Edge]:
    for end in range(start + 1, min(len(word), start + table.longest) + 1):
        choices = table.choices(word, start, end, ocr)
        if choices is not None:
            yield end, choices
    if word[start : start + 1] == word[start + 1 : start + 2]:
        choices = table.choices(word, start, start + 1, ocr)
        if choices is not None:  # a doubled letter written once
            yield start + 2, make_choices([(spelling, LOOSE) for spelling, _ in choices.shown])
    if not table.rows.keys() & {(word[start],)} and not word[start].isalpha():
        yield start + 1, make_choices([(word[start], EVERYONE)])


def chain(parts: Sequence[Lattice], joint: Choices) -> Lattice:
    """Lattices one after the other with a joint between each two."""
    places: list[tuple[Edge, ...]] = []
    for number, part in enumerate(parts):
        base = len(places)
        places += (tuple((base + to, choices) for to, choices in edges) for edges in part.places)
        if number < len(parts) - 1:
            places[-1] = ((len(places), joint),)
    return Lattice(tuple(places))


def literal(text: str) -> Lattice:
    """The lattice of exactly one spelling, its words parted by spaces or hyphens."""
    words = [
        Lattice((((1, make_choices([(word, EVERYONE)])),), ())) for word in re.split("[ -]", text)
    ]
    return chain(words, PARTED)
