"""`clean rules try`: what rules would take, before they are let loose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from cleaner.cli.options import folders
from cleaner.cli.terminal import harmless
from cleaner.errors import counted

if TYPE_CHECKING:
    from cleaner.edits import Change
    from cleaner.model import Cleaned


STAGES = ("strip", "layout", "artifacts")
"""The stages in which rules work."""


@dataclass(frozen=True)
class Hunk:
    """Lines that change: the number of the first, from 1, as they were and as they are after,
    and by which rules; with the lines before and after them."""

    line: int
    old: tuple[str, ...]
    new: tuple[str, ...]
    rules: tuple[str, ...]
    before: str
    after: str


@click.command("try", short_help="Show what rules would take.")
@click.argument("pack", type=click.Path(), metavar="RULES")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(),
    shell_complete=folders,
    metavar="PATH...",
)
@click.option("--show", default=20, show_default=True, metavar="N", help="Documents to show.")
@click.option("--site-from", default="url", show_default=True, metavar="NAME", help="As for clean.")
def try_(pack: str, paths: tuple[str, ...], show: int, site_from: str) -> None:
    """Show what the rules of a file or folder would do to files, folders or a corpus: the lines
    that change, how many documents that concerns, and the longest text taken. No other rules run.

    \b
    Examples:
      clean rules try rules/mine.yaml pages/
      clean rules try rules/mine.yaml corpus/ --show 3
    """
    from cleaner.cli.rules.texts import cleaned
    from cleaner.settings import Settings

    settings = Settings(names="off", units="off", site_from=site_from)
    documents = touched = places = characters = 0
    longest = ("", "", "")
    for found in cleaned(paths, (pack,), settings):
        documents += 1
        changes = list(_changes(found))
        for flag in found.document.notes:
            if flag.kind == "yielded":
                click.echo(f"{_name(found)}: {flag.by} stands back: {flag.value}")
        if not changes:
            continue
        touched += 1
        places += len(changes)
        for change in changes:
            characters += max(0, len(change.old) - len(change.new))
            if len(change.old) > len(longest[0]):
                rule = next(edit.rule for edit in change.edits if edit.stage in STAGES)
                longest = (change.old, rule, _name(found))
        if touched <= show:
            _show(found, changes)
    if touched > show:
        click.echo(f"... and {counted(touched - show, 'document')} more (--show)\n")
    told = f"{touched:,} of {counted(documents, 'document')} touched"
    click.echo(f"{told}, {counted(places, 'place')}, {counted(characters, 'character')} taken")
    if not touched and documents and (hosts := _sites(pack)):
        told = ", ".join(hosts[:5])
        click.echo(f"its rules are for {told}: --site-from says which part of a path is the site")
    if longest[0]:
        text, rule, name = longest
        shown = harmless(text.strip("\n")).replace("\n", "␤")
        shown = shown if len(shown) <= 300 else shown[:299] + "…"
        click.echo(f"longest: {counted(len(text), 'character')} by {rule} in {name}: {shown}")


def _sites(pack: str) -> list[str]:
    """The sites that the rules of a pack ask for."""
    from cleaner.rulebook.load import load_rules

    rules = load_rules(pack, core=False).rules
    return sorted({site for rule in rules for site in rule.sites})


def _name(found: Cleaned) -> str:
    return harmless(f"{found.source.uri} {found.source.locator}".rstrip())


def _changes(found: Cleaned) -> Iterator[Change]:
    """The changes that rules made; repairs are not of interest here."""
    from cleaner.edits import compose

    for change in compose(found.document.base, found.document.edits):
        if any(edit.stage in STAGES for edit in change.edits):
            yield change


def hunks(base: str, changes: Sequence[Change]) -> Iterator[Hunk]:
    """The changes as lines, those that touch one line together."""
    from cleaner.lines import page_of

    page = page_of(base)

    def line_at(offset: int) -> int:
        from bisect import bisect_right

        return bisect_right(page.starts, offset) - 1

    groups: list[tuple[int, int, list[Change]]] = []
    for change in changes:
        first = line_at(change.start)
        last = max(first, line_at(max(change.start, change.end - 1)))
        if groups and first <= groups[-1][1]:
            groups[-1] = (groups[-1][0], max(last, groups[-1][1]), [*groups[-1][2], change])
        else:
            groups.append((first, last, [change]))
    for first, last, group in groups:
        start, end = page.starts[first], page.starts[last] + len(page.lines[last])
        new, done = "", start
        for change in group:
            new += base[done : change.start] + change.new
            done = change.end
        new += base[done:end] if done < end else ""
        edits = (edit for change in group for edit in change.edits)
        rules = dict.fromkeys(edit.rule for edit in edits if edit.stage in STAGES)
        filled = page.filled
        before = [i for i in filled if i < first][-1:]
        after = [i for i in filled if i > last][:1]
        yield Hunk(
            first + 1,
            tuple(line for line in page.lines[first : last + 1] if line.strip()),
            tuple(line for line in new.split("\n") if line.strip()),
            tuple(rules),
            page.lines[before[0]] if before else "",
            page.lines[after[0]] if after else "",
        )


def _show(found: Cleaned, changes: Sequence[Change]) -> None:
    for hunk in hunks(found.document.base, changes):
        click.echo(click.style(f"{_name(found)}:{hunk.line}", bold=True))
        context = [_cut(line) for line in (hunk.before, hunk.after)]
        if context[0]:
            click.echo(click.style(f"  {context[0]}", dim=True))
        for line in hunk.old:
            click.echo(click.style(f"- {harmless(line)}", fg="red"))
        for line in hunk.new:
            click.echo(click.style(f"+ {harmless(line)}", fg="green"))
        click.echo(click.style(f"  <{', '.join(hunk.rules)}>", fg="yellow"))
        if context[1]:
            click.echo(click.style(f"  {context[1]}", dim=True))
        click.echo()


def _cut(line: str, most: int = 100) -> str:
    shown = harmless(line)
    return shown if len(shown) <= most else shown[: most - 1] + "…"
