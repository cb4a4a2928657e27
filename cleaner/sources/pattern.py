"""Patterns such as `news/*.txt`, for shells that pass them on as they were typed.

`*`, `?` and `[...]` work inside one component and never match a leading dot; `**` stands for any
number of folders, not going through symlinks, so that it always comes to an end.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import translate

_MAGIC = re.compile(r"[*?\[]")
_ANY_DEPTH = "**"


def is_pattern(path: str) -> bool:
    """Whether the path has a character that means something in a pattern."""
    return _MAGIC.search(path) is not None


def expand(pattern: str) -> list[str]:
    """The paths that match a pattern, sorted. A folder that cannot be listed stands for what may
    match inside it, so that it is reported and not passed over."""
    drive, rest = os.path.splitdrive(pattern)
    parts = [part for part in rest.replace(os.sep, "/").split("/") if part]
    root = drive + os.sep if rest[:1] in (os.sep, "/") else drive
    paths, closed = {root}, set[str]()
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        if part == _ANY_DEPTH and not last:
            paths = {below for path in paths for below in _folders(path, closed)}
        elif is_pattern(part):
            matches = re.compile(translate(part)).match
            hidden = part.startswith(".")
            paths = {
                os.path.join(path, entry.name)
                for path in paths
                for entry in _entries(path, closed)
                if matches(entry.name) and (hidden or not entry.name.startswith("."))
            }
        else:
            joined = (os.path.join(path, part) for path in paths)
            paths = {path for path in joined if os.path.lexists(path)}
    return sorted(paths | closed)


def _entries(folder: str, closed: set[str]) -> list[os.DirEntry[str]]:
    """What is in a folder; one that may not be listed is added to `closed`."""
    try:
        with os.scandir(folder or os.curdir) as scan:
            return list(scan)
    except (NotADirectoryError, FileNotFoundError):
        return []
    except OSError:
        closed.add(folder or os.curdir)
        return []


def _folders(top: str, closed: set[str]) -> Iterator[str]:
    """A folder and all folders below it that are not hidden."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        yield folder
        waiting += [
            os.path.join(folder, entry.name)
            for entry in _entries(folder, closed)
            if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
        ]
