"""Members of archives: which are read, under what names, and which are refused."""

from __future__ import annotations

import hashlib
import re

from cleaner.sources.names import shown_bytes

UNSAFE_NAME = "unsafe-name"
ENCRYPTED = "encrypted"

REMEMBERED = 1_000_000
"""Names of one archive that are kept in mind, to tell a member from an earlier one of its name."""
_DRIVE = re.compile(r"[A-Za-z]:[/\\]")
_SEPARATORS = re.compile(r"[/\\]")
_APART = "__MACOSX"


def unsafe(name: str) -> str:
    """What is wrong with a member's name, "" if nothing is. Nothing is written to disk here, but
    who finds such a name in a corpus may do so; and who made it meant harm."""
    if name.startswith(("/", "\\")) or _DRIVE.match(name):
        return "its name is an absolute path"
    return "its name leads out of the archive" if ".." in _SEPARATORS.split(name) else ""


def hidden(name: str) -> bool:
    """Whether a member is left out, as hidden files in folders are."""
    parts = [part for part in _SEPARATORS.split(name) if part not in ("", ".", "..")]
    return any(part.startswith(".") or part == _APART for part in parts)


class Steps:
    """The steps that lead to the members of one archive: no two are the same."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def step(self, name: str, offset: int) -> str:
        """The step to a member: its name, and where that was there before (or too many were to
        know) the byte in the archive at which its header stands."""
        shown = shown_bytes(name.encode("utf-8", "surrogateescape"))
        # A hash of a fixed kind: Python's own differs from run to run.
        mark = int.from_bytes(hashlib.blake2b(shown.encode(), digest_size=8).digest())
        if mark in self._seen or len(self._seen) >= REMEMBERED:
            return f"member={shown},byte={offset}"
        self._seen.add(mark)
        return f"member={shown}"


def last(name: str) -> str:
    """The last component of a member's name."""
    return _SEPARATORS.split(name.rstrip("/\\"))[-1]
