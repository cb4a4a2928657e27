"""What mining costs: seconds and memory for made-up lines, by their number.

    python benchmarks/mining.py [--lines 200000] [--count-only]

Both looks of `clean mine` at pages that are made as they are read, so that nothing but mining takes
memory; with `--count-only` the first look alone, which `--passes 2` has too. Pages have 40 lines:
a quarter is the frame of their site, with a byline that differs in names and dates, the rest is
sentences that stand once and a few headings. All rules that ship with the program look on.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from random import Random

from cleaner.kit import make_kit
from cleaner.lines import page_of
from cleaner.mine.work import mine
from cleaner.model import Document
from cleaner.repeats.tally import Tally
from cleaner.settings import Settings

PER_PAGE, FRAME, SITES = 40, 10, 1_000
HALVES = 12_000
"""Beginnings and ends of sentences: as many squared are the sentences, more than any run asks."""
_STEP = 99_999_989
"""A prime: sentences that follow one another have nothing in common."""
_VOCABULARY = """
the a of and to in that it was is on for with as by at from this which were had been
river council market harbour storm budget school railway minister report farmer village engine
winter summer morning evening price paper letter station forest mountain island bridge tunnel
began opened closed reached carried counted measured promised refused agreed waited travelled
Arden Belling Corvey Dunmore Esk Farrow Gale Hollis Ingram Jessop Kerrow Lisle"""
_WORDS = _VOCABULARY.split()
_NAMES = [word for word in _WORDS if word[0].isupper()]
_MONTHS = ("January", "March", "May", "July", "October")


def _halves() -> tuple[list[str], list[str]]:
    chance = Random(4)  # noqa: S311 - words, no secrets
    made = [" ".join(chance.choices(_WORDS, k=chance.randint(5, 10))) for _ in range(2 * HALVES)]
    return [half[:1].upper() + half[1:] for half in made[:HALVES]], made[HALVES:]


def documents(lines: int) -> Iterator[Document]:
    """Pages with so many lines in all, the same at every call."""
    begins, ends = _halves()
    for number in range(lines // PER_PAGE):
        site = number % SITES
        frame = [f"Site {_name(site)} says this of {_name(7 * n + site)}" for n in range(FRAME - 1)]
        byline = (
            f"Set down by {_name(number)} {_name(number // 7)} on "
            f"{_MONTHS[number % 5]} {number % 28 + 1}, {2000 + number % 25}"
        )
        own = []
        for line in range(PER_PAGE - FRAME):
            at = (number * PER_PAGE + line) * _STEP % (HALVES * HALVES)
            begin, end = begins[at // HALVES], ends[at % HALVES]
            own.append(begin if line % 6 == 0 else f"{begin} {end}.")
        text = "\n".join([*frame[:4], byline, *own, *frame[4:]])
        uri = f"https://site{site}.example/{number}"
        yield Document(uri, text, text, site=f"site{site}.example")


def _name(number: int) -> str:
    first, second = _NAMES[number % len(_NAMES)], _WORDS[number // len(_NAMES) % len(_WORDS)]
    return f"{first}{second}"


def counted(lines: int) -> str:
    """The first look alone; what it found, in words."""
    with Tally() as tally:
        for doc in documents(lines):
            page = page_of(doc.text)
            tally.add(doc.site, (page.lines[i] for i in page.filled))
        return f"{len(tally.table(3)):,} entries in the table"


def mined(lines: int) -> str:
    """The whole of mining; what it found, in words."""
    found = mine(lambda: documents(lines), make_kit(Settings()))
    sure = sum(rule.finding.confidence == "high" for rule in found.packs.rules)
    return f"{len(found.packs.rules):,} rules, {sure:,} of them high, for {found.sites:,} sites"


def main() -> None:
    """Mines or counts, and prints one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=200_000)
    parser.add_argument("--count-only", action="store_true")
    given = parser.parse_args()
    began, cpu = time.monotonic(), time.process_time()
    told = (counted if given.count_only else mined)(given.lines)
    seconds, busy = time.monotonic() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )
    print(
        f"{given.lines:,} lines: {seconds:.0f} s ({busy:.0f} s of CPU), "
        f"peak {peak / 1e6:.0f} MB; {told}"
    )


if __name__ == "__main__":
    main()
