"""What kind of page a text is of, and how far the layout may go there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cleaner.layout.entries import Tables
from cleaner.layout.features import ROWS
from cleaner.layout.model import Seen

KINDS = ("article", "documentation", "forum", "listing", "product", "service")
ANY = "any"
"""The row of the limits for kinds that have none of their own."""
CONSTANT = "constant"
SURE = 0.5
"""A page that is no article with less probability than this is taken for one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the layout may go.

    `biases` is, for each level, kind of page and form of document, what is added to every line's
    score: the higher, the more stays. A document is a `text` with a little around it or a `page`
    with an article in it. The level `careful` is for when even `safe` would take most of a text.
    `kinds` is, for each kind, the weight of each trait."""

    biases: Mapping[tuple[str, str, str], float]
    kinds: Mapping[str, Mapping[str, float]]

    def bias(self, level: str, kind: str, form: str) -> float:
        """The bias of a level for a kind and form of document."""
        return self.biases.get((level, kind, form), self.biases[level, ANY, form])

    def kind(self, seen: Seen, document: int) -> str:
        """The kind of a document's page: the likeliest, or article where none is likely."""
        names = sorted(self.kinds)
        if not names:
            return KINDS[0]
        found = traits(seen, document)
        sums = np.array([sum([w * found[t] for t, w in self.kinds[n].items()]) for n in names])
        chances = np.exp(sums - sums.max())
        chances /= chances.sum()
        best = int(np.argmax(chances))
        return names[best] if chances[best] >= SURE else KINDS[0]


def traits(seen: Seen, document: int) -> dict[str, float]:
    """What a page is like as a whole: shares and means over its lines, and over those whose own
    score speaks for them."""
    part = seen.lines(document)
    width, score = seen.facts.width[part], seen.score[part]
    staying = score > 0 if (score > 0).any() else np.ones(len(score), bool)
    reads = seen.facts.prose[part]
    words = max(1.0, float(width.sum()))
    shown = seen.features.table.take(_MEANS, axis=0)[:, part].compress(staying, axis=1)
    return {
        CONSTANT: 1.0,
        "lines": float(np.log1p(len(score))),
        "line_width": float(np.log1p(words / len(score))),
        "prose": float((width * reads).sum()) / words,
        "staying": float(width[staying].sum()) / words,
        "staying_lines": float(np.log1p(staying.sum())),
        "staying_prose": float(reads[staying].mean()),
        **dict(zip(MEANS, shown.mean(1).tolist(), strict=True)),
    }


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
}
"""Traits that are means of features over the lines whose score speaks for them."""
_MEANS = [ROWS[name] for name in MEANS.values()]


def read_limits(tables: Tables, name: str, kinds: str) -> Limits:
    """The limits in a table of level, kind, form and bias, with the kinds in a table of kind, trait
    and weight."""
    biases: dict[tuple[str, str, str], float] = {}
    weights: dict[str, dict[str, float]] = {}
    for line, (level, kind, form, number) in tables.rows(name, 4):
        biases[level, kind, form] = tables.number(name, line, number)
    for line, (kind, trait, number) in tables.rows(kinds, 3):
        weights.setdefault(kind, {})[trait] = tables.number(kinds, line, number)
    return Limits(biases, weights)
