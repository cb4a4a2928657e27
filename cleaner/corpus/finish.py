"""The last step of a run: what is said about the corpus as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from cleaner.corpus.card import write_card
from cleaner.corpus.commit import read_commits
from cleaner.corpus.disk import explained
from cleaner.corpus.layout import DATA, REJECTS, TEMPORARY, UNFINISHED, files_under
from cleaner.corpus.manifest import write_manifest, write_rules


def finish(out: Path, rules: Mapping[str, str], keep: Iterable[str] = ()) -> None:
    """Writes the rule files, the manifest and the card, and removes what killed runs left, but for
    the temporary files to `keep`.

    To be called when no shard is being written. Raises CorpusError if the disk refuses.
    """
    write_rules(out, rules)
    sweep(out)
    with explained(out):
        (out / UNFINISHED).unlink(missing_ok=True)
    write_manifest(out)
    write_card(out)
    clear(out, keep)


def sweep(out: Path) -> None:
    """Removes files of shards that were not committed. Raises CorpusError if the disk refuses."""
    told = {output.path for commit in read_commits(out) for output in commit.outputs}
    with explained(out):
        for folder in (DATA, REJECTS):
            for path in files_under(out, folder):
                if path not in told:
                    (out / path).unlink()
            _without_empty(out / folder)


def clear(out: Path, keep: Iterable[str] = ()) -> None:
    """Removes the temporary files of a run that is over, however it ended, but for those to
    `keep`.

    Raises CorpusError if the disk refuses.
    """
    temporary, kept = out / TEMPORARY, set(keep)
    with explained(temporary):
        if temporary.is_dir() and not kept:
            shutil.rmtree(temporary)
        elif temporary.is_dir():
            for path in temporary.iterdir():
                if path.name not in kept:
                    path.unlink()


def _without_empty(folder: Path) -> None:
    """Removes a folder and those in it that hold nothing."""
    if folder.is_dir():
        for child in folder.iterdir():
            if child.is_dir():
                _without_empty(child)
        if not any(folder.iterdir()):
            folder.rmdir()
