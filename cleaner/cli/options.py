"""The options that stand for settings, made from the settings themselves."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import click

from cleaner.settings import Settings, read_settings

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])


def folders(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What a shell may complete an option or argument to that names a folder."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def settings_options(command: F) -> F:
    """Gives a command one option for each setting. Their names in the command's arguments are
    those of the fields of `Settings`; None means "not given"."""
    kinds = get_type_hints(Settings)
    for field in reversed(fields(Settings)):
        kind, flag = kinds[field.name], f"--{field.name.replace('_', '-')}"
        told: str = field.metadata["help"][:1].upper() + field.metadata["help"][1:]
        if get_origin(kind) is Literal:
            told = f"{told}.  [default: {field.default}]"
            option = click.option(flag, type=click.Choice(get_args(kind)), help=told)
        elif kind is float:
            told = f"{told}.  [default: {field.default}]"
            option = click.option(flag, type=float, metavar="SHARE", help=told)
        elif kind is str:
            told = f"{told}.  [default: {field.default}]"
            option = click.option(flag, metavar="NAME", help=told)
        else:
            told = f"{told}. Can be given again."
            option = click.option(
                flag,
                shell_complete=folders if field.name == "rules" else None,
                multiple=True,
                metavar=_METAVAR[field.name],
                help=told,
            )
        command = option(command)
    return command


_METAVAR = {"select": "PREFIX", "ignore": "PREFIX", "rules": "DIR"}


def chosen_settings(options: dict[str, Any]) -> Settings:
    """The settings in force here, with the given options on top. Takes the options for settings
    out of `options`."""
    flags = {}
    for field in fields(Settings):
        value = options.pop(field.name)
        if field.name in ("select", "ignore"):
            value = [prefix for listed in value for prefix in listed.split(",")]
        flags[field.name] = value or None if isinstance(value, list | tuple) else value
    return read_settings(Path.cwd(), os.environ, flags)
