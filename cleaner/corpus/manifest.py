"""The manifest: all commit records and rule files of a corpus folded into one statement of where
it comes from, in the terms of W3C PROV. It has no clock in it: same corpus, same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any

from cleaner.corpus.commit import Commit, Counts, json_bytes, read_commits
from cleaner.corpus.disk import explained, put, put_all, sha256_of
from cleaner.corpus.layout import MANIFEST, RULES, TEMPORARY, files_under
from cleaner.corpus.schema import SCHEMA_VERSION

PREFIX = {
    "prov": "http://www.w3.org/ns/prov#",
    "cleaner": "urn:cleaner:",
    "corpus": "urn:cleaner:corpus:",
    "input": "urn:cleaner:input:sha256:",
    "rulebook": "urn:cleaner:rulebook:sha256:",
    "settings": "urn:cleaner:settings:sha256:",
}


def write_rules(out: Path, files: Mapping[str, str]) -> None:
    """Writes the rule files as used, by name, in place of those that were there.

    Raises ValueError for a name that leads out of the folder, CorpusError if the disk refuses.
    """
    for name in files:
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or "\\" in name or ":" in name:
            raise ValueError(f"{name!r} cannot name a rule file in a corpus")
    with explained(out / RULES):
        for path in files_under(out, RULES):
            if path.removeprefix(f"{RULES}/") not in files:
                (out / path).unlink()
    wanted = {out / RULES / name: text.encode() for name, text in sorted(files.items())}
    there = {path for path in wanted if path.is_file() and path.read_bytes() == wanted[path]}
    missing = {path: content for path, content in wanted.items() if path not in there}
    put_all(missing, out / TEMPORARY / "rules")


def write_manifest(out: Path) -> None:
    """Writes `manifest.json` from what the corpus holds. Raises CorpusError if it cannot."""
    put(out / MANIFEST, json_bytes(manifest(out)), out / TEMPORARY / "manifest")


def manifest(out: Path) -> dict[str, Any]:
    """What `manifest.json` has to say about the corpus in this folder."""
    commits = list(read_commits(out))
    rules = {path: sha256_of(out / path) for path in files_under(out, RULES)}
    return fold(commits, rules)


def fold(commits: Iterable[Commit], rules: Mapping[str, str]) -> dict[str, Any]:
    """Commit records, by shard, and hashes of rule files, by path, as one statement."""
    counts, stamps = Counts(), []
    prov: dict[str, Any] = {
        kind: {} for kind in ("entity", "activity", "used", "wasGeneratedBy", "wasDerivedFrom")
    }
    prov["prefix"] = PREFIX
    for path, digest in sorted(rules.items()):
        prov["entity"][f"corpus:{path}"] = {"cleaner:sha256": digest}
    shards = 0
    for commit in commits:
        shards += 1
        counts.add(commit.counts)
        stamp = asdict(commit.stamp)
        if stamp not in stamps:
            stamps.append(stamp)
        _tell(prov, commit)
    return {
        "schema_version": SCHEMA_VERSION,
        "made_by": stamps,
        "shards": shards,
        "counts": asdict(counts),
        "prov": prov,
    }


def _tell(prov: dict[str, Any], commit: Commit) -> None:
    """Adds one shard: an activity that used its input, the rules and the settings."""
    activity, source = f"cleaner:shard/{commit.shard:05d}", f"input:{commit.fingerprint}"
    stamp = commit.stamp
    prov["activity"][activity] = {"cleaner:version": stamp.version}
    used = (source, f"rulebook:{stamp.rulebook_digest}", f"settings:{stamp.settings_digest}")
    for number, entity in enumerate(used):
        prov["entity"][entity] = {}
        prov["used"][f"_:used-{commit.shard:05d}-{number}"] = {
            "prov:activity": activity,
            "prov:entity": entity,
        }
    for number, output in enumerate(commit.outputs):
        entity = f"corpus:{output.path}"
        prov["entity"][entity] = {
            "cleaner:rows": output.rows,
            "cleaner:bytes": output.bytes,
            "cleaner:sha256": output.sha256,
        }
        prov["wasGeneratedBy"][f"_:made-{commit.shard:05d}-{number}"] = {
            "prov:entity": entity,
            "prov:activity": activity,
        }
        prov["wasDerivedFrom"][f"_:from-{commit.shard:05d}-{number}"] = {
            "prov:generatedEntity": entity,
            "prov:usedEntity": source,
            "prov:activity": activity,
        }
