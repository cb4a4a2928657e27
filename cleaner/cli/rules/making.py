"""`clean rules new`: a rule from one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner.cli.options import folders
from cleaner.errors import UsageError

if TYPE_CHECKING:
    from cleaner.rulebook.rule import Loaded
    from cleaner.rulebook.scaffold import Draft

MOST_LINES = 200_000
"""Lines of a corpus among which the nearest are sought."""


@click.command("new", short_help="Write a rule from one line.")
@click.option("--from-line", "text", metavar="TEXT", help="The line of junk, as it stands.")
@click.option("--from", "origin", metavar="FILE:LINE", help="Where it stands: a file and a line.")
@click.option("--site", default="", metavar="HOST", help="The rule is for this site alone.")
@click.option(
    "--corpus",
    "corpora",
    multiple=True,
    shell_complete=folders,
    metavar="DIR",
    help="Corpus or folder whose nearest lines must stay. Can be given again.",
)
@click.option(
    "-o",
    "--pack",
    metavar="FILE",
    help="The pack to write to.  [default: rules/mine.yaml, or rules/HOST.yaml]",
)
def new(
    text: str | None, origin: str | None, site: str, corpora: tuple[str, ...], pack: str | None
) -> None:
    """Write a rule that takes a line like this one, with the line as an example that must fire,
    and the nearest other lines of the file and of --corpus as examples that must stay.

    Numbers and dates in the line may differ. The rule goes to the end of a pack; what stands there
    stays as it is. Look at the examples before you trust the rule: a line that is junk as well is
    no example of what must stay.

    \b
    Examples:
      clean rules new --from-line "Harbour weather: 14 °C" --corpus corpus/
      clean rules new --from pages/ferry.txt:8 --site harbour.example
    """
    from cleaner.rulebook.scaffold import draft, zone_of

    lines, index, shown = _origin(origin)
    if text is None:
        if index is None:
            raise UsageError("say which line: --from-line TEXT, or --from FILE:LINE.")
        text = lines[index]
    index = _index(lines, index, text)
    zone, why = "", "Seen as a line of its own."
    if index is not None:
        from cleaner.lines import page_of

        zone = zone_of(page_of("\n".join(lines)), index)
        why = f"Seen in {shown}, line {index + 1}."
    elif origin is not None:
        click.echo(f"note: {shown} has no such line; where it stands is not known.", err=True)
    path = Path(pack) if pack else Path("rules") / f"{_file_name(site)}.yaml"
    others = (*lines, *islice(_corpus_lines(corpora), MOST_LINES))
    entries = _in_force(path)
    try:
        made = draft(text, others, _names(entries), site, why, zone)
    except ValueError as error:
        raise UsageError(f"{text!r}: {error}.") from error
    _write(path, made)
    if already := _already(made.match, entries, site):
        told = f"`clean rules explain {already}` says where it acts"
        click.echo(f"note: {already} takes such a line already; {told}.\n", err=True)
    _next(path, origin, corpora)


def _origin(origin: str | None) -> tuple[list[str], int | None, str]:
    """The lines of the file, the index of the line (None if no number was given), and the file's
    name for reports. Raises UsageError if there is no such file or line."""
    if origin is None:
        return [], None, ""
    name, colon, number = origin.rpartition(":")
    if not (colon and number.isdigit()):
        name, number = origin, ""
    path = Path(name)
    if not path.is_file():
        raise UsageError(f"{name}: there is no such file. Write --from FILE:LINE.")
    from cleaner.stages.decode import decode

    lines = decode(path.read_bytes(), {})[0].split("\n")
    if number and not 1 <= int(number) <= len(lines):
        raise UsageError(f"{name} has {len(lines)} lines; there is no line {number}.")
    return lines, int(number) - 1 if number else None, path.name


def _index(lines: list[str], index: int | None, text: str) -> int | None:
    """Where the line stands in the file: the number given, or the first line with this text."""
    if index is not None:
        return index
    wanted = text.strip()
    return next((i for i, line in enumerate(lines) if line.strip() == wanted), None)


def _corpus_lines(corpora: tuple[str, ...]) -> Iterator[str]:
    from cleaner.cli.rules.texts import page_lines
    from cleaner.settings import Settings

    if corpora:
        yield from page_lines(corpora, Settings())


def _file_name(site: str) -> str:
    return site.removeprefix("*.").removeprefix("www.").lower() or "mine"


def _in_force(path: Path) -> Sequence[Loaded]:
    """The shipped rules, those found here, and those of the pack."""
    from cleaner.rulebook.load import load_rules

    places = [path] if path.is_file() else []
    return load_rules(*places, own=True).entries


def _names(entries: Sequence[Loaded]) -> set[str]:
    """The ids that are in use."""
    return {name for entry in entries for name in (entry.rule.id, *entry.rule.replaces)}


def _already(line: str, entries: Sequence[Loaded], site: str) -> str:
    """The id of a rule that removes such a line for what it says, "" if none does."""
    from cleaner.lines import page_of
    from cleaner.rulebook.check import fires
    from cleaner.rulebook.keys import Requires
    from cleaner.rulebook.match import Matcher
    from cleaner.rulebook.sites import same_site

    rules = [
        rule
        for rule in (entry.rule for entry in entries)
        if rule.action == "remove_line"
        and rule.status in ("stable", "experimental")
        and rule.confidence != "low"
        and rule.repeats is None
        and rule.requires == Requires()
        and (not rule.sites or (site and any(same_site(site, each) for each in rule.sites)))
    ]
    matcher = Matcher(rules)
    numbers = matcher.candidates(page_of(line))
    found = (matcher.rules[number].rule for number in sorted(numbers))
    return next((rule.id for rule in found if fires(rule, line)), "")


def _write(path: Path, made: Draft) -> None:
    """Writes the rule, and what a new pack needs beside it; says what was written where.
    Raises UsageError for a rule that the pack has."""
    from cleaner.rulebook.schema import schema_text
    from cleaner.rulebook.writing import SCHEMA_FILE, head_of, rule_text, same_rule, with_rule

    if path.exists():
        text = path.read_text(encoding="utf-8")
        if same := same_rule(text, made):
            raise UsageError(
                f"{path.as_posix()}: rule {same} does the same already, so nothing was written. "
                f"`clean rules explain {same}` says where it acts."
            )
        whole = with_rule(path.as_posix(), text, made)
    else:
        parent = "-".join(filter(None, [path.absolute().parent.name.lower()]))
        whole = head_of(f"{_pack_part(parent)}/{_pack_part(path.stem)}") + rule_text(made)
        path.parent.mkdir(parents=True, exist_ok=True)
        schema = path.parent / SCHEMA_FILE
        if not schema.exists():
            schema.write_text(schema_text(), encoding="utf-8", newline="\n")
    path.write_text(whole, encoding="utf-8", newline="\n")
    click.echo(f"wrote rule {made.id} to {path.as_posix()}:\n")
    click.echo(rule_text(made, "    "))


def _next(path: Path, origin: str | None, corpora: tuple[str, ...]) -> None:
    """Says how the day goes on: with what was named, and where nothing was, with names to fill."""
    from cleaner.run.folder import is_corpus

    rules = path.parent.as_posix() if path.parent != Path() else path.as_posix()
    found = path.parent.resolve() == Path("rules").resolve()
    named = "" if found else f" --rules {_worded(rules)}"
    folder = Path(origin.rpartition(":")[0] or origin).parent if origin else None
    pages = corpora[0] if corpora else folder.as_posix() if folder else "PAGES"
    cleans = f"clean {_worded(pages)} -o NEW{named}"
    if corpora and is_corpus(Path(corpora[0])):
        cleans = f"clean again {_worded(pages)} -o NEW{named}"
    steps = (
        (f"clean rules test {_worded(rules)}", "runs its examples: look at them first"),
        (f"clean rules try {_worded(rules)} {_worded(pages)}", "shows what it takes"),
        (cleans, "cleans with it"),
    )
    width = max(len(step) for step, _ in steps)
    click.echo("next:")
    for step, why in steps:
        click.echo(f"  {step.ljust(width)}  {why}")


def _worded(text: str) -> str:
    """A path as a word of a command line."""
    return f'"{text}"' if any(map(str.isspace, text)) else text


def _pack_part(name: str) -> str:
    """A name as a pack may have it."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "_.-") else "-" for c in name.lower())
    return kept.strip("-._") or "mine"
