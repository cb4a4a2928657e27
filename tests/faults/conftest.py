"""Inputs, and runs that can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from cleaner.run.local import INLINE
from cleaner.run.plan import plan
from cleaner.run.run import How, run
from cleaner.run.split import splitter
from cleaner.sources.files import find
from tests.faults import saboteurs

ROOT = Path(__file__).parents[2]
SENTENCE = "Two planes landed near the town on Sunday, and nobody was hurt by that at all."


@pytest.fixture
def records(tmp_path, monkeypatch):
    """`records(count, {number: word})`: a file of JSON lines, some of which mean harm."""
    monkeypatch.chdir(tmp_path)

    def make(count, harm=(), name="in.jsonl"):
        harm = dict(harm)
        lines = (
            json.dumps({"text": f"{SENTENCE} This is number {n}. {harm.get(n, '')}".strip()})
            for n in range(count)
        )
        Path(name).write_text("\n".join(lines) + "\n")
        return name

    return make


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A folder of small files, each to be a shard of its own where a shard is of one byte."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for number in range(12):
        Path(f"in/{number:02}.txt").write_text(f"{SENTENCE} This is number {number}.\n")
    return "in"


def notes(kind):
    """The documents that `saboteurs.lingering` has left a note of."""
    return {path.name.removeprefix(f"{kind}-") for path in Path().glob(f"{kind}-*")}


def planned(source, shard_bytes):
    return plan(find([str(source)]), shard_bytes, splitter(saboteurs.SETTINGS))


def clean(source, out, executor=INLINE, means=saboteurs.USUAL, shard_bytes=2000, **more):
    """A run in this process, with its workers if it is to have any."""
    kit = saboteurs.kit(saboteurs.SETTINGS)
    how = How(executor, means=means, **more)
    return run(planned(source, shard_bytes), kit, Path(out), how)


def start(source, out, workers, means="USUAL", shard_bytes=2000, under=()):
    """The same in a process of its own."""
    words = [source, out, workers, means, shard_bytes]
    return subprocess.Popen(
        [*under, sys.executable, "-m", "tests.faults.drive", *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def family(process):
    """The processes that one has started, and those these have."""
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.Error:
        return []


def workers_of(process):
    """Those of them that clean."""
    found = []
    for child in family(process):
        try:
            if any("spawn_main" in word for word in child.cmdline()):
                found.append(child)
        except psutil.Error:  # just gone
            continue
    return found


def gone(processes, seconds=20):
    """Whether processes end by themselves."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return not alive


def wait_for(condition, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.01)
