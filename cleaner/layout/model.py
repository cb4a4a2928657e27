"""The layout model: the lexicon and scorecards of a folder, and the scores they give to lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.around import Place
from cleaner.layout.entries import Tables, read_entries, read_phrases, rule_entries
from cleaner.layout.evidence import evidence
from cleaner.layout.lexicon import Entry, Lexicon, Weights
from cleaner.layout.scan import Flags, Floats, Scan, scan
from cleaner.layout.scorecard import Scorecard, read_scorecard
from cleaner.layout.second import mostly_text, second_look

CARDS = ("first", "page", "text", "headline")
OF_PHRASE, OF_HEADING = Weights(-3.0, 0.6, 0.5), Weights(-3.0, 2.4, 0.0)
"""What the rulebook's own phrases say: lines to remove, and headings of lists."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model makes of some documents: their scan, the values of all features, and for each
    line its score (above 0: it stays) and how much it looks like the headline."""

    scanned: Scan
    features: Mapping[str, Floats]
    score: Floats
    headline: Floats
    text: Flags
    """Of each document, whether it is a text with a little around it, or else a page."""

    def lines(self, document: int) -> slice:
        """Where the lines of a document stand."""
        first, end = self.scanned.doc_lines[document : document + 2]
        return slice(int(first), int(end))


@dataclass(frozen=True, slots=True)
class Model:
    """A lexicon and four scorecards: the first look at lines by themselves and in their places, two
    for the second look, at pages with an article in them and at texts with a little around them,
    and what makes a headline."""

    lexicon: Lexicon
    first: Scorecard
    page: Scorecard
    text: Scorecard
    headline: Scorecard
    corrections: Lexicon
    home: Path
    digest: str

    def see(self, documents: Sequence[Sequence[str]], blanks: Sequence[Sequence[bool]]) -> Seen:
        """The scores of documents, each a sequence of filled, stripped lines with, for each line,
        whether a blank one stands before it."""
        scanned = scan(documents, blanks)
        said, known = self.lexicon.scores(scanned)
        seen = self.judge(scanned, said, known)
        if not self.corrections.entries:
            return seen
        # Points of a scorecard have an upper end; what a person says counts as it is written.
        return replace(seen, score=seen.score + self.corrections.scores(scanned)[0][:, 0])

    def judge(self, scanned: Scan, said: NDArray[np.float32], known: Floats) -> Seen:
        """The scores of lines that the lexicon has spoken about."""
        features = evidence(scanned, said, known)
        first = self.first.score(features, scanned.size)
        features |= second_look(Place(scanned), first)
        text = mostly_text(scanned, first)
        score = self._second(features, text[scanned.doc])
        headline = self.headline.score(features, scanned.size)
        return Seen(scanned, features, score, headline, text)

    def _second(self, features: Mapping[str, Floats], text: Flags) -> Floats:
        """The scores of the second look, each line by the scorecard for its document."""
        if text.all():
            return self.text.score(features, len(text))
        if not text.any():
            return self.page.score(features, len(text))
        both = [card.score(features, len(text)) for card in (self.text, self.page)]
        return np.where(text, *both)


def load_model(home: Path, phrases: Iterable[str] = (), headings: Iterable[str] = ()) -> Model:
    """The model whose tables stand in a folder. `phrases` and `headings` are lines and headings
    that rules remove; they are evidence too.

    Later entries beat earlier ones: rules' phrases, phrases.tsv, lexicon.tsv, corrections.tsv. What
    a correction says for content is also added to the score of its lines as it stands.
    Raises RuleError for faults in the tables."""
    tables = Tables(home)
    entries: list[Entry] = [
        *rule_entries(phrases, headings, (OF_PHRASE, OF_HEADING)),
        *read_phrases(tables, "phrases.tsv", "says.tsv"),
        *read_entries(tables, "lexicon.tsv"),
    ]
    corrections = read_entries(tables, "corrections.tsv")
    first, page, text, headline = (read_scorecard(tables, f"{name}.tsv") for name in CARDS)
    tables.check()
    lexicon = Lexicon(entries + corrections)
    return Model(lexicon, first, page, text, headline, Lexicon(corrections), home, tables.digest)
