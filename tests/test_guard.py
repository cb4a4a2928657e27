"""A document that takes too long is a reject, and leaves nothing behind that rings later."""

from __future__ import annotations

import signal
import threading
import time
from types import SimpleNamespace

import pytest

from cleaner import guard
from cleaner.guard import clean_guarded
from cleaner.model import Reject, Source

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer")
SOURCE = Source("a", "a", b"A text.")


def kit(seconds):
    return SimpleNamespace(settings=SimpleNamespace(time_limit=seconds))


@pytest.fixture
def cleaning(monkeypatch):
    """Puts something in the place of cleaning."""

    def put(work):
        monkeypatch.setattr(guard, "clean_document", lambda source, kit: work())

    before = signal.getsignal(signal.SIGALRM)
    yield put
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


def endless():
    while True:
        sum(range(100))


def swallowing():
    """Takes the first alarm for an error of its own, as a library may."""
    try:
        endless()
    except BaseException:  # noqa: BLE001 - it is what this is about
        endless()


@pytest.mark.parametrize("work", [endless, lambda: time.sleep(60)])
def test_what_takes_too_long(cleaning, work):
    cleaning(work)
    found = clean_guarded(SOURCE, kit(0.05))
    assert isinstance(found, Reject)
    assert (found.stage, found.reason) == ("clean", "time-limit")
    assert found.detail == "took longer than 0.05 seconds (--time-limit)"


def test_no_except_on_the_way_keeps_it(cleaning, monkeypatch):
    monkeypatch.setattr(guard, "LOOK", 0.05)
    cleaning(swallowing)
    assert clean_guarded(SOURCE, kit(0.05)).reason == "time-limit"


@pytest.mark.parametrize("seconds", [0, 0.0, 60])
def test_what_is_done_in_time(cleaning, seconds):
    cleaning(lambda: "done")
    assert clean_guarded(SOURCE, kit(seconds)) == "done"


def test_a_large_document_may_take_longer(cleaning):
    cleaning(lambda: time.sleep(0.2) or "done")
    large = Source("a", "a", b"x" * 100_000_000)
    assert clean_guarded(large, kit(0.05)) == "done"


def part_of_a_core(monkeypatch, share):
    """Lets the machine be so busy that this process gets no more than a share of a core."""
    monkeypatch.setattr(guard, "LOOK", 0.02)
    fake = SimpleNamespace(thread_time=lambda: share * time.monotonic())
    monkeypatch.setattr(guard, "time", fake)


def working(seconds):
    """Works for so many seconds of the clock."""

    def work():
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            sum(range(100))
        return "done"

    return work


def test_a_busy_machine_rejects_no_more(cleaning, monkeypatch):
    part_of_a_core(monkeypatch, 0.3)
    cleaning(working(0.5))  # 0.15 s of work
    assert clean_guarded(SOURCE, kit(0.3)) == "done"


def test_and_what_is_too_much_is_rejected_there_too(cleaning, monkeypatch):
    part_of_a_core(monkeypatch, 0.3)
    cleaning(endless)
    assert clean_guarded(SOURCE, kit(0.1)).reason == "time-limit"


def test_who_gets_hardly_any_time_hangs(cleaning, monkeypatch):
    part_of_a_core(monkeypatch, 0.1)
    cleaning(endless)
    assert clean_guarded(SOURCE, kit(0.3)).reason == "time-limit"


def test_what_is_halted_for_a_while_goes_on(cleaning, monkeypatch):
    """A ring that comes late counts once: Ctrl-Z and a closed lid halt the work, not the clock."""
    monkeypatch.setattr(guard, "LOOK", 0.05)
    blocked = {signal.SIGALRM}

    def halted():
        signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
        time.sleep(0.5)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, blocked)
        return "done"

    cleaning(halted)
    assert clean_guarded(SOURCE, kit(0.4)) == "done"


def test_an_error_stops_the_timer(cleaning):
    def failing():
        raise ZeroDivisionError

    cleaning(failing)
    assert clean_guarded(SOURCE, kit(60)).reason == "failed"


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, ImportError])
def test_what_ends_the_run_stops_the_timer(cleaning, error):
    def ending():
        raise error

    cleaning(ending)
    with pytest.raises(error):
        clean_guarded(SOURCE, kit(60))


def test_a_timer_of_the_program_around_us_is_left_alone(cleaning):
    rang = []
    before = signal.signal(signal.SIGALRM, lambda *_: rang.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        cleaning(lambda: time.sleep(0.3) or "done")
        assert clean_guarded(SOURCE, kit(0.01)) == "done"
        assert rang == [1]
    finally:
        signal.signal(signal.SIGALRM, before)


def test_another_thread_has_no_timer(cleaning):
    cleaning(lambda: time.sleep(0.1) or "done")
    found = []
    thread = threading.Thread(target=lambda: found.append(clean_guarded(SOURCE, kit(0.01))))
    thread.start()
    thread.join()
    assert found == ["done"]
