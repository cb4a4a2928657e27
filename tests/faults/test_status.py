"""`clean status` says what is so, also of a run that was ended before its end."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleaner.cli.main import cli
from cleaner.corpus.layout import UNFINISHED
from cleaner.run.parts import Share, merge, run_part
from cleaner.run.run import How
from tests.faults import saboteurs
from tests.faults.conftest import clean, planned, start, wait_for
from tests.faults.test_resume import failing_after, interrupted


def status(out):
    """What the command says: as a page by its names, and as JSON."""
    page = CliRunner().invoke(cli, ["status", out])
    assert page.exit_code == 0, page.output
    told = {line[:12].strip(): line[13:] for line in page.output.splitlines()}
    return told, json.loads(CliRunner().invoke(cli, ["status", out, "--json"]).output)


def share(source, out, means=saboteurs.USUAL):
    kit = saboteurs.kit(saboteurs.SETTINGS)
    run_part(planned(source, 2000), kit, Path(out), Share(1, 2), How(means=means))


def test_an_interrupted_run_is_told_by_all_its_shards(records):
    source = records(120)
    planned_shards = len(planned(source, 2000))
    done = interrupted(source, "out")
    told, facts = status("out")
    assert (told["state"], told["shards"]) == ("interrupted", f"{done} of {planned_shards} done")
    assert 1 < done < planned_shards
    assert (facts["shards"], facts["of_shards"]) == (done, planned_shards)
    assert facts["of_bytes"] == Path(source).stat().st_size


def test_it_is_told_again_when_more_is_done(records):
    source = records(120)
    done = interrupted(source, "out", 70)
    more = interrupted(source, "out", 30)
    assert status("out")[0]["shards"] == f"{more} of {len(planned(source, 2000))} done"
    assert more > done
    clean(source, "out")
    assert status("out")[0]["state"] == "finished"
    assert not Path("out", UNFINISHED).exists()


def test_nothing_is_left_where_nothing_is_done(records):
    source = records(20)
    with pytest.raises(KeyboardInterrupt):
        clean(source, "out", means=failing_after(3, KeyboardInterrupt()))
    assert not Path("out").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_killed_run(files):
    process = start(files, "out", 0, "LINGERING", shard_bytes=1)
    wait_for(lambda: len(list(Path("out/_commits").glob("*.json"))) > 1)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    told, facts = status("out")
    assert (told["state"], facts["of_shards"]) == ("interrupted", 12)
    assert 1 < facts["shards"] < 12


def test_a_share_is_told_by_its_own_shards(records):
    source = records(120)
    mine = (len(planned(source, 2000)) + 1) // 2
    with pytest.raises(KeyboardInterrupt):
        share(source, "part1", failing_after(30, KeyboardInterrupt()))
    told, facts = status("part1")
    assert (told["state"], facts["of_shards"]) == ("interrupted", mine)
    assert 0 < facts["shards"] < mine
    share(source, "part1")
    told, _ = status("part1")
    assert (told["state"], told["shards"]) == ("finished", f"{mine} of {mine} done")


def test_an_interrupted_merge_is_not_finished(records, monkeypatch):
    source = records(120)
    share(source, "part1")
    kit = saboteurs.kit(saboteurs.SETTINGS)
    shards = planned(source, 2000)
    run_part(shards, kit, Path("part2"), Share(2, 2), How(means=saboteurs.USUAL))
    real, taken = os.link, []

    def stop(*given):
        taken.append(given)
        if len(taken) > 3:
            raise KeyboardInterrupt
        real(*given)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(os, "link", stop)
        merge([Path("part1"), Path("part2")], Path("out"))
    told, facts = status("out")
    assert (told["state"], facts["of_shards"]) == ("interrupted", len(shards))
    assert facts["shards"] < len(shards)
    merge([Path("part1"), Path("part2")], Path("out"))
    assert status("out")[0]["state"] == "finished"
