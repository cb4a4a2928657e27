"""What is called sound without compiling compiles, and matches something or nothing, never ""."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from cleaner.rulebook.certain import certainly_sound
from cleaner.rulebook.compiled import compile_pattern, whole_line
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.load import load_rules
from cleaner.rulebook.places import Place, pack_files

PIECES = [
    *("read", "more", " ", ".", "a", "é", "字", ":", "-", "#", "^", "$", "|", "|"),
    *(r"\d", r"\w", r"\s", r"\b", r"\.", r"\(", r"\-", r"\A", r"\1", r"\p{Lu}", r"\x41", r"\n"),
    *("[a-z]", "[^,]", "[ab.]", r"[\d.]", "[]", "[", "]", "[z-a]", "[[a]", "[^]]"),
    *("(", "(?:", "(?P<a>", "(?P<b1>", "(?i)", "(?=", "(?>", "(?#", "(?|", ")", ")", ")", ")"),
    *("*", "+", "?", "{2}", "{1,3}", "{3,1}", "{,2}", "{2,}", "{e<2}", "{", "}", "+?", "*+", "??"),
]
patterns = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(patterns)
def test_what_is_called_sound_is(pattern: str) -> None:
    if certainly_sound(pattern):
        assert not compile_pattern(pattern).fullmatch("")
        compile_pattern(whole_line(pattern))


@pytest.mark.parametrize(
    "pattern", ["read more", r"read more: -?\d+ °C.{0,30}", r"(?:by|von) (?P<author>\w+)", "[ab]cd"]
)
def test_the_usual_is_called_sound(pattern: str) -> None:
    assert certainly_sound(pattern)


@pytest.mark.parametrize(
    "pattern", ["(read", "read)", "ab{3,1}", "ab**", "[z-a]bc", r"ab\p{Xx}", "", "a*", "(?:ab)?"]
)
def test_what_is_broken_or_empty_is_not(pattern: str) -> None:
    assert not certainly_sound(pattern)


def test_every_pattern_of_the_shipped_packs_compiles() -> None:
    assert pack_files(Place(rules_home(), "rules"))
    for rule in load_rules().rules:
        for pattern in rule.patterns.values():
            assert isinstance(compile_pattern(pattern), regex.Pattern)
            compile_pattern(whole_line(pattern))
