"""The match form of a line, and what stands in for it where that is quicker."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.rulebook.form import first_word, match_form


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("Share this page", "share"),
        ("  - Share: this", "share"),
        ("* # > [Share]", "share"),
        ("(Share) it", "share"),
        ("READ-MORE ...", "read-more"),
        ("- - -", ""),
        ("", ""),
        ("( ) it", ""),
    ],
)
def test_the_first_word(line: str, word: str) -> None:
    assert first_word(line) == word


@given(st.text(st.characters(max_codepoint=127), max_size=40))
@example("(a) b)")
@example("((a b")
@example("[ (a) ] :")
def test_it_is_that_of_the_match_form(line: str) -> None:
    assert first_word(line) == first_word(match_form(line))


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("oʻqing", "o'qing"),
        ("Կիսվել։", "կիսվել"),
        ("አጋራ።", "አጋራ"),
        ("မျှဝေပါ။", "မျှဝေပါ"),
        ("ចែករំលែក។", "ចែករំលែក"),
        ("← Back to the menu", "back to the menu"),
        ("― Publicidade ―", "publicidade"),
    ],
)
def test_signs_of_one_script_are_those_of_another(line: str, form: str) -> None:
    assert match_form(line) == form


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("\u200fשתף", "שתף"),
        ("שַׁתֵּף", "שתף"),
        ("التعليقات\u200e:", "التعليقات"),
        ("أضف تعليقًا", "اضف تعليقا"),
        ("مشـــاركة", "مشاركة"),
        ("اشتراک گذاری", "اشتراك گذاری"),
        ("نظر بدهید", "نظر بدهيد"),
        ("می\u200cپسندم", "میپسندم"),
        ("تبصرہ", "تبصره"),
        ("साझा करें \u092b\u093c", "साझा करें फ"),
        ("Lade\u00admenge", "Lademenge"),
        ("ՀԵՏԵՎԵՔ ՄԵԶ", "Հետևեք մեզ"),
        ("അയല്\u200d", "അയൽ"),
    ],
)
def test_marks_that_are_often_left_out_count_for_nothing(line: str, other: str) -> None:
    assert match_form(line) == match_form(other)


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("über", "uber"),
        ("мой", "мои"),
        ("کتاب", "کباب"),
        ("کتابة", "کتابه"),
        ("करें", "करे"),
        ("が", "か"),
        ("می پسندم", "میپسندم"),
    ],
)
def test_marks_that_make_another_word_count(line: str, other: str) -> None:
    assert match_form(line) != match_form(other)
