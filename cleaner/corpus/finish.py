"""The last step of a run: what is said about the corpus as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from cleaner.corpus.card import write_card
from cleaner.corpus.disk import explained
from cleaner.corpus.layout import TEMPORARY
from cleaner.corpus.manifest import write_manifest, write_rules


def finish(out: Path, rules: Mapping[str, str]) -> None:
    """Writes the rule files, the manifest and the card, and removes what killed runs left.

    To be called when no shard is being written. Raises CorpusError if the disk refuses.
    """
    write_rules(out, rules)
    write_manifest(out)
    write_card(out)
    clear(out)


def clear(out: Path) -> None:
    """Removes the temporary files of a run that is over, however it ended.

    Raises CorpusError if the disk refuses.
    """
    temporary = out / TEMPORARY
    with explained(temporary):
        if temporary.is_dir():
            shutil.rmtree(temporary)
