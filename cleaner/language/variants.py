"""From a model's label and the letters of a text to codes: BCP 47 and ISO 15924."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from cleaner.language.scripts import Letters, scripts_of

CODES: Mapping[str, str] = {"no": "nb", "iw": "he", "tl": "fil", "jw": "jv", "sh": "sr"}
"""Labels of the models that BCP 47 spells otherwise or that name what is written in practice."""

NO_LANGUAGE = frozenset({"mis", "mul", "un", "und", "xx", "xxx", "zxx"})
"""Labels that models have for text in several languages, in none, or in one they cannot tell."""

MIXED: Mapping[str, str] = {"ja": "Jpan", "ko": "Kore"}
"""Languages written in several scripts at a time, with the code of the mixture."""

_SUBTAG = re.compile("[-_]")


@cache
def _variant(character: str) -> int:
    """1 for a Chinese character that only the simplified set (GB 2312) holds, -1 for one that
    only the traditional set (Big5) holds, 0 for any other."""

    def fits(codec: str) -> bool:
        try:
            character.encode(codec)
        except UnicodeEncodeError:
            return False
        return True

    return fits("gb2312") - fits("big5") if character >= "\u3400" else 0


def han_script(text: str) -> str:
    """`Hans` or `Hant`, by which set holds more of the text's characters that only one of them
    holds, and `Hani` if they are as many (none, mostly)."""
    balance = sum(_variant(character) * times for character, times in Counter(text).items())
    return "Hans" if balance > 0 else "Hant" if balance < 0 else "Hani"


def code_and_script(label: str, letters: Letters, text: str) -> tuple[str, str]:
    """The BCP 47 code and ISO 15924 script of a label. The script is the one of the label's
    scripts that holds most letters of the text."""
    code = CODES.get(label, label)
    own = {script: letters.weights.get(script, 0) for script in sorted(scripts_of(label))}
    most = max(own, key=lambda script: own[script])
    if code in MIXED:
        return code, MIXED[code]
    script = han_script(text) if most == "Hani" else most
    return (f"zh-{script}" if code == "zh" and script != "Hani" else code), script


def primary(label: str) -> str:
    """The language a model's label begins with, as BCP 47 spells it; `und` for labels that stand
    for no language."""
    code = _SUBTAG.split(label.lower())[0]
    known = 2 <= len(code) <= 3 and code.isascii() and code.isalpha()
    return CODES.get(code, code) if known and code not in NO_LANGUAGE else "und"


def same_language(left: str, right: str) -> bool:
    """Whether two labels or codes mean one language, as far as all models can tell it apart."""
    return _family(left) == _family(right)


def _family(label: str) -> str:
    # langdetect has one Norwegian and one Chinese where py3langid has several.
    language = label.partition("-")[0]
    return {"nb": "no", "nn": "no", "yue": "zh", "wuu": "zh"}.get(language, language)
