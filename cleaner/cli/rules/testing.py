"""`clean rules test`: the examples of rules, then the rules over text that is known to be good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner.cli.options import folders
from cleaner.cli.rules.places import named_places
from cleaner.cli.terminal import harmless
from cleaner.errors import CheckFailed, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.rulebook.known import Accepted, Taken
    from cleaner.rulebook.rule import Loaded

GOOD = "good"
"""A folder of this name in a place of rules holds its known-good text."""


@click.command("test", short_help="Run the examples of rules, and rules over good text.")
@click.argument("places", nargs=-1, type=click.Path(), metavar="[PATH]...")
@click.option(
    "--good",
    "good",
    multiple=True,
    shell_complete=folders,
    type=click.Path(),
    metavar="DIR",
    help="Folder of known-good text, files *.txt. Can be given again.",
)
def test(places: tuple[str, ...], good: tuple[str, ...]) -> None:
    """Run the examples of all shipped rules and of those found here, or of those in the files and
    folders named; then run every rule over known-good text, and print what it would take.

    Known-good text is that of --good, and of a folder `good` in a place of rules. What was looked
    at and may be taken is listed in `known-false.yaml`, in the place of rules or in the folder of
    the text, as a list of rule, text and why. A text called de.txt, or below de/, is German.

    \b
    Examples:
      clean rules test
      clean rules test my-rules/ more.yaml
      clean rules test my-rules/ --good articles/
    """
    from cleaner.rulebook.check import check
    from cleaner.rulebook.load import load_rules

    core = not places
    entries = load_rules(*places, core=core, own=core, trusting=False).entries
    report = check(entries)
    warned = [f for f in report.failures if f.kind == "tests" and not _strict(f.entry)]
    failures = [f for f in report.failures if f not in warned]
    for failure in report.failures:
        click.echo(("warning: " if failure in warned else "") + harmless(str(failure)))
    told = f"{counted(report.rules, 'rule')}, {counted(report.examples, 'example')}"
    roots = [place.path for place in named_places(places, core=True)]
    wrong, stale, texts = over_good(roots, good, entries)
    for each in wrong:
        click.echo(harmless(str(each)))
    for old in stale:
        click.echo(f"{old.file}:{old.line}: {old.rule} takes this no longer: delete the entry")
    told += f", {counted(texts, 'known-good text')}" if texts else ""
    faults = [counted(len(failures), "failure")] if failures else []
    faults += [counted(len(wrong), "wrong removal")] if wrong else []
    faults += [f"{len(stale)} accepted for nothing"] if stale else []
    if faults:
        raise CheckFailed(f"{told}: {', '.join(faults)}.")
    click.echo(f"{told}, all pass.")


def _strict(entry: Loaded) -> bool:
    return entry.pack.startswith("core/")


def over_good(
    roots: Sequence[Path], good: Sequence[str], entries: Sequence[Loaded]
) -> tuple[list[Taken], list[Accepted], int]:
    """What rules take of known-good text and nobody accepted, what is accepted and not taken any
    more, and how many texts there were."""
    from cleaner.rulebook.known import accepted_in, good_texts, split_accepted, taken_of

    homes = list(dict.fromkeys(root if root.is_dir() else root.parent for root in roots))
    own = [home / GOOD for home in homes if (home / GOOD).is_dir()]
    named = [Path(each) for each in good]
    texts = [text for folder in (*own, *named) for text in good_texts(folder)]
    lists = [*homes, *(folder for folder in (*own, *named) if folder.is_dir())]
    taken = taken_of((entry.rule for entry in entries), texts)
    accepted = accepted_in(dict.fromkeys(lists)) if texts else []
    ids = {entry.rule.id for entry in entries}
    wrong, stale = split_accepted(taken, [each for each in accepted if each.rule in ids])
    return wrong, stale, len(texts)
