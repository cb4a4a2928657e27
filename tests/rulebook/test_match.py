"""The fast way to find what rules match is the slow way: the same edits, the same notes."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaner.edits import apply
from cleaner.lines import page_of
from cleaner.model import Edit, Note
from cleaner.rulebook.load import load_rules
from cleaner.rulebook.match import Matcher, Reference
from cleaner.rulebook.rule import BaseRule
from tests.rulebook.made import PHRASES, documents, lines, rule, rulebooks, run, scope

CORE = list(load_rules().rules)
FAST, SLOW = Matcher(CORE), Reference(CORE)
CORE_LINES = sorted(
    {
        line
        for each in CORE
        for example in (*each.tests.match, *each.tests.keep)
        for line in example.split("\n")
    }
)


def assert_same(rules: list[BaseRule], text: str, url: str, language: str) -> list[Edit | Note]:
    there = scope(url, language)
    found = Matcher(rules).propose(text, "strip", there)
    assert found == Reference(rules).propose(text, "strip", there)
    return found


@settings(max_examples=500, deadline=None)
@given(
    rulebooks,
    documents,
    st.sampled_from(["", "https://www.example.org/a", "https://other.net/"]),
    st.sampled_from(["en", "ru", "und"]),
)
def test_fast_is_slow(rules: list[BaseRule], text: str, url: str, language: str) -> None:
    found = assert_same(rules, text, url, language)
    assert_sane(found, text)


def assert_sane(found: list[Edit | Note], text: str) -> None:
    """What is proposed can be applied and lies inside the text."""
    changed, _ = apply(text, [item for item in found if isinstance(item, Edit)])
    for item in found:
        assert 0 <= item.start <= item.end <= len(text)
        if isinstance(item, Edit):
            assert item.old == text[item.start : item.end]
            assert item.old != item.new
    assert (changed == text) == (not any(isinstance(item, Edit) for item in found))


core_documents = st.lists(
    st.one_of(lines, st.sampled_from(CORE_LINES), st.sampled_from(CORE_LINES).map(str.upper)),
    max_size=24,
).map("\n".join)


@settings(max_examples=300, deadline=None)
@given(core_documents)
@example("İ" * 30 + "\nRead more: a page\n" + "ß" * 30 + "\nRelated\n- a\n- b\n- c")
def test_fast_is_slow_for_the_core_packs(text: str) -> None:
    there = scope()
    found = FAST.propose(text, "strip", there)
    assert found == SLOW.propose(text, "strip", there)
    assert_sane(found, text)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60), st.sampled_from(PHRASES))
def test_fast_is_slow_on_any_characters(text: str, phrase: str) -> None:
    """Lone surrogates, NUL, unassigned characters and combining marks included."""
    rules = [
        rule("remove_line", id="t.a", line_is={"any": [phrase]}),
        rule("remove_span", id="t.b", span_regex=phrase),
        rule("flag", id="t.c", span_regex=r"\w"),
    ]
    assert_same(rules, text + "\n" + phrase + "\n" + text + phrase, "", "und")


def test_literals_find_their_line_where_folding_moves_offsets() -> None:
    """Characters that grow or vanish when folded shift every offset behind them."""
    text = "ßİﬃ" * 40 + "\n" + "i\u0307" * 40 + "\nSTRASSE nine\n" + "ΐ" * 9 + "\nnine strasse"
    for pattern, count in (("nine", 2), ("(?-i:STRASSE)", 1), ("strasse nine", 1), ("absent", 0)):
        made = rule("remove_span", span_regex=pattern)
        assert len(run(text, made)) == count


def test_what_a_rule_found_nothing_in_it_is_not_asked_again() -> None:
    """Nor does that change what it finds elsewhere, or in the same line as part of another text."""
    rules = [
        rule("remove_line", id="t.a", line_regex=r"share \w{4}"),
        rule("remove_span", id="t.b", span_regex=r"share \d", where={"zone": "tail"}),
    ]
    matcher = Matcher(rules)
    first, second = "share 1\nshare this\nshare it", "share it\nshare this\nshare 1"
    assert matcher.candidates(page_of(first)) == {0: [0, 1, 2], 1: [0, 1, 2]}
    for text in (first, second, first):
        found = matcher.propose(text, "strip", scope())
        assert found == Reference(rules).propose(text, "strip", scope())
        assert len(found) == 2
    assert matcher.candidates(page_of(second + "\n")) == {0: [1], 1: [2]}


def test_candidates_are_few() -> None:
    """What the prefilter is for: lines that share nothing with a rule are never tried."""
    plain = "\n".join(["Nothing of interest stands here"] * 50)
    rules = [
        rule("remove_line", id="t.a", line_is={"en": ["Read more"]}),
        rule("remove_line", id="t.b", line_starts={"en": ["Follow us"]}),
        rule("remove_span", id="t.c", span_regex=r"subscribe \w+"),
        rule("flag", id="t.d", line_regex=r"\w+", where={"line_index_max": 2}),
        rule("flag", id="t.e", line_regex=r"\w+", where={"max_chars": 5}),
        rule("flag", id="t.f", line_regex=r"\d+"),
    ]
    matcher = Matcher(rules)
    assert matcher.candidates(page_of(plain)) == {3: [0, 1, 2]}
    assert [matcher.literal_of(each.id) for each in rules] == [True] * 3 + [False] * 3
    assert sum(map(len, Reference(rules).candidates(page_of(plain)).values())) == 300
