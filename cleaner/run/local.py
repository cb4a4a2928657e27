"""A run on this machine: what is not done yet is done, by workers or in this process, and the
corpus is finished around it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cleaner.corpus.commit import Counts, json_bytes
from cleaner.corpus.disk import explained
from cleaner.corpus.finish import finish
from cleaner.corpus.layout import TEMPORARY
from cleaner.corpus.manifest import write_rules
from cleaner.errors import UsageError
from cleaner.kit import Kit
from cleaner.run.crew import Crew
from cleaner.run.lock import LOCK, MOST_WORKERS
from cleaner.run.made import changes, files_of
from cleaner.run.place import Holds, clear_all, look, recover, replacing, working
from cleaner.run.plan import ShardSpec
from cleaner.run.pulse import Pulse
from cleaner.run.resume import discard, done_already, records
from cleaner.run.shard import USUAL, Means, stamp, survey_shard
from cleaner.run.slot import Slot, State, slot_name
from cleaner.run.tally import Nobody, Tally, Watch
from cleaner.run.worker import Task, do, job_of

ABOUT = "run.json"
"""In the temporary folder: what `clean status` has to know of a run at work."""
SMALL = 2 * 2**20
"""Bytes of input that are cleaned before workers have read their rules: nobody waits for them
where no number of workers was asked for."""


@dataclass(frozen=True, slots=True)
class Effort:
    """By how many workers a run is done (0: in this process) and how many bytes of memory each
    may have (0: no limit)."""

    workers: int = 0
    memory: int = 0


INLINE = Effort()
NOBODY = Nobody()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: the counts of the whole corpus, its shards, and how many of those an
    earlier run had done; all of them, where there was nothing to do."""

    counts: Counts
    shards: int
    earlier: int


def usual_workers(planned: int) -> int:
    """How many workers do so many bytes of input where nobody says how many: one for each core
    that is ours, none where they would take longer to start than the work."""
    if planned <= SMALL:
        return 0
    ours = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
    return min(len(ours) or os.cpu_count() or 1, MOST_WORKERS)


def run(
    shards: Sequence[ShardSpec],
    kit: Kit,
    out: Path,
    effort: Effort = INLINE,
    watch: Watch = NOBODY,
    means: Means = USUAL,
    fresh: bool = False,
) -> Outcome:
    """Cleans all shards into a corpus, going on where an earlier run of the same kind stopped.
    With `fresh`, what is there is done again; a finished corpus stays until the new one is.

    Raises UsageError if the folder holds something else, or a corpus that was made from or by
    something else; CorpusError if it cannot be written. Whatever ends the run early, Ctrl-C
    included, leaves the shards that are done and no more.
    """
    recover(out)
    holds = look(out)
    if holds is Holds.CORPUS and not fresh:
        return _unchanged(shards, kit, out)
    if holds is Holds.CORPUS:
        with replacing(out) as folder:
            return _whole(
                shards, kit, folder, effort, watch, means, fresh=bool(changes(folder, kit))
            )
    with working(out):
        return _whole(shards, kit, out, effort, watch, means, fresh=fresh)


def _whole(
    shards: Sequence[ShardSpec],
    kit: Kit,
    out: Path,
    effort: Effort,
    watch: Watch,
    means: Means,
    *,
    fresh: bool,
) -> Outcome:
    if fresh:
        clear_all(out)
    outcome = fill(shards, kit, out, effort, watch, means)
    finish(out, files_of(kit), keep=[LOCK])
    return outcome


