"""Which names are found in a text, and what becomes of them there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.romanize.index import Index
from tests.romanize.made import NAMES, name

INDEX = Index(NAMES)


def respelled(text: str, index: Index = INDEX) -> str:
    for one in reversed(index.find(text)):
        assert text[one.start : one.end] == one.original
        text = text[: one.start] + one.spelling + text[one.end :]
    return text


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("the Kinjal missile", "the Kinzhal missile"),
        ("Kojemiako’s train", "Kozhemyako’s train"),
        ("Kojemiako's train", "Kozhemyako's train"),
        ("(Kojemiako)", "(Kozhemyako)"),
        ("“Kojemiako,” he said", "“Kozhemyako,” he said"),
        ("pro-Kojemiako and Kojemiako-backed", "pro-Kozhemyako and Kozhemyako-backed"),
        ("Nikolai Levmenov explained", "Nikolai Yevmenov explained"),
        ("Kim Jong-un, Kim Jong-Un", "Kim Jong Un, Kim Jong Un"),
        ("leader Gim Jeong-eun’s", "leader Kim Jong Un’s"),
        ("Kim Jong\N{NO-BREAK SPACE}Un", "Kim Jong\N{NO-BREAK SPACE}Un"),
        ("KIM JONG-UN BOARDS", "KIM JONG UN BOARDS"),
        ("KOJEMIAKO SPEAKS", "KOZHEMYAKO SPEAKS"),
        ("Dmitri Peskov", "Dmitry Peskov"),
        ("Dmitri Peskow came. Then Peskow spoke.", "Dmitry Peskov came. Then Peskov spoke."),
        ("Dmitri Peskov came. Pieskow spoke.", "Dmitry Peskov came. Peskov spoke."),
        ("from Kiev and Peking", "from Kyiv and Beijing"),
        ("in Kijów", "in Kyiv"),
        ("Al Qaeda and El-Qaida and al-Qa’ida", "Al-Qaeda and Al-Qaeda and al-Qaeda"),
        ("Bachar el-Assad", "Bashar al-Assad"),
        ("Bachar el-Assad left. El-Assad is gone", "Bashar al-Assad left. El-Assad is gone"),
        ("Abdel Fattah al-Sissi", "Abdel Fattah el-Sisi"),
        ("Rostow-na-Donu", "Rostov-on-Don"),
        ("Oleg Kojemiako and Nikolaï Levmenov", "Oleg Kozhemyako and Nikolai Yevmenov"),
        ("Sanaa, San'a, Sana’a", "Sana'a, Sana'a, Sana’a"),
        ("Hisbollah\nHizbullah", "Hezbollah\nHezbollah"),
    ],
)
def test_respelled(text, becomes):
    assert respelled(text) == becomes


@pytest.mark.parametrize(
    "text",
    [
        "kinjal kojemiako kiev",  # no capitals
        "Primorye and Primorsky",
        "Tu-22M3, Tu 22M, MiG-31I, Tu-22-3",
        "Kozhemyakin, Kojemiakova, Kojemiakos",
        "http://example.com/Kinjal https://Kinjal.ru/x www.Kinjal.com Kinjal.com",
        "mail Kojemiako@example.com, @Kojemiako, #Kinjal, x_Kinjal, Kinjal_x",
        "Peskow said",  # nobody has told who he is
        "Jukov said",  # five letters
        "Dmitri, Nikolaï and Oleg",  # given names alone
        "Kojemiako-Petrova and Petrova-Kojemiako",
        "Kim Jong\nUn met Kim\nJong Un",
        "Kim Jong and Kim Jong Unger",
        "Chief of staff. Chieff",
        "kim jong-un and Kim jong un",
        "Pyotr Tchaikovsky",
        "Bashar alone, Assad too",
        "iKinjal McKinjal",
    ],
)
def test_left_alone(text):
    assert respelled(text) == text


def test_a_family_name_counts_only_after_the_full_name():
    first = "Peskow spoke. Dmitri Peskow left."
    assert respelled(first) == "Peskow spoke. Dmitry Peskov left."


def test_what_is_canonical_is_found_too():
    (one,) = INDEX.find("the Kinzhal missile")
    assert (one.start, one.end, one.spelling, one.scheme) == (4, 11, "Kinzhal", "canonical")


def test_scheme_and_canonical_are_told():
    found = INDEX.find("KOJEMIAKO and Kiev and Peskow and Dmitrij Peskow, Peskow")
    assert [(one.canonical, one.scheme) for one in found] == [
        ("Kozhemyako", "fr"),
        ("Kyiv", "alias"),
        ("Dmitry Peskov", "de"),
        ("Peskov", "de"),
    ]


def test_what_fits_two_names_is_left_alone():
    twins = (name("a.one", "Lvov", ru="Львов"), name("a.two", "Lyvov", ru="Лывов"))
    assert respelled("Liwow and Lvov and Lyvov", Index(twins)) == "Liwow and Lvov and Lyvov"


def test_no_names_no_finds():
    assert Index(()).find("Kinjal and Kiev") == []


WORDS = st.sampled_from(
    ["Kinjal", "Kojemiako", "Kojemiako’s", "KIM JONG-UN", "Kim Jong-un", "Kim", "Dmitri Peskow",
     "Peskow", "Bachar el-Assad", "al-Qaida", "el-Assad", "Kiev", "the", "The", "von", "Nikolaï",
     "Levmenov", "Кожемяко", "القذافي", "김정은", "\u200f", "\u202b", "é", "İ", "ß", "http://x.y/",
     "@", "-", "’", "'s", "Tu-22M3", "MiG-31"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=12).flatmap(
    lambda parts: st.sampled_from([" ", "", "\n", ", "]).map(lambda joint: joint.join(parts))
)


@given(TEXTS)
def test_respelling_twice_is_respelling_once(text):
    once = respelled(text)
    assert respelled(once) == once


@given(TEXTS)
def test_finds_lie_in_order_and_are_what_stands_there(text):
    done = 0
    for one in INDEX.find(text):
        assert done <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.original
        assert "\n" not in one.original
        done = one.end


@given(TEXTS)
def test_what_was_read_before_changes_nothing(text):
    assert INDEX.find(text) == Index(NAMES).find(text)
