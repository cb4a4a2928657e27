"""`clean PATH... -o DIR`: the main job."""

from __future__ import annotations

import json
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.effort import effort_options, executor_of, local_of
from cleaner.cli.options import Sectioned, Whole, chosen_settings, folders, settings_options
from cleaner.errors import UsageError
from cleaner.sources.addresses import recorded, scheme_of
from cleaner.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.corpus.commit import Counts
    from cleaner.run.run import Outcome
    from cleaner.settings import Settings

TOO_MANY_REJECTS = 3
_LONG = 100 * 1000 * 1000
"""Bytes of compressed web archives that it takes seconds to look through."""
_FAULT = (
    "rejected as `failed`: they met a fault in clean itself. Please report it with the detail "
    "that `clean show DIR ID` gives for one of them."
)


class _Context(click.Context):
    """The main job has no word of its own: its path is `clean`."""

    @property
    def command_path(self) -> str:
        return super().command_path.strip()


class _MainJob(Sectioned):
    context_class = _Context


# Its paths may be closed to us: that makes a reject of a file, not an error of the request.
@click.command("corpus", cls=_MainJob)
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(readable=False), metavar="PATH..."
)
@click.option(
    "-o", "--output", shell_complete=folders, metavar="DIR", help="Folder of the new corpus."
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Start over; a corpus that is there is replaced once the new one is complete.",
)
@click.option("--overwrite", "fresh", is_flag=True, hidden=True)
@click.option(
    "--shard",
    metavar="I/N",
    help="Do one of N shares of the work; `clean merge` puts them together.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing, only say what would come of it.")
@click.option("--json", "as_json", is_flag=True, help="Give the closing report as JSON.")
@click.option(
    "--max-rejects",
    type=Whole(min=0),
    metavar="N",
    help="End with exit code 3 if there are more rejects than this.",
)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress and no report.")
@effort_options
@settings_options()
@click.version_option(VERSION, prog_name="clean")
def command(**options: Any) -> int:
    """Clean files, folders, patterns or `-` (standard input) into a new Parquet corpus.

    What a file holds is told by its content and name; docs/reading.md lists the formats.

    \b
    Examples:
      clean seeds/ -o corpus/
      clean 'pages/**/*.txt' -o corpus/ --title drop --ignore widget
      clean news.jsonl.gz dump.warc.gz archive.zip -o corpus/ --text-key body
      clean pages/ --dry-run --json
    """
    settings = chosen_settings(options)
    paths, output, dry_run = options["paths"], options["output"], options["dry_run"]
    if not output and not dry_run:
        raise UsageError(_no_output(paths))
    if output and scheme_of(output):
        raise UsageError(
            f"-o {recorded(output)}: a corpus is written to a folder of this machine. Choose one, "
            "and copy it there when it is done."
        )

    from cleaner.cli.report import report
    from cleaner.guard import FAILED

    outcome = _done(settings, options)
    counts = outcome.counts
    if options["as_json"]:
        click.echo(json.dumps(_plain(counts, None if dry_run else output), ensure_ascii=False))
    elif not options["quiet"]:
        click.echo(report(counts, None if dry_run else output, _earlier(outcome)))
    if failed := counts.rejected.get(FAILED, 0):
        click.echo(f"clean: {failed:,} {_FAULT}", err=True)
    allowed, rejected = options["max_rejects"], sum(counts.rejected.values())
    if allowed is not None and rejected > allowed:
        click.echo(f"clean: {rejected:,} rejected, {allowed:,} allowed (--max-rejects).", err=True)
        return TOO_MANY_REJECTS
    return 0


def _done(settings: Settings, options: dict[str, Any]) -> Outcome:
    """Does what was asked for."""
    from cleaner.cli.own_rules import tell_own_rules
    from cleaner.cli.progress import Progress
    from cleaner.cli.terminal import look_at_stdin
    from cleaner.garbage import keep_all
    from cleaner.kit import make_kit
    from cleaner.run.first import with_first_pass
    from cleaner.run.folder import check_outside
    from cleaner.run.parts import run_part, share_of
    from cleaner.run.place import look
    from cleaner.run.plan import plan
    from cleaner.run.raw import only_raw
    from cleaner.run.run import How, run, survey
    from cleaner.run.split import splitter
    from cleaner.sources.files import find

    paths, output, dry_run = options["paths"], options["output"], options["dry_run"]
    share = share_of(options["shard"]) if options["shard"] else None
    if not dry_run:
        check_outside(Path(output))  # before the rules are read, which takes a while
        look(Path(output))
    kit = make_kit(settings)
    keep_all()
    if not options["quiet"]:
        tell_own_rules(kit)
    tell = (lambda *_: None) if options["quiet"] else _tell_followed
    shards = plan(only_raw(find(paths, output or None)), split=splitter(settings, tell))
    if "-" in paths:
        look_at_stdin()
    executor = executor_of(options, shards)
    with Progress(options["quiet"], options["log_file"]) as progress:
        kit = with_first_pass(shards, kit, How(local_of(options, shards), progress))
        if dry_run:
            return survey(shards, kit, progress)
        how = How(executor, progress, fresh=options["fresh"])
        if share is not None:
            return run_part(shards, kit, Path(output), share, how)
        return run(shards, kit, Path(output), how)


def _tell_followed(archives: int, size: int) -> None:
    """Says what the first moments go by with, where they are more than a few."""
    if size > _LONG:
        files = "a web archive" if archives == 1 else f"{archives} web archives"
        click.echo(f"clean: looking where {files} can be cut ({size / 1e9:.1f} GB)", err=True)


def _earlier(outcome: Outcome) -> str:
    """What is to be said of the shards that were done before."""
    if not outcome.earlier:
        return ""
    if outcome.earlier == outcome.shards:
        return "It was done already, from the same input by the same rules: nothing is changed."
    return f"{outcome.earlier:,} of {outcome.shards:,} shards were done by an earlier run."


def _no_output(paths: Sequence[str]) -> str:
    """What to say where no output folder was named: perhaps the word was meant for a command."""
    ctx = click.get_current_context().find_root()
    word = paths[0]
    if isinstance(ctx.command, click.Group) and not Path(word).exists():
        near = get_close_matches(word, ctx.command.list_commands(ctx), n=1)
        meant = f"; did you mean `clean {near[0]}`?" if near else ". `clean --help` says more."
        return f"there is no command and no file called {word!r}{meant}"
    return "say where the corpus is to go: clean PATH... -o DIR (or --dry-run)."


def _plain(counts: Counts, output: str | None) -> dict[str, Any]:
    from dataclasses import asdict

    return {"output": output, **asdict(counts)}
