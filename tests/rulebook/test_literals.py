"""The literals of a pattern: whatever the pattern matches has one of them in its fold."""

import re
import unicodedata
from functools import cache

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from regex import _regex

from cleaner.rulebook.compiled import compile_pattern, whole_line
from cleaner.rulebook.form import fold, foldable
from cleaner.rulebook.literals import MAX_CHOICES, openings, required
from cleaner.rulebook.openings import MOST, beginning

LETTERS = "abikszABIKSZ" + "İıſKßẞΣσςéÉфФ語ﬁŉǰ\u0307"
SIGNS = "-' 1.(+"

# Each row: a pattern and exactly the literals it cannot match without; None where none are known.
EXACT = [
    ("Follow us", {"follow us"}),
    ("follow (?:us|me)", {"follow us", "follow me"}),
    ("follow (us|me) now", {"follow us now", "follow me now"}),
    ("(?:red|blue) car", {"red car", "blue car"}),
    (r"\bread\s+more\b", {"more"}),
    ("colou?r", {"colo"}),
    ("ab+cd", {"ab"}),
    ("(?:ab)+cde", {"cde"}),
    ("ab{2}cde", {"cde"}),
    ("ab{1}cde", {"abcde"}),
    ("ab{0,2}cde", {"cde"}),
    ("ab*cd", {"cd"}),
    ("(?:ab)?cd", {"cd"}),
    ("x.yz", {"yz"}),
    ("[ab]cd", {"cd"}),
    ("[^]]cd", {"cd"}),
    ("[]a]cd", {"cd"}),
    (r"[\]a]cd", {"cd"}),
    ("[[:alpha:]]bc", {"bc"}),
    (r"\p{Lu}bc", {"bc"}),
    (r"\.com", {".com"}),
    (r"\x41bc", {"abc"}),
    (r"\u0444ф", {"фф"}),
    ("(?P<name>by) (?P<who>me)", {"by me"}),
    ("(?-i:AFP)", {"afp"}),
    ("(?i)AFP", {"afp"}),
    ("(?=later)now", {"later"}),
    ("(?=.*later)now", {"later"}),
    ("(?!later)now", {"now"}),
    ("(?<!ever)now", {"now"}),
    ("(?<=ever)now", {"ever"}),
    ("(?=abc)", {"abc"}),
    ("[→»]x", {"→x", "»x"}),
    ("(?:later|)now", {"laternow", "now"}),
    ("İstanbul", {"istanbul"}),
    ("ılık", {"ilik"}),
    ("Kelvin", {"kelvin"}),
    ("ſoft", {"soft"}),
    ("ΟΔΟΣ", {"οδοσ"}),
    ("straße", {"stra"}),
    ("ﬁnd", {"find"}),
    ("(?>atom)ic", {"atomic"}),
    ("(?:abc|def)x(?:abc|def)", {"abcxabc", "abcxdef", "defxabc", "defxdef"}),
    ("abc|def|g.hij|klm|nop", {"abc", "def", "hij", "klm", "nop"}),
    # Parentheses that open and close no group.
    ("(?:[)]ab|[(]ab)cde", {"cde"}),
    (r"(?:\)ab|\(ab)c", {")abc", "(abc"}),
    ("(?:[]()]ab)cd", {"ab"}),
    ("(?:[[:alpha:])]ab)cd", {"ab"}),
    (r"(?:[\])]ab)cd", {"ab"}),
    # No literal is long enough, or there is a way around each.
    ("a", None),
    ("a|bc", None),
    ("(?:abc)?", None),
    ("(?:abc)*", None),
    (r"\d{4}", None),
    ("(?:abc|[a-z]+)", None),
    ("(?<!abc)", None),
    ("(?!abc)", None),
    # Not read for certain, so not read at all.
    (r"(ab)cd\1", None),
    ("abcd{e<=1}", None),
    ("(?:abcd){i}", None),
    ("abc{", None),
    ("(?x)a b c", None),
    ("(?f)strasse", None),
    ("(?#note)abc", None),
    ("(?(1)abc|def)", None),
    ("(?P<a>ab)(?P=a)cd", None),
    ("(*FAIL)|abc", None),
    (r"\L<words>", None),
    ("[a[:b]cd", None),
    ("[[:]a|bcd:]]xyz", None),
    ("(?:ab|[[:)x)cd", None),
    ("(?:abc|de{|ghi)", None),
    ("(?:a[b)c", None),
    ("(ab", None),
    ("ab)", None),
    ("((ab)(cd)", None),
    ("\U0001df95abc", {"abc"}),
]


@pytest.mark.parametrize(("pattern", "literals"), EXACT, ids=[row[0] for row in EXACT])
def test_exact(pattern: str, literals: set[str] | None) -> None:
    found = required(pattern)
    assert (None if found is None else set(found)) == literals


