"""The options that stand for settings, made from the settings themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import Field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import click

from cleaner.settings import READING, Settings, read_settings
from cleaner.sizes import shown_size

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])

EVERY = tuple(field.name for field in fields(Settings))
OF_READING = tuple(field.name for field in fields(Settings) if field.metadata.get("of") == READING)
OF_CLEANING = tuple(name for name in EVERY if name not in OF_READING)
OF_RECORDS = (
    *("text_key", "html_key", "id_key", "url_key", "date_key"),
    *("extractor", "links", "lists", "max_document", "time_limit"),
)
"""The settings about reading that concern who hands over one record after the other."""

_METAVAR = {
    "select": "PREFIX",
    "ignore": "PREFIX",
    "rules": "DIR",
    "split": "LINE",
    "max_removed": "SHARE",
    "time_limit": "SECONDS",
}


class Whole(click.IntRange):
    """A whole number in a range, called so where something else was given."""

    name = "whole number"


class Option(click.Option):
    """An option that stands under a heading of its own in the help."""

    def __init__(self, *args: Any, section: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.section = section


class Sectioned(click.Command):
    """A command whose help lists its options under headings: its own, then those of settings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record is not None:
                sections.setdefault(getattr(param, "section", "Options"), []).append(record)
        for heading, records in sections.items():
            with formatter.section(heading):
                formatter.write_dl(records)


def folders(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What a shell may complete an option or argument to that names a folder."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def output_option(told: str) -> Callable[[F], F]:
    """The option of commands that need a folder to write to. `told` is its help."""
    return click.option(
        "-o", "--output", required=True, metavar="DIR", shell_complete=folders, help=told
    )


def settings_options(names: Collection[str] = EVERY) -> Callable[[F], F]:
    """Gives a command one option for each of these settings. Their names in the command's
    arguments are those of the fields of `Settings`; None means "not given"."""
    kinds = get_type_hints(Settings)

    def give(command: F) -> F:
        for field in reversed(fields(Settings)):
            if field.name in names:
                command = _option(field, kinds[field.name])(command)
        return command

    return give


def _option(field: Field[Any], kind: Any) -> Callable[[F], F]:
    flag = f"--{field.name.replace('_', '-')}"
    told: str = field.metadata["help"][:1].upper() + field.metadata["help"][1:]
    shared: dict[str, Any] = {
        "cls": Option,
        "section": "Reading" if field.name in OF_READING else "Cleaning",
    }
    if kind not in (str, float, int) and get_origin(kind) is not Literal:
        completed = folders if field.name == "rules" else None
        shared |= {"multiple": True, "metavar": _METAVAR[field.name]}
        return click.option(
            flag, help=f"{told}. Can be given again.", shell_complete=completed, **shared
        )
    shown = shown_default(field.default)
    shared["help"] = f"{told}.  [default: {shown}]" if shown else f"{told}."
    if get_origin(kind) is Literal:
        choices = get_args(kind)
        metavar = "NAME" if len(choices) > 4 else None  # the help text would not fit
        if metavar:
            shared["help"] = f"{told}: {', '.join(choices)}.  [default: {shown}]"
        return click.option(flag, type=click.Choice(choices), metavar=metavar, **shared)
    usual = "SIZE" if kind is int else "NAME"
    shared["metavar"] = _METAVAR.get(field.name, usual)
    return click.option(flag, type=float if kind is float else str, **shared)


def shown_default(value: Any) -> str:
    """A setting's default as it can be written."""
    if isinstance(value, tuple):
        return ", ".join(value)
    return shown_size(value) if type(value) is int else str(value)


def chosen_settings(options: dict[str, Any]) -> Settings:
    """The settings in force here, with the given options on top. Takes the options for settings
    out of `options`."""
    flags = {}
    for name in EVERY:
        value = options.pop(name, None)
        if name in ("select", "ignore") and value is not None:
            value = [prefix for listed in value for prefix in listed.split(",")]
        flags[name] = value or None if isinstance(value, list | tuple) else value
    return read_settings(Path.cwd(), os.environ, flags)
