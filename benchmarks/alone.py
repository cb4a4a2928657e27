"""How many lines of some kinds are told that stand alone, beside nothing but sentences.

    python benchmarks/alone.py [--list]

The lines are in `alone.tsv`: dates, each glued to a first sentence and on a line above it; weather,
above and below three sentences; sold links to games of chance, between and below them; and links to
the texts before and after, a group below them. Prints how many go at default settings, and with
`--list` those that stay. Rules were written from these lists, so they say what is covered, not how
well rules generalise.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from cleaner.library import Cleaner

LINES = Path(__file__).parent / "alone.tsv"


def main() -> None:
    """Prints a line for each kind."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--list", action="store_true", help="show what stays")
    given = ask.parse_args()
    clean = Cleaner(units="off", names="off").clean
    told: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for kind, language, text, lines in texts():
        left = clean(text).text
        for line in lines:
            every[kind] += 1
            told[kind] += line not in left
            if given.list and line in left:
                print(f"{kind} {language}: {line}")
    for kind, count in every.items():
        print(f"{kind}: {told[kind]} of {count}")


def texts() -> Iterator[tuple[str, str, str, list[str]]]:
    """Kind, language, text, and which lines of it are to go."""
    prose: dict[str, list[str]] = defaultdict(list)
    for row in LINES.read_text(encoding="utf-8").splitlines()[1:]:
        kind, language, line = row.split("\t")
        if kind == "prose":
            prose[language].append(line)
            continue
        first, second = prose[language]
        last = f"{first[:-1]} {second}"
        below = f"{first}\n{second}\n{last}\n"
        if kind == "dates":
            yield kind, language, f"{line} {below}", [line]
            yield kind, language, f"{line}\n{below}", [line]
        elif kind == "neighbours":
            lines = line.split(" / ")
            yield kind, language, below + "\n".join(lines), lines
        else:
            between = f"{first}\n{line}\n{second}\n{last}\n"
            yield kind, language, f"{line}\n{below}" if kind == "weather" else between, [line]
            yield kind, language, below + line, [line]


if __name__ == "__main__":
    main()
