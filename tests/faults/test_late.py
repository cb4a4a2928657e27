"""How long a worker may be at one row, by a clock and a count of its work that are made up."""

from __future__ import annotations

import pytest

from cleaner.run.late import Clock
from cleaner.run.pulse import hard
from cleaner.run.slot import State

ALLOWED = 10.0
HARD = hard(ALLOWED)
CLEANING = State(0, 0, 3, 0, int(ALLOWED * 1000), steps=7)
READING = CLEANING._replace(reading=1)


def late(state, seconds, share, step=0.5):
    """Whether it is late after so many seconds, with so large a share of a core."""
    worked = [100.0]
    clock = Clock(lambda: worked[0])
    now = 1000.0
    clock.look(state, now)
    for _ in range(round(seconds / step)):
        now += step
        worked[0] += step * share
        clock.look(state, now)
    return clock.late


@pytest.mark.parametrize(
    ("seconds", "share", "wanted"),
    [
        (HARD - 1, 1.0, False),
        (HARD - 1, 0.0, False),
        (HARD + 1, 1.0, True),  # a loop that lets no timer ring
        (HARD + 1, 0.0, True),  # it sleeps
        (HARD + 1, 0.1, True),
        (HARD + 1, 0.5, False),  # the machine is busy
        (2 * HARD - 1, 0.5, False),
        (2 * HARD + 2, 0.5, True),
        (4 * HARD - 1, 0.25, False),
        (4 * HARD + 4, 0.25, True),
    ],
)
def test_cleaning_is_measured_in_work(seconds, share, wanted):
    assert late(CLEANING, seconds, share) is wanted


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_reading_is_measured_in_time(share):
    assert not late(READING, HARD - 1, share)
    assert late(READING, HARD + 1, share)


def test_no_row_and_no_limit_are_never_late():
    assert not late(CLEANING._replace(row=-1), 1000, 1.0)
    assert not late(CLEANING._replace(allowed=0), 1000, 1.0)


def test_the_next_row_begins_anew():
    clock = Clock(lambda: 0.0)
    for number in range(200):
        clock.look(CLEANING._replace(steps=number // 10), number / 2)
        assert not clock.late


def test_time_in_which_nobody_looked_does_not_count():
    """Ctrl-Z, and an hour later `fg`."""
    assert not late(CLEANING, 3600 * 4, 0.0, step=3600)
