"""What many rules cost: loading 5,000 of them, and cleaning with 5,000 instead of 50.

    python benchmarks/rules.py

The rules are made on the spot: half phrases, half patterns, each of words of its own; a hundredth
of the lines of the texts hit one of the first fifty. Times are CPU seconds of this process, so
that a busy machine does not count; the ratio is of two measurements of one run, taken in turns.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from cleaner.rulebook.load import load_rules
from cleaner.rulebook.match import Matcher, Scope
from cleaner.rulebook.rule import Rulebook

MANY, FEW = 5_000, 50
PAGES, LINES = 400, 60
WORDS = (
    *("harbour", "weather", "bridge", "council", "ferry", "island", "market", "garden", "station"),
    *("library", "museum", "theatre", "border", "pension", "orchard", "village", "tunnel", "train"),
    *("minister", "harvest", "teacher", "engine", "letter", "window"),
)


def phrase(number: int) -> str:
    """Three words and a number, of which no two rules have the same."""
    first, rest = number % len(WORDS), number // len(WORDS)
    return f"{WORDS[first]} {WORDS[rest % len(WORDS)]} {WORDS[(number * 7) % len(WORDS)]} {number}"


def pack(count: int) -> str:
    """A pack of so many rules."""
    lines = ["schema: 1", "pack: bench/made", "rules:"]
    for number in range(count):
        lines += [
            f"- id: made.r{number}",
            f"  title: Made rule {number}",
            "  action: remove_line",
            "  where: {zone: tail, max_chars: 80}",
            f"  line_is: {{en: ['{phrase(number)}', 'more {phrase(number)}']}}"
            if number % 2
            else rf"  line_regex: '{phrase(number)}: -?\d+(?: °C)?.{{0,30}}'",
            "  tests:",
            f"    match: ['{phrase(number)}']",
            "    keep: ['The ferry stays in dock, the council said on Tuesday.']",
        ]
    return "\n".join(lines) + "\n"


def pages() -> list[str]:
    """Texts of prose and short lines; some of these hit a rule. Always the same."""
    draw = random.Random(5)  # noqa: S311 - not a secret
    made = []
    for _ in range(PAGES):
        lines = []
        for _ in range(LINES):
            kind = draw.random()
            if kind < 0.01:
                lines.append(phrase(draw.randrange(FEW) | 1))
            elif kind < 0.5:
                lines.append(" ".join(draw.choices(WORDS, k=draw.randint(2, 6))).capitalize())
            else:
                lines.append(" ".join(draw.choices(WORDS, k=20)).capitalize() + ".")
        made.append("\n".join(lines))
    return made


def loaded(count: int) -> tuple[Rulebook, float]:
    """The rules, and the seconds it took to load them and to make them ready."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.yaml")
        path.write_text(pack(count), encoding="utf-8")
        started = time.process_time()
        book = load_rules(path, core=False)
        Matcher(book.rules)
        return book, time.process_time() - started


def cost(matcher: Matcher, texts: list[str]) -> float:
    """Seconds for all texts."""
    scope = Scope("", lambda: "en")
    started = time.process_time()
    for text in texts:
        matcher.propose(text, "strip", scope)
    return time.process_time() - started


def main() -> None:
    """Prints the figures."""
    loaded(FEW)  # imports are not loading
    few, _ = loaded(FEW)
    many, seconds = loaded(MANY)
    print(f"{MANY:,} rules load in {seconds:.2f} s")
    texts, size = pages(), sum(map(len, pages()))
    rounds = []
    for _ in range(5):
        # A fresh matcher each time: what it remembers of lines would make the second round free.
        small, large = cost(Matcher(few.rules), texts), cost(Matcher(many.rules), texts)
        rounds.append((large / small, small, large))
    ratio, small, large = sorted(rounds)[2]
    print(f"{FEW} rules: {size / small / 1e6:.1f} MB/s; {MANY:,}: {size / large / 1e6:.1f} MB/s")
    print(f"{MANY:,} cost {ratio:.2f} times what {FEW} cost (median of {len(rounds)})")


if __name__ == "__main__":
    main()
