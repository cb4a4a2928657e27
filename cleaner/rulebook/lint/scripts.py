"""Which script a language is written in, for the languages of phrases."""

from __future__ import annotations

import regex

_WRITTEN_IN = {
    "Arab": ("ar", "fa", "ur", "ps", "ckb", "ug", "sd"),
    "Armn": ("hy",),
    "Beng": ("bn", "as"),
    "Cyrl": ("be", "bg", "kk", "ky", "mk", "mn", "ru", "tg", "tt", "uk"),
    "Deva": ("hi", "mr", "ne", "sa"),
    "Ethi": ("am", "ti"),
    "Geor": ("ka",),
    "Grek": ("el",),
    "Gujr": ("gu",),
    "Guru": ("pa",),
    "Hang": ("ko",),
    "Hani": ("zh",),
    "Hebr": ("he", "yi"),
    "Jpan": ("ja",),
    "Khmr": ("km",),
    "Knda": ("kn",),
    "Laoo": ("lo",),
    "Latn": (
        *("af", "bs", "ca", "cs", "cy", "da", "de", "en", "es", "et", "eu", "fi", "fil", "fr"),
        *("ga", "gl", "hr", "hu", "id", "is", "it", "lt", "lv", "ms", "mt", "nb", "nl", "nn"),
        *("no", "pl", "pt", "ro", "sk", "sl", "so", "sq", "sv", "sw", "tl", "tr", "vi", "zu"),
    ),
    "Mlym": ("ml",),
    "Mymr": ("my",),
    "Orya": ("or",),
    "Sinh": ("si",),
    "Taml": ("ta",),
    "Telu": ("te",),
    "Thai": ("th",),
    "Tibt": ("bo",),
}
"""ISO 15924 codes by language, as the Unicode CLDR gives them. Languages that are written in
several scripts (sr, az, uz) are left out: any of them will do."""
_SCRIPT_OF = {language: script for script, listed in _WRITTEN_IN.items() for language in listed}
_JOINED = {
    "Jpan": r"[\p{Han}\p{Hiragana}\p{Katakana}ー]",
    "Hans": r"\p{Han}",
    "Hant": r"\p{Han}",
    "Hani": r"\p{Han}",
    "Kore": r"[\p{Hangul}\p{Han}]",
    "Hang": r"[\p{Hangul}\p{Han}]",
}
_LETTER = regex.compile(r"\p{L}")


def has_own_script(phrase: str, language: str) -> bool:
    """Whether a phrase has a letter of the script its language is written in; true where the
    script is not known, and for a phrase without letters."""
    parts = language.split("-")
    named = next((part for part in parts[1:] if len(part) == 4), None)
    script = named or _SCRIPT_OF.get(parts[0])
    if script is None or not _LETTER.search(phrase):
        return True
    pattern = _JOINED.get(script, rf"\p{{Script={script}}}")
    try:
        return regex.search(pattern, phrase) is not None
    except regex.error:
        return True  # a script the engine does not know
