"""What a person typed, looked at once: which inputs are meant, what they are, and their names."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from cleaner.errors import UsageError
from cleaner.sources.names import Components, components, labels
from cleaner.sources.pattern import expand, is_pattern

STDIN = "-"
"""The argument that stands for standard input, and its name among the sources."""

_MISSING = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL}
"""Errors that say there is no such path. Windows answers EINVAL to a name with `*`."""

_MANY_NAMES = 10_000
"""Folders with more names than this are not searched for the nearest one: it would take seconds."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One path to read: as it was reached, its name, its real path, and what the system says of
    it: mode and size in bytes, or the error that kept it from saying so."""

    path: str
    uri: str
    real: str
    mode: int = 0
    size: int = 0
    error: OSError | None = None

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder, or a symlink to one."""
        return stat.S_ISDIR(self.mode)


def arguments(paths: Sequence[str]) -> list[Argument]:
    """The paths a person meant, patterns expanded, each once; in an order that does not depend on
    the order they were typed in: folders before files, outer before inner, then by name.

    Raises UsageError for a path that does not exist or a pattern that nothing matches.
    """
    seen: dict[Components, Argument] = {}
    reals: dict[str, str] = {}
    for path in paths:
        for argument in _meant(path, reals):
            parts = (STDIN,) if argument.path == STDIN else components(argument.path)
            seen.setdefault(parts, argument)
    named = [
        Argument(a.path, uri, a.real, a.mode, a.size, a.error)
        for a, uri in zip(seen.values(), labels(list(seen)), strict=True)
    ]
    folders = {argument.real for argument in named if argument.is_folder}
    return sorted(named, key=lambda a: _place(a, folders))


def _place(argument: Argument, folders: set[str]) -> tuple[bool, int, str]:
    """What arguments are ordered by; the number is that of the folders this folder lies in."""
    depth, real = 0, argument.real
    while argument.is_folder and (parent := os.path.dirname(real)) != real:
        depth += parent in folders
        real = parent
    return not argument.is_folder, depth, argument.uri


def _meant(path: str, reals: dict[str, str]) -> Iterator[Argument]:
    if path == STDIN:
        yield Argument(STDIN, STDIN, STDIN)
        return
    argument = _look(path, reals)
    if argument.error is None or argument.error.errno not in _MISSING:
        yield argument
        return
    # Only now: a file whose very name is `a*.txt` wins over the pattern.
    matches = expand(path) if is_pattern(path) else []
    if not matches:
        raise UsageError(_advice(path))
    # A match that cannot be read (a symlink to nowhere) is reported as it would be in a folder.
    for match in matches:
        yield _look(match, reals)


def _look(path: str, reals: dict[str, str]) -> Argument:
    """What the system says of a path. Raises UsageError if no path can look like this."""
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            found = os.stat(path)
            return Argument(path, "", os.path.realpath(path), found.st_mode, found.st_size)
    except OSError as error:
        return Argument(path, "", os.path.abspath(path), error=error)
    except ValueError as error:
        raise UsageError(f"{path!r} cannot be a path: {error}.") from error
    if stat.S_ISDIR(found.st_mode):
        real = os.path.realpath(path)
    else:
        # A shell may hand over 100,000 files of one folder: its real path is asked for once.
        folder, name = os.path.split(path)
        if folder not in reals:
            reals[folder] = os.path.realpath(folder)
        real = os.path.join(reals[folder], name)
    return Argument(path, "", real, found.st_mode, found.st_size)


def _advice(path: str) -> str:
    if is_pattern(path):
        return f"Nothing matches {path!r}. Hidden files are matched only by a pattern with the dot."
    if os.path.lexists(path):
        return f"{path!r} is a symlink to {os.readlink(path)!r}, which does not exist."
    missing = path.rstrip("/" + os.sep)
    while (folder := os.path.dirname(missing)) and not os.path.isdir(folder):
        missing = folder
    try:
        names = os.listdir(folder or os.curdir)
    except OSError:
        names = []
    few = names if len(names) <= _MANY_NAMES else []
    near = get_close_matches(os.path.basename(missing), sorted(few), n=1, cutoff=0.5)
    if not near:
        return f"{path!r} does not exist."
    return f"{path!r} does not exist; did you mean {os.path.join(folder, near[0])!r}?"
