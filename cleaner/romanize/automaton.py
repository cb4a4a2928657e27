"""All lattices at once: an automaton that is built while texts are read.

A state is the set of points that the characters read so far may have led to, over all lattices. A
transition is worked out when a text first asks for it and kept, so that a thousand names cost a
text hardly more than fifty: most words leave every lattice within a few characters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from cleaner.romanize.fold import fold_character
from cleaner.romanize.lattice import Lattice

MOST_STATES = 60_000
"""When so many states are kept, all are forgotten: some 100 MB at the most."""

Ends = list[tuple[int, tuple[int, ...]]]
"""Where spellings end, and the lattices that accept them."""


class Point:
    """A point in a lattice: a place, or within an edge, with what each character leads to."""

    __slots__ = ("after", "last", "lattice", "place", "then")

    def __init__(
        self,
        lattice: int,
        place: int = -1,  # none within an edge
        last: bool = False,
        then: dict[str, tuple[Point, ...]] | None = None,
    ) -> None:
        self.lattice = lattice
        self.place = place
        self.last = last
        self.then = then  # None as long as nobody has asked
        self.after: tuple[Point, ...] | None = None


class State:
    """Where reading has led to: the points, which lattices end here, where folded characters lead
    from here, and the states known to follow characters as they stand in texts."""

    __slots__ = ("ends", "leading", "points", "then")

    def __init__(self, points: frozenset[Point], ends: tuple[int, ...]) -> None:
        self.points = points
        self.ends = ends
        self.leading: dict[str, list[Point]] | None = None  # None as long as nobody has asked
        self.then: dict[str, State | None] = {}


class Automaton:
    """Finds the lattices that accept what stands at a place of a text."""

    def __init__(self, lattices: Sequence[Lattice]) -> None:
        self._lattices = lattices
        self._points: list[list[Point | None]] = [[None] * len(one.places) for one in lattices]
        self._states: dict[frozenset[Point], State] = {}
        self._start = self._begin()

    def _begin(self) -> State:
        self._states.clear()
        first = (self._reached(number, 0) for number in range(len(self._lattices)))
        return self._state(frozenset(chain.from_iterable(first)))

    def ends(self, text: str, at: int) -> tuple[Ends, int]:
        """Where spellings that begin at `at` end, from the shortest to the longest, each with the
        numbers of the lattices that accept it; and how far the text had to be read to tell."""
        found: Ends = []
        state = self._start
        while True:
            try:
                after = state.then[text[at]]
            except KeyError:
                after = self._follow(state, text[at])
            except IndexError:
                return found, at + 1
            at += 1
            if after is None:
                return found, at
            state = after
            if state.ends:
                found.append((at, state.ends))

    def _follow(self, state: State, character: str) -> State | None:
        """The state after one more character, worked out and kept."""
        if len(self._states) > MOST_STATES:
            self._start = self._begin()
        then: State | None = state
        for one in fold_character(character):
            then = None if then is None else self._next(then, one)
        state.then[character] = then
        return then

    def _next(self, state: State, one: str) -> State | None:
        """The state after one folded character."""
        if state.leading is None:
            state.leading = defaultdict(list)
            for point in state.points:
                table = self._fill(point) if point.then is None else point.then
                for first, points in table.items():
                    state.leading[first] += points
        if one not in state.leading:
            return None
        return self._state(frozenset(state.leading[one]))

    def _fill(self, point: Point) -> dict[str, tuple[Point, ...]]:
        """What each character leads to from a place."""
        number = point.lattice
        found: dict[str, set[Point]] = {}
        for to, choices in self._lattices[number].places[point.place]:
            for first, tails in choices.by_first.items():
                for tail in tails if first else ():
                    found.setdefault(first, set()).update(self._along(number, to, tail))
        point.then = {first: tuple(points) for first, points in found.items()}
        return point.then

    def _along(self, number: int, to: int, tail: str) -> tuple[Point, ...]:
        """The point where an edge is still to be read, or the places it leads to."""
        points = self._reached(number, to)
        for character in reversed(tail):
            points = (Point(number, then={character: points}),)
        return points

    def _reached(self, number: int, place: int) -> tuple[Point, ...]:
        """A place and all that can be reached from it by writing nothing."""
        point = self._points[number][place]
        if point is None:
            last = place == self._lattices[number].end
            point = self._points[number][place] = Point(number, place, last)
        if point.after is None:
            places = {point}
            for to, choices in self._lattices[number].places[place]:
                if choices.silent:
                    places.update(self._reached(number, to))
            point.after = tuple(places)
        return point.after

    def _state(self, points: frozenset[Point]) -> State:
        """The state of some points; there is one of each."""
        state = self._states.get(points)
        if state is None:
            ends = {p.lattice for p in points if p.last}
            state = self._states[points] = State(points, tuple(sorted(ends)))
        return state
