"""Reasons in words: what spoke most against the lines of a run, as the scorecard has it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.model import Model, Seen

HEADING = 1.5
"""How strongly the lexicon must say that the article is over for a list to count as below it."""
LEAST = -0.12
"""Facts that cost a line fewer points, in the mean of the run, are not named."""
MOST = 3
"""So many facts are named at most."""

_WHERE = {
    "layout.navigation": "navigation before the first paragraph",
    "layout.inside": "furniture between paragraphs",
    "layout.after": "what follows the article",
    "layout.footer": "the end of the page",
}

_FACTS = (
    (("lexicon",), "words of page furniture"),
    (("over",), "words that stand below articles"),
    (("lines_since_over", "words_since_over", "prose_after_over"), "below such words"),
    (("not_begun", "lines_until_not", "words_until_not"), "words that stand above articles"),
    (("ends_", "sentences"), "no sentence end"),
    (("capital", "begins_capital"), "capitals as in titles"),
    (("copies",), "said more than once"),
    (("shared", "often_shared", "lonely", "glue"), "words that the text does not use"),
    (("digits", "numbers", "stamps", "years"), "dates and numbers"),
    (("links", "at_signs", "copyright", "bars", "signs", "without_letters"), "links and signs"),
    (("likeness", "begins_bullet"), "lines alike as in a list"),
    (("prose", "share_of_prose", "line_width", "gap", "document"), "little running text near"),
    (("position", "lines_before", "lines_after", "share_of_words", "blank"), "its place"),
)
_LENGTH = ("characters", "words", "word_length", "longest_word", "small_words", "little_words")


def reasons(
    seen: Seen,
    model: Model,
    runs: Sequence[tuple[int, int, str]],
    lines: Sequence[str],
    beside: NDArray[np.float64],
) -> list[str]:
    """For each run of lines that goes, with its rule, one short sentence on why. For the scan of
    one document. `beside` is below 0 for lines that stand beside others that rules took."""
    parts = [slice(begin, end) for begin, end, _ in runs]
    points = model.first.points(seen.features.table, parts) if parts else ()
    names = _facts_of(model.first.names)
    return [
        _reason(seen, part, rule, [*_told(names, row), *_beside(beside[part])], lines)
        for part, (_, _, rule), row in zip(parts, runs, points, strict=True)
    ]


def _reason(seen: Seen, run: slice, rule: str, facts: list[str], lines: Sequence[str]) -> str:
    count = run.stop - run.start
    short = float(seen.facts.prose[run].mean()) < 0.5
    told = f"{count} {'short ' if short else ''}{'line' if count == 1 else 'lines'}"
    where = _WHERE[rule]
    if rule == "layout.after":
        heading = int(np.argmax(seen.features["over"][run] >= HEADING))
        where += f", below “{lines[run.start + heading][:40]}”"
    score = float(seen.score[run].mean())
    return f"{where}: {', '.join([told, *facts])} (score {score:.1f})"


def _told(names: NDArray[np.int64], points: NDArray[np.float64]) -> list[str]:
    """What spoke against a run, the weightiest first. `names` are the places of what the features
    say among the facts, `points` their mean points."""
    weights = np.bincount(names, points, len(_FACTS) + 1)[:-1].tolist()
    facts = [(weight, fact) for weight, (_, fact) in zip(weights, _FACTS, strict=True)]
    return [fact for weight, fact in sorted(facts) if weight <= LEAST][:MOST]


def _beside(points: NDArray[np.float64]) -> list[str]:
    return ["beside lines that rules took"] if points.mean() < LEAST else []


@lru_cache(maxsize=8)
def _facts_of(features: tuple[str, ...]) -> NDArray[np.int64]:
    """The place among the facts of what each feature says; the one after the last if it is never
    told."""
    never = len(_FACTS)
    return np.array(
        [
            next((at for at, (names, _) in enumerate(_FACTS) if feature.startswith(names)), never)
            if not feature.startswith(_LENGTH)
            else never
            for feature in features
        ],
        np.int64,
    )
