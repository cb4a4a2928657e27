"""`clean again`: a corpus cleaned again from its own rows, by other rules or settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.effort import effort_options, executor_of
from cleaner.cli.options import OF_CLEANING, Sectioned, folders, output_option, settings_options

if TYPE_CHECKING:
    from cleaner.settings import Settings


@click.command("again", cls=Sectioned, short_help="Clean a corpus again, without the raw files.")
@click.argument("corpus", shell_complete=folders)
@output_option("Folder of the new corpus.")
@click.option("--fresh", is_flag=True, help="Start over what an earlier run began there.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress and no report.")
@effort_options
@settings_options([name for name in OF_CLEANING if name != "passes"])
def command(corpus: str, output: str, **options: Any) -> None:
    """Clean the documents of a corpus again, from the texts that its rows give back: with the rules
    as they are now, and the settings it was made with but for those given here.

    What was rejected has no text in a corpus and stays rejected. Lines that repeat in the input are
    not counted anew. Where nothing has changed, files are linked or copied as they are.

    \b
    Examples:
      clean again corpus/ -o new/
      clean again corpus/ -o new/ --title drop
    """
    from cleaner.cli.own_rules import tell_own_rules
    from cleaner.cli.progress import Progress
    from cleaner.cli.report import report
    from cleaner.kit import make_kit
    from cleaner.run.again import plan_again, run_again
    from cleaner.run.run import How

    kit = make_kit(_settings(Path(corpus), options))
    if not options["quiet"]:
        tell_own_rules(kit)
    executor = executor_of(options, plan_again(Path(corpus)))
    with Progress(options["quiet"], options["log_file"]) as progress:
        how = How(executor, progress, fresh=options["fresh"])
        outcome = run_again(Path(corpus), kit, Path(output), how)
    if not options["quiet"]:
        click.echo(report(outcome.counts, output))


def _settings(corpus: Path, options: dict[str, Any]) -> Settings:
    """The settings the corpus was made with, but for those that were given."""
    from cleaner.corpus.load import load_corpus
    from cleaner.run.made import settings_of

    given = {name: options.get(name) for name in OF_CLEANING}
    for name in ("select", "ignore"):
        given[name] = [one for listed in given[name] or () for one in listed.split(",")]
    chosen = {name: value for name, value in given.items() if value not in (None, (), [])}
    load_corpus(corpus)  # says what is missing
    before = settings_of(corpus)
    passes = {"passes": "1"} if before.passes == "2" else {}
    return before.with_values({**chosen, **passes}, "command line")