def fill(
    shards: Sequence[ShardSpec],
    kit: Kit,
    out: Path,
    effort: Effort = INLINE,
    watch: Watch = NOBODY,
    means: Means = USUAL,
) -> Outcome:
    """Does the shards that are not done yet, in a folder whose lock is held. What ends it says how
    much is done. Raises UsageError if the folder holds what other settings or rules made."""
    if records(out) and (changed := changes(out, kit)):
        raise _other_means(out, changed, "an unfinished run")
    write_rules(out, files_of(kit))
    earlier = done_already(shards, stamp(kit), out)
    discard(out, earlier)
    tally = Tally(len(shards), sum(spec.bytes for spec in shards))
    for spec in shards:
        if spec.index in earlier:
            tally.add_earlier(earlier[spec.index], spec.bytes)
    todo = [spec for spec in shards if spec.index not in earlier]
    effort = replace(effort, workers=min(effort.workers, len(todo)))
    _tell_about(out, tally, effort)
    watch.event("begin", {"shards": tally.shards, "bytes": tally.bytes, "earlier": len(earlier)})
    watch.see(tally)
    try:
        if effort.workers == 0:
            _inline(todo, kit, out, watch, tally, means)
        else:
            _inline([spec for spec in todo if spec.from_stdin], kit, out, watch, tally, means)
            rest = [spec for spec in todo if not spec.from_stdin]
            _by_crew(rest, kit, out, effort, watch, tally, means)
    except BaseException as error:
        # As the disk has it: a worker may have committed what nobody was told of yet.
        if kept := len(done_already(shards, stamp(kit), out)):
            done = f"{kept:,} of {tally.shards:,} shards are done and kept"
            error.add_note(f"{done}; the same command goes on from there.")
        raise
    return Outcome(tally.counts, len(shards), len(earlier))


def survey(shards: Iterable[ShardSpec], kit: Kit, watch: Watch = NOBODY) -> Outcome:
    """What `run` would come to, with nothing written."""
    shards = list(shards)
    tally = Tally(len(shards), sum(spec.bytes for spec in shards))
    for spec in shards:
        tally.counts.add(survey_shard(spec, kit, _pulse(spec, tally, watch, None)))
        tally.at_work = ()
        tally.bytes_done += spec.bytes
    return Outcome(tally.counts, len(shards), 0)


def _inline(
    shards: Iterable[ShardSpec], kit: Kit, out: Path, watch: Watch, tally: Tally, means: Means
) -> None:
    """Does shards in this process, one after the other."""
    job = job_of(kit, out, means=means)
    with explained(out):
        slot = Slot(out / TEMPORARY / slot_name(0))
    try:
        for spec in shards:
            done = do(Task(spec), job, kit, _pulse(spec, tally, watch, slot))
            tally.at_work = ()
            tally.add(done, spec.bytes)
            _tell_done(watch, tally, done.shard, done.counts, done.seconds)
    finally:
        slot.close()


def _by_crew(
    shards: Sequence[ShardSpec],
    kit: Kit,
    out: Path,
    effort: Effort,
    watch: Watch,
    tally: Tally,
    means: Means,
) -> None:
    sizes = {spec.index: spec.bytes for spec in shards}
    job = job_of(kit, out, effort.memory, means)
    with explained(out), Crew(job, out / TEMPORARY, effort.workers, watch) as crew:
        for done in crew.run(shards):
            if done is not None:
                tally.add(done, sizes[done.shard])
                _tell_done(watch, tally, done.shard, done.counts, done.seconds)
            tally.at_work = crew.states()
            watch.see(tally)


def _pulse(spec: ShardSpec, tally: Tally, watch: Watch, slot: Slot | None) -> Pulse:
    """A pulse that is felt in this process."""

    def say(state: State) -> None:
        if slot is not None:
            slot.say(state)
        tally.at_work = (state,)
        watch.see(tally)

    return Pulse(say, spec.index)


def _tell_done(watch: Watch, tally: Tally, shard: int, counts: Counts, seconds: float) -> None:
    facts = {
        "shard": shard,
        "seconds": round(seconds, 3),
        "documents": counts.documents,
        "rejected": counts.rejected,
        "shards_done": tally.shards_done,
    }
    watch.event("shard", facts)


def _tell_about(out: Path, tally: Tally, effort: Effort) -> None:
    about = {
        "shards": tally.shards,
        "bytes": tally.bytes,
        "earlier_bytes": tally.earlier_bytes,
        "workers": effort.workers,
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
