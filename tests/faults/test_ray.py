"""What is promised of a run on one machine is kept on a cluster, whoever is killed there."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from cleaner.cli.ending import run_to_end
from cleaner.cli.main import cli
from cleaner.errors import SettingsError
from cleaner.run import ray_cluster
from cleaner.run.on_ray import OnRay
from cleaner.run.ray_task import Errand, do_shard
from cleaner.run.tally import Nobody
from cleaner.run.worker import job_of
from tests.corpus.made import tree
from tests.faults import saboteurs
from tests.faults.conftest import ROOT, clean, family, gone, notes, planned, start, wait_for
from tests.faults.test_documents import assert_harm_is_contained, harmed

if sys.platform == "darwin" and os.uname().machine == "x86_64":
    pytest.skip("there is no Ray for Macs of this kind", allow_module_level=True)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A cluster for all tests of this file, which takes some seconds to start; its address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))  # its processes need the saboteurs
        with ray_cluster.connected("", 2, tmp_path_factory.mktemp("ray")):
            yield ray_cluster.ray_library().get_runtime_context().gcs_address


def committed():
    return len(list(Path("out").glob("_commits/*.json")))


class Noting(Nobody):
    """Notes what happened."""

    def __init__(self):
        self.events = []

    def event(self, name, facts):
        self.events.append((name, facts))


def test_each_kind_of_harm_costs_one_document(records, cluster):
    noting = Noting()
    executor = OnRay("", 2, 2**30)
    outcome = clean(harmed(records), "out", executor, saboteurs.WRONG, watch=noting)
    assert_harm_is_contained("out", outcome)
    ends = [facts["reason"] for name, facts in noting.events if name == "worker-ended"]
    assert sorted(ends) == ["time-limit", "worker-died", "worker-died"]
    assert sum(name == "shard" for name, _ in noting.events) == outcome.shards


class Killer(Nobody):
    """Kills one of Ray's own processes at work, and others a few shards later."""

    def __init__(self):
        self.killed, self.lost = 0, 0

    def event(self, name, facts):
        self.lost += name == "task-lost"

    def see(self, tally):
        if self.killed < 3 and tally.shards_done > 2 * self.killed:
            for process in psutil.Process().children(recursive=True):
                with suppress(psutil.Error):
                    if process.name().startswith("ray::do_shard"):
                        process.kill()
                        self.killed += 1
                        return


def test_processes_of_ray_killed_in_a_run(records, cluster):
    source = records(480)
    clean(source, "alone")
    killer = Killer()
    clean(source, "out", OnRay("", 2), saboteurs.SLOW, watch=killer)
    assert killer.killed >= killer.lost > 0
    assert tree(Path("out")) == tree(Path("alone"))


def test_told_to_end(files, cluster, monkeypatch):
    """By its address, as a cluster of others is reached: that goes on when the run has ended."""
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN", ray_cluster._key())
    clean(files, "alone", shard_bytes=1)
    driver = start(files, "out", f"ray@{cluster}", "LINGERING", 1)
    wait_for(lambda: driver.poll() or (committed() and notes("begun") - notes("ended")))
    driver.send_signal(signal.SIGTERM)
    out, err = driver.communicate()
    assert (driver.returncode, out) == (143, ""), err
    assert f"{committed()} of 12 shards are done and kept; the same command goes on" in err
    assert "Traceback" not in err
    assert notes("begun") == notes("ended")
    assert len(notes("ended")) == committed() < 12
    assert not Path("out/_tmp").exists()
    outcome = clean(files, "out", OnRay("", 2), shard_bytes=1)
    assert outcome.earlier == len(notes("ended"))
    assert tree(Path("out")) == tree(Path("alone"))


def test_the_driver_killed(records, cluster):
    """And the cluster that it has started goes with it."""
    source = records(240)
    clean(source, "alone")
    driver = start(source, "out", "ray", "SLOW")
    wait_for(lambda: driver.poll() or committed() > 2, 120)
    others = family(driver)
    session = ray_cluster.session_path(Path("out").resolve())
    assert len(others) > 4
    assert session.exists()
    driver.kill()
    driver.communicate()
    assert gone(others), "a process outlives its run"
    wait_for(lambda: not session.exists())
    done = committed()
    driver = start(source, "out", "ray", "SLOW")
    out, err = driver.communicate()
    assert (driver.returncode, err) == (0, "")
    assert out.split()[1].startswith(f"{done}/")
    assert tree(Path("out")) == tree(Path("alone"))
    assert not session.exists()


def test_the_command_writes_the_same_on_ray(records, cluster):
    source = records(30)
    for out, words in (("alone", ["--workers", "0"]), ("out", ["--executor", "ray"])):
        made = CliRunner().invoke(cli, [source, "-o", out, "--passes", "1", "-q", *words])
        assert (made.exit_code, made.output) == (0, ""), made.exception
    assert tree(Path("out")) == tree(Path("alone"))


def test_ray_is_asked_for_by_its_name(records, monkeypatch, capsys):
    source = records(3)
    monkeypatch.setitem(sys.modules, "ray", None)
    assert run_to_end(lambda: cli([source, "-o", "out", "--executor", "ray"])) == 2
    assert "pip install 'cleaner[ray]'" in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--address", "auto"], "goes with --executor ray"),
        (["--executor", "ray", "--workers", "0"], "not by --executor ray"),
    ],
)
def test_what_does_not_fit_is_refused(records, words, told):
    made = CliRunner().invoke(cli, [records(3), "-o", "out", *words])
    assert isinstance(made.exception, SettingsError)
    assert told in str(made.exception)


@pytest.mark.parametrize("unseen", ["home", "out", "in.jsonl"])
def test_a_machine_that_does_not_see_the_files_says_so(records, tmp_path, unseen):
    """Else all that it is given would become rejects."""
    (spec,) = planned(records(3), 2**20)
    Path("out/_tmp").mkdir(parents=True)
    home = tmp_path if unseen != "home" else tmp_path / unseen
    if unseen == "out":
        shutil.rmtree("out")
    elif unseen == "in.jsonl":
        Path(unseen).unlink()
    job = job_of(saboteurs.kit(saboteurs.SETTINGS), tmp_path / "out", saboteurs.USUAL)
    answer = do_shard(Errand(job, str(home), "a"), spec)
    assert answer.done is None
    assert f"{tmp_path / unseen}: is not seen by" in answer.problem