def test_choices_stay_few() -> None:
    digits = "(?:one|two|three|four|five)"
    found = required(digits * 4)
    assert found is not None
    assert len(found) <= MAX_CHOICES


def test_a_deep_pattern_is_not_read() -> None:
    assert required("(" * 900 + "abc" + ")" * 900) is None
    assert openings("(" * 900 + "abc" + ")" * 900) is None


def test_openings_stay_few() -> None:
    letters = "(?:a|b|c|d|e|f|g|h|i|j)"
    found = openings(letters * 4)
    assert found is not None
    assert len(found) <= MOST


def test_the_fold_takes_for_equal_what_patterns_do() -> None:
    """For every character: all that a case-insensitive pattern takes for it have one fold, or none
    of them is ever put into a literal."""
    strays = []
    for code in range(0x110000):
        cases = _regex.get_all_cases(regex.IGNORECASE | regex.UNICODE, code)
        if len(cases) > 1:
            letters = [chr(case) for case in cases]
            if len(set(map(fold, letters))) > 1 and any(map(foldable, letters)):
                strays.append(letters)
    assert strays == []


def test_what_is_not_folded_is_rare() -> None:
    """Only letters that have a partner in newer Unicode, and what Python does not know at all."""
    unread = [chr(code) for code in range(0x110000) if not foldable(chr(code))]
    assert {c for c in unread if unicodedata.category(c) != "Cn"} == set("ßẞƛɤɷɼꟓꟕꭋꭌ")
    assert fold("straße STRASSE") == "strasse strasse"


@given(st.text(LETTERS + SIGNS + "\n"), st.text(LETTERS + SIGNS + "\n"))
def test_a_text_is_folded_piece_by_piece(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)
    assert fold(left).count("\n") == left.count("\n")
    assert fold(fold(left)) == fold(left)


@cache
def equals(char: str) -> list[str]:
    """The characters that a case-insensitive pattern takes for this one."""
    everything = {c for a in LETTERS for c in (a, *a.lower(), *a.upper(), *a.casefold())}
    pattern = compile_pattern(re.escape(char))
    return sorted(c for c in {*everything, char} if pattern.fullmatch(c))


Pair = tuple[str, str]
"""A pattern and a text that it matches."""


@st.composite
def literal(draw: st.DrawFn) -> Pair:
    plain = draw(st.text(LETTERS + SIGNS, min_size=1, max_size=4))
    shown = []
    for char in plain:
        ways = [re.escape(char), f"\\u{ord(char):04x}"]
        if char.isalnum():
            ways.append(char)
        shown.append(draw(st.sampled_from(ways)))
    return "".join(shown), "".join(draw(st.sampled_from(equals(char))) for char in plain)


@st.composite
def one_of_many(draw: st.DrawFn) -> Pair:
    chars = draw(st.lists(st.sampled_from("abkſΣß]^-[:x"), min_size=1, max_size=4))
    return (
        "[" + "".join(map(re.escape, chars)) + "]",
        draw(st.sampled_from(equals(draw(st.sampled_from(chars))))),
    )


CLASSES = [
    (".", "x"),
    (r"\w", "ß"),
    (r"\s", " "),
    (r"\d", "7"),
    (r"\p{Lu}", "é"),
    ("[[:alpha:]]", "a"),
    ("[^]ab]", "z"),
    ("[]ab]", "]"),
    (r"[\]\[:]", ":"),
    ("[[:]", "["),
    ("[a:]", ":"),
    (r"\b", ""),
    ("^", ""),
    ("$", ""),
    ("(?i)", ""),
    ("(?s)", ""),
    ("", ""),
]
LOOKS = ["(?={})", "(?!{})", "(?<={})", "(?<!{})"]
GROUPS = ["({})", "(?:{})", "(?>{})", "(?i:{})", "(?-i:{})", "(?s-i:{})", "(?|{})"]
TIMES = [("?", 0), ("?", 1), ("*", 0), ("*", 2), ("+", 1), ("+?", 3), ("??", 1), ("{2}", 2)]
TIMES += [("{1}", 1), ("{0}", 0), ("{0,2}", 1), ("{1,3}", 2), ("{,2}", 0), ("{2,}", 3), ("++", 1)]


