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
    monkeypatch.setattr(guard, "AGAIN", 0.05)
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
