"""The layout's figures by cross-validation: `python -m benchmarks.layout.evaluate DEVSET FOLDS`.

FOLDS holds the models that `train.py --folds` learned without each fold of domains. Every page is
judged by the model that never saw its domain, to the end: looked at again until nothing goes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.layout.devset import FOLDS, TARGET, Page, read_pages
from benchmarks.layout.scores import Scorer
from cleaner.layout.filter import Layout, load_layout
from cleaner.lines import Page as Text


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("devset", type=Path)
    parser.add_argument("folds", type=Path)
    parser.add_argument("--tracks", default="blocks,main,real")
    parser.add_argument("--kinds", default="article")
    parser.add_argument("--sample", type=int, default=1, help="one page of so many")
    parser.add_argument("--bodies", action="store_true", help="clean gold bodies only")
    given = parser.parse_args()
    pages = [
        page
        for page in read_pages(given.devset, tuple(given.tracks.split(",")))
        if given.kinds == "all" or page.kind in given.kinds.split(",")
    ][:: given.sample]
    if given.bodies:
        pages = [body(page) for page in pages if page.variant == "main" and page.gold]
    score = Scorer(pages)
    for setting in ("balanced", "safe"):
        layouts = [
            load_layout(given.folds / str(fold), setting, keep_headline=False)
            for fold in range(FOLDS)
        ]
        keep = [kept(page, layouts[page.fold]) for page in pages]
        for variant, found in score(keep).items():
            print(
                f"{setting:9} {variant:16} {found.pages:5} pages  F1 {found.f1:.4f}  lines lost "
                f"{found.lost:.4f}  tokens lost {tokens_lost(pages, keep, variant):.4f}  "
                f"boilerplate kept {found.kept:.3f}",
                flush=True,
            )


def body(page: Page) -> Page:
    """The gold of a page as a page of its kind, all of it content."""
    lines = [line.strip() for line in page.gold.split("\n") if line.strip()]
    blank, labels = [False] * len(lines), ["content"] * len(lines)
    return Page(
        page.id, page.kind, page.domain, f"body {page.kind}", lines, blank, labels, page.gold
    )


def kept(page: Page, layout: Layout) -> NDArray[np.bool_]:
    """Which lines of a page stay."""
    text = Text(
        "\n".join("\n" * blank + line for line, blank in zip(page.lines, page.blank, strict=True))
    )
    place = {index: at for at, index in enumerate(text.filled)}
    stays = np.ones(len(page.lines), bool)
    for removal in layout.removals(text, furnished=True):
        for index in range(removal.first, removal.last + 1):
            if index in place:
                stays[place[index]] = False
    return stays


def tokens_lost(pages: Sequence[Page], keep: Sequence[NDArray[np.bool_]], variant: str) -> float:
    """The share of the words of content that a variant's pages lose."""
    lost = whole = 0
    for page, stays in zip(pages, keep, strict=True):
        if page.variant == variant:
            for line, label, stay in zip(page.lines, page.labels, stays, strict=True):
                if TARGET[label] == 1:
                    size = len(line.split())
                    whole += size
                    lost += size * (not stay)
    return lost / max(1, whole)


if __name__ == "__main__":
    main()
