"""What is read from elsewhere: one address names a file, a folder or, but on the web, a pattern.

Nothing of this is asked for, or even imported, unless an address was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import translate
from typing import BinaryIO, cast

from cleaner.errors import UsageError
from cleaner.sources import storage, web
from cleaner.sources.addresses import WEB, lowered, recorded, scheme_of
from cleaner.sources.buffer import Pulled, Searchable
from cleaner.sources.found import Found
from cleaner.sources.names import shown_bytes
from cleaner.sources.storage import INSIDE, Entry, Storage

_MAGIC = re.compile(r"[*?\[]")


def found_at(addresses: Sequence[str]) -> list[Found]:
    """The files behind addresses, by name, each once; hidden ones only where they are named.

    Raises UsageError for what cannot be reached, is not there, may not be looked at, or is a
    folder without files, and for two addresses that would be recorded as one.
    """
    files: dict[str, Found] = {}
    for address in sorted(set(map(lowered, addresses))):
        for found in _web(address) if scheme_of(address) in WEB else _stored(address):
            other = files.setdefault(found.uri, found)
            if _inside(other) != _inside(found):
                raise UsageError(
                    f"Two addresses differ only in what is not recorded of {found.uri!r} (users, "
                    "passwords, what stands behind `?`): their documents would have the same ids. "
                    "Read them one at a time, or download them."
                )
    return [files[uri] for uri in sorted(files)]


def _inside(found: Found) -> str:
    """What the storage calls a file; on the web the whole address."""
    return found.path.partition(INSIDE)[2] or found.path


@contextmanager
def reached(path: str) -> Iterator[tuple[Pulled, dict[str, str]]]:
    """The bytes of a file as `found_at` names its path, and what its server says of them (a
    `charset`, an `url`). One can go anywhere in them where the server lets one.

    Raises SourceError, `unreadable`, where it cannot be opened (any more).
    """
    if scheme_of(path) in WEB:
        with web.WebFile(path) as page:
            yield _bytes_of(cast(BinaryIO, page)), page.hints
        return
    with storage.opened(path) as file:
        yield _bytes_of(file), {}


def _bytes_of(file: BinaryIO) -> Pulled:
    return Searchable(file) if file.seekable() else Pulled(file.read)


def _web(address: str) -> Iterator[Found]:
    with web.WebFile(address, UsageError) as page:
        # A size is for planning: what can be read but once is not to be cut into parts.
        size = page.size if page.seekable() else None
        yield Found(address, recorded(address), size or 0)


def _stored(address: str) -> Iterator[Found]:
    """A file, what is in a folder, or what matches a pattern, in a storage of files."""
    start = address if storage.is_file(address) else _root(address)
    place, told = Storage(start), recorded(address)
    pattern = address[len(start) :]
    entries = _matching(place, pattern) if pattern else place.below()
    if entries is None:
        yield Found(f"{start}{INSIDE}{place.path}", told, place.size)
        return
    prefix = recorded(start)
    prefix += "" if prefix.endswith("/") else "/"
    empty = True
    for entry in sorted(entries, key=lambda entry: entry.name):
        empty = False
        uri = prefix + shown_bytes(entry.name.encode("utf-8", "surrogateescape"))
        yield Found(f"{start}{INSIDE}{entry.path}", uri, entry.size)
    if empty and pattern:
        raise UsageError(f"Nothing matches {told!r}.")
    if empty:
        raise UsageError(f"No files found in {told!r}. Hidden files are read only when named.")


def _root(address: str) -> str:
    """The address without the part that begins with its first component that is a pattern."""
    head, sign, rest = address.partition("://")
    found = _MAGIC.search(rest)
    if found is None:
        return address
    return head + sign + rest[: rest.rfind("/", 0, found.start()) + 1]


def _matching(place: Storage, pattern: str) -> Iterator[Entry]:
    """The files that match, and those in the folders that do."""
    parts = [part for part in pattern.split("/") if part]
    depth = None if "**" in parts[:-1] else len(parts)
    for entry in place.within(depth):
        if not _matches(entry.name.split("/"), parts):
            continue
        if entry.is_folder:
            yield from place.below(entry) or ()
        else:
            yield entry


def _matches(names: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a path matches a pattern, component by component."""
    if not parts:
        return not names
    if parts[0] == "**" and len(parts) > 1:
        if _matches(names, parts[1:]):
            return True
        return bool(names) and not names[0].startswith(".") and _matches(names[1:], parts)
    if not names:
        return False
    if names[0].startswith(".") and not parts[0].startswith("."):
        return False
    fits = names[0] == parts[0] or re.match(translate(parts[0]), names[0]) is not None
    return fits and _matches(names[1:], parts[1:])
