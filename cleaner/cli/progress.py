"""Seeing a run: one line that renews itself on a terminal, a plain line now and then elsewhere,
and a log for machines."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from cleaner.run.tally import Tally

TERMINAL_SECONDS, PLAIN_SECONDS, LOG_SECONDS = 0.1, 10.0, 10.0
WARM = 1.5
"""Seconds before the time left is told: the first document waits for the models to load."""
STOPPING = "clean: the documents in work are finished; Ctrl-C again ends the run at once."
SLOW = 1.0
"""Seconds from which a document is worth to be named."""


class Progress:
    """Shows documents and bytes on standard error, and writes what happens to a log, one JSON
    object a line, in a `with` block. Raises OSError if the log cannot be opened."""

    def __init__(self, quiet: bool, log: str | None = None) -> None:
        self._quiet = quiet or sys.stderr is None  # closed by whoever started us
        self._terminal = (
            not self._quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        )
        self._log: TextIO | None = None
        if log is not None:
            self._log = open(log, "a", encoding="utf-8")  # noqa: PTH123, SIM115 - for the block
        self._logged = time.monotonic()
        self._pause = TERMINAL_SECONDS if self._terminal else PLAIN_SECONDS
        # On a terminal something is to be seen at once: the first document may take a while.
        self._shown = self._logged - self._pause if self._terminal else self._logged
        self._tally: Tally | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._terminal:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
        facts = facts_of(self._tally) if self._tally else {}
        self.event("end", {**facts, "error": kind.__name__ if kind else None})
        if self._log is not None:
            self._log.close()

    def see(self, tally: Tally) -> None:
        """Is told how far the run is."""
        self._tally = tally
        now = time.monotonic()
        if self._log is not None and now - self._logged >= LOG_SECONDS:
            self._logged = now
            self.event("progress", facts_of(tally))
        if not self._quiet and now - self._shown >= self._pause:
            self._shown = now
            self._write(line(tally, now - tally.began))

    def event(self, name: str, facts: Mapping[str, Any]) -> None:
        """Is told of what happened."""
        if self._log is not None:
            told = {"time": datetime.now(UTC).isoformat(), "event": name, **facts}
            self._log.write(json.dumps(told, ensure_ascii=False) + "\n")
            self._log.flush()

    def stopping(self) -> None:
        """Is told, in the handler of a signal, that the run ends soon."""
        if not self._quiet:
            line = f"\r\033[K{STOPPING}\n" if self._terminal else f"{STOPPING}\n"
            # Not by sys.stderr, in whose middle we may be. One that is no file has no number.
            with suppress(OSError, ValueError):
                os.write(sys.stderr.fileno(), line.encode())

    def _write(self, text: str) -> None:
        if self._terminal:  # a line that wraps could not be renewed
            text = text[: shutil.get_terminal_size().columns - 1]
        sys.stderr.write(f"\r\033[K{text}" if self._terminal else f"{text}\n")
        sys.stderr.flush()


def facts_of(tally: Tally) -> dict[str, Any]:
    """How far a run is, for machines."""
    return {
        **({"phase": tally.phase} if tally.phase else {}),
        "documents": tally.documents,
        "rejected": tally.rejects,
        "bytes": tally.read,
        "of_bytes": tally.bytes,
        "shards": tally.shards_done,
        "of_shards": tally.shards,
        "worst_rule": tally.worst,
        "slowest": tally.slowest._asdict(),
    }


def line(tally: Tally, seconds: float) -> str:
    """How far a run is after so many seconds, in a line."""
    here = tally.read - tally.earlier_bytes
    speed = here / 1e6 / max(seconds, 1e-9)
    parts = [_counted(tally.documents, "document"), f"{speed:.{1 if speed >= 1 else 3}f} MB/s"]
    if tally.bytes > tally.read:
        share = tally.read / tally.bytes
        filled = round(20 * share)
        parts = [f"[{'#' * filled}{'-' * (20 - filled)}] {share:.0%}", *parts]
        if here and seconds >= WARM:
            parts.append(f"{duration(seconds * (tally.bytes - tally.read) / here)} left")
    if tally.rejects:
        parts.append(f"{tally.rejects:,} rejected")
    if tally.worst:
        parts.append(f"most by {tally.worst}")
    if tally.slowest.seconds >= SLOW:
        parts.append(f"slowest {tally.slowest.seconds:.0f} s: {tally.slowest.uri}")
    return "  ".join([f"{tally.phase}:", *parts] if tally.phase else parts)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def duration(seconds: float) -> str:
    """Seconds as hours, minutes and seconds: `1:02:03`, `2:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
