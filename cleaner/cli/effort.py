"""The options about how a run is done, which change nothing about what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cleaner.cli.options import Option
from cleaner.errors import SettingsError
from cleaner.sizes import size_of

if TYPE_CHECKING:
    from cleaner.run.local import Effort
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
            type=click.IntRange(0, 1024),
            metavar="N",
            help="Processes that share the work; 0 does it in this one.  [default: one for each "
            "core; 0 for less than 2 MiB]",
            **shared,
        ),
    ):
        command = give(command)
    return command


def effort_of(options: dict[str, Any], shards: Sequence[ShardSpec]) -> Effort:
    """What the options ask for. Raises SettingsError for a size that is none."""
    from cleaner.run.local import Effort, usual_workers

    workers = options["workers"]
    if workers is None:
        workers = usual_workers(sum(spec.bytes for spec in shards))
    told = options["worker_memory"]
    if told is None:
        return Effort(workers, _usual_memory(workers))
    try:
        memory = size_of(told)
    except ValueError as error:
        raise SettingsError(f"--worker-memory: {error}.") from error
    if 0 < memory < LEAST_MEMORY // 2:
        raise SettingsError(f"--worker-memory: {told} is not enough to begin with; give 1GB.")
    return Effort(workers, memory)


def _usual_memory(workers: int) -> int:
    """The memory each worker may have: a run is not to bring the machine down."""
    import psutil

    total = int(psutil.virtual_memory().total)
    return max(LEAST_MEMORY, int(SHARE * total / max(workers, 1)))
