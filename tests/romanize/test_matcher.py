"""What a matcher takes for a name's romanization, and by which scheme."""

from collections import Counter

import pytest

from cleaner.romanize import matcher
from cleaner.romanize.spell import LANGUAGES, syllables
from tests.romanize.made import rows

LEAST = 0.95


@pytest.mark.parametrize("language", LANGUAGES)
def test_spellings_that_people_write_are_matched(language):
    matched: Counter[bool] = Counter()
    for code, native, reading, forms in rows("variants.tsv"):
        if code == language:
            found = matcher(native, code, reading)
            matched.update(found.matches(form) is not None for form in forms)
    assert matched.total() >= 20
    assert matched[True] / matched.total() >= LEAST


@pytest.mark.parametrize(
    ("language", "native", "reading", "forms"), [*rows("negatives.tsv")], ids=lambda x: str(x)[:20]
)
def test_other_words_are_not(language, native, reading, forms):
    found = matcher(native, language, reading)
    assert [form for form in forms if found.matches(form)] == []


@pytest.mark.parametrize(
    ("native", "language", "form", "scheme"),
    [
        ("Кожемяко", "ru", "Kozhemyako", "bgn"),
        ("Кожемяко", "ru", "Kožemâko", "iso9"),
        ("Кожемяко", "ru", "Kozhemiako", "passport"),
        ("Кожемяко", "ru", "Kojemiako", "fr"),
        ("Кожемяко", "ru", "Koschemjako", "de"),
        ("Шаляпин", "ru", "Szaliapin", "pl"),
        ("Щукин", "ru", "Sjtsjoekin", "nl"),
        ("Хрунов", "ru", "Jrunov", "es"),
        ("Черненко", "ru", "Csernyenko", "hu"),
        ("Пригожин", "ru", "Prigoschine", "press"),
        ("Щукин", "ru", "Sjtsjoukin", "mixed"),
        ("Київ", "uk", "Kyiv", "bgn"),
        ("김정은", "ko", "Gim Jeong-eun", "rr"),
        ("김정은", "ko", "Kim Chŏng-ŭn", "mr"),
        ("김정은", "ko", "Kim Jong Un", "mr"),
        ("毛泽东", "zh", "Mao Zedong", "pinyin"),
        ("毛泽东", "zh", "Mao Tse-tung", "wade"),
        ("とうきょう", "ja", "Tōkyō", "hepburn"),
        ("ふじ", "ja", "Huzi", "kunrei"),
        ("Τσίπρας", "el", "Tsipras", "elot"),
    ],
)
def test_the_scheme_is_told(native, language, form, scheme):
    assert matcher(native, language).matches(form) == scheme


def test_folding_leaves_case_accents_and_apostrophes_aside():
    found = matcher("Гоголь", "ru")
    assert all(map(found.matches, ("GOGOL", "gogol", "Gógol", "Gogol'", "Gogolʹ")))
    assert found.matches("") is None


def test_a_leading_i_taken_for_an_l():
    assert matcher("Евменов", "ru", ocr=True).matches("Levmenov")
    assert matcher("Евменов", "ru").matches("Levmenov") is None


def test_forms_are_matched_by_the_scheme_they_are_shown_with():
    for language, native, reading, _ in rows("variants.tsv"):
        found = matcher(native, language, reading)
        for form in found.forms(2):
            assert found.matches(form.text) is not None, (native, form)


def test_forms_come_with_the_most_shared_first():
    forms = matcher("Кожемяко", "ru").forms()
    assert [len(form.schemes) for form in forms] == sorted(
        (len(form.schemes) for form in forms), reverse=True
    )
    assert "Kojemiako" in [form.text for form in forms if "fr" in form.schemes]


@pytest.mark.parametrize(
    ("native", "language", "told"),
    [
        ("Кожемяко", "xx", "'xx' has no table; languages are ru, uk"),
        ("安倍晋三", "ja", "give the reading"),
        ("Кожеmяко", "ru", "no table row for 'm'"),
        ("龘龘", "zh", "give the reading"),
        ("xqz", "zh", "no pinyin"),
    ],
)
def test_what_cannot_be_compiled_says_why(native, language, told):
    with pytest.raises(ValueError, match=told):
        matcher(native, language)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("jinan", ["ji", "nan"]),
        ("xi'an", ["xi", "an"]),
        ("xian", ["xian"]),
        ("zedong", ["ze", "dong"]),
        ("enlai", ["en", "lai"]),
        ("changan", ["chan", "gan"]),
        ("lvshun", ["lv", "shun"]),
    ],
)
def test_pinyin_is_cut_into_syllables(word, parts):
    assert syllables(word) == parts
