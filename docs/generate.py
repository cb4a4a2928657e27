"""Writes docs/commands.md: the help of every command, and every setting.

    python docs/generate.py

A test holds the file equal to what this makes, so help and docs cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click

from cleaner.cli.main import cli
from cleaner.cli.options import shown_default
from cleaner.settings import Settings

HEAD = """# Commands and settings

What `clean --help` and `clean COMMAND --help` say, and the settings they share. This file is
written by `python docs/generate.py`.
"""


def commands() -> str:
    """The whole file."""
    parts = [HEAD, settings()]
    for name, command, called in walk("clean", cli, context()):
        parts.append(f"## `{name}`\n\n```\n{command.get_help(called).rstrip()}\n```\n")
    return "\n".join(parts)


def context() -> click.Context:
    """The command as it is called, at a width that does not depend on anyone's terminal."""
    return click.Context(cli, info_name="clean", terminal_width=96, **cli.context_settings)


def settings() -> str:
    """The table of settings."""
    rows = ["## Settings\n", "| setting | default | what it is |", "|---|---|---|"]
    for field in fields(Settings):
        shown = shown_default(field.default)
        rows.append(f"| `{field.name}` | `{shown}` | {field.metadata['help']} |")
    rows.append(
        "\nEach can stand in `cleaner.toml`, in `[tool.cleaner]` of `pyproject.toml`, in the "
        "environment as\n`CLEANER_` and its name in capitals, and on the command line; each of "
        "these wins over those before it.\n"
    )
    return "\n".join(rows)


def walk(
    name: str, command: click.Command, context: click.Context
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """A command and all below it, with the words that call them."""
    yield name, command, context
    if isinstance(command, click.Group):
        for word in command.list_commands(context):
            inner = command.get_command(context, word)
            if inner is not None:
                below = click.Context(inner, info_name=word, parent=context)
                yield from walk(f"{name} {word}", inner, below)


if __name__ == "__main__":
    Path(__file__).with_name("commands.md").write_text(commands(), encoding="utf-8")
