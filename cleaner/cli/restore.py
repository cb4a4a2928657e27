"""`clean restore`: the texts before cleaning, from the corpus alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from cleaner.cli.options import folders, output_option
from cleaner.errors import CheckFailed, CorpusError

LONGEST_NAME = 255
"""Bytes a file name may have on the usual file systems."""


@click.command("restore", short_help="Write the texts as they were before cleaning.")
@click.argument("corpus", shell_complete=folders)
@output_option("Folder for the texts.")
@click.option(
    "--original-bytes",
    is_flag=True,
    help="In the encoding and with the line ends and byte-order mark the file had.",
)
def command(corpus: str, output: str, original_bytes: bool) -> None:
    """Write every document of a corpus as it was before cleaning, one file each, named as the
    files they came from. Texts are UTF-8 with plain line ends, unless the original bytes are
    asked for.

    \b
    Examples:
      clean restore corpus/ -o raw/
      clean restore corpus/ -o raw/ --original-bytes
    """
    from cleaner.corpus.load import load_corpus
    from cleaner.run.folder import filling

    found = load_corpus(corpus)
    out = Path(output)
    missed = []
    with filling(out):
        for row in found:
            data, exact = _data(row, found.base(row), original_bytes)
            missed += [] if exact else [row["id"]]
            _write(out / restored_name(row), data)
    rejected = sum(found.counts().rejected.values())
    more = f"; {rejected:,} rejected documents have no text in the corpus" if rejected else ""
    click.echo(f"{len(found):,} texts in {out}{more}")
    if missed:
        raise CheckFailed(
            f"{len(missed):,} of them could not be given back byte for byte (their bytes were not "
            f"all text, or they were extracted from pages), {missed[0]} for one. They are there "
            "as UTF-8 text."
        )


def _data(row: Mapping[str, Any], base: str, original: bool) -> tuple[bytes, bool]:
    """What to write for a row, and whether it is what was asked for."""
    data = base.encode()
    if hashlib.sha256(data).hexdigest() != row["base_sha256"]:
        raise CorpusError(
            f"{row['id']}: the text rebuilt is not the one that came in: the corpus was changed "
            "after it was written; `clean verify` says where."
        )
    return _original(row, base) if original else (data, True)


def _write(path: Path, data: bytes) -> None:
    from cleaner.corpus.disk import explained

    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def restored_name(row: Mapping[str, Any]) -> Path:
    """Where a row's text goes, below the output folder: the path it came from, made harmless, and
    its locator where a file held several documents; its id where no disk takes such a name."""
    parts = [part for part in row["file_path"].split("/") if part not in ("", ".", "..")]
    if row["locator"] and parts:
        parts[-1] += f".{row['id']}.txt"
    if not parts or any(len(part.encode()) > LONGEST_NAME for part in parts):
        return Path(f"{row['id']}.txt")
    return Path(*parts)


def _original(row: Mapping[str, Any], base: str) -> tuple[bytes, bool]:
    """The bytes the document came as, and whether they are those bytes for certain."""
    from cleaner.model import Decoding
    from cleaner.stages.decode import encode_again

    decoding = Decoding(encoding=row["encoding"], **row["decoding"])
    try:
        data = encode_again(base, decoding)
    except ValueError:  # bytes that were no text, or a base that came from a page
        return base.encode(), False
    return data, hashlib.sha256(data).hexdigest() == row["raw_sha256"]
