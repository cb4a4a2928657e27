"""What the names stage finds and what it costs.

    python benchmarks/names.py recall VARIANTS.tsv...     share of spellings that are matched
    python benchmarks/names.py speed TEXTS.jsonl[.gz]     50 entries beside 1,000
    python benchmarks/names.py changes TEXTS.jsonl[.gz]   every spelling that would be rewritten

VARIANTS has four columns: language, native form, canonical spelling, variants parted by commas.
TEXTS holds one JSON object per line with the text under `gold` or `text`; where it has `lang`, only
English counts. Speed is in CPU seconds of one process: first with nothing remembered, then the best
of three further turns. Entries beyond those that ship are made by joining the names of others.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from cleaner.romanize import matcher
from cleaner.romanize.entry import Name
from cleaner.romanize.index import Index
from cleaner.romanize.load import load_names
from cleaner.rulebook.home import rules_home

TURNS = 3


def read_texts(path: Path) -> list[str]:
    """The English texts of a JSONL file, which may be compressed by gzip."""
    data = path.read_bytes()
    plain = gzip.decompress(data) if path.suffix == ".gz" else data
    rows = map(json.loads, plain.splitlines())
    return [row.get("gold", row.get("text")) for row in rows if row.get("lang", "en") == "en"]


def recall(path: Path) -> None:
    """Matched of all variants, by language and together, and those that are not."""
    matched: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            language, native, _, variants = line.split("\t")
            found = matcher(native, language)
            missed = [form for form in variants.split(",") if found.matches(form) is None]
            every[language] += variants.count(",") + 1
            matched[language] += variants.count(",") + 1 - len(missed)
            if missed:
                print(f"  {language} {native}: {', '.join(missed)}")
    for language, number in every.items():
        print(f"{path.name} {language}: {matched[language]} of {number}")
    print(f"{path.name}: {matched.total() / every.total():.3f} of {every.total()}")


def entries(number: int) -> list[Name]:
    """So many entries: those that ship, then new ones made of the halves of two."""
    shipped = [entry.name for entry in load_names(rules_home()).entries]
    russian = [name for name in shipped if name.native.keys() == {"ru"}]
    made = [
        joined(one, other, f"{one.id}-{away}")
        for away in range(1, 1 + number // len(russian))
        for one, other in zip(russian, russian[away:], strict=False)
    ]
    # Every kind and language has its share in the smaller number too.
    step = max(1, len(shipped) // number)
    return [*shipped[::step][:number], *made][:number]


def joined(one: Name, other: Name, name_id: str) -> Name:
    """A name that begins as one and ends as another."""
    native = one.native["ru"][:4].strip() + other.native["ru"][3:]
    canonical = one.canonical[:4].strip() + other.canonical[3:]
    parts = {"id": name_id, "native": {"ru": native}, "canonical": canonical, "aliases": ()}
    return one.model_copy(update=parts)


def speed(path: Path) -> None:
    """Millions of characters a second with 50 entries and with 1,000."""
    texts = read_texts(path)
    size = sum(map(len, texts)) / 1e6
    rates = []
    for number in (50, 1000):
        names = entries(number)
        made = seconds(lambda names=names: Index(names))
        index = Index(names)
        first = seconds(lambda index=index: [index.find(text) for text in texts])
        turns = [seconds(lambda index=index: [index.find(t) for t in texts]) for _ in range(TURNS)]
        rates.append(min(turns))
        print(
            f"{len(names):5} entries: made in {made:.2f} s; {size / first:.1f} million characters "
            f"a second at first, {size / min(turns):.1f} then"
        )
    more = rates[1] / rates[0]
    print(f"{size:.1f} million characters; the larger number takes {more:.2f} times as long")


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process that a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def changes(path: Path) -> None:
    """Each rewriting with how often it would happen."""
    texts = read_texts(path)
    index = load_names(rules_home()).index
    found = Counter(
        f"{one.original} -> {one.spelling}  <{one.name.id}> {one.scheme}"
        for text in texts
        for one in index.find(text)
        if one.original != one.spelling
    )
    for told, times in found.most_common():
        print(f"{times:5} {told}")
    print(f"{found.total()} in {sum(map(len, texts))} characters of {len(texts)} texts")


def main() -> None:
    """Measure and print."""
    match sys.argv[1:]:
        case ["recall", *paths] if paths:
            for path in paths:
                recall(Path(path))
        case ["speed", path]:
            speed(Path(path))
        case ["changes", path]:
            changes(Path(path))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
