"""Whoever is killed, and whenever: the same command again makes the corpus an undisturbed run
would have made, and nothing else is left."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import psutil
import pytest

from cleaner.run.slot import states_in
from tests.corpus.made import tree
from tests.faults.conftest import clean, family, gone, notes, start, wait_for, workers_of

KILLS = 20
CHANCE = random.Random(7)


def committed():
    return len(list(Path("out").glob("_commits/*.json")))


def test_the_driver_killed_at_twenty_moments(records):
    source = records(600)
    clean(source, "alone", shard_bytes=1000)
    done = 0
    for number in range(KILLS):
        driver = start(source, "out", 2, "SLOW", 1000)
        if number % 2:  # a moment of the work, else any
            wait_for(lambda driver=driver, done=done: driver.poll() or committed() > done)
        time.sleep(CHANCE.uniform(0, 1 - 0.8 * (number % 2)))
        others = family(driver)
        driver.kill()
        driver.communicate()
        assert gone(others), "a process outlives its run"
        assert committed() >= done
        done = committed()
    assert done >= KILLS // 2
    driver = start(source, "out", 2, "SLOW", 1000)
    out, err = driver.communicate()
    assert (driver.returncode, err) == (0, "")
    earlier, shards = map(int, out.split()[1].split("/"))
    assert done == earlier < shards
    assert tree(Path("out")) == tree(Path("alone"))


def test_workers_killed_all_through_a_run(records):
    source = records(240)
    clean(source, "alone")
    driver = start(source, "out", 2, "SLOW")
    hit = set()
    while driver.poll() is None:
        time.sleep(CHANCE.uniform(0, 0.3))
        at = {state.shard for state in states_in(Path("out/_tmp")) if state.row >= 0}
        workers = workers_of(driver)
        # Twice at the same document would be taken for its fault, so each shard is hit once.
        if at and workers and not at & hit:
            hit |= at
            CHANCE.choice(workers).kill()
    out, err = driver.communicate()
    assert (driver.returncode, err) == (0, "")
    assert len(hit) > 3
    assert out.startswith("240 ")
    assert tree(Path("out")) == tree(Path("alone"))


@pytest.mark.parametrize("workers", [0, 2])
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_told_to_end(files, name, code, workers):
    """The documents in work are finished, what is whole by then is committed, no more is begun."""
    clean(files, "alone", shard_bytes=1)
    driver = start(files, "out", workers, "LINGERING", 1)
    wait_for(lambda: committed() and notes("begun") - notes("ended"))
    others = family(driver)
    for each in (driver, *others):  # as a terminal, or a batch system, tells all of them
        each.send_signal(getattr(signal, name))
    out, err = driver.communicate()
    assert (driver.returncode, out) == (code, "")
    assert f"{committed()} of 12 shards are done and kept; the same command goes on" in err
    assert "Traceback" not in err
    assert gone(others)
    assert not Path("out/_tmp").exists()
    assert notes("begun") == notes("ended")
    assert len(notes("ended")) == committed() < 12
    outcome = clean(files, "out", shard_bytes=1)
    assert outcome.earlier == len(notes("ended"))
    assert tree(Path("out")) == tree(Path("alone"))


@pytest.mark.parametrize("workers", [0, 2])
def test_told_to_end_twice(files, workers):
    """The second time nothing is waited for."""
    driver = start(files, "out", workers, "LINGERING", 1)
    wait_for(lambda: committed() and notes("begun") - notes("ended"))
    others = family(driver)
    driver.send_signal(signal.SIGINT)
    assert driver.stderr.readline() == "stopping\n"
    driver.send_signal(signal.SIGINT)
    _, err = driver.communicate()
    assert driver.returncode == 130
    assert "shards are done and kept" in err
    assert gone(others)
    assert notes("begun") > notes("ended")
    assert not Path("out/_tmp").exists()


def test_two_runs_into_one_folder(records):
    source = records(240)
    first = start(source, "out", 2, "SLOW")
    wait_for(committed)
    psutil.Process(first.pid).suspend()  # lest it be done before the second begins
    second = start(source, "out", 0)
    _, err = second.communicate()
    psutil.Process(first.pid).resume()
    assert second.returncode == 2
    assert "another run is at work there" in err
    _, err = first.communicate()
    assert (first.returncode, err) == (0, "")


def test_a_run_waits_for_workers_that_outlive_theirs(records):
    """One that is stopped cannot see that its run is gone, and may not write beside the next."""
    source = records(240)
    driver = start(source, "out", 1, "SLOW")
    wait_for(committed)
    (worker,) = workers_of(driver)
    worker.suspend()
    driver.kill()
    driver.wait()  # not for its output, which the worker holds open
    after = start(source, "out", 0)
    time.sleep(2)
    assert after.poll() is None
    worker.resume()
    assert gone([worker])
    _, err = after.communicate()
    assert (after.returncode, err) == (0, "")
    clean(source, "alone")
    assert tree(Path("out")) == tree(Path("alone"))
    assert not psutil.pid_exists(worker.pid)
