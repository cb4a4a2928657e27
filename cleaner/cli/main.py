"""The command `clean`: `clean PATH... -o DIR` is the main job, words such as `show` are others.

Everything heavy is imported by the commands themselves, so that help is there at once.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from cleaner.cli.ending import run_to_end
from cleaner.cli.terminal import colours_wanted
from cleaner.version import VERSION

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_COMMANDS = (
    *("inspect", "show", "restore", "verify", "stats", "status", "merge", "again"),
    *("pipe", "mine", "rules", "names", "completion"),
)
_MAIN_JOB = "corpus"
_COMPLETE = "_CLEAN_COMPLETE"


class _Commands(click.Group):
    """Takes the main job for granted where the first word names no command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name != _MAIN_JOB and cmd_name not in _COMMANDS:
            return None
        module = import_module(f"cleaner.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version", *_COMMANDS}
        # While a shell completes a word, the main job must be entered for its options to show.
        if args and args[0] not in own:
            args = [_MAIN_JOB, *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        return ("" if name == _MAIN_JOB else name), command, rest

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        words = super().shell_complete(ctx, incomplete)
        job = self.get_command(ctx, _MAIN_JOB)
        if job is None or ctx.invoked_subcommand is not None:
            return words
        inside = job.make_context("", [], parent=ctx, resilient_parsing=True)
        paths = job.params[0].shell_complete(inside, incomplete)
        seen = {word.value for word in words}
        options = [w for w in job.shell_complete(inside, incomplete) if w.value not in seen]
        return [*words, *options, *paths]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage("clean", "PATH... -o DIR [OPTIONS]")
        formatter.write_usage("clean", "COMMAND [ARGS]...", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        job = self.get_command(ctx, _MAIN_JOB)
        if job is not None:
            job.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(VERSION, prog_name="clean")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Turn raw scraped text into a clean Parquet corpus that records every edit.

    \b
    Examples:
      clean seeds/ -o corpus/           clean all files of a folder into a new corpus
      clean a.txt 'more/*.txt' -o out   files and patterns
      cat page.txt | clean - -o out     standard input
      clean show corpus/ 3f2a           what was removed from one document, and by which rule

    \b
    A file that is called as a command is: clean ./show -o out
    Settings may also stand in cleaner.toml, in pyproject.toml under [tool.cleaner] and in the
    environment, as CLEANER_TITLE=drop.

    \b
    Exit codes: 0 done, 1 a check has findings, 2 a request that cannot be carried out, 3 more
    rejects than allowed, 4 could not go on, 130 interrupted (143 terminated).
    """
    ctx.color = colours_wanted(os.environ)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> None:
    """Runs the command and ends the process with the exit code of `errors.py`."""
    sys.exit(run_to_end(_run))


def _run() -> int:
    instruction = os.environ.get(_COMPLETE)
    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(cli, {}, "clean", _COMPLETE, instruction)
    with cli.make_context("clean", sys.argv[1:]) as ctx:
        code = cli.invoke(ctx)
    return code if isinstance(code, int) else 0
