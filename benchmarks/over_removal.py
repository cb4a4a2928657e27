"""What the shipped rules take of texts in which nothing is boilerplate.

    python benchmarks/over_removal.py [PAGES.jsonl.gz | FOLDER] [--list] [--layout LEVEL]

By default the texts are the main texts of the development set's pages, where they lie beside the
project; FOLDER has texts by language, as `tests/good`. Only the stage `strip` is at work, and with
`--layout safe` or `balanced` that stage too, in turns until they are content. Prints how many
tokens (runs without white space) each rule took, and with `--list` each removal, by rule: a person
is to look at them; with layout, also its share of the tokens of articles and of other pages. Ends
with exit code 1 if, without layout, more than one token in a thousand is gone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from cleaner.kit import make_kit
from cleaner.model import Document
from cleaner.rulebook.known import good_texts
from cleaner.settings import Settings
from cleaner.settle import settle
from cleaner.stages.layout import layout
from cleaner.stages.strip import strip

DEFAULT = Path(__file__).parents[2] / "shared" / "devset" / "pages.jsonl.gz"
MOST = 0.001


def main() -> None:
    """Runs the rules and prints what they took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--list", action="store_true", help="show each removal")
    parser.add_argument("--layout", choices=("off", "safe", "balanced"), default="off")
    given = parser.parse_args()
    asked = Settings(names="off", units="off", artifacts="off", title="drop", layout=given.layout)
    kit = make_kit(asked)
    stages = (strip,) if given.layout == "off" else (strip, layout)
    tokens: Counter[str] = Counter()
    laid_out: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    removals: dict[str, list[str]] = defaultdict(list)
    for name, kind, url, text in texts_of(given.file):
        tokens[kind] += len(text.split())
        doc = settle(Document(name, text, text, hints={"url": url}), kit, stages)
        for edit in doc.edits:
            gone = len(edit.old.split()) - len(edit.new.split())
            taken[edit.rule] += gone
            laid_out[kind] += gone if edit.stage == "layout" else 0
            removals[edit.rule].append(f"{name}: {edit.old.strip()!r}")
    for rule, count in taken.most_common():
        print(f"{count:>7,}  {rule}")
        for removal in removals[rule] if given.list else ():
            print(f"         {removal}")
    gone, every = taken.total(), tokens.total()
    print(f"{gone:>7,} of {every:,} tokens, {gone / every:.3%}")
    if given.layout != "off":
        for kind, count in sorted(tokens.items()):
            lost = laid_out[kind]
            print(f"layout: {lost:,} of {count:,} tokens, {lost / count:.3%}, {kind}")
    elif gone > MOST * every:
        sys.exit(f"more than {MOST:.1%} of text that is no boilerplate is gone")


def texts_of(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """The name, kind, address and text of each text of a file of pages or a folder of texts."""
    if path.is_dir():
        yield from ((name, "texts", "", text) for name, text in good_texts(path))
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            kind = "articles" if page.get("kind") == "article" else "other pages"
            yield page["id"], kind, page.get("url", ""), page["gold"]


if __name__ == "__main__":
    main()
