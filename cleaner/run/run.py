"""A run: what is not done yet is done, by whoever is to do it, and the corpus is finished around
it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cleaner.corpus.commit import Counts, json_bytes
from cleaner.corpus.disk import explained, put
from cleaner.corpus.finish import finish
from cleaner.corpus.layout import TEMPORARY, UNFINISHED
from cleaner.corpus.manifest import write_rules
from cleaner.errors import CorpusError, UsageError
from cleaner.kit import Kit
from cleaner.run.foreman import Executor, Foreman
from cleaner.run.local import INLINE
from cleaner.run.lock import LOCK
from cleaner.run.made import changes, files_of
from cleaner.run.place import Holds, clear_all, look, recover, replacing, working
from cleaner.run.plan import ShardSpec
from cleaner.run.pulse import Pulse
from cleaner.run.resume import discard, done_already, records
from cleaner.run.shard import USUAL, Means, stamp, survey_shard
from cleaner.run.slot import State
from cleaner.run.stop import Stop, listening
from cleaner.run.tally import Nobody, Tally, Watch
from cleaner.run.worker import job_of

ABOUT = "run.json"
"""In the temporary folder: what `clean status` has to know of a run at work."""


@dataclass(frozen=True, slots=True)
class How:
    """How a run is done, which changes nothing about what comes of it: by whom, who looks on, by
    what documents are read and cleaned, and whether to start over."""

    executor: Executor = INLINE
    watch: Watch = field(default_factory=Nobody)
    means: Means = USUAL
    fresh: bool = False


USUALLY = How()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: the counts of the whole corpus, its shards, and how many of those an
    earlier run had done; all of them, where there was nothing to do."""

    counts: Counts
    shards: int
    earlier: int


def run(shards: Sequence[ShardSpec], kit: Kit, out: Path, how: How = USUALLY) -> Outcome:
    """Cleans all shards into a corpus, going on where an earlier run of the same kind stopped.
    With `fresh`, what is there is done again; a finished corpus stays until the new one is.

    Raises UsageError if the folder holds something else, or a corpus that was made from or by
    something else; CorpusError if it cannot be written. Whatever ends the run early, Ctrl-C
    included, leaves the shards that are done and no more.
    """
    recover(out)
    holds = look(out)
    if holds is Holds.CORPUS and not how.fresh:
        return _unchanged(shards, kit, out)
    if holds is Holds.CORPUS:
        with replacing(out) as folder:
            return _whole(shards, kit, folder, how, anew=bool(changes(folder, kit)))
    with working(out):
        return _whole(shards, kit, out, how, anew=how.fresh)


def _whole(shards: Sequence[ShardSpec], kit: Kit, out: Path, how: How, *, anew: bool) -> Outcome:
    if anew:
        clear_all(out)
    outcome = fill(shards, kit, out, how)
    finish(out, files_of(kit), keep=[LOCK])
    return outcome


def fill(shards: Sequence[ShardSpec], kit: Kit, out: Path, how: How = USUALLY) -> Outcome:
    """Does the shards that are not done yet, in a folder whose lock is held. What ends it says how
    much is done. Raises UsageError if the folder holds what other settings or rules made."""
    if records(out) and (changed := changes(out, kit)):
        raise _other_means(out, changed, "an unfinished run")
    write_rules(out, files_of(kit))
    note_unfinished(out, len(shards), sum(spec.bytes for spec in shards))
    earlier = done_already(shards, stamp(kit), out)
    discard(out, earlier)
    tally = Tally(len(shards), sum(spec.bytes for spec in shards))
    for spec in shards:
        if spec.index in earlier:
            tally.add_earlier(earlier[spec.index], spec.bytes)
    todo = [spec for spec in shards if spec.index not in earlier]
    _tell_about(out, tally, how.executor)
    watch = how.watch
    watch.event("begin", {"shards": tally.shards, "bytes": tally.bytes, "earlier": len(earlier)})
    watch.see(tally)
    try:
        with listening(watch.stopping) as stop:
            _do(todo, kit, out, how, tally, stop)
    except BaseException as error:
        # As the disk has it: a worker may have committed what nobody was told of yet.
        if kept := len(done_already(shards, stamp(kit), out)):
            done = f"{kept:,} of {tally.shards:,} shards are done and kept"
            error.add_note(f"{done}; the same command goes on from there.")
        raise
    return Outcome(tally.counts, len(shards), len(earlier))


