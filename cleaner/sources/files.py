"""From what a person typed to the list of inputs: every file once, in an order and under names
that depend on nothing but what was asked for and what is there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain

from cleaner.errors import UsageError
from cleaner.sources.addresses import is_remote, local_path
from cleaner.sources.arguments import STDIN, arguments
from cleaner.sources.found import Found, document_id
from cleaner.sources.remote import found_at
from cleaner.sources.search import Search, inside

__all__ = ["Found", "document_id", "find"]


def find(paths: Sequence[str], output: str | None = None) -> Iterator[Found]:
    """The inputs behind paths a person typed: files, folders with everything below them, patterns,
    the same by their addresses elsewhere, and `-` for standard input. Hidden files and folders
    are left out unless named; symlinks are followed, after all else; a file reached twice is given
    once; the `output` folder is left out; what is read from elsewhere comes last.

    Raises UsageError, before anything is given, for a path that does not exist or lies in the
    output folder, and for an address that cannot be reached; and while it is read, for an argument
    that is a folder without files.
    """
    named = arguments([local_path(path) for path in paths if not is_remote(path)])
    avoid = None if output is None else os.path.realpath(output)
    for argument in named:
        if avoid is not None and argument.path != STDIN and inside(argument.real, avoid):
            raise UsageError(
                f"{argument.path!r} lies in the output folder {output!r}. "
                "Choose another folder for the output."
            )
    elsewhere = [path for path in paths if is_remote(path)]
    return chain(Search(avoid).run(named), found_at(elsewhere))
