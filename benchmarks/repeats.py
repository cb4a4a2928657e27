"""What a first pass over all pages of a site gains, on the development pages of hosts with several.

    python benchmarks/repeats.py [--least 3] [--layout safe] [--devset ../shared/devset]

The pages, as the naive dump of a whole page, are cleaned twice by `clean`: with `--passes 1`, where
each is seen by itself, and with `--passes 2`, where lines that stand on many pages of a host are
known. Printed are F1 of 4-gram shingles with its 95 % interval, the share of content words lost
and of boilerplate lines kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import accumulate
from pathlib import Path
from urllib.parse import urlsplit

from scoring.score import run
from scoring.tracks import Given, load

DEVSET = Path(__file__).resolve().parents[2] / "shared" / "devset"


def main() -> None:
    """Cleans both ways and prints a line for each."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--least", type=int, default=3, help="pages of a host")
    ask.add_argument("--layout", default="safe")
    ask.add_argument("--devset", type=Path, default=DEVSET)
    given = ask.parse_args()
    urls = _urls(given.devset)
    pages = [page for page in load(given.devset, "blocks") if urls.get(page.id)]
    hosts = Counter(urlsplit(urls[page.id]).hostname for page in pages)
    pages = [p for p in pages if hosts[urlsplit(urls[p.id]).hostname] >= given.least]
    print(f"{len(pages)} pages of hosts with {given.least} or more")
    cleaned = {passes: _cleaned(pages, urls, passes, given.layout) for passes in "12"}
    for passes, texts in cleaned.items():
        (result,) = run(pages, {passes: lambda page, texts=texts: texts.get(page.id, "")})
        print(
            f"--passes {passes}: F1 {result.f1:.4f} {result.f1_low:.3f}-{result.f1_high:.3f}  "
            f"lost {result.lost:.4f}  kept {result.kept:.3f}"
        )


def _urls(devset: Path) -> dict[str, str]:
    with gzip.open(devset / "pages.jsonl.gz", "rt", encoding="utf-8") as file:
        return {row["id"]: row["url"] for row in map(json.loads, file)}


def _cleaned(pages: list[Given], urls: dict[str, str], passes: str, layout: str) -> dict[str, str]:
    """From the place of each page to what is left of it."""
    import pyarrow.dataset as ds

    with tempfile.TemporaryDirectory() as folder:
        source, corpus = Path(folder, "pages.jsonl"), Path(folder, "corpus")
        rows = [{"text": page.record["text"], "url": urls[page.id]} for page in pages]
        lines = [json.dumps(row) + "\n" for row in rows]
        source.write_text("".join(lines), encoding="utf-8", newline="\n")
        starts = accumulate(map(len, lines), initial=0)
        ids = {f"byte={start}": page.id for start, page in zip(starts, pages, strict=False)}
        command = [sys.executable, "-m", "cleaner", str(source), "-o", str(corpus), "-q"]
        command += ["--passes", passes, "--layout", layout, "--title", "drop"]
        subprocess.run([*command, "--names", "off", "--units", "off"], check=True)
        table = ds.dataset(corpus / "data").to_table(columns=["locator", "text"]).to_pylist()
        return {ids[row["locator"]]: row["text"] for row in table}


if __name__ == "__main__":
    main()
