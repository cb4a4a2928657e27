"""`clean names`: looking at names, what they match, and what they collide with."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

from cleaner.errors import CheckFailed, UsageError, counted

if TYPE_CHECKING:
    from cleaner.romanize.load import Names

_FURTHER = click.option(
    "--rules", "places", multiple=True, metavar="DIR", help="further rules, with a folder `names`"
)
_SCRIPTS = (
    ("ko", "[가-힣]"), ("ja", "[ぁ-ヿ]"), ("zh", "[一-鿿]"), ("el", "[Ͱ-Ͽ]"), ("he", "[א-ת]"),
    ("fa", "[پچژگک]|ی"), ("ar", "[ء-ي]"), ("be", "[ўЎ]"), ("uk", "[іїєґІЇЄҐ]"),
    ("sr", "[ђјљњћџЂЈЉЊЋЏ]"),
    ("ru", "[а-яёА-ЯЁ]"),
)  # fmt: skip
"""What a script or a letter says about the language, the surest first."""


@click.group("names")
def command() -> None:
    """Look at names: what they match, and what they collide with.

    \b
    Examples:
      clean names forms "Кожемяко"        spellings and the schemes that write them
      clean names test                    the examples of all names
      clean names check                   collisions with English words and with each other
    """


@command.command("forms")
@click.argument("native")
@click.option("--language", metavar="CODE", help="of the name; told from its letters if left out")
@click.option("--reading", metavar="TEXT", help="pinyin (Chinese), kana (Japanese)")
@click.option("--each", default=4, show_default=True, help="how many spellings of every scheme")
@click.option("--match", "tried", multiple=True, metavar="FORM", help="tell who writes FORM")
def forms(
    native: str, language: str | None, reading: str | None, each: int, tried: tuple[str, ...]
) -> None:
    """Print how a name in its own script is written in Latin letters, and by which schemes.

    \b
    Examples:
      clean names forms "Кожемяко"
      clean names forms "安倍晋三" --language ja --reading "あべ しんぞう"
      clean names forms "Кожемяко" --match Kojemiako --match Koschemjako
    """
    from cleaner.romanize import matcher

    try:
        found = matcher(native, language or _language_of(native), reading)
    except ValueError as error:
        raise UsageError(f"{error}.") from error
    if tried:
        for form in tried:
            click.echo(f"{form:<32}{found.matches(form) or 'no spelling of this name'}")
        return
    for one in found.forms(each):
        click.echo(f"{one.text:<32}{' '.join(one.schemes)}")


def _language_of(native: str) -> str:
    language = next((code for code, letters in _SCRIPTS if re.search(letters, native)), None)
    if language is None:
        raise UsageError(f"{native!r}: give the name in its own script, or say --language.")
    return language


@command.command("check")
@_FURTHER
def check(places: tuple[str, ...]) -> None:
    """Print what names collide with: English words, and spellings of other names.

    What has been looked at and may stay is listed in the entry's `accept`; what must never match,
    in its `reject`. Ends with code 1 if anything else is found.

    \b
    Example:
      clean names check
    """
    from cleaner.romanize.check import collisions, english_words
    from cleaner.rulebook.home import rules_home

    names = _load(places)
    found = list(collisions(names, english_words(rules_home())))
    for finding in found:
        click.echo(str(finding))
    told = counted(len(names.entries), "name")
    if found:
        raise CheckFailed(
            f"{told}, {counted(len(found), 'collision')}: list each in `accept` or `reject` of "
            "its entry."
        )
    click.echo(f"{told}, no collisions.")


@command.command("test")
@_FURTHER
def test(places: tuple[str, ...]) -> None:
    """Run the examples of all names.

    \b
    Examples:
      clean names test
      clean names test --rules my-rules/
    """
    from cleaner.romanize.check import failures

    names = _load(places)
    found = list(failures(names))
    for finding in found:
        click.echo(str(finding))
    tests = [entry.name.tests for entry in names.entries]
    examples = sum(len(t.match) + len(t.keep) for t in tests)
    told = f"{counted(len(tests), 'name')}, {counted(examples, 'example')}"
    if found:
        raise CheckFailed(f"{told}, {counted(len(found), 'failure')}.")
    click.echo(f"{told}, all pass.")


@command.command("list")
@_FURTHER
@click.option("--json", "as_json", is_flag=True, help="as JSON, for machines")
def list_(places: tuple[str, ...], as_json: bool) -> None:
    """List every name with its kind, its native form and the file it stands in.

    \b
    Examples:
      clean names list
      clean names list --json
    """
    for entry in _load(places).entries:
        name = entry.name
        native = ", ".join(f"{form} ({code})" for code, form in name.native.items())
        if as_json:
            row = {**name.model_dump(mode="json"), "file": entry.file, "line": entry.line}
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(f"{name.id:<40}{name.kind:<14}{name.canonical:<32}{native:<40}{entry.file}")


@command.command("schema")
def schema() -> None:
    """Print the JSON Schema of a file of names, for editors that complete and check keys.

    \b
    Example:
      clean names schema > rules/names/names.schema.json
    """
    from cleaner.romanize.entry import NamePack

    click.echo(json.dumps(NamePack.model_json_schema(by_alias=True), indent=2, ensure_ascii=False))


def _load(places: tuple[str, ...]) -> Names:
    from cleaner.romanize.load import load_names
    from cleaner.rulebook.home import rules_home

    return load_names(rules_home(), *places)
