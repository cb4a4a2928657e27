"""Lattices: all spellings of one name as places joined by choices, without listing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cleaner.romanize.fold import fold
from cleaner.romanize.table import BIT, Choices, Table, make_choices

EVERYONE = sum(BIT.values())
PARTED = make_choices([(" ", EVERYONE), ("-", EVERYONE)])
"""How words are kept apart."""
LONGEST = 8
"""No grapheme is written with more characters."""
Edge = tuple[int, Choices]


@dataclass(frozen=True, eq=False, slots=True)
class Lattice:
    """Places from the first to the last, each with the edges that leave it. An edge leads so many
    places further by one of its choices."""

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
                for step, choices in edges:
                    for spelling, bits in choices.compared:
                        if form.startswith(spelling, at):
                            found = reached[place + step].setdefault(at + len(spelling), set())
                            found.update(mask & bits for mask in masks)
        ends = reached[self.end].get(len(form))
        if ends is None:
            return None
        together = 0
        for mask in ends:
            together |= mask
        return together

    def ends(self, form: str) -> list[int]:
        """Where spellings that begin a folded form end, from the shortest to the longest."""
        found = self._reached(form)[-1]
        return [at for at in range(found.bit_length()) if found >> at & 1]

    def first_word(self, word: str) -> tuple[bool, bool]:
        """Whether this folded word is a spelling, and whether it is the first of several words of
        one."""
        size = len(word)
        reached = self._reached(word)
        begins = any(
            reached[place] >> (size - len(head)) & 1
            for place, edges in enumerate(self.places)
            if reached[place]
            for _, choices in edges
            for head in choices.heads
            if word.endswith(head)
        )
        return bool(reached[-1] >> size), begins

    def goes_on(self, form: str) -> bool:
        """Whether some spelling begins with this folded form."""
        size = len(form)
        return any(
            found >> size
            or any(
                tail.startswith(form[at + 1 :])
                for at in range(max(0, size - LONGEST), size)
                if found >> at & 1
                for _, choices in self.places[place]
                for tail in choices.by_first.get(form[at], ())
            )
            for place, found in enumerate(self._reached(form))
        )

    def _reached(self, form: str) -> list[int]:
        """At which characters of a form each place can be reached, as the bits of a number."""
        reached = [0] * len(self.places)
        reached[0] = 1
        for place, edges in enumerate(self.places):
            left = reached[place]
            for step, choices in edges if left else ():
                if choices.silent:
                    reached[place + step] |= left
            while left:
                lowest = left & -left
                left ^= lowest
                after = lowest.bit_length()
                first = form[after - 1 : after]
                for step, choices in edges:
                    for tail in choices.by_first.get(first, ()) if first else ():
                        if form.startswith(tail, after):
                            reached[place + step] |= lowest << (1 + len(tail))
        return reached

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
        """From each place the places that a scheme leads on to, towards the end, longest graphemes
        and commonest spellings first."""
        ways: list[list[tuple[int, str]]] = [[] for _ in self.places]
        for place in range(self.end - 1, -1, -1):
            for step, choices in sorted(self.places[place], key=lambda edge: -edge[0]):
                to = place + step
                if ways[to] or to == self.end:
                    ways[place] += [(to, s) for s, bits in choices.shown if bits & bit]
        return ways


@lru_cache(maxsize=1 << 13)
def word_lattice(word: tuple[str, ...], table: Table, ocr: bool = False) -> Lattice:
    """The lattice of one word given as units. Raises ValueError for a unit without a row."""
    return Lattice(tuple(_places(word, table, ocr)))


def _places(word: tuple[str, ...], table: Table, ocr: bool) -> Iterator[tuple[Edge, ...]]:
    for start, unit in enumerate(word):
        edges: list[Edge] = []
        for length in table.lengths.get(unit, ()):
            if start + length > len(word):
                break
            choices = table.choices(word, start, start + length, ocr)
            if choices is not None:
                edges.append((length, choices))
        if word[start + 1 : start + 2] == (unit,):
            choices = table.choices(word, start, start + 1, ocr)
            if choices is not None:  # a doubled letter written once
                edges.append((2, table.loosely(choices)))
        if (unit,) not in table.rows and not unit.isalpha():
            edges.append((1, make_choices([(unit, EVERYONE)])))
        if not edges:
            raise ValueError(f"no table row for {unit!r} in {''.join(word)!r}")
        yield tuple(edges)
    yield ()


def chain(parts: Sequence[Lattice], joint: Choices) -> Lattice:
    """Lattices one after the other with a joint between each two."""
    if len(parts) == 1:
        return parts[0]
    places: list[tuple[Edge, ...]] = []
    for number, part in enumerate(parts):
        places += part.places
        if number < len(parts) - 1:
            places[-1] = ((1, joint),)
    return Lattice(tuple(places))


@dataclass(frozen=True, slots=True)
class Literal:
    """Exactly one folded spelling, its words parted by spaces; hyphens count as spaces."""

    spelling: str

    def ends(self, form: str) -> list[int]:
        """As of a lattice."""
        size = len(self.spelling)
        return [size] if form[:size].replace("-", " ") == self.spelling else []

    def goes_on(self, form: str) -> bool:
        """As of a lattice."""
        return self.spelling.startswith(form.replace("-", " "))

    def first_word(self, word: str) -> tuple[bool, bool]:
        """As of a lattice."""
        rest = self.spelling[len(word) :]
        begins = self.spelling.startswith(word)
        return begins and not rest, begins and bool(rest) and not rest[0].isalnum()


def literal(text: str) -> Literal:
    """What accepts one spelling, its words parted by spaces or hyphens."""
    return Literal(fold(text).replace("-", " "))
