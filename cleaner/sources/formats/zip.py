"""Reading ZIP: its members in the order of the archive, expanded as their bytes come.

Where one can go anywhere in the archive, its directory says what is in it. Where one cannot
(standard input, an archive in an archive), or where the directory is missing because the end is,
the headers before the members say it, one after the other.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from cleaner.model import Broken
from cleaner.settings import Settings
from cleaner.sources.buffer import Buffered, Window, forward, told_of_damage
from cleaner.sources.found import NOT_A_FILE
from cleaner.sources.guards import DAMAGED, TRUNCATED, UNSUPPORTED
from cleaner.sources.members import (
    ENCRYPTED,
    UNSAFE_NAME,
    Steps,
    hidden,
    last,
    unsafe,
)
from cleaner.sources.stream import Stream
from cleaner.sources.zipped import METHODS, Entry, Unzipped, directory, next_entry

_SEARCHED = (".parquet", ".arrow", ".feather")


def read(stream: Stream, _: Settings) -> Iterator[Stream | Broken]:
    """The members that are files. Those that are encrypted, packed in an unknown way, no files,
    or have a name that no archive should have are Broken; hidden ones are left out."""
    listed = directory(stream.file) if stream.file.seekable() else None
    if listed is None:
        yield from _one_after_the_other(stream)
    else:
        yield from _as_listed(stream, listed)


def _as_listed(stream: Stream, listed: list[Entry]) -> Iterator[Stream | Broken]:
    steps, part = Steps(), stream.part
    for place, entry in enumerate(listed):
        if entry.name.endswith("/") or hidden(entry.name):
            continue
        step = steps.step(entry.name, entry.offset)
        if part and not part.start <= place < part.stop:
            continue
        after = listed[place + 1].offset if place + 1 < len(listed) else None
        wrong = _wrong(entry)
        start = None if wrong else entry.data_start(stream.file)
        if start is None:
            wrong = wrong or (TRUNCATED, "there is nothing where the directory says it is")
        elif after is not None and start + entry.packed > after:
            wrong = (DAMAGED, "it overlaps the member after it")
        if wrong or start is None:
            yield stream.broken(step, *(wrong or ("", "")))
            continue
        name = last(entry.name)
        if entry.method == zipfile.ZIP_STORED and name.lower().endswith(_SEARCHED):
            yield stream.inner(step, name, Buffered(Window(stream.file, start, entry.size)))
            continue
        stream.file.seek(start)
        yield stream.inner(step, name, forward(Unzipped(stream, entry).pull))


def _one_after_the_other(stream: Stream) -> Iterator[Stream | Broken]:
    steps, at = Steps(), 0
    while (entry := next_entry(stream.file, at)) is not None:
        at = entry.offset + entry.head
        unzipped = Unzipped(stream, entry)
        if entry.name.endswith("/") or hidden(entry.name) or unzipped.endless:
            found: Stream | Broken | None = None
        elif wrong := _wrong(entry):
            found = stream.broken(steps.step(entry.name, entry.offset), *wrong)
        else:
            step = steps.step(entry.name, entry.offset)
            found = stream.inner(step, last(entry.name), forward(unzipped.pull))
        if found is not None:
            yield found
        if unzipped.cut or told_of_damage(stream.file):
            return  # the member has told it to whoever read that
        at += unzipped.leave()


def _wrong(entry: Entry) -> tuple[str, str] | None:
    """Why a member is not read, as reason and detail."""
    if detail := unsafe(entry.name):
        return UNSAFE_NAME, detail
    if entry.kind:
        return NOT_A_FILE, f"is {entry.kind}"
    if entry.encrypted:
        return ENCRYPTED, "it needs a password"
    if entry.method not in METHODS:
        return UNSUPPORTED, f"it is packed by method {entry.method}, which is not known here"
    return None
