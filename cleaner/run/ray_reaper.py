"""A process that outlives the one that started a Ray cluster, for a moment, to see to it that
nothing else does: python -P ray_reaper.py PID, with a pipe from that process as its input, which
first tells the folder where the cluster keeps its files.

Some of Ray's processes notice no end of their driver that comes as by `kill -9`. So somebody else
waits for it, notes meanwhile what has been started, and ends that.
"""

from __future__ import annotations

import shutil
import signal
import sys
import threading
from contextlib import suppress

import psutil

GLANCE = 1.0
"""Seconds between two looks at what has been started."""
PATIENCE = 10.0
"""Seconds that Ray's processes have to end by themselves, where they were told to."""


def started(pid: int, folder: str) -> set[psutil.Process]:
    """The processes of the cluster that a process has started, which keeps its files in a
    folder."""
    found = set()
    with suppress(psutil.Error):
        for child in psutil.Process(pid).children():
            with suppress(psutil.Error):
                if any(folder in word for word in child.cmdline()):
                    found |= {child, *child.children(recursive=True)}
    return found


def end(processes: set[psutil.Process], folder: str, patience: float) -> None:
    """Waits for so many seconds until processes are gone, ends those that are not, and removes
    their folder."""
    _, left = psutil.wait_procs(processes, timeout=patience)
    for process in left:
        with suppress(psutil.Error):  # it knows whether the number is another's by now
            process.kill()
    psutil.wait_procs(left, timeout=patience or PATIENCE)  # lest they write on
    shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Waits for the end of the input, which is that of the other process."""
    pid, folder = int(sys.argv[1]), sys.stdin.buffer.readline().decode().rstrip("\n")
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    over = threading.Event()

    def wait() -> None:
        sys.stdin.buffer.read()
        over.set()

    threading.Thread(target=wait, daemon=True).start()
    known: set[psutil.Process] = set()
    while not over.wait(GLANCE):
        known |= started(pid, folder)
    end(known, folder, 0.0)


if __name__ == "__main__":
    main()
