"""Shares: both languages of bilingual texts are found, one-language texts have one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaner.language import Detector
from cleaner.language.detect import _tell
from cleaner.language.shares import MOST, READ, shares_of
from cleaner.model import Language, Share
from tests.language.test_detect import ANY_TEXT, TEXTS, Case

DETECTOR = Detector()
PAIRS = [
    (case, TEXTS[(at + step) % len(TEXTS)]) for step in (7, 23, 41) for at, case in enumerate(TEXTS)
]
"""Each text with those so many places on: 252 pairs of languages, far apart and near."""


def case(code: str) -> Case:
    return next(case for case in TEXTS if case.code == code)


def whole(case: Case) -> str:
    return f"{case.sentence} {case.rest}"


LAYOUTS: dict[str, Callable[[Case, Case], str]] = {
    "a paragraph each": lambda a, b: f"{whole(a)}\n\n{whole(b)}\n",
    "short paragraphs": lambda a, b: f"{a.sentence}\n\n{a.rest}\n\n{b.sentence}\n\n{b.rest}\n",
    "lines by turns": lambda a, b: f"{whole(a)}\n{whole(b)}\n" * 3,
    "one, then the other": lambda a, b: f"{whole(a)}\n\n" * 8 + f"{whole(b)}\n\n" * 8,
    "a third in the other": lambda a, b: f"{whole(a)}\n\n" * 8 + f"{whole(b)}\n\n" * 4,
    "paragraphs by turns": lambda a, b: f"{whole(a)}\n\n{whole(b)}\n\n" * 8,
    "very long": lambda a, b: f"{whole(a)}\n\n" * 80 + f"{whole(b)}\n\n" * 40,
}


@pytest.mark.parametrize(
    ("layout", "floor"),
    [
        ("a paragraph each", 1.0),
        ("short paragraphs", 1.0),
        ("lines by turns", 1.0),
        ("one, then the other", 0.99),  # long ones may be sampled
        ("a third in the other", 0.99),
        ("very long", 0.99),
        ("paragraphs by turns", 0.96),
    ],
)
def test_both_languages_of_bilingual_texts_are_found(layout: str, floor: float) -> None:
    texts = [({a.code, b.code}, LAYOUTS[layout](a, b)) for a, b in PAIRS]
    hits = [codes <= {share.code for share in DETECTOR.shares(text)} for codes, text in texts]
    assert sum(hits) / len(PAIRS) >= floor


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.code)
def test_a_text_in_one_language_has_that_one(case: Case) -> None:
    expected = [(case.code, case.script, 1.0)]
    for text in (
        f"{case.sentence}\n\n{case.rest}\n",
        f"{case.sentence}\n\n{case.rest}\n\n" * 10,
        f"{whole(case)}\n" * 30,
    ):
        assert [(s.code, s.script, s.share) for s in DETECTOR.shares(text)] == expected


def test_shares_are_those_of_the_letters() -> None:
    english, russian = whole(case("en")), whole(case("ru"))
    letters = [sum(map(str.isalpha, text)) for text in (english * 3, russian)]
    found = DETECTOR.shares(f"{english}\n\n{english}\n\n{english}\n\n{russian}\n")
    assert [(share.code, share.script) for share in found] == [("en", "Latn"), ("ru", "Cyrl")]
    assert found[0].share == pytest.approx(letters[0] / sum(letters))


def test_what_is_no_language_counts_as_und() -> None:
    code = "for (int i = 0; i < n; i++) {\n  total += values[i] * weights[i];\n}\n" * 3
    found = DETECTOR.shares(f"{whole(case('en'))}\n\n{code.strip()}\n")
    assert {share.code for share in found} == {"en", "und"}


def test_a_short_line_decides_nothing() -> None:
    text = whole(case("en"))
    for line in ("Guten Morgen!", "À demain", "Vi venter alle på", "Buenos días"):
        assert [share.code for share in DETECTOR.shares(f"{line}\n\n{text}\n\n{line}\n")] == ["en"]
    found = DETECTOR.shares(f"{text}\n\nДоброе утро, друзья!\n")
    assert [(share.code, share.script) for share in found] == [("en", "Latn"), ("und", "Cyrl")]


def test_a_short_line_in_a_script_of_one_language_is_in_that_language() -> None:
    found = DETECTOR.shares(f"{whole(case('en'))}\n\nΚαλημέρα σας!\n")
    assert [share.code for share in found] == ["en", "el"]


def test_chinese_that_could_be_of_either_kind_goes_with_the_rest() -> None:
    either = "山中有火山，山下有大河。" * 5
    found = DETECTOR.shares(f"{whole(case('zh-Hant'))}\n\n{either}\n\n{whole(case('zh-Hant'))}\n")
    assert [share.code for share in found] == ["zh-Hant"]


@pytest.mark.parametrize("text", ["", " \n\n ", "12 345\n\n67 %\n", "😀\n\n---\n"])
def test_without_letters_there_are_no_shares(text: str) -> None:
    assert DETECTOR.shares(text) == ()


@settings(max_examples=200, deadline=None)
@given(st.lists(ANY_TEXT, max_size=5).map("\n\n".join), st.sampled_from([1, 1, 1, 60]))
@example("ª\n\nλ", 1)
def test_shares_keep_their_shape(text: str, times: int) -> None:
    found = DETECTOR.shares(text * times)
    assert list(found) == sorted(found, key=lambda s: (-s.share, s.code, s.script))
    assert len({(share.code, share.script) for share in found}) == len(found)
    assert all(0 < share.share <= 1 for share in found)
    assert not found or sum(share.share for share in found) == pytest.approx(1)
    assert found == DETECTOR.shares(text * times, DETECTOR.detect(text * times))


PIECES = (
    f"{whole(case('en'))}\n\n{whole(case('fr'))}\n\n",
    f"{whole(case('en'))}\n",
    f"{whole(case('en'))} {whole(case('fr'))} ",
    "word\n",
    "word",
)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("times", [1, 10, 1_000])
@pytest.mark.parametrize("score", [0.5, 1.0])
def test_the_cost_is_bounded(piece: str, times: int, score: float) -> None:
    text = piece * times
    asked: list[str] = []

    def tell(part: str) -> Language:
        asked.append(part)
        return _tell(part)

    shares_of(text, Language("en", "Latn", score, reliable=True), tell)
    assert len(asked) <= MOST + 3
    assert all(len(part) <= READ + 2 for part in asked)


def test_one_part_is_what_the_whole_is() -> None:
    answer = Language("nn", "Latn", 0.4, reliable=False)
    assert DETECTOR.shares("Vi venter alle på", answer) == (Share("nn", "Latn", 1.0),)
