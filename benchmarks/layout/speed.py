"""How fast the layout is: `python -m benchmarks.layout.speed DEVSET`.

Prints how much text a second of CPU judges to the end, page by page, at each setting, and how much
one look takes when all pages are one batch. Pages are every twelfth one of `blocks` and `main`.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from time import process_time
from timeit import repeat

from benchmarks.layout.devset import read_pages
from cleaner.layout.filter import load_layout
from cleaner.lines import Page
from cleaner.rulebook.home import rules_home

turns = partial(repeat, timer=process_time, repeat=5, number=1)
"""CPU seconds of each of some turns: the least counts, since other work only slows one down."""


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("devset", type=Path)
    given = parser.parse_args()
    found = read_pages(given.devset, ("blocks", "main"))[::12]
    pages = [Page("\n".join(page.lines)) for page in found]
    size = sum(len(page.text.encode()) for page in pages)
    print(f"{len(pages)} pages of {size / len(pages) / 1e3:.1f} kB")
    for setting in ("safe", "balanced"):
        layout = load_layout(rules_home() / "layout", setting, keep_headline=False)
        seconds = min(
            turns(lambda by=layout: [by.removals(page, furnished=True) for page in pages])
        )
        told = f"{size / seconds / 1e6:.1f} MB/s, {seconds / len(pages) * 1e3:.1f} ms a page"
        print(f"{setting}, page by page: {told}")
    model = layout.judge.model
    lines, blanks = [page.lines for page in found], [page.blank for page in found]
    seconds = min(turns(lambda: model.judge(model.facts(lines, blanks))))
    print(f"one look, all as one batch: {size / seconds / 1e6:.1f} MB/s")


if __name__ == "__main__":
    main()
