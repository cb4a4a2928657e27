"""The judge: looks at a text until nothing more of it goes.

What is left after a look is looked at again, so that cleaning a cleaned text changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.cuts import beyond_cuts, cuts_among
from cleaner.layout.kind import LEVELS, Limits
from cleaner.layout.model import Model, Seen
from cleaner.layout.reasons import reasons
from cleaner.layout.sums import Doubles
from cleaner.layout.verdict import FURNISHED, Kept, decide, headline, runs
from cleaner.lines import Page, chapter, code_spans, is_inside

MOST_LOOKS = 6
MID_SENTENCE = (",", ".", ";", ")", "，", "。", "、", "،", "।")
"""What a line begins with whose sentence began on a line above it, as when each link and each word
of code was put on a line of its own."""

_SPEAKER = re.compile(r"(?:[\[(]?\d[\d:.]*[\])]?\s+)?([^\W\d][^:：]{0,30})[:：]\s*[^\s/]")
"""A name and a colon, with or without the time before them."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Removal:
    """Lines that go, from `first` to `last` of the page's lines; by which rule, with which mean
    score (below 0), and why in words. `headline` is the line among them that looks like the
    headline of the text, None if none does."""

    first: int
    last: int
    rule: str
    score: float
    reason: str
    headline: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The filled lines of a text, stripped, before which of them blank ones stand, which are code,
    which begin in the middle of a sentence, which may, what number each begins a chapter with and
    the number of its speaker, 0 for none, and before which rules took lines out, with one more flag
    for behind the last."""

    lines: tuple[str, ...]
    blank: Flags
    code: Flags
    pieces: Flags
    small: Flags
    numbers: NDArray[np.int64]
    speakers: NDArray[np.int64]
    cuts: Flags

    def only(self, kept: Flags) -> Text:
        """The text when all other lines have gone: blank lines between two that went together go
        with them."""
        at = kept.nonzero()[0]
        blank = self.blank[at]
        blank[1:] |= self.blank[at[:-1] + 1]
        lines = tuple(self.lines[i] for i in at.tolist())
        cuts = np.logical_or.reduceat(self.cuts, [0, *(at + 1).tolist()])
        pieces = self.pieces[at], self.small[at]
        return Text(lines, blank, self.code[at], *pieces, self.numbers[at], self.speakers[at], cuts)

    def is_as(self, other: Text) -> bool:
        """Whether the other is the same to the eye of a model."""
        return (
            self.lines == other.lines
            and np.array_equal(self.blank, other.blank)
            and np.array_equal(self.code, other.code)
            and np.array_equal(self.cuts, other.cuts)
        )


@dataclass(frozen=True, slots=True)
class Judge:
    """A model, how far it may go, and whether the headline stays.

    `_whole` is the text last seen to stay whole: the next to be asked about is most often that.
    """

    model: Model
    limits: Limits
    setting: str
    keep_headline: bool
    _whole: list[tuple[str, Text]] = field(default_factory=list, repr=False, compare=False)

    def removals(self, page: Page, furnished: bool, cuts: Sequence[int] = ()) -> list[Removal]:
        """What goes of a text, in order; together it never is all of it.

        `furnished` says that furniture has been found in it by other means. A text of which that
        is not so is judged with care. What stays of one with furniture is judged so too, as it will
        be when it is cleaned again. `cuts` are offsets at which whole lines of it stood."""
        text, places = text_of(page, cuts), np.array(page.filled, np.int64)
        level = self.setting if furnished else max(self.setting, "unsure", key=LEVELS.index)
        title = None
        gone: dict[int, Removal] = {}
        facts = None
        for look in range(MOST_LOOKS):
            if len(places) < 2 or any(at == level and text.is_as(one) for at, one in self._whole):
                break
            if facts is None:
                facts = self.model.facts([text.lines], [text.blank.tolist()])
            seen = self.model.judge(facts)
            beside = beyond_cuts(text.cuts, seen.facts.prose > 0, seen.facts["ends_sentence"] > 0)
            stays = self._stays(seen, text, level, beside)
            if stays.all() and furnished:
                stays = self._stays(seen, text, "unsure", np.zeros(len(beside)))
            if stays.all():
                self._whole[:] = [(level, text)]
                break
            if look == 0 and not self.keep_headline:
                best = headline(stays, seen, 0)
                title = None if best is None or stays[best] else int(places[best])
            gone |= self._going(seen, stays, text, beside, places.tolist())
            text, places = text.only(stays), places[stays]
            facts = facts.only(stays, text.blank)
        return list(_joined(page.filled, gone, title))

    def _stays(self, seen: Seen, text: Text, level: str, beside: Doubles) -> Flags:
        """Which lines stay at a look. Several words that begin in small letters tell of prose in
        pieces, but menus and comments are written so too, where there are any."""
        pieces = text.pieces if level in FURNISHED else text.pieces | text.small
        kept = Kept(text.code, pieces, text.numbers, text.speakers, self.keep_headline)
        return decide(seen, 0, self.limits, level, kept, beside)

    def _going(
        self, seen: Seen, stays: Flags, text: Text, beside: Doubles, places: list[int]
    ) -> Iterator[tuple[int, Removal]]:
        """Each line that goes at one look, with the removal it is a part of."""
        going = runs(stays, seen)
        why = reasons(seen, self.model, going, text.lines, beside)
        for (first, end, rule), told in zip(going, why, strict=True):
            score = float(seen.score[first:end].mean())
            one = Removal(places[first], places[end - 1], rule, score, told)
            yield from ((place, one) for place in places[first:end])


def text_of(page: Page, cuts: Sequence[int] = ()) -> Text:
    """A page as the model sees it, where whole lines stood at the offsets `cuts`."""
    spans = code_spans(page.text)
    filled = np.array(page.filled, np.int64)
    blank = np.ones(len(filled), bool)
    blank[1:] = filled[1:] - filled[:-1] > 1
    if len(filled):
        blank[0] = filled[0] > 0
    code = [is_inside(spans, page.starts[i]) for i in page.filled] if spans else False
    lines = tuple([page.lines[i].strip() for i in page.filled])
    starts = [page.starts[i] for i in page.filled]
    flags = np.full(len(filled), code, bool)
    pieces = np.array([line.startswith(MID_SENTENCE) for line in lines], bool)
    small = np.array([line[0].islower() and line.count(" ") > 1 for line in lines], bool)
    chapters = (chapter(line) for line in lines)
    numbers = np.array([int(told) if told.isdecimal() else 0 for told in chapters], np.int64)
    cut = cuts_among(starts, cuts)
    return Text(lines, blank, flags, pieces, small, numbers, _speakers(lines), cut)


def _speakers(lines: Sequence[str]) -> NDArray[np.int64]:
    """For each line the number of the speaker whose name stands before its colon, 0 for none."""
    names: dict[str, int] = {}
    found = (_SPEAKER.match(line) if ":" in line or "：" in line else None for line in lines)
    told = [names.setdefault(f[1], len(names) + 1) if f else 0 for f in found]
    return np.array(told, np.int64)


def _joined(
    filled: Sequence[int], gone: Mapping[int, Removal], title: int | None
) -> Iterator[Removal]:
    """What goes, in order and in one piece each: a removal between whose lines others went at an
    earlier look becomes several. `title` is the line that looks like the headline."""
    for one, group in groupby(filled, gone.get):
        if one is not None:
            lines = list(group)
            here = title if title in lines else None
            yield Removal(lines[0], lines[-1], one.rule, one.score, one.reason, here)