def extended(children: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    parts = st.lists(children, min_size=1, max_size=4)

    def chain(items: list[Pair]) -> Pair:
        return "".join(p for p, _ in items), "".join(t for _, t in items)

    def choice(items: list[Pair]) -> Pair:
        return "(?:" + "|".join(p for p, _ in items) + ")", items[-1][1]

    def group(form: str, item: Pair) -> Pair:
        return form.replace("{}", item[0]), item[1]

    def look(form: str, item: Pair, other: Pair) -> Pair:
        return form.replace("{}", item[0]) + other[0], other[1]

    def repeat(item: Pair, times: tuple[str, int]) -> Pair:
        return f"(?:{item[0]}){times[0]}", item[1] * times[1]

    return st.one_of(
        parts.map(chain),
        parts.map(choice),
        st.builds(group, st.sampled_from(GROUPS), children),
        st.builds(look, st.sampled_from(LOOKS), children, children),
        st.builds(repeat, children, st.sampled_from(TIMES)),
    )


patterns = st.recursive(
    st.one_of(literal(), literal(), one_of_many(), st.sampled_from(CLASSES)), extended, max_leaves=8
)
noise = st.text(LETTERS + SIGNS, max_size=4)


def assert_sound(pattern: str, text: str) -> None:
    literals = required(pattern)
    if literals is not None and compile_pattern(pattern).search(text):
        folded = fold(text)
        assert any(each in folded for each in literals), (pattern, text, literals)
    begins = openings(pattern)
    if begins is not None and compile_pattern(whole_line(pattern)).fullmatch(text):
        assert beginning(text).startswith(begins), (pattern, text, begins)


@settings(max_examples=600, deadline=None)
@given(patterns, noise, noise)
def test_sound(item: Pair, before: str, after: str) -> None:
    pattern, text = item
    for example in (text, before + text, text + after, before + text + after, before):
        assert_sound(pattern, example)
        assert_sound(whole_line(pattern), example)


@settings(max_examples=200, deadline=None)
@given(st.lists(patterns, min_size=1, max_size=3), noise)
def test_sound_with_bare_alternatives(items: list[Pair], before: str) -> None:
    pattern = "|".join(pattern for pattern, _ in items)
    for _, text in items:
        assert_sound(pattern, before + text)


@settings(max_examples=200, deadline=None)
@given(st.text("ab()[]{}|?*+.^$\\:-=!<>1,:PiKxe", max_size=12), st.text("abKi[]:|", max_size=8))
def test_sound_on_anything_that_compiles(pattern: str, text: str) -> None:
    try:
        compile_pattern(pattern)
    except (regex.error, ValueError):
        required(pattern)
        openings(pattern)
        return
    assert_sound(pattern, text)


@settings(max_examples=150, deadline=None)
@given(patterns)
def test_most_texts_made_for_a_pattern_match_it(item: Pair) -> None:
    """The generator is worth its name: without lookarounds, anchors and case marks it never
    misses."""
    pattern, text = item
    if not re.search(r"\(\?[=!<>|s-]|\^|\$|\\b|\+\+", pattern):
        assert compile_pattern(pattern).search(text)


# Each row: a pattern and how all it matches whole begins; None where that may be anything.
OPENINGS = [
    ("Follow us", {"foll"}),
    ("by", {"by"}),
    ("(?:red|blue) car", {"red ", "blue"}),
    ("a?bc", {"a", "bc"}),
    ("(?:a|)b", {"ab", "b"}),
    ("ab*c", {"ab", "ac"}),
    ("ab{0,2}c", {"ab", "ac"}),
    ("(?:ab)+", {"ab"}),
    ("(?:(?:a|b)c?)+d", {"a", "ac", "b", "bc"}),
    (r"[(\[]?cd", {"(", "[", "cd"}),
    (r"[.\]]a", {".", "]"}),
    (r"\bread", {"read"}),
    ("^ab", {"ab"}),
    ("(?=x)ab", {"ab"}),
    ("(?P<n>by) x", {"by x"}),
    ("(?-i:AP)", {"ap"}),
    (r"ab\w", {"ab"}),
    (r"\.a", {".a"}),
    (" ab", {"ab"}),
    ("[a-c]d", {"a", "b", "c"}),
    (r"\d", {"0"}),
    ("[1-9x]y", {"0", "x"}),
    (r"[\d.]y", {"0", "."}),
    ("19|20", {"00"}),
    ("[★☆]d", {"★d", "☆d"}),
    # What comes first may be anything, or nothing at all.
    ("(?:abc)?", None),
    ("x|", None),
    ("(?:a|b+|)cd", None),
    (r"(?:[^.]{0,3}\b)?ab", None),
    ("[^a]?cd", None),
    (".ab", None),
    (r"[\w.]b", None),
    (r"[a\-z]b", {"a", "-", "z"}),
    ("[a&&b]b", None),
    ("[[:digit:]]b", None),
    (r"\s*ab", None),
    ("ßab", None),
    (r"(a)\1", None),
    ("(?x)a b", None),
]


@pytest.mark.parametrize(("pattern", "expected"), OPENINGS)
def test_the_openings_of_a_pattern(pattern: str, expected: set[str] | None) -> None:
    found = openings(pattern)
    assert (None if found is None else set(found)) == expected
