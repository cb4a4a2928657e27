"""The options and arguments that say which rules a command is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cleaner.cli.options import folders
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from cleaner.rulebook.places import Place

F = TypeVar("F", bound=Callable[..., Any])


def rule_places(command: F) -> F:
    """Gives a command the options `--rules` (as `places`) and `--discover`."""
    discover = click.option(
        "--discover",
        type=click.Choice(["on", "off"]),
        default="on",
        show_default=True,
        help="Use rules of ./rules, your own folder and installed packages.",
    )
    further = click.option(
        "--rules",
        "places",
        shell_complete=folders,
        multiple=True,
        metavar="DIR",
        help="Folder or file with further rules.",
    )
    return further(discover(command))


def named_places(named: Sequence[str], core: bool) -> list[Place]:
    """The places a person named, as they named them; where none is named, those of the shipped
    rules and of the rules found here. Raises UsageError for one that is not there."""
    from cleaner.rulebook.load import all_places
    from cleaner.rulebook.places import Place

    if not named and core:
        return all_places((), core=True, own=True)
    for each in named:
        if not Path(each).exists():
            raise UsageError(f"{each}: there is no such file or folder.")
    return [Place(Path(each), Path(each).as_posix()) for each in named]
