"""`clean merge`: the shares of a run, put together."""

from __future__ import annotations

from pathlib import Path

import click

from cleaner.cli.options import folders, output_option


@click.command("merge", short_help="Put the shares of a run together.")
@click.argument("parts", nargs=-1, required=True, metavar="PART...", shell_complete=folders)
@output_option("Folder of the corpus.")
def command(parts: tuple[str, ...], output: str) -> None:
    """Make one corpus of the folders that `clean ... --shard 1/n` to `n/n` filled. It is the same,
    byte for byte, as if one run had written it.

    \b
    Example:
      clean merge parts/* -o corpus/
    """
    from cleaner.cli.report import report
    from cleaner.run.parts import merge

    counts = merge([Path(part) for part in parts], Path(output))
    click.echo(report(counts, output))
