"""Compiling patterns: the collector of garbage is left as it was found."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
import regex

from cleaner.rulebook.compiled import compile_pattern


@pytest.fixture(params=[True, False])
def collecting(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether garbage is collected while the test runs."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


class TestCollecting:
    def test_a_sound_pattern(self, collecting: bool) -> None:
        compile_pattern.cache_clear()
        assert compile_pattern("harbour (?:weather|master)").fullmatch("Harbour Weather")
        assert gc.isenabled() is collecting

    def test_a_broken_one(self, collecting: bool) -> None:
        with pytest.raises(regex.error):
            compile_pattern("(harbour")
        assert gc.isenabled() is collecting
