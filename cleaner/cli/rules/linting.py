"""`clean rules lint`: what is wrong with rules, by codes that stay what they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.options import folders
from cleaner.cli.rules.places import named_places
from cleaner.cli.terminal import harmless
from cleaner.errors import CheckFailed, UsageError, counted
from cleaner.version import VERSION

if TYPE_CHECKING:
    from cleaner.errors import Fault
    from cleaner.rulebook.lint.run import Linted

FORMATS = ("text", "json", "sarif", "github")
_SARIF_LEVEL = {"error": "error", "warning": "warning", "advice": "note"}
_GITHUB_LEVEL = {"error": "error", "warning": "warning", "advice": "notice"}
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


@click.command("lint", short_help="Find what is wrong with rules.")
@click.argument("places", nargs=-1, type=click.Path(), metavar="[PATH]...")
@click.option("--explain", "code", metavar="CODE", help="Print the page of one code.")
@click.option("--list", "listed", is_flag=True, help="List all codes.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--good",
    multiple=True,
    shell_complete=folders,
    type=click.Path(),
    metavar="DIR",
    help="Folder of known-good text, as for `clean rules test`.",
)
@click.option(
    "--corpus",
    shell_complete=folders,
    metavar="DIR",
    help="Corpus in which each rule should do something.",
)
def lint(
    places: tuple[str, ...],
    code: str | None,
    listed: bool,
    form: str,
    good: tuple[str, ...],
    corpus: str | None,
) -> None:
    """Check the shipped rules and those found here, or the files and folders named: format,
    patterns, examples, phrases, and rules that stand in each other's way. Each finding has a code
    with a page.

    Errors end with exit code 1; in packs called core/..., warnings do as well. A rule that lists a
    code under `accept` was looked at.

    \b
    Examples:
      clean rules lint my-rules/
      clean rules lint --explain R106
      clean rules lint my-rules/ --format sarif > lint.sarif
    """
    if listed or code is not None:
        click.echo(_page(code))
        return
    found = _lint(places, good, corpus)
    if form == "text":
        for fault in found.found:
            click.echo(harmless(f"{_level(fault)}: {fault}"))
    else:
        click.echo({"json": _json, "sarif": _sarif, "github": _github}[form](found))
    told = f"{counted(found.rules, 'rule')}, {counted(len(found.found), 'finding')}"
    if found.failing:
        raise CheckFailed(f"{told}, {len(found.failing)} to be mended.")
    if form == "text":
        click.echo(f"{told}.")


def _page(code: str | None) -> str:
    from cleaner.rulebook.lint.codes import codes
    from cleaner.settings import nearest

    known = codes()
    if code is None:
        return "\n".join(f"{c.code}  {c.level:<8} {c.name:<22} {c.what}" for c in known.values())
    page = next((c for c in known.values() if code in (c.code, c.code.lower(), c.name)), None)
    if page is None:
        near = nearest(code, [*known, *(c.name for c in known.values())])
        raise UsageError(f"there is no code {code!r}{near or '.'} --list names them all.")
    return page.page


def _lint(places: tuple[str, ...], good: tuple[str, ...], corpus: str | None) -> Linted:
    from cleaner.cli.rules.counting import gather
    from cleaner.cli.rules.testing import over_good
    from cleaner.corpus.load import load_corpus
    from cleaner.errors import RuleError
    from cleaner.rulebook.lint.run import lint as run
    from cleaner.rulebook.load import load_rules

    roots = named_places(places, core=True)
    others = load_rules().entries if places else ()
    try:
        entries = load_rules(*(place.path for place in roots), core=False).entries
    except RuleError:
        return run(roots, others=others)  # what is refused does not run
    taken, _, _ = over_good([place.path for place in roots], good, entries)
    unseen: set[str] = set()
    if corpus is not None:
        work = gather(load_corpus(corpus))
        unseen = {entry.rule.id for entry in entries if entry.rule.id not in work}
    return run(roots, taken, unseen, others)


def _level(fault: Fault) -> str:
    from cleaner.rulebook.lint.codes import codes

    return codes()[fault.code].level


def _row(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "level": _level(fault),
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "message": fault.message,
        "advice": fault.advice,
    }


def _json(found: Linted) -> str:
    rows = [_row(fault) for fault in found.found]
    return json.dumps({"rules": found.rules, "findings": rows}, ensure_ascii=False, indent=2)


def _github(found: Linted) -> str:
    """Workflow commands of GitHub Actions, one for each finding."""
    return "\n".join(
        f"::{_GITHUB_LEVEL[_level(f)]} file={_escaped(f.file, ',:')},line={f.line},col={f.column},"
        f"title={f.code}::{_escaped(f'{_ended(f.message)} {f.advice}')}"
        for f in found.found
    )


def _escaped(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _sarif(found: Linted) -> str:
    """SARIF 2.1.0, as code hosts and editors read it."""
    from cleaner.rulebook.lint.codes import codes

    known = list(codes().values())
    place = {code.code: index for index, code in enumerate(known)}
    driver = {
        "name": "clean rules lint",
        "version": VERSION,
        "rules": [
            {
                "id": code.code,
                "name": code.name,
                "shortDescription": {"text": code.what},
                "fullDescription": {"text": code.why},
                "defaultConfiguration": {"level": _SARIF_LEVEL[code.level]},
            }
            for code in known
        ],
    }
    results = [
        {
            "ruleId": fault.code,
            "ruleIndex": place[fault.code],
            "level": _SARIF_LEVEL[_level(fault)],
            "message": {"text": f"{_ended(fault.message)} {fault.advice}"},
            "locations": [{"physicalLocation": _location(fault)}],
        }
        for fault in found.found
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _ended(message: str) -> str:
    return message if message.endswith(("?", ".", "!")) else f"{message}."


def _location(fault: Fault) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": Path(fault.file).as_posix()},
        "region": {"startLine": fault.line, "startColumn": fault.column},
    }
