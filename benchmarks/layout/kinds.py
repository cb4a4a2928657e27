"""Training of the kinds of pages: `python -m benchmarks.layout.kinds DEVSET FOLDS`.

Run after `train.py --folds`. Pages, whole, as an extractor leaves them, as their bodies alone and,
of articles, in the forms that are made from them (most short texts are articles), get their traits
from the model that never saw their domain. Writes `kinds.tsv` into `rules/layout`
and, learned without it, into the folder of each fold.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from benchmarks.layout.augment import augment
from benchmarks.layout.devset import FOLDS, Page, read_pages
from benchmarks.layout.evaluate import body
from benchmarks.layout.train import RULES
from cleaner.layout.kind import ARTICLE, CONSTANT, traits
from cleaner.layout.model import load_model

NAMES = {"collection": "listing"}


def main() -> None:
    """Learns the kinds and writes them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("devset", type=Path)
    parser.add_argument("folds", type=Path)
    given = parser.parse_args()
    pages = read_pages(given.devset, ("blocks", "main"))
    made = augment([page for page in pages if page.kind == ARTICLE])
    pages += [body(page) for page in pages if page.variant == "main" and page.gold] + made
    found = _traits(pages, given.folds)
    kinds = np.array([NAMES.get(page.kind, page.kind) for page in pages])
    fold = np.array([page.fold for page in pages])
    chance = np.zeros(len(pages))
    for number in range(FOLDS):
        mine = fold == number
        path = given.folds / str(number) / "kinds.tsv"
        scaler, model = _learn(found, kinds, ~mine, path)
        told = model.predict_proba(scaler.transform(_table(found)[mine]))
        chance[mine] = told[:, list(model.classes_).index(ARTICLE)]
    for variant in ("blocks", "main"):
        these = np.array([page.variant == variant for page in pages])
        area = roc_auc_score(kinds[these] == ARTICLE, chance[these])
        print(
            f"{variant}: an article or not, told by the other domains: area under curve {area:.3f}"
        )
    _learn(found, kinds, fold >= 0, RULES / "kinds.tsv")


def _traits(pages: list[Page], folds: Path) -> list[dict[str, float]]:
    found: list[dict[str, float]] = [{} for _ in pages]
    for number in range(FOLDS):
        model = load_model(folds / str(number))
        for at in (at for at, page in enumerate(pages) if page.fold == number):
            seen = model.see([pages[at].lines], [pages[at].blank])
            found[at] = traits(seen, 0)
    return found


def _table(found: list[dict[str, float]]) -> np.ndarray:
    return np.array([[v for k, v in row.items() if k != CONSTANT] for row in found])


def _learn(
    found: list[dict[str, float]], kinds: np.ndarray, rows: np.ndarray, path: Path
) -> tuple[StandardScaler, LogisticRegression]:
    names = [name for name in found[0] if name != CONSTANT]
    table = _table(found)
    scaler = StandardScaler().fit(table[rows])
    model = LogisticRegression(C=1.0, max_iter=500).fit(scaler.transform(table[rows]), kinds[rows])
    weights = model.coef_ / scaler.scale_
    constants = model.intercept_ - weights @ scaler.mean_
    lines = ["# kind of page, trait, weight; made by benchmarks/layout/kinds.py"]
    for kind, row, constant in zip(model.classes_, weights, constants, strict=True):
        for name, weight in [(CONSTANT, constant), *zip(names, row, strict=True)]:
            lines.append(f"{kind}\t{name}\t{weight:.3f}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return scaler, model


if __name__ == "__main__":
    main()
