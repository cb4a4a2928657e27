"""Telling which rules are at work that nobody named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cleaner.kit import Kit

SHOWN = 5
OWN = ("local/", "user/", "package-")
"""How the names of files begin that nobody named."""


def tell_own_rules(kit: Kit) -> None:
    """Says which packs were found in ./rules, in the user's own folder or in a package."""
    names = (name for name in kit.names.files if name.startswith(OWN)) if kit.names else ()
    found = (*kit.rulebook.own, *names)
    if found:
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        named = ", ".join(found[:SHOWN]) + more
        click.echo(f"clean: with the rules of {named} (--discover off leaves them out).", err=True)
