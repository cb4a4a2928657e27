"""What the shipped rules take of texts in which nothing is boilerplate.

    python benchmarks/over_removal.py [PAGES.jsonl.gz] [--list]

By default the texts are the main texts of the development set's pages, where they lie beside the
project. Only the stage `strip` is at work, in turns until it is content. Prints how many tokens
(runs without white space) each rule took, and with `--list` each removal, by rule: a person is to
look at them. Ends with exit code 1 if more than one token in a thousand is gone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from cleaner.kit import make_kit
from cleaner.model import Document
from cleaner.settings import Settings
from cleaner.settle import settle
from cleaner.stages.strip import strip

DEFAULT = Path(__file__).parents[2] / "shared" / "devset" / "pages.jsonl.gz"
MOST = 0.001


def main() -> None:
    """Runs the rules and prints what they took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--list", action="store_true", help="show each removal")
    given = parser.parse_args()
    kit = make_kit(Settings(names="off", units="off", artifacts="off", layout="off"))
    tokens = 0
    taken: Counter[str] = Counter()
    removals: dict[str, list[str]] = defaultdict(list)
    with gzip.open(given.file, "rt", encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            text = page["gold"]
            tokens += len(text.split())
            hints = {"url": page.get("url", "")}
            doc = settle(Document(page["id"], text, text, hints=hints), kit, (strip,))
            for edit in doc.edits:
                taken[edit.rule] += len(edit.old.split()) - len(edit.new.split())
                removals[edit.rule].append(f"{page['id']}: {edit.old.strip()!r}")
    for rule, count in taken.most_common():
        print(f"{count:>7,}  {rule}")
        for removal in removals[rule] if given.list else ():
            print(f"         {removal}")
    gone = sum(taken.values())
    print(f"{gone:>7,} of {tokens:,} tokens, {gone / tokens:.3%}")
    if gone > MOST * tokens:
        sys.exit(f"more than {MOST:.1%} of text that is no boilerplate is gone")


if __name__ == "__main__":
    main()
