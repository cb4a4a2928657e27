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


def test_literals_are_looked_for_in_lines_of_every_length_that_a_rule_asks_for() -> None:
    """On either side of the lengths at which the literals change that are looked for."""
    limits: list[dict[str, int]] = [
        {},
        {"max_chars": 120},
        {"max_chars": 121},
        {"min_chars": 121},
        {"min_chars": 120, "max_chars": 320},
        {"min_chars": 321},
    ]
    rules = [
        rule("remove_span", id=f"t.{letter}", span_regex=rf"share {letter}", where=where)
        for letter, where in zip("abcdef", limits, strict=True)
    ]
    taken = {}
    for size in (20, 119, 120, 121, 319, 320, 321, 20_000, 20_001):
        line = "share a share b share c share d share e share f"[: size - 1].ljust(size, ".")
        found = assert_same(rules, line, "", "und")
        taken[size] = "".join(sorted(item.rule[-1] for item in found if isinstance(item, Edit)))
    assert taken == {
        20: "ab",
        119: "abc",
        120: "abce",
        121: "acde",
        319: "ade",
        320: "ade",
        321: "adf",
        20_000: "adf",
        20_001: "",
    }


def test_a_rule_with_everyday_literals_is_found_by_how_a_line_begins() -> None:
    rules = [rule("remove_line", id="t.a", line_regex=r"(?:re|aw|antwort) ?: ?\w+")]
    text = "Re: this\nmore: this\nANTWORT:that\nrepair\n  aw : other\nwe are: here"
    found = assert_same(rules, text, "", "und")
    assert [item.old.strip() for item in found if isinstance(item, Edit)] == [
        "Re: this",
        "ANTWORT:that",
        "aw : other",
    ]
    assert Matcher(rules).candidates(page_of(text)) == {0: [0, 2, 4]}


def test_a_line_above_one_that_only_looks_like_the_second_is_no_candidate() -> None:
    wanted = {"regex": r"joined \d{4}", "max_blank": 0}
    free = {"max_document_fraction": 1}
    made = rule("remove_line", id="t.a", line_regex=r"\w+", next_line=wanted, limits=free)
    rules: list[BaseRule] = [made]
    text = "anna\njoined 2019\nbert\njoined us\ncarl\njoined 2020"
    matcher = Matcher(rules)
    for _ in range(2):
        assert matcher.candidates(page_of(text)) == {0: [0, 4]}
        assert len(matcher.propose(text, "strip", scope())) == 2
    assert_same(rules, text, "", "und")
    assert_same(rules, text.replace("\njoined 2019", "\n\njoined 2019"), "", "und")
