"""Native spellings as words of units: what the tables of each kind of script speak about."""

from __future__ import annotations

import re
import unicodedata

ALPHABETS = frozenset({"ru", "uk", "be", "bg", "sr", "el"})
CONSONANTAL = frozenset({"ar", "fa", "he"})
LANGUAGES = ("ru", "uk", "be", "bg", "sr", "el", "ko", "zh", "ja", "ar", "fa", "he")
"""The languages that have tables."""

ARTICLE = "ـ"
"""The unit that stands for the Arabic article in tables: a bare lengthening stroke."""

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_SYLLABLE = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(.+)")
_PINYIN = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|ei|ao|ou|an|en|in|un|vn|er|"
    r"ia|ie|iu|ua|ue|ui|uo|ve|a|o|e|i|u|v)"
)


def split_units(text: str) -> list[str]:
    """The units of a cell or a word: what spaces part, else letters, a small kana or a mark of
    length or a syllable's last consonant (`ㄱ.`) with what it follows."""
    if " " in text:
        return text.split()
    return re.findall(r".[.゙゚ぁぃぅぇぉゃゅょ׳]?", text)


def split_sounds(text: str) -> list[str]:
    """The units of a cell in a table of pinyin: initials and finals, which have many letters."""
    return re.split(r"[ ,]", text)


def words_of(native: str, language: str, reading: str | None = None) -> list[list[str]]:
    """The words of a name, each as units. Chinese is spelled from its pinyin, Japanese from its
    kana; raises ValueError where the reading that takes is not given or cannot be read."""
    text = unicodedata.normalize("NFC", native).strip()
    if language == "ko":
        return [_korean(word) for word in re.split(r"[\s-]+", text)]
    if language == "zh":
        return [_chinese(word) for word in re.split(r"[\s-]+", pinyin(text, reading))]
    if language == "ja":
        return [split_units(word) for word in re.split(r"[\s・-]+", kana(text, reading))]
    if language in CONSONANTAL:
        return [_consonantal(word) for word in re.split(r"[\s־-]+", text)]
    text = text.lower().translate(_APOSTROPHES)
    if language == "el":
        # Accents say nothing about letters, except a diaeresis: it keeps two of them apart.
        spread = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", re.sub("[\u0300\u0301\u0342]", "", spread))
    return [list(word) for word in re.split(r"[\s-]+", text)]


_APOSTROPHES = {ord(c): "'" for c in "’ʼ‘`"}


def _korean(word: str) -> list[str]:
    """Initials, vowels and finals (`ㄱ.`), with `·` between syllables."""
    units: list[str] = []
    for character in word:
        number = ord(character) - 0xAC00
        if not 0 <= number < 11172:
            units.append(character.lower())
            continue
        if units:
            units.append("·")
        initial, rest = divmod(number, 588)
        vowel, final = divmod(rest, 28)
        units += (_INITIALS[initial], _VOWELS[vowel])
        if final:
            units.append(_FINALS[final] + ".")
    return units


def pinyin(native: str, reading: str | None) -> str:
    """The reading of a Chinese name in plain pinyin. Raises ValueError if there is none."""
    given = reading or native
    spread = unicodedata.normalize("NFD", given.lower().replace("ü", "v").replace("u:", "v"))
    plain = "".join(c for c in spread if not unicodedata.combining(c) and c not in "’ʼ")
    if not re.fullmatch(r"[a-z' -]+", plain):
        raise ValueError(f"{native}: Chinese is spelled from its pinyin: give the reading")
    return plain


def syllables(word: str) -> list[str]:
    """The pinyin syllables of a word, as long as they can be, an apostrophe between two kept."""
    if not word:
        return []
    for end in range(min(6, len(word)), 0, -1):
        rest = word[end:].removeprefix("'")
        if not _PINYIN.fullmatch(word[:end]):
            continue
        # Between vowels a consonant opens the next syllable: Jinan is Ji-nan.
        if rest[:1] and rest[0] in "aeiou" and word[end : end + 1] != "'":
            continue
        try:
            return [word[:end], *syllables(rest)]
        except ValueError:
            continue
    raise ValueError(f"{word!r} is no pinyin")


def _chinese(word: str) -> list[str]:
    """Initials (`zh-`) and finals (`ang`), with `·` between syllables; `-` alone is no initial."""
    units: list[str] = []
    for number, syllable in enumerate(syllables(word)):
        match = _SYLLABLE.fullmatch(syllable)
        if match is None:
            raise ValueError(f"{syllable!r} is no pinyin")
        if number:
            units.append("·")
        units += (f"{match[1] or ''}-", match[2])
    return units


def kana(native: str, reading: str | None) -> str:
    """The reading of a Japanese name in hiragana. Raises ValueError if there is none."""
    small = "".join(
        chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c
        for c in unicodedata.normalize("NFC", reading or native)
    )
    if not re.fullmatch(r"[ぁ-ゖー\s・-]+", small):
        raise ValueError(f"{native}: Japanese is spelled from its kana: give the reading")
    return small


def _consonantal(word: str) -> list[str]:
    """Letters without vowel signs, the article apart, with `~` between each two."""
    bare = "".join(
        c
        for c in unicodedata.normalize("NFC", word)
        if not unicodedata.combining(c) and c not in ARTICLE + "\u200c\u200d\u200e\u200f"
    )
    bare = re.sub("['’]", "׳", bare)
    article = [ARTICLE] if bare.startswith("ال") and len(bare) > 4 else []
    letters = split_units(bare[2:] if article else bare)
    units: list[str] = []
    for number, letter in enumerate(letters):
        units += ("~", letter) if number else (letter,)
    return article + units
