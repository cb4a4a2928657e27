"""Quantities that do not begin with digits: `ten kilometers`, `half a mile`, `pH 7`, `Mach 2`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from ahocorasick_rs import AhoCorasick, Implementation

from cleaner.measure.before import modifier_of
from cleaner.measure.joints import START, Joints
from cleaner.measure.names import Names
from cleaner.measure.number import SPACES, number_of
from cleaner.measure.quantity import Quantity, Word
from cleaner.measure.terms import Behind, Terms
from cleaner.measure.units import Units
from cleaner.measure.words import Words

_SP = f"[{SPACES}]"
_SCALE = re.compile(rf"(?P<word>pH|Mach)(?:{_SP}(?:of|values? of|=|≈|~))?{_SP}?(?P<start>{START})")
_SCALES = {"pH": "acidity", "Mach": "mach"}


class Spelled:
    """Finds numbers in words and scales that stand before their number."""

    def __init__(
        self, units: Units, words: Words, names: Names, terms: Terms, joints: Joints
    ) -> None:
        self._scales = {word: units.unit(key) for word, key in _SCALES.items()}
        self._words = words
        self._names = names
        self._terms = terms
        self._joints = joints
        found = _found(words.numerals)
        self._sizes = list(found.values())
        # Twice as fast as the default, at ten megabytes.
        self._automaton = AhoCorasick(list(found), implementation=Implementation.DFA)

    def read(self, text: str, language: Callable[[], str]) -> Iterator[Quantity]:
        """The quantities of both sorts, in no order; they may overlap."""
        numerals: list[tuple[int, int]] = []
        scales: list[int] = []
        # A line end in front lets a word open the text; offsets are one more for it.
        hits = self._automaton.find_matches_as_indexes("\n" + text, overlapping=True)
        for which, start, _ in hits:
            size = self._sizes[which]
            if size > 0:
                numerals.append((start, start + size))
            else:
                scales.append(start)
        yield from self._in_words(text, numerals, language)
        for start in scales:
            yield from self._on_scale(text, start, language)

    def _in_words(
        self, text: str, hits: list[tuple[int, int]], language: Callable[[], str]
    ) -> Iterator[Quantity]:
        """Numbers in words before the name of a unit."""
        done = 0
        for start, end in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            if start < done:
                continue
            numeral = text[start:end].lower()
            # The number says that what follows is English: nobody need be asked.
            spoken = _english if numeral in self._words.english else language
            named = self._names.read(text, end + 1, spoken)
            if named is None:
                continue
            value = self._words.numerals[numeral]
            if value == 1 and named.unit.dimension == "time":
                continue  # one day, he said
            behind = Behind(named.unit, named.end, text[end], named)
            behind = self._terms.with_divisor(text, behind, end + 1, language)
            done = behind.unit_end
            yield Quantity(
                start=start,
                end=behind.unit_end,
                modifier=modifier_of(text, start, self._words),
                kind="point",
                numbers=(number_of(value),),
                unit=behind.unit,
                names=(Word(start, end, named, behind.unit, behind.unit_end),),
                glue=text[end],
                spelled=True,
            )

    def _on_scale(self, text: str, start: int, language: Callable[[], str]) -> Iterator[Quantity]:
        """The number or range behind a pH or Mach."""
        found = _SCALE.match(text, start)
        term = found and self._terms.read(text, found.start("start"), language)
        if found and term and not term.unit and not text[term.end : term.end + 1].isalpha():
            terms, kind = [term], "point"
            joint = self._joints.joint.match(text, term.end)
            sort = self._joints.sort(joint["joint"].strip(SPACES)) if joint else "list"
            if joint is not None and sort != "list":
                high = self._terms.read(text, joint.end(), language)
                if high is not None and high.unit is None:
                    terms, kind = [term, high], sort
            yield Quantity(
                start=found.start(),
                end=terms[-1].end,
                modifier=modifier_of(text, found.start(), self._words),
                kind=kind,
                numbers=tuple(each.number for each in terms),
                unit=self._scales[found["word"]],
                spelled=True,
            )


def _english() -> str:
    return "en"


def _found(numerals: Iterable[str]) -> dict[str, int]:
    """What is looked for: words behind white space or an opening mark. Numerals before a space or
    hyphen, with their length; scales, with its negative."""
    found: dict[str, int] = {}
    for before in " \n(“\u00a0":
        for word in numerals:
            for after in " -\u00a0":
                found[before + word + after] = len(word)
                found[before + word.capitalize() + after] = len(word)
        for word in _SCALES:
            found[before + word] = -len(word)
    return found
