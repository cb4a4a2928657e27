"""What kind of page a text is of, and how far the layout may go there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.entries import Tables
from cleaner.layout.features import ROWS
from cleaner.layout.model import Seen

LEVELS = ("balanced", "safe", "unsure", "careful")
"""From the level that goes farthest to the one for when all others would take most of a text. A
text that shows no sign of furniture is judged as `unsure`."""
ARTICLE, LISTING = "article", "listing"
ANY = "any"
"""The row of the limits for kinds that have none of their own."""
CONSTANT = "constant"
FEW = 60
"""A page with fewer lines than this has few."""
LITTLE_PROSE, HARDLY = 0.35, 0.3
"""A text of whose words less than this share is prose is hardly an article: it may be one with
at most this probability. Lists of goods, hours and holders of rights have a little prose above."""
DOUBT = 2.0
"""A line with a score nearer to 0 than this is a doubtful one."""


@dataclass(frozen=True)
class Limits:
    """How far the layout may go.

    `biases` is, for each level, kind of page and form of document, what is added to every line's
    score: the higher, the more stays. A document is a `text` with a little around it or a `page`
    with an article in it. The level `careful` is for when even `safe` would take most of a text.
    `kinds` is, for each kind, the weight of each trait; without any, every page is an article."""

    biases: Mapping[tuple[str, str, str], float]
    kinds: Mapping[str, Mapping[str, float]]

    def bias(self, level: str, chances: Mapping[str, float], form: str) -> float:
        """The bias of a level for a form of document that is of each kind with a certain
        probability: the mean of what the kinds have. So a page that may or may not be an article
        is judged with more care than one that surely is."""
        other = self.biases[level, ANY, form]
        return sum(c * self.biases.get((level, k, form), other) for k, c in chances.items())

    def chances(self, seen: Seen, document: int) -> dict[str, float]:
        """How likely a document's page is of each kind."""
        names, weights = self._weights
        if not names:
            return {ARTICLE: 1.0}
        found = traits(seen, document)
        sums = weights @ np.array(list(found.values()))
        shares = np.exp(sums - sums.max())
        chances = dict(zip(names, (shares / shares.sum()).tolist(), strict=True))
        over = chances.get(ARTICLE, 0.0) - HARDLY
        if found["prose"] < LITTLE_PROSE and over > 0:
            chances |= {ARTICLE: HARDLY, LISTING: chances.get(LISTING, 0.0) + over}
        return chances

    @cached_property
    def _weights(self) -> tuple[list[str], NDArray[np.float64]]:
        names = sorted(self.kinds)
        return names, np.array([[self.kinds[n][t] for t in TRAITS] for n in names])


def traits(seen: Seen, document: int) -> dict[str, float]:
    """What a page is like as a whole: shares and means over its lines, and over those whose own
    score speaks for them."""
    part = seen.lines(document)
    width, score = seen.facts.width[part], seen.score[part]
    staying = score > 0
    changes = int((staying[1:] != staying[:-1]).sum())
    if not staying.any():
        staying = ~staying
    reads = seen.facts.prose[part]
    words = max(1.0, float(width.sum()))
    over = seen.features["over"][part]
    shown = seen.features.table.take(_MEANS, axis=0)[:, part].compress(staying, axis=1)
    own = (
        1.0,
        float(np.log1p(len(score))),
        max(0.0, float(np.log(FEW / len(score)))),
        float(np.log1p(words / len(score))),
        float((width * reads).sum()) / words,
        float(np.log1p((width * reads).sum())),
        float(width[staying].sum()) / words,
        float(np.log1p(staying.sum())),
        float(reads[staying].mean()),
        float(width[np.abs(score) < DOUBT].sum()) / words,
        changes / len(score),
        float(over.mean()),
        float(over.max()),
    )
    return dict(zip(TRAITS, (*own, *shown.mean(1).tolist()), strict=True))


MEANS = {
    "questions": "ends_question",
    "sentences": "ends_sentence",
    "bullets": "begins_bullet",
    "small_beginnings": "begins_small",
    "capitals": "capital_words",
    "numbers": "numbers",
    "dates": "stamps",
    "signs": "signs",
    "copies": "copies",
    "glue": "glue_words",
    "shared": "shared_words",
    "lexicon": "lexicon",
}
"""Traits that are means of features over the lines whose score speaks for them."""
TRAITS = (
    CONSTANT, "lines", "few_lines", "line_width", "prose", "prose_words", "staying",
    "staying_lines", "staying_prose", "doubtful", "changes", "over", "most_over", *MEANS,
)  # fmt: skip
_MEANS = [ROWS[name] for name in MEANS.values()]


def read_limits(tables: Tables, name: str, kinds: str) -> Limits:
    """The limits in a table of level, kind, form and bias, with the kinds in a table of kind, trait
    and weight. No level may go farther than one before it: what stays of a text at its own level
    would else go when the text is cleaned again and shows no sign of furniture."""
    biases: dict[tuple[str, str, str], float] = {}
    weights: dict[str, dict[str, float]] = {}
    places: dict[tuple[str, str], int] = {}
    for line, (level, kind, form, number) in tables.rows(name, 4):
        biases[level, kind, form] = tables.number(name, line, number)
        places[kind, form] = line
    for (kind, form), line in places.items():
        told = [biases.get((at, kind, form), biases.get((at, ANY, form), 0.0)) for at in LEVELS]
        if told != sorted(told):
            message = f"the biases of {kind} {form} fall from one level to the next: {told}"
            advice = f"Let them rise, or stay the same, from {' to '.join(LEVELS)}."
            tables.fault(name, line, message, advice)
    for line, (kind, trait, number) in tables.rows(kinds, 3):
        weights.setdefault(kind, {})[trait] = tables.number(kinds, line, number)
    return Limits(biases, weights)
