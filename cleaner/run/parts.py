"""One run on many machines that know nothing of each other: each does its share of the shards into
a folder of its own, and who has them all puts them together."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from cleaner.corpus.commit import Commit, Counts, json_bytes
from cleaner.corpus.disk import explained, make_folder, place, put, sha256_of
from cleaner.corpus.finish import clear, finish
from cleaner.corpus.layout import RULES, TEMPORARY, UNFINISHED, commit_path, files_under
from cleaner.errors import CorpusError, UsageError
from cleaner.kit import Kit
from cleaner.run.folder import check_outside
from cleaner.run.lock import LOCK
from cleaner.run.place import PART, Holds, clear_all, look, working
from cleaner.run.plan import ShardSpec
from cleaner.run.resume import records
from cleaner.run.run import USUALLY, How, Outcome, fill, note_unfinished

_SHARE = re.compile(r"(\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class Share:
    """The share `part` of `of`, counted from 1, of a plan of so many `shards`, which `plan` is the
    digest of."""

    part: int
    of: int
    shards: int = 0
    plan: str = ""


def share_of(written: str) -> Share:
    """What `3/8` means. Raises UsageError for what is no share."""
    found = _SHARE.fullmatch(written)
    part, of = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= part <= of:
        raise UsageError(f"--shard: {written!r} is no share such as 1/8, 2/8 and so on to 8/8.")
    return Share(part, of)


def run_part(
    shards: Sequence[ShardSpec], kit: Kit, out: Path, share: Share, how: How = USUALLY
) -> Outcome:
    """Does one share of the shards: every n-th, so that shares are alike. Goes on where an earlier
    run stopped, as `run.run` does, and raises what that does."""
    if look(out) is Holds.CORPUS:
        raise UsageError(f"{out}: holds a whole corpus. Choose a folder for each --shard.")
    if any(spec.from_stdin for spec in shards):
        raise UsageError("--shard needs files: standard input cannot be read by many.")
    digest = hashlib.sha256("\n".join(spec.fingerprint for spec in shards).encode()).hexdigest()
    told = Share(share.part, share.of, len(shards), digest)
    mine = [spec for spec in shards if spec.index % share.of == share.part - 1]
    with working(out):
        if how.fresh:
            clear_all(out)
        outcome = fill(mine, kit, out, how)
        put(out / PART, json_bytes(asdict(told)), out / TEMPORARY / "part")
        with explained(out):
            (out / UNFINISHED).unlink()
        clear(out, [LOCK])
    return outcome


def merge(parts: Sequence[Path], out: Path) -> Counts:
    """Puts all shares of a run together into one corpus, whose bytes are those that one run would
    have written. Files are linked where that is possible and copied where it is not; a merge that
    was interrupted goes on. Returns the counts.

    Raises UsageError if these are not all shares of one run, or `out` holds something else.
    """
    check_outside(out)
    if look(out) in (Holds.CORPUS, Holds.PART):
        raise UsageError(f"{out}: already holds something. Choose another output folder.")
    commits = _checked(parts)
    with working(out):
        note_unfinished(out, len(commits), 0)
        there = records(out)
        counts = Counts()
        for shard in sorted(commits):
            part, commit = commits[shard]
            if there.get(shard) != commit:
                take(part, commit, out)
            counts.add(commit.counts)
        finish(out, _rules(parts[0]), keep=[LOCK])
    return counts


def _checked(parts: Sequence[Path]) -> dict[int, tuple[Path, Commit]]:
    """Where each shard is, and its record. Raises UsageError unless the parts make a whole."""
    shares = {path: _share_in(path) for path in parts}
    first = shares[parts[0]]
    rules = _rules(parts[0])
    for path, share in shares.items():
        if (share.of, share.shards, share.plan) != (first.of, first.shards, first.plan):
            raise UsageError(f"{path} is of another run than {parts[0]}: their inputs differ.")
        if _rules(path) != rules:
            raise UsageError(f"{path} was made by other rules or settings than {parts[0]}.")
    missing = sorted(set(range(1, first.of + 1)) - {share.part for share in shares.values()})
    if missing:
        listed = ", ".join(f"{part}/{first.of}" for part in missing)
        raise UsageError(f"these shares are not there yet: {listed}.")
    found = {shard: (path, commit) for path in parts for shard, commit in records(path).items()}
    if sorted(found) != list(range(first.shards)):
        lost = first.shards - len(found)
        raise CorpusError(f"{lost:,} shards are missing: run the --shard commands again.")
    return found


def _share_in(path: Path) -> Share:
    try:
        return Share(**json.loads((path / PART).read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(
            f"{path}: no finished share of a run is there (it has no {PART}). Give the folders "
            "that `clean ... --shard i/n -o FOLDER` wrote, each once its run has ended."
        ) from error


def _rules(path: Path) -> dict[str, str]:
    return {
        name.removeprefix(f"{RULES}/"): (path / name).read_bytes().decode()
        for name in files_under(path, RULES)
    }


def take(part: Path, commit: Commit, out: Path) -> None:
    """Takes one shard over. Raises CorpusError for a file that is not what was committed."""
    temporary = out / TEMPORARY / "taken"
    with explained(out):
        make_folder(temporary.parent)
        for output in commit.outputs:
            source = part / output.path
            temporary.unlink(missing_ok=True)
            try:
                os.link(source, temporary)
            except OSError:  # another disk, or one without links
                shutil.copyfile(source, temporary)
            if sha256_of(temporary) != output.sha256:
                raise CorpusError(
                    f"{source}: is not the file that was committed. Run that --shard again with "
                    "--fresh."
                )
            place(temporary, out / output.path)
    put(out / commit_path(commit.shard), commit.to_bytes(), out / TEMPORARY / "commit")
