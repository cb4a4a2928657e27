"""Everything the scorecards learn from: labelled and made lines with the values of their features.

What the lexicon says of a line always comes from a lexicon that was learned on other domains, and
on pages in invented languages from the phrases of `phrases.tsv` alone, which are asked about the
line as it was before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.layout.augment import Foreign, augment
from benchmarks.layout.devset import FOLDS, Page, read_pages
from benchmarks.layout.doubt import doubtful
from benchmarks.layout.words import Lines, learn, lines_of
from cleaner.layout.entries import Tables, read_phrases
from cleaner.layout.evidence import evidence
from cleaner.layout.facts import facts_of
from cleaner.layout.features import Values
from cleaner.layout.lexicon import Entry, Lexicon
from cleaner.layout.place import Place
from cleaner.layout.scan import scan
from cleaner.layout.second import mostly_text, second_look

STEPS = 60
"""A feature is cut into at most so many steps, each holding as many lines."""
OTHER_KINDS = 0.4
"""Share of the pages that are no articles which the scorecards learn from (the lexicon: all)."""
MADE = 0.4
"""How much a made line counts beside a labelled one."""
SILENT = 0.2
"""Share of made pages on which the lexicon says nothing."""
_BODIES = ("clean", "short clean", "foreign clean")


@dataclass
class Part:
    """Some lines with what is known about them; `steps` holds, for each feature, the step its
    value is on, `text` whether the first look takes the line's document for a text."""

    lines: Lines
    fold: NDArray[np.int64]
    weight: NDArray[np.float64]
    said: NDArray[np.float32]
    known: NDArray[np.float32]
    steps: NDArray[np.uint8]
    text: NDArray[np.bool_]


@dataclass
class Prepared:
    """The labelled lines, the made ones, the features' names and edges, and the lexicon learned
    without each fold; the last one is learned from all."""

    base: Part
    made: Part
    names: list[str]
    edges: dict[str, NDArray[np.float32]]
    lexicons: list[list[Entry]]


def prepare(devset: Path, rules: Path) -> Prepared:
    """The training data from a development set, with the phrases of a folder of rules. Pages of
    doubtful gold weigh nothing."""
    every = read_pages(devset, ("blocks", "main", "real"))
    doubted = doubtful([page for page in every if page.variant != "real"])
    pages = [p for p in every if p.kind == "article" or dice(p.id) < OTHER_KINDS]
    made = [p for p in augment(pages) if p.kind == "article" or p.variant in _BODIES]
    tables = Tables(rules)
    phrases = read_phrases(tables, "phrases.tsv", "says.tsv")
    tables.check()
    learned = [
        learn(_weighed([p for p in every if p.fold != fold and p.id not in doubted]))
        for fold in range(FOLDS + 1)
    ]
    lexicons = [phrases + entries for entries in learned]
    base, more = _part(pages, 1.0, doubted), _part(made, MADE, doubted)
    for part in (base, more):
        _ask(part, lexicons)
    _ask_foreign(more, Lexicon(phrases))
    values = _evidence(base)
    names, edges = list(values), {name: edges_of(value) for name, value in values.items()}
    base.steps = on_steps(values, edges)
    more.steps = on_steps(_evidence(more), edges)
    return Prepared(base, more, names, edges, learned)


def _evidence(part: Part) -> Values:
    return evidence(facts_of(part.lines.scanned, part.said, part.known))


def add_second_look(prepared: Prepared, scores: Sequence[NDArray[np.float32]]) -> Prepared:
    """The same with the features that the first scores of both parts give."""
    names, edges = list(prepared.names), dict(prepared.edges)
    for part, score in zip((prepared.base, prepared.made), scores, strict=True):
        facts = facts_of(part.lines.scanned, part.said, part.known)
        values = second_look(Place(facts), score)
        part.text = mostly_text(facts, score)[facts.doc]
        if part is prepared.base:
            names += list(values)
            edges |= {name: edges_of(value) for name, value in values.items()}
        part.steps = np.hstack([part.steps, on_steps(values, edges)])
    return Prepared(prepared.base, prepared.made, names, edges, prepared.lexicons)


def dice(name: str) -> float:
    """A number from 0 to 1 that a name always gets."""
    digest = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
    return int(digest[:6], 16) / 0xFFFFFF


def edges_of(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Upper edges of the steps of a feature."""
    unique = np.unique(values)
    if len(unique) > STEPS:
        edges = np.unique(np.quantile(values, np.linspace(0, 1, STEPS + 1)[1:-1]))
    else:
        edges = (unique[:-1] + unique[1:]) / 2
    return np.array([float(f"{edge:.4g}") for edge in np.unique(edges)], np.float32)


def on_steps(
    values: Mapping[str, NDArray[np.float32]], edges: dict[str, NDArray[np.float32]]
) -> NDArray[np.uint8]:
    """For each line and feature, the number of the step its value is on."""
    columns = [np.searchsorted(edges[n], v, "left").astype(np.uint8) for n, v in values.items()]
    return np.column_stack(columns)


def page_weight(page: Page) -> float:
    """How much a page counts: the hand-labelled ones more, those that are no articles less."""
    return 3.0 if page.variant == "real" else 1.0 if page.kind == "article" else 0.5


def _weighed(pages: Sequence[Page]) -> Lines:
    lines = lines_of(pages)
    lines.weight = lines.weight * np.array([page_weight(p) for p in pages])[lines.scanned.doc]
    return lines


def _part(pages: Sequence[Page], share: float, doubted: frozenset[str]) -> Part:
    lines = _weighed(pages)
    trusted = np.array([p.id not in doubted for p in pages])[lines.scanned.doc]
    size = lines.scanned.size
    return Part(
        lines=lines,
        fold=np.array([p.fold for p in pages])[lines.scanned.doc],
        weight=lines.weight * share * trusted,
        said=np.zeros((size, 3), np.float32),
        known=np.zeros(size, np.float32),
        steps=np.zeros((size, 0), np.uint8),
        text=np.zeros(size, bool),
    )


def _ask(part: Part, lexicons: Sequence[Sequence[Entry]]) -> None:
    """What the lexicon without its own fold says of each line."""
    for fold in range(FOLDS):
        said, known = Lexicon(lexicons[fold]).scores(part.lines.scanned)
        mine = part.fold == fold
        part.said[mine], part.known[mine] = said[mine], known[mine]


def _ask_foreign(part: Part, phrases: Lexicon) -> None:
    """On pages in invented languages the phrases speak about the lines as they were; on some
    others nobody does."""
    pages = part.lines.pages
    foreign = [i for i, page in enumerate(pages) if isinstance(page, Foreign)]
    before = scan([pages[i].original for i in foreign], [pages[i].blank for i in foreign])  # type: ignore[attr-defined]
    told = np.isin(part.lines.scanned.doc, foreign)
    part.said[told], part.known[told] = phrases.scores(before)
    chance = [dice(f"{p.variant} {p.id} {i}") < SILENT for i, p in enumerate(pages)]
    silent = np.array(chance)[part.lines.scanned.doc] & ~told
    part.said[silent], part.known[silent] = 0, 0
