"""`clean verify`: every law on every row."""

from __future__ import annotations

import click

from cleaner.cli.options import folders
from cleaner.errors import CheckFailed

SHOWN = 50


@click.command("verify", short_help="Check every law on every row of a corpus.")
@click.argument("corpus", shell_complete=folders)
def command(corpus: str) -> None:
    """Check a corpus: that every edit can be replayed and undone, that hashes, counts, offsets and
    files are what the records say. Exit code 1 if anything is not.

    \b
    Example:
      clean verify corpus/
    """
    from cleaner.corpus.load import load_corpus
    from cleaner.corpus.verify import verify

    findings = verify(corpus)
    for finding in findings[:SHOWN]:
        click.echo(str(finding))
    if findings:
        more = f" (the first {SHOWN} are shown)" if len(findings) > SHOWN else ""
        plural = "" if len(findings) == 1 else "s"
        raise CheckFailed(f"{corpus}: {len(findings):,} finding{plural}{more}.")
    found = load_corpus(corpus)
    counts = found.counts()
    click.echo(
        f"{corpus}: {counts.kept:,} rows and {sum(counts.rejected.values()):,} rejects hold "
        "every law."
    )
