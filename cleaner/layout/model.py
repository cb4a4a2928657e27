"""The layout model: the lexicon and scorecards of a folder, and the scores they give to lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cleaner.layout import evidence, second
from cleaner.layout.entries import Tables, read_entries, read_phrases, rule_entries
from cleaner.layout.facts import Facts, facts_of
from cleaner.layout.features import FIRST, NAMES, Floats, Values, no_values
from cleaner.layout.lexicon import Entry, Lexicon, Weights
from cleaner.layout.place import Place
from cleaner.layout.scan import scan
from cleaner.layout.scorecard import Scorecard, read_scorecard
from cleaner.layout.sums import Flags

CARDS = ("first", "page", "text", "headline")
OF_PHRASE, OF_HEADING = Weights(-3.0, 0.6, 0.5), Weights(-3.0, 2.4, 0.0)
"""What the rulebook's own phrases say: lines to remove, and headings of lists."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model makes of some documents: the facts, the values of all features, and for each
    line its score (above 0: it stays)."""

    facts: Facts
    features: Values
    score: Floats
    text: Flags
    """Of each document, whether it is a text with a little around it, or else a page."""
    headlines: Scorecard

    def lines(self, document: int) -> slice:
        """Where the lines of a document stand."""
        first, end = self.facts.doc_lines[document : document + 2]
        return slice(int(first), int(end))

    def headline(self, lines: slice) -> Floats:
        """How much each of some lines looks like the headline."""
        return self.headlines.score(self.features.table[:, lines])


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
        return self.judge(self.facts(documents, blanks))

    def facts(self, documents: Sequence[Sequence[str]], blanks: Sequence[Sequence[bool]]) -> Facts:
        """What the lines of documents are by themselves, and what the lexicon says of them."""
        scanned = scan(documents, blanks)
        said, known = self.lexicon.scores(scanned)
        if not self.corrections.entries:
            return facts_of(scanned, said, known)
        return facts_of(scanned, said, known, self.corrections.scores(scanned)[0][:, 0])

    def judge(self, facts: Facts) -> Seen:
        """The scores of lines."""
        place, values = Place(facts), no_values(NAMES, facts.size)
        evidence.fill(place, values)
        first = self.first.score(values.table)
        second.fill(place, first, Values(values.table[len(FIRST) :], len(FIRST)))
        text = second.mostly_text(facts, first)
        score = self._second(values.table, text.take(facts.doc))
        # Points of a scorecard have an upper end; what a person says counts as it is written.
        return Seen(facts, values, score + facts["corrected"], text, self.headline)

    def _second(self, table: Floats, text: Flags) -> Floats:
        """The scores of the second look, each line by the scorecard for its document."""
        if text.all():
            return self.text.score(table)
        if not text.any():
            return self.page.score(table)
        return np.where(text, self.text.score(table), self.page.score(table))


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
