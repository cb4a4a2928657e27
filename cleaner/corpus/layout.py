"""Where things lie in a corpus folder.

The folder of a language is called `data/en`, not `data/language=en`: with the column inside the
file too, pyarrow and pandas read the folder's name as a second, dictionary-typed `language` and
refuse to merge the two, and without it inside the file, DuckDB, polars and `datasets` disagree
on whether the column exists. So the file alone says what is in it.
"""

from __future__ import annotations

import re
from pathlib import Path

DATA = "data"
REJECTS = "_rejects"
COMMITS = "_commits"
RULES = "_rules"
TEMPORARY = "_tmp"
MANIFEST = "manifest.json"
CARD = "README.md"
UNFINISHED = "unfinished.json"
"""While a run is not at its end, and after one that was ended early: how much there is to do."""
SETTINGS = "settings.json"
"""Among the rules as used: the settings as used."""

DATA_GLOB = f"{DATA}/**/*.parquet"
"""What a loader has to be told to find every row and nothing else."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def data_path(language: str, shard: int) -> str:
    """Where the rows of a shard in one language lie, from the corpus folder, with `/`.

    Raises ValueError if the language is no BCP 47 code, which could name any folder.
    """
    if not _LANGUAGE.fullmatch(language):
        raise ValueError(f"{language!r} is no language code (BCP 47)")
    return f"{DATA}/{language}/part-{shard:05d}.parquet"


def rejects_path(shard: int) -> str:
    """Where a shard's rejects lie, from the corpus folder."""
    return f"{REJECTS}/part-{shard:05d}.parquet"


def commit_path(shard: int) -> str:
    """Where a shard's commit record lies, from the corpus folder."""
    return f"{COMMITS}/{shard:05d}.json"


def files_under(out: Path, folder: str) -> list[str]:
    """Every file below a folder of the corpus, as sorted paths from the corpus folder."""
    return sorted(
        path.relative_to(out).as_posix()
        for path in (out / folder).rglob("*")
        if path.is_file() or path.is_symlink()
    )


def shard_files(out: Path, shard: int) -> list[str]:
    """The Parquet files of one shard that are there, committed or not."""
    name = f"part-{shard:05d}.parquet"
    found = [*(out / DATA).glob(f"*/{name}"), *(out / REJECTS).glob(name)]
    return sorted(path.relative_to(out).as_posix() for path in found)
