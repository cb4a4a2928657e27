"""Seeing a run: one line that renews itself on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import os
import shutil
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaner.model import Cleaned, Reject

TERMINAL_SECONDS, PLAIN_SECONDS = 0.1, 10.0
WARM = 1.5
"""Seconds before the time left is told: the first document waits for the models to load."""


class Progress:
    """Counts documents and bytes and shows them on standard error, in a `with` block."""

    def __init__(self, total_bytes: int, quiet: bool) -> None:
        self._total = total_bytes
        self._quiet = quiet or sys.stderr is None  # closed by whoever started us
        self._terminal = (
            not self._quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        )
        self._documents = 0
        self._bytes = 0
        self._began = self._shown = time.monotonic()

    def __enter__(self) -> Progress:
        if self._terminal:  # the first document may take a while
            self._draw(0.0)
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

    def watch(self, result: Cleaned | Reject, size: int) -> None:
        """Takes note of one document that is done."""
        self._documents += 1
        self._bytes += size
        now = time.monotonic()
        pause = TERMINAL_SECONDS if self._terminal else PLAIN_SECONDS
        if self._quiet or now - self._shown < pause:
            return
        self._shown = now
        self._draw(now - self._began)

    def _draw(self, seconds: float) -> None:
        line = self._line(seconds)
        if self._terminal:  # a line that wraps could not be renewed
            line = line[: shutil.get_terminal_size().columns - 1]
        sys.stderr.write(f"\r\033[K{line}" if self._terminal else f"{line}\n")
        sys.stderr.flush()

    def _line(self, seconds: float) -> str:
        speed = self._bytes / 1e6 / max(seconds, 1e-9)
        noun = "document" if self._documents == 1 else "documents"
        parts = [f"{self._documents:,} {noun}", f"{speed:.{1 if speed >= 1 else 3}f} MB/s"]
        if self._total > self._bytes:
            share = self._bytes / self._total
            filled = round(20 * share)
            parts = [f"[{'#' * filled}{'-' * (20 - filled)}] {share:.0%}", *parts]
            if share and seconds >= WARM:
                parts.append(f"{_duration(seconds / share - seconds)} left")
        return "  ".join(parts)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
