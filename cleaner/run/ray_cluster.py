"""A Ray cluster to work on: one that is there, or one that is started here and leaves nothing."""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from cleaner.errors import UsageError
from cleaner.run import ray_reaper
from cleaner.run.folder import ENDING, undisturbed
from cleaner.run.local import own_cores
from cleaner.run.ray_reaper import PATIENCE, end, started

OBJECTS = 256 * 2**20
"""Bytes of Ray's own store: a run's job is in it, and no text ever."""
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0", "RAY_SCHEDULER_EVENTS": "0"}


def ray_library() -> Any:
    """Ray. Raises UsageError, with what to install, where it is not."""
    try:
        return import_module("ray")
    except ImportError as error:
        raise UsageError(
            "--executor ray needs Ray, which is not installed here: pip install 'cleaner[ray]'. "
            "There is no Ray for every system and Python; docs/running.md says for which. "
            "--shard i/n with `clean merge` does the same without it."
        ) from error


@contextmanager
def connected(address: str, cores: int, out: Path) -> Iterator[None]:
    """Connects this process to the cluster at an address, for the block; where that is "", starts
    one with so many cores (0: all of ours) and stops it at the end, whatever ends the block. Where
    the process is connected already, that stays as it is.

    Raises UsageError if Ray is not installed or no cluster answers.
    """
    ray = ray_library()
    if ray.is_initialized():
        yield
    elif address:
        with _own_signals(), _quietly(), _told(address):
            ray.init(address=address, **_SILENT)
        try:
            yield
        finally:
            with undisturbed():
                ray.shutdown()
    else:
        with _started(ray, cores or own_cores(), out):
            yield


_SILENT: dict[str, Any] = {"log_to_driver": False, "configure_logging": False}


@contextmanager
def _started(ray: Any, cores: int, out: Path) -> Iterator[None]:
    """A cluster of this machine alone."""
    folder = _session_folder(out)
    reaper = _reaper(folder)
    try:
        # Ray asks for a key whoever uses the machine too; made here, none is left in a file.
        with _own_signals(), _quietly(), _environment({**_QUIET, "RAY_AUTH_TOKEN": _key()}):
            ray.init(
                address="local",
                num_cpus=cores,
                include_dashboard=False,
                object_store_memory=OBJECTS,
                _temp_dir=str(folder),
                **_SILENT,
            )
        yield
    finally:
        with undisturbed():
            processes = started(os.getpid(), str(folder))
            with suppress(Exception):  # what it did not end is ended below
                ray.shutdown()
            end(processes, str(folder), PATIENCE)
            with reaper:  # which has nothing left to do, and sees that we let go of its input
                pass


def session_path(out: Path) -> Path:
    """Where a cluster that is started for an output folder keeps its sockets and logs."""
    # Names of sockets may be 100 bytes long, and the temporary folders of macOS take most of it.
    base = Path(tempfile.gettempdir() if sys.platform == "win32" else "/tmp")  # noqa: S108
    name = hashlib.sha256(f"{Path.home()}\0{out}".encode()).hexdigest()[:12]
    return base / f"clean-{name}"


def _session_folder(out: Path) -> Path:
    """That folder, empty: the lock of the output folder is held, so what is in it is what a run
    that was killed has left."""
    folder = session_path(out)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:  # somebody else's
        return Path(tempfile.mkdtemp(prefix="clean-", dir=folder.parent))
    return folder


def _reaper(folder: Path) -> subprocess.Popen[bytes]:
    """Who ends the cluster in a folder if we are killed."""
    words = [sys.executable, "-P", ray_reaper.__file__, str(os.getpid())]
    reaper = subprocess.Popen(words, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603
    assert reaper.stdin is not None  # noqa: S101 - for mypy
    reaper.stdin.write(f"{folder}\n".encode())
    reaper.stdin.flush()
    return reaper


@cache
def _key() -> str:
    """The key to clusters of this process: Ray remembers the first it was given."""
    return os.environ.get("RAY_AUTH_TOKEN") or secrets.token_hex(32)


@contextmanager
def _quietly() -> Iterator[None]:
    """Lets Ray say no more than what went wrong."""
    logger = logging.getLogger("ray")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Says what is wrong with an address. Ray raises many kinds of errors."""
    try:
        yield
    except (OSError, ValueError, RuntimeError, AssertionError) as error:
        first = str(error).strip().partition("\n")[0]
        told = f"--address {address}: no Ray cluster can be used there: {first}"
        raise UsageError(told) from error


@contextmanager
def _own_signals() -> Iterator[None]:
    """Leaves signals to whom they belong: Ray takes SIGTERM for itself."""
    numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Sets variables for the processes that are started in the block."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
