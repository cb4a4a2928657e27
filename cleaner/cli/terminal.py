"""What a terminal is shown: colours where they are wanted, and no character that acts on it."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

import click

from cleaner.errors import UsageError

_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the direction of what follows on the screen."""


def colours_wanted(environment: Mapping[str, str]) -> bool | None:
    """Whether the environment asks for colours or against them, None if it does not say: then
    they are for terminals (https://no-color.org, https://force-color.org)."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return False if environment.get("TERM") == "dumb" else None


def in_colour() -> bool:
    """Whether standard output shows colours."""
    wanted = click.get_current_context().color
    return sys.stdout.isatty() if wanted is None else wanted


def look_at_stdin() -> None:
    """Says that standard input is waited for, if somebody is to type it. Raises UsageError if it
    is closed."""
    if sys.stdin is None:
        raise UsageError("standard input is closed; there is nothing to read from `-`.")
    if sys.stdin.isatty():
        click.echo("clean: reading from the terminal; Ctrl-D on an empty line ends it.", err=True)


def harmless(text: str) -> str:
    """A text with a sign for each character that would act on the terminal; line ends and tabs
    stay. A page may hold what clears a screen or changes the title of a window."""
    return _ACTING.sub(lambda found: _sign(found[0]), text)


def _sign(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)  # the Unicode block of pictures for controls
    return "␡" if code == 0x7F else f"<{code:04X}>"
