"""Opening what was found: a file, here or elsewhere, or standard input, as the stream its
documents are read from."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from cleaner.errors import SourceError
from cleaner.model import NOTHING
from cleaner.settings import Settings
from cleaner.sources.addresses import is_remote
from cleaner.sources.arguments import STDIN
from cleaner.sources.buffer import Buffered, Pulled, Searchable
from cleaner.sources.found import UNREADABLE, Found
from cleaner.sources.guards import Budget
from cleaner.sources.remote import reached
from cleaner.sources.stream import Stream


@contextmanager
def opened(found: Found, settings: Settings) -> Iterator[Stream]:
    """The stream of what was found, closed again behind the block. `stream.budget.taken` tells
    how many bytes of it were read.

    Raises SourceError: `unreadable` where the system does not let it be read, and the problem of
    a place where there is nothing to read.
    """
    if found.problem:
        raise SourceError(found.problem, found.detail)
    if found.path == STDIN:
        # Read through no buffer but ours: what is left in it belongs to nobody else.
        yield _stream(found, _standard_input(sys.stdin.buffer), settings)
        return
    if is_remote(found.path):
        with reached(found.path) as (source, hints):
            yield _stream(found, source, settings, hints)
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(found.path).open("rb", buffering=0))
        except OSError as error:
            # Not str(error), which names the path: two machines are to write the same rejects.
            raise SourceError(UNREADABLE, error.strerror or type(error).__name__) from error
        yield _stream(found, Searchable(file), settings)


def _stream(
    found: Found, source: Pulled, settings: Settings, hints: Mapping[str, str] = NOTHING
) -> Stream:
    budget = Budget(settings.max_expanded, lambda: source.taken)
    name = found.uri.rpartition("/")[2]
    return Stream(found.uri, name, Buffered(source), hints=hints, budget=budget, part=found.part)


def _standard_input(file: BinaryIO) -> Pulled:
    """Standard input: a file from its beginning where the shell was told `< file`."""
    at_start = not file.isatty() and file.seekable() and file.tell() == 0
    return Searchable(file) if at_start else Pulled(file.read)
