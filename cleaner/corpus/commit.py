"""The commit record of a shard: what it was made from and by, what it wrote, and its counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from cleaner.corpus.layout import COMMITS
from cleaner.corpus.schema import SCHEMA_VERSION
from cleaner.errors import CorpusError

Provenance = Literal["full", "spans", "none"]
"""What a row says of its edits: all, all but the texts taken out, or nothing."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a corpus is made. Every data file says so in its footer."""

    version: str
    rulebook_digest: str
    settings_digest: str
    provenance: Provenance = "full"
    schema_version: str = SCHEMA_VERSION

    @property
    def footer(self) -> dict[str, str]:
        """The keys and values that stand in a data file's footer."""
        return {
            "cleaner.schema_version": self.schema_version,
            "cleaner.version": self.version,
            "cleaner.rulebook_digest": self.rulebook_digest,
            "cleaner.settings_digest": self.settings_digest,
        }


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a shard: its path from the corpus folder, its rows, its bytes, their hash."""

    path: str
    rows: int
    bytes: int
    sha256: str


@dataclass(slots=True)
class RuleCount:
    """How often a rule changed a text, and how many characters it took out and put in."""

    hits: int = 0
    removed: int = 0
    added: int = 0


@dataclass(slots=True)
class Counts:
    """Sums over documents: of one shard, or of all.

    `characters_before - characters_after` is the sum of all rules' `removed - added`.
    """

    documents: int = 0
    kept: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    characters_before: int = 0
    characters_after: int = 0
    rules: dict[str, RuleCount] = field(default_factory=dict)

    def keep(
        self, language: str, before: int, after: int, edits: Iterable[tuple[str, int, int]]
    ) -> None:
        """Counts one document that is kept; an edit is its rule, characters out, characters in."""
        self.documents += 1
        self.kept += 1
        self.languages[language] = self.languages.get(language, 0) + 1
        self.characters_before += before
        self.characters_after += after
        for rule, removed, added in edits:
            self._rule(rule, 1, removed, added)

    def reject(self, reason: str) -> None:
        """Counts one document that is not kept."""
        self.documents += 1
        self.rejected[reason] = self.rejected.get(reason, 0) + 1

    def add(self, other: Counts) -> None:
        """Adds the sums of other documents to these."""
        self.documents += other.documents
        self.kept += other.kept
        self.characters_before += other.characters_before
        self.characters_after += other.characters_after
        for mine, theirs in ((self.rejected, other.rejected), (self.languages, other.languages)):
            for name, number in theirs.items():
                mine[name] = mine.get(name, 0) + number
        for rule, count in other.rules.items():
            self._rule(rule, count.hits, count.removed, count.added)

    def _rule(self, rule: str, hits: int, removed: int, added: int) -> None:
        count = self.rules.setdefault(rule, RuleCount())
        count.hits += hits
        count.removed += removed
        count.added += added


@dataclass(frozen=True, slots=True)
class Commit:
    """What one finished shard says of itself. Its outputs stand sorted by path."""

    shard: int
    fingerprint: str
    stamp: Stamp
    outputs: tuple[Output, ...]
    counts: Counts

    def to_bytes(self) -> bytes:
        """The record as it lies on disk: JSON with sorted keys."""
        return json_bytes(asdict(self))

    @staticmethod
    def from_bytes(content: bytes) -> Commit:
        """The record read back. Raises ValueError if it is none."""
        try:
            values: dict[str, Any] = json.loads(content)
            counts = dict(values["counts"])
            if values["stamp"]["provenance"] not in get_args(Provenance):
                raise ValueError(f"unknown provenance {values['stamp']['provenance']!r}")
            counts["rules"] = {rule: RuleCount(**n) for rule, n in counts["rules"].items()}
            return Commit(
                shard=values["shard"],
                fingerprint=values["fingerprint"],
                stamp=Stamp(**values["stamp"]),
                outputs=tuple(Output(**output) for output in values["outputs"]),
                counts=Counts(**counts),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a commit record: {error!r}") from error


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """JSON for people and machines: sorted keys, indented, UTF-8, a line end at the end."""
    return (json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode()


def read_commits(out: Path) -> Iterator[Commit]:
    """The commit records of a corpus, by shard. Raises CorpusError if one cannot be read."""
    paths = ((int(p.stem), p) for p in (out / COMMITS).glob("*.json") if p.stem.isdigit())
    for _, path in sorted(paths):
        try:
            yield Commit.from_bytes(path.read_bytes())
        except (OSError, ValueError) as error:
            raise CorpusError(
                f"{path}: cannot be read as a commit record: {error}. Copy the corpus again, "
                "or make it anew from the raw files."
            ) from error
