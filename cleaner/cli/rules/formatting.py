"""`clean rules fmt`: packs in one form, comments and all."""

from __future__ import annotations

import click

from cleaner.cli.rules.places import named_places
from cleaner.errors import CheckFailed, UsageError, counted


@click.command("fmt", short_help="Bring packs to one form.")
@click.argument("places", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@click.option("--check", is_flag=True, help="Change nothing; end with code 1 if anything would.")
def fmt(places: tuple[str, ...], check: bool) -> None:
    """Bring the packs in files and folders to one form: keys in the order of the docs, one blank
    line between rules, indentation, single quotes around patterns, ends of lines. Comments stay
    with what they stand above; what the pack says does not change.

    \b
    Examples:
      clean rules fmt my-rules/
      clean rules fmt my-rules/ --check
    """
    from cleaner.rulebook.format import formatted
    from cleaner.rulebook.places import pack_files

    files = [pair for place in named_places(places, core=False) for pair in pack_files(place)]
    if not files:
        raise UsageError(f"{places[0]}: there are no rules there.")
    changed = 0
    for path, name in files:
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{name}: cannot be read as UTF-8: {error}.") from error
        made = formatted(name, text)
        if made != text:
            changed += 1
            click.echo(f"{'would change' if check else 'changed'} {name}")
            if not check:
                path.write_text(made, encoding="utf-8", newline="\n")
    told = counted(len(files), "file")
    if changed and check:
        raise CheckFailed(f"{changed} of {told} are not in form: run `clean rules fmt`.")
    click.echo(f"{told}, {changed} changed.")
