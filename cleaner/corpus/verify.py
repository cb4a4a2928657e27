"""Checking a corpus: every law on every row, every file against the record of its shard.

That the edits of one run do not overlap needs no check of its own: `edits.passes` cuts the log
wherever two would.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from os import PathLike
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cleaner.corpus.commit import Commit, Counts, Output, json_bytes, read_commits
from cleaner.corpus.disk import sha256_of
from cleaner.corpus.laws import Row, broken, null
from cleaner.corpus.layout import (
    COMMITS,
    DATA,
    MANIFEST,
    REJECTS,
    TEMPORARY,
    commit_path,
    files_under,
)
from cleaner.corpus.load import BATCH_ROWS
from cleaner.corpus.manifest import manifest
from cleaner.corpus.schema import REJECTS_SCHEMA, SCHEMA
from cleaner.errors import CorpusError, NotThere


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken law: its name, the file or the file and row, and what is wrong."""

    law: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.law}: {self.message}"


def verify(path: str | PathLike[str]) -> list[Finding]:
    """Everything that is wrong with a corpus, files first, then row by row; empty if nothing is.

    Rows are read a few at a time. Raises NotThere if there is no corpus to check.
    """
    out = Path(path)
    if not (out / COMMITS).is_dir():
        raise NotThere(
            f"{out}: no corpus (it has no {COMMITS}/). Give the folder that `clean PATH -o FOLDER` "
            "wrote."
        )
    try:
        commits = list(read_commits(out))
    except CorpusError as error:
        return [Finding("commits", COMMITS, str(error))]
    seen: set[bytes] = set()
    findings = [*_files(out, commits), *_manifest(out), *_stamps(commits)]
    for commit in commits:
        findings += _shard(out, commit, seen)
    return findings


def _files(out: Path, commits: list[Commit]) -> Iterator[Finding]:
    """The files on disk are exactly those the commits name."""
    expected = {output.path for commit in commits for output in commit.outputs}
    expected |= {commit_path(commit.shard) for commit in commits}
    folders = (DATA, REJECTS, COMMITS, TEMPORARY)
    found = {path for folder in folders for path in files_under(out, folder)}
    for path in sorted(expected - found):
        yield Finding("files", path, "is in a commit record, but not on disk")
    for path in sorted(found - expected):
        yield Finding("files", path, "is on disk, but in no commit record")


def _manifest(out: Path) -> Iterator[Finding]:
    """The manifest is the fold of the commit records and rule files."""
    path = out / MANIFEST
    if not path.is_file():
        yield Finding("manifest", MANIFEST, "is missing")
    elif path.read_bytes() != json_bytes(manifest(out)):
        yield Finding("manifest", MANIFEST, "is not what the commit records and rules add up to")


def _stamps(commits: list[Commit]) -> Iterator[Finding]:
    """All shards were made by one version, rulebook, settings and schema."""
    for commit in commits[1:]:
        if commit.stamp != commits[0].stamp:
            yield Finding(
                "stamp",
                commit_path(commit.shard),
                f"made by other rules, settings or versions than {commit_path(commits[0].shard)}",
            )


def _shard(out: Path, commit: Commit, seen: set[bytes]) -> Iterator[Finding]:
    """All laws of one shard: its files, their rows, and its counts."""
    counts = Counts()
    whole = True
    for output in commit.outputs:
        path = out / output.path
        if not path.is_file():
            whole = False
            continue
        try:
            yield from _bytes(path, output)
            yield from _table(path, output, commit, counts, seen)
        except (OSError, pa.ArrowException) as error:
            whole = False
            yield Finding("readable", output.path, f"cannot be read: {error}")
    if whole:
        yield from _counts(commit, counts)


def _bytes(path: Path, output: Output) -> Iterator[Finding]:
    size = path.stat().st_size
    if size != output.bytes:
        yield Finding("bytes", output.path, f"has {size} bytes, its commit says {output.bytes}")
    if sha256_of(path) != output.sha256:
        yield Finding("sha256", output.path, "is not the file that was committed")


def _table(
    path: Path, output: Output, commit: Commit, counts: Counts, seen: set[bytes]
) -> Iterator[Finding]:
    """The schema, the footer and every row of one file."""
    rejects = output.path.startswith(f"{REJECTS}/")
    with pq.ParquetFile(path) as file:
        if file.metadata.num_rows != output.rows:
            yield Finding(
                "rows", output.path, f"has {file.metadata.num_rows}, its commit says {output.rows}"
            )
        footer = {k.decode(): v.decode() for k, v in (file.schema_arrow.metadata or {}).items()}
        if footer != commit.stamp.footer:
            yield Finding("footer", output.path, f"says {footer}, not {commit.stamp.footer}")
        if not file.schema_arrow.equals(REJECTS_SCHEMA if rejects else SCHEMA):
            yield Finding("schema", output.path, "has other columns or types than the schema")
            return
        for number, row in enumerate(_rows(file)):
            where = f"{output.path}, row {number} ({row['id']})"
            empty = list(null(row))
            if empty:
                yield Finding("null", where, f"nothing stands in {', '.join(empty)}")
                continue
            if _repeated(row["id"], seen):
                yield Finding("id", where, "another document has the same id")
            if rejects:
                counts.reject(row["reason"])
                continue
            if row["language"] != path.parent.name:
                yield Finding("language", where, f"is {row['language']!r}, not its folder's")
            for law, message in broken(row, commit.stamp.provenance):
                yield Finding(law, where, message)
            counts.keep(row["language"], row["n_chars_raw"], row["n_chars"], _changes(row))


def _rows(file: pq.ParquetFile) -> Iterator[dict[str, Any]]:
    for batch in file.iter_batches(batch_size=BATCH_ROWS):
        yield from batch.to_pylist()


def _repeated(name: str, seen: set[bytes]) -> bool:
    # A digest of fixed size, so that ids of any length cost the same memory.
    digest = blake2b(name.encode(), digest_size=16).digest()
    new = digest not in seen
    seen.add(digest)
    return not new


def _changes(row: Row) -> Iterator[tuple[str, int, int]]:
    for edit in row["edits"] or ():
        yield edit["rule"], edit["end"] - edit["start"], len(edit["new"])


def _counts(commit: Commit, counts: Counts) -> Iterator[Finding]:
    """Rows in are rows kept and rejected, and every sum is what the rows add up to."""
    where = commit_path(commit.shard)
    said, found = asdict(commit.counts), asdict(counts)
    if commit.stamp.provenance == "none":  # the rows do not tell which rules were at work
        said.pop("rules")
        found.pop("rules")
    for name in said:
        if said[name] != found[name]:
            yield Finding("counts", where, f"{name}: says {said[name]}, rows have {found[name]}")
