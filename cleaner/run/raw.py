"""Raw input, told from what runs have made of it: a corpus is no folder of files to clean."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from cleaner.corpus.layout import COMMITS, DATA, MANIFEST, UNFINISHED
from cleaner.errors import UsageError
from cleaner.run.place import PART
from cleaner.sources.found import Found

_MARKS = (MANIFEST, PART, UNFINISHED)
"""A folder with one of them beside commit records is a corpus, a part of one, or to become one."""


def only_raw(inputs: Iterable[Found]) -> Iterator[Found]:
    """The same inputs. Raises UsageError, as soon as it shows, where both records and the manifest
    of a corpus are among them: whoever named it, or a folder around it, would get its rules and
    its README as documents. Its `data/` alone is Parquet like any other.

    It goes by names alone, so that it is the same for what lies elsewhere.
    """
    recorded: set[str] = set()
    marked: set[str] = set()
    for found in inputs:
        # Not pathlib, which is slow, and takes a slash away from addresses.
        folder, name = os.path.split(found.path)
        if folder.endswith(COMMITS) and os.path.basename(folder) == COMMITS:  # noqa: PTH119
            recorded.add(os.path.dirname(folder))  # noqa: PTH120
        elif name in _MARKS:
            marked.add(folder)
        else:
            yield found
            continue
        if both := recorded & marked:
            raise _corpus(min(both))
        yield found


def _corpus(folder: str) -> UsageError:
    here = folder or os.curdir
    rows = os.path.join(here, DATA, "")  # noqa: PTH118
    return UsageError(
        f"{here}: this is a corpus, not raw text: `clean again {here} -o NEW` cleans it anew; "
        f"name {rows} to read its Parquet files as they are. Where it lies among raw files, name "
        "those without it."
    )
