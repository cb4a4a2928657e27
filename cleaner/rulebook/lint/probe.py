"""Hostile lines for a pattern, and how it does on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleaner.rulebook.compiled import compile_pattern
from cleaner.rulebook.literals import required

LONG = 2_000
"""Characters of a hostile line."""
TOO_LONG_SECONDS = 0.1
"""More than this on one of them is slow: a pattern without trouble takes a thousandth of it."""
_RUNS = ("a", "aB", "0", " ", "a ", ".", "-", "0.", "ab1 ", "é", "字", "/a", "a,", '"')
_WORD = re.compile(r"[^\W\d_]{1,12}|\d")


def hostile(pattern: str, examples: Iterable[str], length: int = LONG) -> Iterator[str]:
    """Lines that nearly match: runs of signs, of the pattern's own words and of its examples,
    behind what the pattern begins with, and ended by what it cannot."""
    length -= 1
    fixed = sorted(required(pattern) or ())[:2]
    examples = list(examples)[:3]
    words = [*dict.fromkeys(word.lower() for word in _WORD.findall(pattern))][:8]
    heads = ["", *fixed, *(example[: len(example) // 2] for example in examples)]
    for run in (*_RUNS, *words, *fixed, *examples):
        body = (run * (length // max(1, len(run)) + 1))[:length]
        yield body + "\x00"
    for head in heads[1:]:
        for run in _RUNS[:8]:
            yield (head + run * length)[:length] + "\x00"


def slow_on(pattern: str, whole: bool, examples: Iterable[str], length: int = LONG) -> str | None:
    """A hostile line, of so many characters, on which a pattern is slow; None if there is none.
    Slow is what was slow twice: the machine may have been busy once."""
    compiled = compile_pattern(pattern)
    run = compiled.fullmatch if whole else compiled.search
    for line in dict.fromkeys(hostile(pattern, examples, length)):
        for _ in range(2):
            try:
                run(line, timeout=TOO_LONG_SECONDS)
            except TimeoutError:
                continue
            break
        else:
            return line
    return None
