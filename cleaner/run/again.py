"""Cleaning a corpus again, from its own rows: each gives back the text it was made of.

What a row cannot give back is done without: rejects have no text in a corpus and stay rejects, and
lines that repeat are not counted anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from cleaner.corpus.finish import finish
from cleaner.corpus.layout import DATA
from cleaner.corpus.load import BATCH_ROWS, Corpus, load_corpus
from cleaner.corpus.manifest import write_rules
from cleaner.errors import CorpusError, UsageError
from cleaner.flow import Taken, clean_taken
from cleaner.guard import guarded
from cleaner.kit import Kit
from cleaner.model import Cleaned, Decoding, Reject, Source
from cleaner.run.folder import check_outside
from cleaner.run.lock import LOCK
from cleaner.run.made import files_of
from cleaner.run.parts import take
from cleaner.run.place import Holds, clear_all, look, working
from cleaner.run.plan import ShardSpec, shard
from cleaner.run.resume import records
from cleaner.run.run import USUALLY, How, Outcome, fill
from cleaner.run.shard import Means, stamp
from cleaner.settings import Settings
from cleaner.sources.found import Found

_ROW = "\0row"
"""Under this key a source carries what its row says of it. No input has such a key: see
`sources/values.py`."""
_HINTED = frozenset({"title", "author", "site", "url"})
"""Those of them that are among the further metadata only where a rule knew better."""
_COLUMNS = ("added", "created", "url", "title", "author", "site", "date", "retrieved")
"""Columns that may say what was known from outside."""


def plan_again(corpus: Path) -> list[ShardSpec]:
    """The shards of a corpus, each to be made again from its own rows; known by the fingerprints
    they have, so that the new corpus names the raw input too. Raises CorpusError if there is none,
    or if its rows do not hold what was removed."""
    load_corpus(corpus)  # says what is missing
    specs = []
    for number, commit in sorted(records(corpus).items()):
        if commit.stamp.provenance != "full":
            raise CorpusError(
                f"{corpus}: was written with provenance {commit.stamp.provenance!r}, so its texts "
                "cannot be rebuilt. Clean the raw files again."
            )
        size = sum(output.bytes for output in commit.outputs)
        found = Found(str(corpus.resolve()), str(number), size)
        spec = shard(number, [found])
        # A corpus of standard input has no fingerprints; its own rows can be read again.
        specs.append(replace(spec, fingerprint=commit.fingerprint or spec.fingerprint))
    return specs


def read_rows(found: Found, settings: Settings) -> Iterator[tuple[Source | Reject, int]]:  # noqa: ARG001
    """What a shard of a corpus was made of, with the bytes of it that were read by then."""
    corpus = Path(found.path)
    commit = records(corpus)[int(found.uri)]
    read = 0
    for output in commit.outputs:
        of = _source if output.path.startswith(f"{DATA}/") else _reject
        with pq.ParquetFile(corpus / output.path) as file:
            for batch in file.iter_batches(BATCH_ROWS, use_threads=False):
                for row in batch.to_pylist():
                    read += output.bytes // max(1, output.rows)
                    yield of(row), read


def clean_row(source: Source, kit: Kit) -> Cleaned | Reject:
    """What becomes of a document that a row gave back."""
    return guarded(_clean, source, kit)


AGAIN = Means(read_rows, clean_row)


def run_again(corpus: Path, kit: Kit, out: Path, how: How = USUALLY) -> Outcome:
    """Makes a corpus again from its own rows. Shards that the same rules, settings and version
    made are linked or copied as they are; what an earlier run has done counts as in `run.run`.

    Raises UsageError if `out` holds something else, CorpusError if the corpus cannot be read or
    the new one not be written.
    """
    shards = plan_again(corpus)
    check_outside(out)
    if look(out) in (Holds.CORPUS, Holds.PART):
        raise UsageError(f"{out}: already holds something. Choose another output folder.")
    with working(out):
        if how.fresh:
            clear_all(out)
        if not records(out):
            write_rules(out, files_of(kit))
            for commit in records(corpus).values():
                if commit.stamp == stamp(kit) and commit.fingerprint:
                    take(corpus, commit, out)
        outcome = fill(shards, kit, out, replace(how, means=AGAIN))
        finish(out, files_of(kit), keep=[LOCK])
    return outcome


def _clean(source: Source, kit: Kit) -> Cleaned | Reject:
    hints = dict(source.hints)
    row = json.loads(hints.pop(_ROW))
    base = source.data if isinstance(source.data, str) else source.data.decode()
    bare = replace(source, hints=hints)
    taken = Taken(base, Decoding(row["encoding"], **row["decoding"]), row["extractor"], hints)
    cleaned = clean_taken(bare, taken, kit)
    if isinstance(cleaned, Reject):
        return replace(cleaned, raw_sha256=row["raw_sha256"])
    made = replace(cleaned.provenance, raw_sha256=row["raw_sha256"])
    return replace(cleaned, provenance=made)


def _source(row: Mapping[str, Any]) -> Source:
    known = ("encoding", "decoding", "extractor", "raw_sha256")
    told = json.dumps({name: row[name] for name in known})
    hints = {**_hints(row), _ROW: told}
    return Source(row["id"], row["file_path"], Corpus.base(row), row["locator"], hints)


def _hints(row: Mapping[str, Any]) -> dict[str, str]:
    """What was known of a row's document from outside: what it says that no rule captured. That a
    value was known and captured too, a row does not tell: then the rule alone is named for it."""
    by_rules = {capture["key"] for capture in row["captures"] or ()}
    metadata = json.loads(row["metadata"] or "{}")
    hints = {
        name: value for name, value in metadata.items() if name in _HINTED or name not in by_rules
    }
    for name in _COLUMNS:
        if row[name] is not None and name not in by_rules:
            hints.setdefault(name, row[name])
    return hints


def _reject(row: Mapping[str, Any]) -> Reject:
    source = Source(row["id"], row["file_path"], b"", row["locator"], {"source": row["source"]})
    told = (row["stage"], row["reason"], row["detail"], row["raw_sha256"], row["n_bytes"])
    return Reject(source, *told)
