"""Walking folders: every file once, by name, out of every loop."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaner.errors import UsageError
from cleaner.sources.arguments import STDIN, Argument
from cleaner.sources.found import LOOP, Found, file_found, unreadable
from cleaner.sources.names import shown


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder on its way: as it was reached, its name, its real path, and the real paths of the
    folders whose symlinks led to it."""

    path: str
    uri: str
    real: str
    hops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Link:
    """A symlink met in a folder."""

    path: str
    uri: str
    folder: _Folder


class Search:
    """What one search has to remember to give no file twice and to come out of every loop.

    A folder's real path follows from its parent's, and a file counts as seen when its folder was
    listed: so the memory needed grows with folders and symlinks, not with files. Symlinks are
    followed last: one that is added renames no file that was there before.
    """

    def __init__(self, avoid: str | None) -> None:
        self._avoid = avoid
        self._listed: set[str] = set()
        self._singles: set[str] = set()
        self._links: deque[_Link] = deque()

    def run(self, named: Sequence[Argument]) -> Iterator[Found]:
        """What is found at the arguments. Raises UsageError for a folder without files."""
        for argument in named:
            yield from self._argument(argument)
        while self._links:
            yield from self._follow(self._links.popleft())

    def _argument(self, argument: Argument) -> Iterator[Found]:
        path, uri = argument.path, argument.uri
        if path == STDIN:
            yield Found(path, uri)
        elif argument.error is not None:
            yield unreadable(path, uri, argument.error)
        elif not argument.is_folder:
            if self._first(argument.real):
                yield file_found(path, uri, argument.mode, argument.size)
        elif argument.real not in self._listed:
            empty = True
            for found in self._tree(_Folder(path, uri, argument.real)):
                empty = False
                if found is not None:
                    yield found
            if empty:
                raise UsageError(
                    f"No files found in {path!r}. Hidden files are read only when named."
                )

    def _follow(self, link: _Link) -> Iterator[Found]:
        try:
            status = os.stat(link.path)
        except OSError as error:
            yield unreadable(link.path, link.uri, error)
            return
        real = os.path.realpath(link.path)
        if self._avoid is not None and inside(real, self._avoid):
            return
        if not stat.S_ISDIR(status.st_mode):
            if self._first(real):
                yield file_found(link.path, link.uri, status.st_mode, status.st_size)
            return
        hops = (link.folder.real, *link.folder.hops)
        if any(inside(hop, real) for hop in hops):
            yield Found(link.path, link.uri, 0, LOOP, "leads back to a folder it lies in")
        elif real not in self._listed:
            tree = self._tree(_Folder(link.path, link.uri, real, hops))
            yield from (found for found in tree if found is not None)

    def _tree(self, top: _Folder) -> Iterator[Found | None]:
        """What is in a folder and below it, None for each file that is given elsewhere or later."""
        # The folders we are in, each as what is left of it. A stack of our own, since folders can
        # be nested deeper than Python calls.
        trail = [self._children(top)]
        while trail:
            for child in trail[-1]:
                if isinstance(child, _Folder):
                    if child.real != self._avoid and child.real not in self._listed:
                        trail.append(self._children(child))
                        break
                elif isinstance(child, _Link):
                    self._links.append(child)
                    yield None
                else:
                    yield child
            else:
                trail.pop()

    def _children(self, folder: _Folder) -> Iterator[Found | _Folder | _Link | None]:
        """What is in a folder itself, by name."""
        try:
            names, links = _names(folder.path)
        except OSError as error:
            yield unreadable(folder.path, folder.uri, error)
            return
        self._listed.add(folder.real)
        prefix = os.path.join(folder.path, "")
        real_prefix = os.path.join(folder.real, "")
        for name in names:
            path, uri = prefix + name, f"{folder.uri}/{shown(name)}".lstrip("/")
            if name in links:
                yield _Link(path, uri, folder)
                continue
            try:
                status = os.stat(path)
            except OSError as error:
                yield unreadable(path, uri, error)
                continue
            real = real_prefix + name
            if stat.S_ISDIR(status.st_mode):
                yield _Folder(path, uri, real, folder.hops)
            elif real not in self._singles:
                yield file_found(path, uri, status.st_mode, status.st_size)
            else:
                yield None

    def _first(self, real: str) -> bool:
        """Whether a file reached by its own name or a symlink has not been given yet and will not
        be with its folder."""
        folder, name = os.path.split(real)
        if real in self._singles or (folder in self._listed and not name.startswith(".")):
            return False
        self._singles.add(real)
        return True


def _names(path: str) -> tuple[list[str], set[str]]:
    """The names in a folder that are not hidden, sorted, and which of them are symlinks."""
    names: list[str] = []
    links: set[str] = set()
    with os.scandir(path) as scan:
        for entry in scan:
            if not entry.name.startswith("."):
                names.append(entry.name)
                if entry.is_symlink():
                    links.add(entry.name)
    names.sort()
    return names, links


def inside(path: str, folder: str) -> bool:
    """Whether a real path is a folder's, or lies in it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
