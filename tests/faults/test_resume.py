"""The same command again: what is done stays, what is not is done, and what has changed is told."""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cleaner.errors import CorpusError, UsageError
from cleaner.run import shard
from cleaner.run.run import How, run
from cleaner.run.shard import Means
from tests.corpus.made import tree
from tests.faults import saboteurs
from tests.faults.conftest import clean, planned, start


def failing_after(count, error):
    """Cleans so many documents, then fails as the machine does."""
    done = []

    def work(source, kit):
        done.append(source)
        if len(done) > count:
            raise error
        return saboteurs.clean(source, kit)

    return Means(clean=work, kit=saboteurs.kit)


def interrupted(source, out, count=70):
    """What an interrupted run leaves, and how many shards of it are done."""
    with pytest.raises(KeyboardInterrupt) as ended:
        clean(source, out, means=failing_after(count, KeyboardInterrupt()))
    (note,) = ended.value.__notes__
    done = len(list(Path(out).glob("_commits/*.json")))
    assert note.startswith(f"{done} of ")
    return done


def settings(**values):
    return replace(saboteurs.kit(replace(saboteurs.SETTINGS, **values)))


def test_only_what_is_missing_is_done(records, monkeypatch):
    source = records(120)
    clean(source, "alone")
    done = interrupted(source, "out")
    assert done > 1
    assert not Path("out/_tmp").exists()
    seen = []
    real = shard.results
    monkeypatch.setattr(
        shard, "results", lambda spec, *a: seen.append(spec.index) or real(spec, *a)
    )
    outcome = clean(source, "out")
    assert outcome.earlier == done
    assert seen == list(range(done, outcome.shards))
    assert tree(Path("out")) == tree(Path("alone"))


@pytest.mark.parametrize("harm", ["record", "output", "cut", "stray"])
def test_a_damaged_shard_is_done_again(records, harm):
    source = records(120)
    clean(source, "alone")
    done = interrupted(source, "out")
    record, output = Path("out/_commits/00000.json"), Path("out/data/en/part-00000.parquet")
    if harm == "record":
        record.write_text("{")
    elif harm == "output":
        output.unlink()
    elif harm == "cut":
        output.write_bytes(output.read_bytes()[:-1])
    else:  # as a run that was killed between two steps leaves it
        Path("out/data/fr").mkdir()
        Path("out/data/fr/part-00009.parquet").write_bytes(b"half")
        Path("out/_tmp").mkdir()
        Path("out/_tmp/00009-data-fr").write_bytes(b"half")
    outcome = clean(source, "out")
    assert outcome.earlier == done - (harm != "stray")
    assert tree(Path("out")) == tree(Path("alone"))


def test_a_finished_corpus_is_left_alone(records):
    source = records(50)
    clean(source, "out")
    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*")}
    outcome = clean(source, "out", means=failing_after(0, AssertionError()))
    assert outcome.earlier == outcome.shards
    assert outcome.counts.documents == 50
    assert {path: path.stat().st_mtime_ns for path in Path("out").rglob("*")} == before


@pytest.mark.parametrize("finished", [True, False])
def test_other_settings_are_named_and_refused(records, finished):
    source = records(120)
    if finished:
        clean(source, "out")
    else:
        interrupted(source, "out")
    before = tree(Path("out"))
    kit = settings(title="drop", ignore=("decode.fallback",))
    with pytest.raises(UsageError) as refused:
        run(planned(source, 2000), kit, Path("out"), How(means=saboteurs.USUAL))
    told = str(refused.value)
    assert "the setting title was keep, now drop" in told
    assert "the setting ignore was empty, now decode.fallback" in told
    assert "max_removed" not in told
    assert "--fresh" in told
    assert tree(Path("out")) == before
    run(planned(source, 2000), kit, Path("out"), How(means=saboteurs.USUAL, fresh=True))
    run(planned(source, 2000), kit, Path("alone"), How(means=saboteurs.USUAL))
    assert tree(Path("out")) == tree(Path("alone"))
    assert sorted(path.name for path in Path().iterdir()) == ["alone", source, "out"]


def test_other_input_is_refused_by_a_corpus_and_taken_up_by_what_is_unfinished(records):
    source = records(120)
    clean(source, "out")
    interrupted(source, "half")
    records(140)
    with pytest.raises(UsageError, match=r"of other input or damaged: \d+ of \d+ shards"):
        clean(source, "out")
    clean(source, "alone")
    clean(source, "half")
    clean(source, "out", fresh=True)
    assert tree(Path("out")) == tree(Path("half")) == tree(Path("alone"))


def test_a_new_corpus_takes_the_place_of_the_old_when_it_is_complete(records):
    source = records(50)
    clean(source, "out")
    before = tree(Path("out"))
    records(120)
    for error, count in ((KeyboardInterrupt(), 70), (OSError(errno.EIO, "broken"), 5)):
        with pytest.raises(type(error)):
            clean(source, "out", means=failing_after(count, error), fresh=True)
        assert tree(Path("out")) == before
    outcome = clean(source, "out", fresh=True)
    assert outcome.earlier > 0
    clean(source, "alone")
    assert tree(Path("out")) == tree(Path("alone"))
    assert sorted(path.name for path in Path().iterdir()) == ["alone", source, "out"]


@pytest.mark.parametrize("named", ["before", "between"])
def test_a_change_of_places_that_was_cut_short_is_ended(records, named):
    source = records(30)
    clean(source, "out")
    before = tree(Path("out"))
    if named == "before":
        Path("out").rename(".out.old")
    else:
        clean(source, ".out.new")
        Path("out").rename(".out.old")
    clean(source, "out")
    assert tree(Path("out")) == before
    assert sorted(path.name for path in Path().iterdir()) == [source, "out"]


def test_a_disk_that_fills_up_for_a_moment(records, monkeypatch):
    source = records(120)
    clean(source, "alone")
    real, synced = os.fsync, []

    def full(handle):
        synced.append(handle)
        if len(synced) > 20:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    told = "No space left on device. Free some space"
    with monkeypatch.context() as patch, pytest.raises(CorpusError, match=told) as ended:
        patch.setattr(os, "fsync", full)
        clean(source, "out")
    assert "shards are done and kept" in ended.value.__notes__[0]
    assert not Path("out/_tmp").exists()
    outcome = clean(source, "out")
    assert outcome.earlier > 0
    assert tree(Path("out")) == tree(Path("alone"))


@pytest.mark.skipif(sys.platform != "linux", reason="needs a disk of its own, of 300 KB")
@pytest.mark.parametrize("workers", [0, 2])
def test_a_disk_that_is_full(records, workers):
    source = records(900)
    clean(source, "alone", shard_bytes=4000)
    script = (
        "mkdir small && mount -t tmpfs -o size=300k none small || exit 77; "
        '"$@"; code=$?; cat small/out/_commits/* | wc -c; find small/out/_tmp; '
        'mount -o remount,size=3m small; "$@" && cp -r small/out out; exit $code'
    )
    under = ["unshare", "-rm", "sh", "-c", script, "sh"]
    done = start(source, "small/out", workers, shard_bytes=4000, under=under)
    out, err = done.communicate()
    assert done.returncode == 4, err
    assert "cannot be written: No space left on device. Free some space" in err
    assert "shards are done and kept" in err
    assert int(out.split()[0]) > 0
    assert "small/out/_tmp\n" not in out
    assert "900 " in out
    assert tree(Path("out")) == tree(Path("alone"))
