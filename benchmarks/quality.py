"""How well cleaners tell what belongs to a page from what does not, on the development pages.

    python benchmarks/quality.py --track html|blocks|main|real|scraped [--cleaner NAME ...]
        [--kinds KINDS] [--by lang|kind|set]
    python benchmarks/quality.py --check

NAME is one of `--list`, or `command:CMD` for any program that reads JSON lines (`id` and `text`,
for html `id`, `html` and `url`) and writes `id` and `text`; `cleaner:layout=balanced` is this
project with a setting. The others need `pip install -r benchmarks/peers.txt`. Pages come from
`--devset` (../shared/devset beside the checkout); those of the track `scraped` are here (see
`scraped/README.md`). Headlines are dropped: the gold has none.

Printed per cleaner: F1 of words and precision, recall and F1 of 4-gram shingles, each a mean over
pages with its 95 % interval (bootstrap over pages, fixed seed); for tracks of lines the share of
content words lost and of boilerplate lines kept, and how many of the texts with nothing to remove
are left whole; and seconds of CPU. Cleaners take turns page by
page, so that what else the machine does weighs on all of them alike.

`--check` compares this project with `benchmarks/scoring/floors.tsv` on a fixed part of the pages
and fails where a score has fallen.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scoring.cleaners import NAMES, cleaner
from scoring.floors import check
from scoring.score import Result, run
from scoring.tracks import TRACKS, load

DEVSET = Path(__file__).resolve().parents[2] / "shared" / "devset"
DEFAULTS = {"html": ["cleaner", "trafilatura"]}


def main() -> None:
    """Score and print, or check."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--track", choices=TRACKS)
    ask.add_argument("--cleaner", action="append", help="may be given several times")
    ask.add_argument("--kinds", default="", help="as in article,forum; all kinds if not given")
    ask.add_argument("--by", choices=("lang", "kind", "set"), help="a table for each as well")
    ask.add_argument("--part", type=int, default=1, help="take every N-th page")
    ask.add_argument("--devset", type=Path, default=DEVSET)
    ask.add_argument("--check", action="store_true")
    ask.add_argument("--list", action="store_true")
    given = ask.parse_args()
    if given.list:
        print("\n".join(NAMES))
    elif given.check:
        sys.exit(check(given.devset))
    elif not given.track:
        ask.error("name a --track, or --check")
    else:
        pages = load(given.devset, given.track, given.kinds.split(",") if given.kinds else [])
        names = given.cleaner or DEFAULTS.get(given.track, ["nothing", "cleaner"])
        chosen = {name: cleaner(name, given.track) for name in names}
        pages = pages[:: given.part]
        show(run(pages, chosen), f"{len(pages)} pages")
        for value in sorted({getattr(page, given.by) for page in pages} if given.by else ()):
            some = [page for page in pages if getattr(page, given.by) == value]
            show(run(some, chosen), f"\n{given.by} {value}: {len(some)} pages")


def show(results: list[Result], heading: str) -> None:
    """The table."""
    print(heading)
    print(
        f"{'cleaner':26} {'word F1':^20} {'4-gram P':>8} {'R':>6} {'F1':^20} "
        f"{'lost':>6} {'kept':>6} {'whole':>6}"
    )
    for each in results:
        words = f"{each.words:.4f} {each.words_low:.3f}-{each.words_high:.3f}"
        grams = f"{each.f1:.4f} {each.f1_low:.3f}-{each.f1_high:.3f}"
        lost = "" if each.lost is None else f"{each.lost:.3f}"
        kept = "" if each.kept is None else f"{each.kept:.3f}"
        whole = f"{each.whole[0]}/{each.whole[1]}" if each.whole[1] else ""
        seconds = "" if each.seconds is None else f"{each.seconds:8.2f} s"
        print(
            f"{each.name:26} {words:^20} {each.precision:8.3f} {each.recall:6.3f} {grams:^20} "
            f"{lost:>6} {kept:>6} {whole:>6} {seconds}"
        )


if __name__ == "__main__":
    main()
