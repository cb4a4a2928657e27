"""Nothing looks for garbage while much is made, and afterwards all is as it was before."""

import gc
import inspect
from collections.abc import Iterator

import pytest

from cleaner.garbage import keep_all, uncollected
from cleaner.kit import make_kit
from cleaner.settings import Settings


@pytest.fixture(params=[True, False], ids=["collecting", "not collecting"])
def before(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether garbage is looked for before."""
    was = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if was else gc.disable)()


@uncollected()
def _looked_for() -> bool:
    return gc.isenabled()


def test_nothing_looks_for_garbage_meanwhile(before: bool) -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() is before
    assert not _looked_for()
    assert gc.isenabled() is before


def test_an_error_changes_nothing(before: bool) -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        raise ZeroDivisionError
    assert gc.isenabled() is before


def test_a_kit_leaves_it_as_it_was(before: bool) -> None:
    make_kit(Settings())
    assert gc.isenabled() is before


def test_what_is_kept_is_not_searched(before: bool) -> None:
    kept: list[object] = []
    inspect.unwrap(keep_all)()  # in these tests nothing is kept
    try:
        fresh: list[object] = []
        searched = {id(one) for one in gc.get_objects()}
        assert id(kept) not in searched
        assert id(fresh) in searched
        assert gc.isenabled() is before
    finally:
        gc.unfreeze()
