"""What running costs beside the cleaning itself, and what more workers gain.

    python benchmarks/running.py [--only own,plan,archives,workers,documents,ray] [--files 100000]
        [--seconds 15]

own: microseconds per document that a supervised worker adds to reading and cleaning, which are
nothing here. plan: seconds and memory to find and plan so many files (made in a temporary folder),
and a million that are only named. archives: seconds of CPU to follow web archives from record to
record, which is what cutting them takes, beside those to read and to clean them. workers: two
workers beside one, and two plain loops beside one in the same minute, which is what the machine
allows. documents: a million small records from one file through the whole of it, without rules, and
the peak of memory. ray: two workers on a cluster that is started for them beside two of this
machine's own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleaner.kit import Kit
    from cleaner.run.plan import ShardSpec

sys.path.insert(0, str(Path(__file__).parents[1]))  # for workers, which import this file

SENTENCE = "The harbour was closed for three days after the storm, and boats stayed out at sea. "
OWN = 300_000


def own(_: argparse.Namespace) -> None:
    """What a supervised worker adds to each document."""
    from cleaner.model import Reject, Source
    from cleaner.run.plan import shard
    from cleaner.run.pulse import Pulse
    from cleaner.run.shard import results
    from cleaner.run.slot import Slot
    from cleaner.sources.found import Found

    source = Source("a", "a", b"A text.")
    reject = Reject(source, "clean", "none", "", "", 0)
    kit: Any = SimpleNamespace(settings=SimpleNamespace(time_limit=60.0))

    def read(*_: object) -> Iterator[Any]:
        return ((source, 10) for _ in range(OWN))

    def clean(*_: object) -> Reject:
        return reject

    spec = shard(0, [Found("a", "a", 10)])
    with tempfile.TemporaryDirectory() as folder, Path(folder, "stack").open("w") as stack:
        slot = Slot(Path(folder, "slot"))
        for name in ("bare loop", "supervised"):
            began = time.process_time()
            if name == "bare loop":
                for each, _taken in read():
                    clean(each, kit)
            else:
                pulse = Pulse(slot.say, 0, stack)
                for _result in results(spec, kit, pulse, clean, read):
                    pass
                pulse.rest()
            took = time.process_time() - began
            print(f"own: {name}: {took / OWN * 1e6:.2f} µs of CPU per document")
        slot.close()


def plan_files(options: argparse.Namespace) -> None:
    """What finding and planning files takes."""
    from cleaner.run.plan import plan
    from cleaner.run.split import splitter
    from cleaner.settings import Settings
    from cleaner.sources.files import find
    from cleaner.sources.found import Found

    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.files):
            place = Path(folder, f"{number // 1000:04}")
            if number % 1000 == 0:
                place.mkdir()
            (place / f"{number:07}.txt").touch()
        before, began, cpu = _peak(), time.perf_counter(), time.process_time()
        shards = plan(find([folder]), split=splitter(Settings()))
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
        print(f"plan: {options.files:,} files: {took:.2f} s ({cpu:.2f} s of CPU), ", end="")
        print(f"{len(shards)} shards, ", end="")
        print(f"{_peak() - before:.0f} MB more memory")
    named = (Found(f"/in/{n:07}.txt", f"in/{n:07}.txt", n % 5000) for n in range(1_000_000))
    before, began, cpu = _peak(), time.perf_counter(), time.process_time()
    shards = plan(named)
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    held = sum(len(spec.packed) for spec in shards) / 1e6
    print(f"plan: 1,000,000 names: {took:.2f} s ({cpu:.2f} s of CPU), {len(shards)} shards,")
    print(f"      which are {held:.1f} MB together, ", end="")
    print(f"{_peak() - before:.0f} MB more memory")


def archives(options: argparse.Namespace) -> None:
    """What cutting a web archive takes."""
    from cleaner.guard import clean_guarded, read_guarded
    from cleaner.kit import make_kit
    from cleaner.model import Source
    from cleaner.run.plan import plan
    from cleaner.run.split import splitter
    from cleaner.settings import Settings
    from cleaner.sources.files import find

    kit = make_kit(Settings(passes="1"))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.warc", "a.warc.gz"):
            path = _archive(Path(folder, name), int(options.seconds * 60))
            gigabytes, began = path.stat().st_size / 1e9, time.process_time()
            shards = plan(find([str(path)]), 2**20, splitter(kit.settings))
            follow, began = time.process_time() - began, time.process_time()
            found = [each for each, _ in read_guarded(next(find([str(path)])), kit.settings)]
            read, began = time.process_time() - began, time.process_time()
            pages = [
                each for each in found[:: max(1, len(found) // 100)] if isinstance(each, Source)
            ]
            for page in pages:
                clean_guarded(page, kit)
            clean = (time.process_time() - began) * len(found) / len(pages)
            print(f"archives: {name}, {gigabytes * 1000:.0f} MB, {len(found)} pages, ", end="")
            print(f"{len(shards)} shards: seconds of CPU for a GB: {follow / gigabytes:.1f} to ")
            print(f"          follow, {read / gigabytes:.1f} to read, ", end="")
            print(f"{clean / gigabytes:.0f} to clean: a {(read + clean) / follow:.0f}th")


def _archive(path: Path, count: int) -> Path:
    """So many pages of the development set as a crawler writes them."""
    devset = Path(__file__).parents[2] / "shared" / "devset" / "html.jsonl.gz"
    with gzip.open(devset, "rt") as file:
        pages = [json.loads(line)["html"].encode() for line in file]
    with path.open("wb") as file:
        for number in range(count):
            body = (
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + pages[number % len(pages)]
            )
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{number}>\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            record = head.encode() + body + b"\r\n\r\n"
            file.write(gzip.compress(record, 6, mtime=0) if path.suffix == ".gz" else record)
    return path


def workers(options: argparse.Namespace) -> None:
    """What a second worker gains."""
    from cleaner.run.local import Local
    from cleaner.run.run import How, run

    with tempfile.TemporaryDirectory() as folder:
        kit, shards = _work(Path(folder), options)
        took = {}
        for count in (1, 2):
            seen = _Seen()
            run(shards, kit, Path(folder, f"out{count}"), How(Local(count), seen))
            took[count] = seen.seconds()
            loops = _loops(count, options.seconds / 3)
            print(f"workers: {count}: {took[count]:.1f} s, a plain loop beside it: {loops:.2f} M/s")
            took[-count] = 1 / loops
    print(f"workers: two give {took[1] / took[2]:.2f} times one; two loops ", end="")
    print(f"{took[-1] / took[-2]:.2f} times one")


def on_ray(options: argparse.Namespace) -> None:
    """What Ray costs on one machine."""
    from cleaner.run.local import Local
    from cleaner.run.on_ray import OnRay
    from cleaner.run.run import How, run

    with tempfile.TemporaryDirectory() as folder:
        kit, shards = _work(Path(folder), options)
        for name, executor in (("local", Local(2)), ("ray", OnRay(workers=2))):
            seen, began = _Seen(), time.perf_counter()
            run(shards, kit, Path(folder, name), How(executor, seen))
            took = time.perf_counter() - began
            print(f"ray: {name}, two workers: {seen.seconds():.1f} s of work, ", end="")
            print(f"{took - seen.seconds():.1f} s to start and stop")


def _work(folder: Path, options: argparse.Namespace) -> tuple[Kit, list[ShardSpec]]:
    """The rules and 16 shards of records to be run with them, which lie in a folder."""
    from cleaner.kit import make_kit
    from cleaner.run.plan import plan
    from cleaner.run.split import splitter
    from cleaner.settings import Settings
    from cleaner.sources.files import find

    kit = make_kit(Settings(passes="1"))
    source = _records(folder / "in.jsonl", int(options.seconds * 500), 12)
    shards = plan(find([str(source)]), source.stat().st_size // 16 + 1, splitter(kit.settings))
    return kit, shards


class _Seen:
    """Notes when the first document is done and when the last shard is: starting is not counted."""

    def __init__(self) -> None:
        self._first = self._last = 0.0

    def see(self, tally: Any) -> None:
        if tally.documents and not self._first:
            self._first = time.perf_counter()

    def event(self, name: str, _: object) -> None:
        if name == "shard":
            self._last = time.perf_counter()

    def stopping(self) -> None:
        pass

    def seconds(self) -> float:
        return self._last - self._first


def documents(options: argparse.Namespace) -> None:
    """A million documents in one file."""
    from dataclasses import replace

    from cleaner.kit import make_kit
    from cleaner.model import Language
    from cleaner.rulebook.rule import Rulebook
    from cleaner.run.plan import plan
    from cleaner.run.run import run
    from cleaner.run.split import splitter
    from cleaner.settings import Settings
    from cleaner.sources.files import find

    english = Language("en", "Latn", 1.0, True)
    kit = make_kit(Settings(names="off", units="off", passes="1"), Rulebook(()))
    kit = replace(kit, language=lambda _: english, shares=lambda *_: ())
    with tempfile.TemporaryDirectory() as folder:
        source = _records(Path(folder, "in.jsonl"), options.documents, 1)
        before, began = _peak(), time.perf_counter()
        shards = plan(find([str(source)]), split=splitter(kit.settings))
        outcome = run(shards, kit, Path(folder, "out"))
        took = time.perf_counter() - began
        print(
            f"documents: {outcome.counts.documents:,} in {took:.0f} s; at first {before:.0f} MB, "
        )
        print(f"           at most {_peak():.0f} MB")


def _records(path: Path, count: int, sentences: int) -> Path:
    with path.open("w") as file:
        for number in range(count):
            file.write(json.dumps({"text": f"Number {number}. {SENTENCE * sentences}"}) + "\n")
    return path


def _loops(count: int, seconds: float) -> float:
    """Rounds in millions per second that so many processes do together."""
    with multiprocessing.get_context("spawn").Pool(count) as pool:
        pool.map(_loop, [0.1] * count)
        return sum(pool.map(_loop, [seconds] * count, chunksize=1)) / 1e6 / seconds


def _loop(seconds: float) -> int:
    until, rounds = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        for _ in range(1000):
            rounds += 1
    return rounds


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


PARTS = {
    "own": own,
    "plan": plan_files,
    "archives": archives,
    "workers": workers,
    "documents": documents,
    "ray": on_ray,
}


def main() -> None:
    """Measures what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=15.0)
    options = parser.parse_args()
    for name in options.only.split(","):
        PARTS[name](options)


if __name__ == "__main__":
    main()
