"""The sizes that tests have no time for: what they take, and that nothing of them is lost.

    python benchmarks/robust.py [--scale 1.0]

Each case is made in a temporary folder and cleaned into a corpus by a process of its own, then
checked by `clean verify`. Printed are seconds of wall clock and of CPU, and the peak of memory in
MB, that cleaning took. `--scale` makes all cases smaller or larger. It ends with exit code 1 if a
corpus holds other than what went in.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SENTENCES = (
    "The harbour was closed for three days after the storm, and the boats stayed out at sea. ",
    "Nobody could say on Tuesday when the first ships would leave, or where they would go. ",
    "“We have waited before,” said the harbour master, “and we shall wait again.” ",
)
PARAGRAPH = "".join(SENTENCES)
MEGABYTE = 1_000_000


def one_line(folder: Path, scale: float) -> int:
    """A file of 50 MB without a line end."""
    return _fill(folder / "one-line.txt", PARAGRAPH, 50 * scale)


def one_line_to_mend(folder: Path, scale: float) -> int:
    """A file of 50 MB without a line end, with something to mend in each paragraph."""
    return _fill(folder / "one-line.txt", PARAGRAPH + "It cost 5 &amp; 6 Ã©cus.  ", 50 * scale)


def many_lines(folder: Path, scale: float) -> int:
    """A file of 50 MB in lines, some of them junk."""
    page = "".join(f"{sentence}\n" for sentence in SENTENCES) + "\n\n\nShare this:\n"
    return _fill(folder / "many-lines.txt", page, 50 * scale)


def noise(folder: Path, scale: float) -> int:
    """A file of 50 MB of bytes that are no text."""
    data = bytes(range(256)) * 4_000
    with (folder / "noise.bin").open("wb") as file:
        for _ in range(round(50 * scale * MEGABYTE / len(data))):
            file.write(data)
    return 1


def tiny_files(folder: Path, scale: float) -> int:
    """100,000 files of one sentence."""
    count = round(100_000 * scale)
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        if number % 1000 == 0:
            place.mkdir()
        text = f"{number}: {SENTENCES[number % len(SENTENCES)]}\n"
        (place / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return count


CASES: tuple[Callable[[Path, float], int], ...] = (
    one_line,
    one_line_to_mend,
    many_lines,
    noise,
    tiny_files,
)


def _fill(path: Path, text: str, megabytes: float) -> int:
    times = round(megabytes * MEGABYTE / len(text.encode()))
    path.write_text(text * times, encoding="utf-8")
    return 1


def measure(made: Path, out: Path, documents: int) -> bool:
    """Cleans what was made and prints what it took; whether the corpus holds it all."""
    command = [sys.executable, "-m", "cleaner"]
    began = time.monotonic()
    with subprocess.Popen(
        [*command, str(made), "-o", str(out), "--json", "-q"], stdout=subprocess.PIPE
    ) as run:
        told = run.stdout.read() if run.stdout else b""
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    # Linux gives kilobytes, macOS bytes.
    peak = used.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
    cpu = used.ru_utime + used.ru_stime
    counts = json.loads(told) if run.returncode == 0 else {"kept": 0, "rejected": {}}
    held = counts["kept"] + sum(counts["rejected"].values()) == documents
    sound = subprocess.run([*command, "verify", str(out)], check=False, capture_output=True)
    fine = held and sound.returncode == 0
    print(f"{wall:7.1f} s wall  {cpu:7.1f} s CPU  {peak:7.0f} MB  {'' if fine else 'BROKEN'}")
    return fine


def main() -> int:
    """Runs every case; 1 if one of them is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--scale", type=float, default=1.0)
    scale: float = parser.parse_args().scale
    fine = True
    for case in CASES:
        with tempfile.TemporaryDirectory() as work:
            made = Path(work) / "in"
            made.mkdir()
            print(f"{case.__name__:<18}", end="", flush=True)
            documents = case(made, scale)
            fine &= measure(made, Path(work) / "out", documents)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
