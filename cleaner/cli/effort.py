"""The options about how a run is done, which change nothing about what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cleaner.cli.options import Option, Whole
from cleaner.errors import SettingsError
from cleaner.sizes import size_of

if TYPE_CHECKING:
    from cleaner.run.foreman import Executor
    from cleaner.run.local import Local
    from cleaner.run.plan import ShardSpec

F = TypeVar("F", bound=Callable[..., Any])

LEAST_MEMORY = 2**30
"""Bytes a worker may always have: rules, models and a large document need about half."""
SHARE = 0.8
"""What all workers together may have of the machine's memory, if nobody says otherwise."""


def effort_options(command: F) -> F:
    """Gives a command the options about workers."""
    shared: dict[str, Any] = {"cls": Option, "section": "Running"}
    for give in (
        click.option(
            "--address",
            metavar="ADDR",
            help="The Ray cluster to work on, as in 10.0.0.1:6379, or auto.  [default: one is "
            "started on this machine and stopped at the end]",
            **shared,
        ),
        click.option(
            "--executor",
            type=click.Choice(["local", "ray"]),
            default="local",
            show_default=True,
            help="Who does the work: processes of this machine, or tasks of a Ray cluster whose "
            "machines see the same files.",
            **shared,
        ),
        click.option(
            "--log-file",
            metavar="FILE",
            type=click.Path(dir_okay=False),
            help="Write what happens to this file, one JSON object a line.",
            **shared,
        ),
        click.option(
            "--worker-memory",
            metavar="SIZE",
            help="Memory a worker may take, as in 4GB; 0 for no limit.  [default: its share of 80 "
            "% of the machine's]",
            **shared,
        ),
        click.option(
            "--workers",
            type=Whole(0, 1024),
            metavar="N",
            help="Processes that share the work; 0 does it in this one.  [default: one for each "
            "core; 0 for less than 2 MiB]",
            **shared,
        ),
    ):
        command = give(command)
    return command


def executor_of(options: dict[str, Any], shards: Sequence[ShardSpec]) -> Executor:
    """Who is to do the work, as the options say. Raises SettingsError for what does not fit."""
    if options["executor"] == "local":
        if options["address"]:
            raise SettingsError("--address names a Ray cluster: it goes with --executor ray.")
        return local_of(options, shards)

    from cleaner.run.local import own_cores
    from cleaner.run.on_ray import OnRay

    workers = options["workers"]
    if workers == 0:
        raise SettingsError("--workers 0 does the work in this process, so not by --executor ray.")
    memory = _memory(options, workers or own_cores())
    return OnRay(options["address"] or "", workers or 0, memory)


def local_of(options: dict[str, Any], shards: Sequence[ShardSpec]) -> Local:
    """Who does what is to be done on this machine. Raises SettingsError for a size that is
    none."""
    from cleaner.run.local import Local, usual_workers

    workers = options["workers"]
    if workers is None:
        workers = usual_workers(sum(spec.bytes for spec in shards))
    return Local(workers, _memory(options, workers))


def _memory(options: dict[str, Any], workers: int) -> int:
    """Bytes that each of so many workers on a machine may have: what the options say, or a share
    of what there is, as a run is not to bring the machine down."""
    told = options["worker_memory"]
    if told is None:
        import psutil

        total = int(psutil.virtual_memory().total)
        return max(LEAST_MEMORY, int(SHARE * total / max(workers, 1)))
    try:
        memory = size_of(told)
    except ValueError as error:
        raise SettingsError(f"--worker-memory: {error}.") from error
    if 0 < memory < LEAST_MEMORY // 2:
        raise SettingsError(f"--worker-memory: {told} is not enough to begin with; give 1GB.")
    return memory
