"""What the first pass over a corpus costs: seconds and memory for made-up lines, by their number.

    python benchmarks/mining.py [--lines 2000000]

Pages of 40 lines, of which a quarter repeat on the site and the others stand once.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator

from cleaner.repeats.tally import Tally

PER_PAGE, FRAME, SITES = 40, 10, 1_000


def pages(lines: int) -> Iterator[tuple[str, list[str]]]:
    """Hosts and the lines of their pages."""
    for page in range(lines // PER_PAGE):
        site = page % SITES
        frame = [f"Site {site} says line {n} of its frame" for n in range(FRAME - 1)]
        frame.append(f"Posted by Ann Lee on March {page % 28 + 1}, 2024")
        own = [
            f"What page {page} has to say in line {n}, which stands nowhere else at all"
            for n in range(PER_PAGE - FRAME)
        ]
        yield f"site{site}.example", frame + own


def main() -> None:
    """Counts, and prints one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=2_000_000)
    lines = parser.parse_args().lines
    began, cpu = time.monotonic(), time.process_time()
    with Tally() as tally:
        for host, page in pages(lines):
            tally.add(host, page)
        counted = time.monotonic() - began
        table = tally.table(3)
    seconds, busy = time.monotonic() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )
    print(
        f"{lines:,} lines: {seconds:.0f} s ({busy:.0f} s of CPU; {counted:.0f} s to read, the rest "
        f"to sort out), peak {peak / 1e6:.0f} MB, {len(table):,} entries in the table"
    )


if __name__ == "__main__":
    main()
