"""The executor for a Ray cluster: what a task does, wherever it is.

Ray's process does nothing to documents itself. It supervises a worker, as `local` supervises many:
so whatever a document does, it does it to that worker, and the guards are the same. The worker
stays for the next task of the same run, as rules and models take seconds to load.
"""

from __future__ import annotations

import atexit
import os
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleaner.corpus.disk import explained
from cleaner.corpus.layout import TEMPORARY
from cleaner.errors import CorpusError
from cleaner.run.crew import Crew
from cleaner.run.plan import ShardSpec
from cleaner.run.worker import Done, Job
from cleaner.sources.addresses import scheme_of

STOP = "stop"
"""In the temporary folder: the word of the driver to the tasks."""
HEARING = 1.0
"""Seconds between two looks for it."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What all tasks of a run are told: the job, the folder that names of files count from, and
    what tells this run from others."""

    job: Job
    home: str
    run: str


@dataclass(slots=True)
class Answer:
    """What came of a task: a shard that is done or, where the run is stopping, none; what happened
    on the way; and what makes it impossible to go on."""

    done: Done | None = None
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    problem: str = ""


class _Bench:
    """The crew of one at work in this process, for the run it belongs to."""

    def __init__(self) -> None:
        self._run = ""
        self._crew: Crew | None = None
        self.answer = Answer()

    def crew(self, errand: Errand) -> Crew:
        """The crew of a run; that of another is ended."""
        if self._crew is None or self._run != errand.run:
            self.clear()
            name = f"{socket.gethostname()}-{os.getpid()}-"
            folder = errand.job.out / TEMPORARY
            self._crew = Crew(errand.job, folder, 1, self._note, name).__enter__()
            self._run = errand.run
        return self._crew

    def clear(self) -> None:
        """Ends it."""
        if self._crew is not None:
            self._crew.close()
            self._crew = None

    def _note(self, name: str, facts: Mapping[str, Any]) -> None:
        self.answer.events.append((name, {**facts, "host": socket.gethostname()}))


_BENCH = _Bench()
atexit.register(_BENCH.clear)


def do_shard(errand: Errand, spec: ShardSpec) -> Answer:
    """Does one shard, with all the guards of a run on one machine."""
    _BENCH.answer = answer = Answer()
    answer.problem = _not_seen(errand, spec)
    if answer.problem:
        return answer
    os.chdir(errand.home)
    try:
        stopping = Now(HEARING, lambda: _is_stopped(errand.job.out / TEMPORARY))
        if stopping():
            return answer
        crew = _BENCH.crew(errand)
        for done in crew.run([spec]):
            if done is not None:
                answer.done = done
            if stopping():
                crew.halt()
    except (CorpusError, OSError) as error:
        answer.problem = str(error)
    if answer.done is None:
        _BENCH.clear()
    return answer


def say_stop(folder: Path, wanted: bool) -> None:
    """Says to all tasks, by the disk they share, that they are to stop after the documents they
    are at, or that they are not. Ray's own way to cancel a task does not wait for it."""
    with explained(folder):
        (folder / STOP).write_bytes(b"stop" if wanted else b"")


def _is_stopped(folder: Path) -> bool:
    try:  # a network disk looks anew when a file is opened, and not when it is asked for
        return bool((folder / STOP).read_bytes())
    except OSError:  # the run is over
        return True


class Now:
    """Something that is looked up again after some seconds."""

    def __init__(self, seconds: float, look: Callable[[], Any]) -> None:
        self._seconds, self._look = seconds, look
        self._at = -seconds
        self._found: Any = None

    def __call__(self) -> Any:
        """What is known of it."""
        now = time.monotonic()
        if now - self._at >= self._seconds:
            self._at, self._found = now, self._look()
        return self._found


def _not_seen(errand: Errand, spec: ShardSpec) -> str:
    """What is wrong if this machine does not see the files that the driver sees: they would all
    become rejects."""
    home, out = Path(errand.home), errand.job.out
    files = [home / each.path for each in spec.inputs if not scheme_of(each.path)]
    for path, there in (
        (home, home.is_dir()),
        (out, (out / TEMPORARY).is_dir()),
        (files[0] if files else home, not files or any(map(os.path.lexists, files))),
    ):
        if not there:
            return (
                f"{path}: is not seen by {socket.gethostname()}, a machine of the Ray cluster. All "
                "of them need the same disk under the same name, for the input and for the output."
            )
    return ""
