"""Reasons in words: what spoke most against the lines of a run, as the scorecard has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np

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


def reason(seen: Seen, model: Model, run: slice, rule: str, lines: Sequence[str]) -> str:
    """One short sentence on why the lines of a run of the scan of one document go."""
    count = run.stop - run.start
    short = float(seen.scanned.prose[run].mean()) < 0.5
    told = f"{count} {'short ' if short else ''}{'line' if count == 1 else 'lines'}"
    facts = ", ".join([told, *_facts(seen, model, run)])
    where = _WHERE[rule]
    if rule == "layout.after":
        heading = int(np.argmax(seen.features["over"][run] >= HEADING))
        where += f", below “{lines[run.start + heading][:40]}”"
    score = float(seen.score[run].mean())
    return f"{where}: {facts} (score {score:.1f})"


def _facts(seen: Seen, model: Model, run: slice) -> list[str]:
    """What spoke against the run, the weightiest first."""
    weights: dict[str, float] = defaultdict(float)
    for name, points in model.first.points(seen.features, run).items():
        if fact := _fact(name):
            weights[fact] += points
    order = sorted(weights, key=lambda fact: (weights[fact], fact))
    return [fact for fact in order if weights[fact] <= LEAST][:MOST]


@cache
def _fact(feature: str) -> str:
    """What a feature says in words, nothing if it is never told."""
    if feature.startswith(_LENGTH):
        return ""
    return next((told for names, told in _FACTS if feature.startswith(names)), "")
