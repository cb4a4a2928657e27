"""Where a line stands: its neighbours, the prose before and after it, its place in the document."""

from __future__ import annotations

import numpy as np

from cleaner.layout.features import NEAR, OWN, SPREAD, WINDOWS, Floats, Values
from cleaner.layout.place import BLANK, OUTSIDE, PROSE, REACHES, WORDS, Place
from cleaner.layout.sums import Flags, Ints

_WINDOWS = [REACHES.index(reach) for reach in WINDOWS]
_SPREAD = [OWN.index(name) for name in SPREAD]


def around(place: Place, values: Values) -> None:
    """Sets the features of each line's place."""
    near = place.neighbours(values.table[_SPREAD])
    values.put(f"{SPREAD[0]}{NEAR[0]:+d}", near.reshape(-1, place.facts.size))
    _windows(place, values)
    _position(place, values)
    _gap(place, values)
    _likeness(near, values)


def _windows(place: Place, values: Values) -> None:
    low, high = place.low.take(_WINDOWS, axis=0), place.high.take(_WINDOWS, axis=0)
    sums = place.sums
    words, prose, prose_lines = sums[:BLANK].take(high, axis=1) - sums[:BLANK].take(low, axis=1)
    count = high - low
    shares = np.empty((len(WINDOWS), 3, place.facts.size))
    np.divide(prose, np.maximum(words, 1), out=shares[:, 0])
    np.divide(prose_lines, count, out=shares[:, 1])
    np.log1p(words / count, out=shares[:, 2])
    values.put(f"prose_words_within_{WINDOWS[0]}", shares.reshape(-1, place.facts.size))
    five, mass = WINDOWS.index(5), sums[PROSE]
    near = np.array([mass[:-1] - mass.take(low[five]), mass.take(high[five]) - mass[1:]])
    values.put("prose_in_5_before", np.log1p(near))


def _position(place: Place, values: Values) -> None:
    whole = place.ends - place.begins
    words, total = np.maximum(whole[WORDS], 1), np.maximum(whole[PROSE], 1)
    lines = place.end - place.first
    prose = np.array([place.before[PROSE], place.after[PROSE]])
    back = place.at - place.first
    blank = place.facts["blank"]
    values.put("share_of_prose_before", prose / total)
    values.put("prose_before", np.log1p(prose))
    values.put("position", back / lines)
    values.put("lines_before", np.log1p(np.array([back, place.end - place.at - 1])))
    values.put("document_lines", np.log1p(lines))
    values.put("share_of_words", place.facts.width / words)
    values.put("document_prose", total / words)
    values.put("document_line_width", np.log1p(words / lines))
    values.put("blank_before", blank)
    values.put("blank_after", place.neighbours(blank.reshape(1, -1))[NEAR.index(1), 0])
    values.put("document_blanks", whole[BLANK] / lines)


def last_before(flags: Flags, at: Ints) -> Ints:
    """The last line before each line that has a flag, -1 for none; `at` are the lines' numbers."""
    out = np.empty(len(flags), np.int64)
    out[:1] = -1
    np.maximum.accumulate(np.where(flags, at, -1)[:-1], out=out[1:])
    return out


def first_after(flags: Flags, at: Ints) -> Ints:
    """The first line after each line that has a flag, the number of lines for none."""
    size = len(flags)
    out = np.empty(size, np.int64)
    out[-1:] = size
    np.minimum.accumulate(np.where(flags, at, size)[:0:-1], out=out[-2::-1])
    return out


def _gap(place: Place, values: Values) -> None:
    """How far it is to the nearest prose on both sides, in lines and words, and how wide it is."""
    at, width, mass = place.at, place.facts.width, place.sums[WORDS]
    is_prose = place.facts.prose > 0
    back, on = last_before(is_prose, at), first_after(is_prose, at)
    has_back, has_on = back >= place.first, on < place.end
    back, on = np.maximum(back, 0), np.minimum(on, max(place.facts.size - 1, 0))
    since = mass[:-1] - mass.take(np.minimum(back + 1, at))
    until = mass.take(on) - mass.take(np.minimum(at + 1, on))
    has = np.array([has_back, has_on])
    wide = np.where(has, np.log1p(width.take(np.array([back, on]))), -1)
    values.put("lines_since_prose", np.where(has, np.log1p(np.array([at - back, on - at])), 8))
    values.put("words_since_prose", np.log1p(np.where(has, np.array([since, until]), 1e4)))
    values.put("prose_width_back", wide)
    between = has_back & has_on & ~is_prose
    values.put("gap_lines", np.where(between, np.log1p(on - back), -1))


def _likeness(near: Floats, values: Values) -> None:
    """How much a line is shaped like its neighbours, as the items of a list are."""
    steps = slice(NEAR.index(-1), NEAR.index(1) + 1)
    beside, titled = near[steps, SPREAD.index("words")], near[steps, SPREAD.index("capital_words")]
    close = 1 / (1 + np.abs(values["words"] - beside) + np.abs(values["capital_words"] - titled))
    values.put("likeness-1", np.where(beside == OUTSIDE, -1, close))
