"""The table of scripts, held against the `regex` package's."""

from __future__ import annotations

import sys
import unicodedata

import regex
from hypothesis import given
from hypothesis import strategies as st

from cleaner.language.opinions import _langdetect, _py3langid
from cleaner.language.scripts import letters_of, script_of, scripts_of, sole_language


def test_every_letter_has_the_script_that_unicode_gives_it() -> None:
    common = regex.compile(r"[\p{Script=Common}\p{Script=Inherited}]")
    patterns: dict[str, regex.Pattern[str]] = {}
    wrong = []
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        if not letter.isalpha() or common.match(letter):
            continue
        script = script_of(letter)
        if script and script not in patterns:
            patterns[script] = regex.compile(rf"\p{{Script={script}}}")
        if not script or not patterns[script].match(letter):
            wrong.append((hex(code), script))
    assert wrong == []


def test_only_letters_have_a_script() -> None:
    for sign in ["1", " ", ".", "\u0301", "\ud800", "\x00", "😀", "𝓗", "٣", "\ue000", "़"]:
        assert script_of(sign) == "", unicodedata.name(sign, hex(ord(sign)))


@given(st.text(st.characters(codec=None), max_size=60))
def test_letters_are_counted_by_script(text: str) -> None:
    letters = letters_of(text)
    assert letters.number == sum(1 for c in text if script_of(c))
    assert 0 <= letters.capitals <= letters.number <= letters.total
    assert letters == letters_of(text[::-1])
    assert bool(letters.weights) == (letters.main != "Zyyy")


def test_the_main_script_is_the_heaviest() -> None:
    assert letters_of("abc абв г").main == "Cyrl"
    assert letters_of("").main == "Zyyy"
    assert letters_of("12 34 !?").main == "Zyyy"
    assert letters_of("東京 Tokyo").main == "Hani"
    assert letters_of("東京タワーに行く").main == "Jpan"
    assert letters_of("北京北京北京北京北京北京北京北京の").main == "Hani"


def test_each_model_label_is_written_in_a_known_script() -> None:
    labels = {*_py3langid().labels, *(la[:2] for la in _langdetect().get_lang_list())} - {"zxx"}
    for label in labels:
        assert scripts_of(label), label
    for latin in ("en", "jv", "kab", "ms", "so", "vi", "uz"):
        assert "Latn" in scripts_of(latin)
    for other in ("ru", "ar", "hi", "am", "grc", "hbo", "yue", "dz", "uzs", "th"):
        assert "Latn" not in scripts_of(other)


def test_a_sole_language_is_written_in_its_script() -> None:
    assert sole_language("Thai") == "th"
    assert sole_language("Jpan") == "ja"
    assert sole_language("Latn") is None
    assert sole_language("Zyyy") is None
    for script in ("Thai", "Hang", "Geor", "Grek", "Cher", "Java"):
        language = sole_language(script)
        assert language is not None
        assert script in scripts_of(language)
