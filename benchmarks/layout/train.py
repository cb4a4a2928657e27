"""Training of the layout model: `python -m benchmarks.layout.train DEVSET [--folds FOLDER]`.

Writes `lexicon.tsv`, `first.tsv`, `page.tsv`, `text.tsv` and `headline.tsv` into `rules/layout`,
the same bytes for the same development set and versions of scikit-learn and LightGBM (see
`requirements.txt` beside this file). With `--folds` the model learned without each fold of domains
goes to a folder of its own: `evaluate.py` needs them.
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from benchmarks.layout.devset import FOLDS
from benchmarks.layout.prepare import Part, Prepared, add_second_look, prepare
from cleaner.layout.lexicon import Entry
from cleaner.layout.scorecard import BASE, LAST

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "rules" / "layout"
BY_HAND = ("phrases.tsv", "says.tsv", "corrections.tsv", "limits.tsv")
ROUNDS = 500
STUMPS = {
    "objective": "binary", "num_leaves": 2, "learning_rate": 0.3, "min_data_in_leaf": 200,
    "feature_fraction": 0.35, "bagging_fraction": 0.5, "bagging_freq": 1, "lambda_l2": 5,
    "num_threads": 2, "verbose": -1, "deterministic": True, "force_row_wise": True, "seed": 3,
}  # fmt: skip
Card = dict[str, list[tuple[float, float]]]
Lesson = Callable[[Part], tuple[NDArray[np.bool_], NDArray[np.int64]]]
"""Which lines teach, and what."""


def main() -> None:
    """Learns everything and writes it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("devset", type=Path)
    parser.add_argument("--folds", type=Path, help="where the models without each fold go")
    parser.add_argument("--out", type=Path, default=RULES)
    given = parser.parse_args()
    prepared = prepare(given.devset, RULES)
    told(f"{prepared.base.lines.scanned.size} lines, {prepared.made.lines.scanned.size} made")
    first, scores = cross_fitted(prepared, staying)
    told("first look")
    headline, _ = cross_fitted(prepared, headlines)
    told("headline")
    again = add_second_look(prepared, scores)
    page, _ = cross_fitted(again, partial(staying, form=False))
    told("second look at pages")
    text, _ = cross_fitted(again, partial(staying, form=True))
    told("second look at texts")
    for fold in range(FOLDS + 1):
        home = given.out
        if fold < FOLDS:
            if given.folds is None:
                continue
            home = given.folds / str(fold)
            home.mkdir(parents=True, exist_ok=True)
            for name in BY_HAND:
                shutil.copy(RULES / name, home / name)
        write_entries(home / "lexicon.tsv", prepared.lexicons[fold])
        for name, cards in (
            ("first", first),
            ("page", page),
            ("text", text),
            ("headline", headline),
        ):
            write_card(home / f"{name}.tsv", cards[fold])


def told(what: str) -> None:
    """Prints how far it has got, and the seconds of work so far."""
    print(f"{time.process_time():7.0f} s  {what}", flush=True)


def staying(part: Part, form: bool | None = None) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which lines teach what stays, and whether they do: all, or those of documents that the first
    look takes for texts (or does not)."""
    rows = (part.lines.target >= 0) & (part.weight > 0)
    if form is not None:
        rows &= part.text == form
    return rows, part.lines.target


def headlines(part: Part) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which lines teach what a headline is (those of articles up to the body's first lines, whole
    pages only), and whether they are one."""
    pages = part.lines.pages
    whole = np.array([p.kind == "article" and p.variant in ("blocks", "main") for p in pages])
    label = np.array([row == "meta" for page in pages for row in page.labels])
    early = (part.lines.zone == 0) | label
    return whole[part.lines.scanned.doc] & early & (part.weight > 0), label.astype(np.int64)


def cross_fitted(prepared: Prepared, teach: Lesson) -> tuple[list[Card], list[NDArray[np.float32]]]:
    """The scorecards learned without each fold, then the one from all; and the scores of both
    parts' lines by the scorecard that did not see their fold."""
    parts = (prepared.base, prepared.made)
    out = [np.zeros(part.lines.scanned.size, np.float32) for part in parts]
    cards = []
    for fold in range(FOLDS + 1):
        steps, target, weight = [], [], []
        for part in parts:
            rows, answer = teach(part)
            rows = rows & (part.fold != fold)
            steps.append(part.steps[rows])
            target.append(answer[rows])
            weight.append(part.weight[rows])
        data = lgb.Dataset(np.vstack(steps), np.concatenate(target), weight=np.concatenate(weight))
        card = as_card(lgb.train(STUMPS, data, ROUNDS), prepared)
        cards.append(card)
        for part, scores in zip(parts, out, strict=True):
            mine = part.fold == fold
            scores[mine] = scored(card, prepared, part.steps[mine])
    return cards, out


def as_card(booster: lgb.Booster, prepared: Prepared) -> Card:
    """The sum of the booster's stumps as one table of points for each feature it uses, each with
    a mean of 0 over the labelled lines; what is left goes to the base."""
    points = {name: np.zeros(len(prepared.edges[name]) + 1) for name in prepared.names}
    base = 0.0
    for tree in booster.dump_model()["tree_info"]:
        node = tree["tree_structure"]
        if "split_feature" not in node:
            base += node["leaf_value"]
            continue
        table = points[prepared.names[node["split_feature"]]]
        cut = int(np.floor(node["threshold"])) + 1
        table[:cut] += node["left_child"]["leaf_value"]
        table[cut:] += node["right_child"]["leaf_value"]
    card: Card = {}
    for at, (name, table) in enumerate(points.items()):
        if not np.abs(np.diff(table)).max(initial=0) > 0:
            base += table[0]
            continue
        mean = float(table[prepared.base.steps[:, at]].mean())
        base += mean
        card[name] = _merged(prepared.edges[name], np.round(table - mean, 3))
    card[BASE] = [(np.inf, round(base, 3))]
    return card


def _merged(edges: NDArray[np.float32], points: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Steps of the same points become one."""
    upper = [*map(float, edges), np.inf]
    rows = list(zip(upper, map(float, points), strict=True))
    return [
        row
        for row, after in zip(rows, [*rows[1:], None], strict=True)
        if not after or after[1] != row[1]
    ]


def scored(card: Card, prepared: Prepared, steps: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The scores that a card gives to lines whose features are on these steps."""
    total = np.full(len(steps), card[BASE][0][1], np.float32)
    for at, name in enumerate(prepared.names):
        if name in card:
            upper = np.array([*prepared.edges[name], np.inf])
            rows = np.searchsorted([row[0] for row in card[name]], upper, "left")
            table = np.array([row[1] for row in card[name]], np.float32)[rows]
            total += table[steps[:, at]]
    return total


def write_card(path: Path, card: Card) -> None:
    """Writes a scorecard: feature, upper edge, points."""
    lines = ["# feature, upper edge of the step, points; made by benchmarks/layout/train.py"]
    for name in sorted(card, key=lambda n: (n != BASE, n)):
        for upper, points in card[name]:
            edge = LAST if upper == np.inf else f"{upper:.6g}"
            lines.append(f"{name}\t{edge}\t{points:.3f}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_entries(path: Path, entries: Sequence[Entry]) -> None:
    """Writes a lexicon: kind, text, and what it says for content, over, not begun."""
    lines = [
        "# kind, text, weights for content, over, not begun; made by benchmarks/layout/train.py.",
        "# To change one, write it into corrections.tsv, where it survives the next training.",
    ]
    lines += [
        "\t".join((entry.kind, entry.text, *(f"{w:.2f}" for w in entry.weights)))
        for entry in entries
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