def _do(
    shards: Sequence[ShardSpec], kit: Kit, out: Path, how: How, tally: Tally, stop: Stop
) -> None:
    """Has the shards done: those of standard input by this process, which alone has it."""
    job = job_of(kit, out, how.means)
    foreman = Foreman(shards, tally, how.watch, stop)
    own = [spec for spec in shards if spec.from_stdin]
    others = [spec for spec in shards if not spec.from_stdin]
    for executor, some in ((INLINE, own), (how.executor, others)):
        if some and not stop.asked:
            executor.carry_out(some, job, kit, foreman)
    stop.obey()
    if tally.shards_done != tally.shards:
        left = tally.shards - tally.shards_done
        raise CorpusError(
            f"{left:,} shards were not done, and nobody said why. This is a fault of cleaner; "
            "please report it. The same command does them."
        )


def survey(shards: Iterable[ShardSpec], kit: Kit, watch: Watch) -> Outcome:
    """What `run` would come to, with nothing written."""
    shards = list(shards)
    tally = Tally(len(shards), sum(spec.bytes for spec in shards))

    def say(state: State) -> None:
        tally.at_work = (state,)
        watch.see(tally)

    for spec in shards:
        tally.counts.add(survey_shard(spec, kit, Pulse(say, spec.index)))
        tally.at_work = ()
        tally.bytes_done += spec.bytes
    return Outcome(tally.counts, len(shards), 0)


def note_unfinished(out: Path, shards: int, size: int) -> None:
    """Notes in a folder how many shards of how many bytes there are to do, until they are done.
    Raises CorpusError if the disk does not take it."""
    told = json_bytes({"shards": shards, "bytes": size})
    put(out / UNFINISHED, told, out / TEMPORARY / UNFINISHED)


def _tell_about(out: Path, tally: Tally, executor: Executor) -> None:
    about = {
        "shards": tally.shards,
        "bytes": tally.bytes,
        "earlier_bytes": tally.earlier_bytes,
        "workers": executor.workers,
        "process": os.getpid(),
        "began": time.time(),
    }
    path = out / TEMPORARY / ABOUT
    with explained(path):
        path.write_bytes(json_bytes(about))


def _unchanged(shards: Sequence[ShardSpec], kit: Kit, out: Path) -> Outcome:
    """The outcome of a finished corpus. Raises UsageError if this run would make another."""
    if changed := changes(out, kit):
        raise _other_means(out, changed, "a finished corpus")
    done = done_already(shards, stamp(kit), out)
    there = records(out)
    if len(done) < len(shards) or len(there) > len(shards):
        differing = len(shards) - len(done) + max(0, len(there) - len(shards))
        raise UsageError(
            f"{out}: already holds a corpus, of other input or damaged: {differing:,} of "
            f"{len(shards):,} shards are not what this command would make. Choose another output "
            "folder, or start over with --fresh, which keeps the corpus until the new one is done."
        )
    counts = Counts()
    for shard in sorted(done):
        counts.add(done[shard].counts)
    return Outcome(counts, len(shards), len(shards))


def _other_means(out: Path, changed: Sequence[str], what: str) -> UsageError:
    listed = "".join(f"\n  {each}" for each in changed)
    return UsageError(
        f"{out}: holds {what} that was made otherwise:{listed}\nChoose another output folder, or "
        "start over with --fresh."
    )
