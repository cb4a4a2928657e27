"""`clean completion`: the script that lets a shell complete the command."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command("completion", short_help="Print the script that completes words in a shell.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    \b
    Examples:
      clean completion bash >> ~/.bashrc
      clean completion zsh >> ~/.zshrc
      clean completion fish > ~/.config/fish/completions/clean.fish
    """
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(ctx.find_root().command, {}, "clean", "_CLEAN_COMPLETE").source())
