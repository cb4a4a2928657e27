"""`clean mine PATH... -o DIR`: rules from what repeats in a corpus."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.options import Sectioned, chosen_settings, output_option, settings_options
from cleaner.errors import UsageError, counted

if TYPE_CHECKING:
    from cleaner.mine.rules import Mined as Rule
    from cleaner.mine.work import Mined

NAMES = "name-variants.tsv"
SHOWN = 30
"""Rules that the report shows; all are in the packs."""
WIDTH = 48


@click.command("mine", cls=Sectioned, short_help="Propose rules from what repeats.")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(readable=False), metavar="PATH..."
)
@output_option("Folder for the packs.")
@click.option("--json", "as_json", is_flag=True, help="Give the report as JSON, with every rule.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@settings_options()
def command(
    paths: tuple[str, ...], output: str, as_json: bool, quiet: bool, **options: Any
) -> None:
    """Propose rules from a corpus, or from raw files in any format: lines and shapes of lines that
    repeat on a site or over several, headings of lists, and what stands among known boilerplate.
    Nothing is cleaned.

    The folder gets a pack for each site and one for all, to be looked over and used with --rules,
    and a table of spellings that may be of one name; nothing is written where nothing repeats.
    Lines that rules take already are left out.
    Everything is read twice; memory does not grow with it.

    \b
    Examples:
      clean mine pages/ -o mined/
      clean mine corpus/ -o mined/ --json
      clean pages/ -o cleaned/ --rules mined/
    """
    settings = chosen_settings(options)
    from cleaner.cli.progress import Progress
    from cleaner.kit import make_kit
    from cleaner.mine.inputs import documents_of
    from cleaner.mine.names import told
    from cleaner.mine.work import mine
    from cleaner.rulebook.schema import schema_text
    from cleaner.rulebook.writing import SCHEMA_FILE
    from cleaner.run.folder import check_free, filling

    out = Path(output)
    check_free(out)
    kit = make_kit(settings)
    with Progress(quiet) as progress:
        found = mine(documents_of(paths, kit, output, progress), kit)
    if not found.documents:
        raise UsageError("there are no documents in it, or none with text: nothing to mine.")
    files: dict[str, str] = {}
    if found.packs.files:
        files = {**found.packs.files, SCHEMA_FILE: schema_text()}
    if found.names:
        files[NAMES] = "".join(f"{line}\n" for line in told(list(found.names)))
    if files:
        with filling(out):
            _write(out, files)
    click.echo(json.dumps(_plain(found), ensure_ascii=False) if as_json else _report(found, out))


def _write(out: Path, files: Mapping[str, str]) -> None:
    from cleaner.corpus.disk import explained

    for name, text in files.items():
        with explained(out / name):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_text(text, encoding="utf-8", newline="\n")


def _report(found: Mined, out: Path) -> str:
    """What was found, as tables for people."""
    from cleaner.cli.report import table

    rules = found.packs.rules
    told = [
        f"{counted(found.documents, 'document')} of {counted(found.sites, 'site')}: "
        f"{counted(len(rules), 'rule')}, {counted(len(found.names), 'pair')} of spellings"
    ]
    if rules:
        head = ("rule", "sure", "documents", "characters", "line")
        rows = [
            (rule.id, sure, f"{group.documents:,}", f"{group.characters:,}", _line(rule))
            for rule in rules[:SHOWN]
            for sure, group in ((rule.finding.confidence, rule.finding.group),)
        ]
        told.append(table(head, rows))
    if len(rules) > SHOWN:
        told.append(f"and {len(rules) - SHOWN:,} more in {out}")
    if found.names:
        told.append("\n".join(f"{v.first} / {v.second}" for v in found.names[:SHOWN]))
    if rules:
        told.append(
            f"packs in {out}: look them over; `clean rules try {out} PATH` shows what they take, "
            f"`--rules {out}` cleans with them."
        )
    else:
        told.append(_nothing(found, out))
    if found.packs.dropped:
        told.append(f"{counted(len(found.packs.dropped), 'rule')} left out: their examples failed.")
    return "\n\n".join(told)


def _nothing(found: Mined, out: Path) -> str:
    """What to say where no pack is written."""
    from cleaner.mine.document import LEAST_DOCUMENTS

    what = f"{out} holds spellings alone" if found.names else f"{out} was not made"
    return (
        f"Nothing repeats that could be proposed as a rule: {what}, and there are no rules to test "
        f"or to clean with. A line has to stand in {LEAST_DOCUMENTS} documents of a site or more, "
        "outside of articles. Give more pages of each site, or say by --site-from what tells "
        "their sites. For one line: `clean rules new --from-line LINE`."
    )


def _line(rule: Rule) -> str:
    line = next(iter(rule.finding.group.samples))
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def _plain(found: Mined) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "documents": found.documents,
        "sites": found.sites,
        "rules": [_plain_rule(rule) for rule in found.packs.rules],
        "left_out": [rule.id for rule in found.packs.dropped],
        "names": [asdict(variants) for variants in found.names],
    }


def _plain_rule(rule: Rule) -> dict[str, Any]:
    group = rule.finding.group
    return {
        "id": rule.id,
        "confidence": rule.finding.confidence,
        "kind": "heading" if rule.finding.opens_list else group.kind,
        "site": group.site,
        "documents": group.documents,
        "of": group.of,
        "characters": group.characters,
        "why": rule.finding.why,
        "samples": list(group.samples),
    }
