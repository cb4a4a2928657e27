"""Runs cleaners over pages, in turns, and sums up what they leave."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from scoring.measures import Lines, has_all, lines_of, macro, shingles, tokens, word_f1
from scoring.tracks import Given

Clean = Callable[[Given], str]
"""What a cleaner leaves of a page."""
ROUNDS = 500
SEED = 20_240_101


@dataclass(frozen=True)
class Result:
    """The scores of one cleaner, intervals at 95 %. `lost` is the share of the words of content
    lines that are gone, `kept` the share of boilerplate lines that are there; None for a track
    without labels. `whole` is how many texts without boilerplate lost no word, of how many.
    `seconds` are of CPU, None for a program of its own."""

    name: str
    words: float
    words_low: float
    words_high: float
    precision: float
    recall: float
    f1: float
    f1_low: float
    f1_high: float
    lost: float | None
    kept: float | None
    whole: tuple[int, int]
    seconds: float | None


@dataclass
class _Tally:
    words: list[float] = field(default_factory=list)
    shingles: list[tuple[float, float, float]] = field(default_factory=list)
    content: list[int] = field(default_factory=lambda: [0, 0])
    boilerplate: list[int] = field(default_factory=lambda: [0, 0])
    whole: list[bool] = field(default_factory=list)
    seconds: float = 0.0


def run(pages: Sequence[Given], cleaners: dict[str, Clean]) -> list[Result]:
    """What each cleaner scores. The first page is cleaned once before, to load what is needed."""
    tallies = {name: _Tally() for name in cleaners}
    for clean in cleaners.values():
        clean(pages[0])
    for number, page in enumerate(pages):
        names = list(cleaners)
        for name in names if number % 2 else reversed(names):
            start = time.process_time()
            text = cleaners[name](page)
            tallies[name].seconds += time.process_time() - start
            _count(tallies[name], page, text)
    return [_result(name, tallies[name], cleaners[name]) for name in cleaners]


def _count(tally: _Tally, page: Given, text: str) -> None:
    tally.words.append(word_f1(text, page.gold))
    tally.shingles.append(shingles(text, page.gold))
    if not page.labels:
        return
    if page.is_clean:
        tally.whole.append(has_all(text, page.gold))
    left = Lines(text)
    for line, label in zip(lines_of(page.record["text"]), page.labels, strict=True):
        words = tokens(line)
        if not words:
            continue
        there = left.take(words)
        if label == "content":
            tally.content[0] += 0 if there else len(words)
            tally.content[1] += len(words)
        elif label == "boiler":
            tally.boilerplate[0] += there
            tally.boilerplate[1] += 1


def _result(name: str, tally: _Tally, clean: Clean) -> Result:
    count = len(tally.words)
    chance = random.Random(SEED)  # noqa: S311 - a bootstrap, and the same one every time
    words, grams = [], []
    for _ in range(ROUNDS):
        drawn = chance.choices(range(count), k=count)
        words.append(sum(tally.words[i] for i in drawn) / count)
        grams.append(macro(tally.shingles[i] for i in drawn)[2])
    precision, recall, f1 = macro(tally.shingles)
    return Result(
        name,
        sum(tally.words) / count,
        *_middle(words),
        precision,
        recall,
        f1,
        *_middle(grams),
        _share(tally.content),
        _share(tally.boilerplate),
        (sum(tally.whole), len(tally.whole)),
        None if getattr(clean, "elsewhere", False) else tally.seconds,
    )


def _middle(values: list[float]) -> tuple[float, float]:
    """The bounds of the middle 95 %."""
    ordered = sorted(values)
    return ordered[len(ordered) // 40], ordered[-1 - len(ordered) // 40]


def _share(counts: list[int]) -> float | None:
    return counts[0] / counts[1] if counts[1] else None
