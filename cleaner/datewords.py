"""Words of a date that say nothing of its day: weekdays beside numbers, eras, marks of the year.

They stand around dates that are otherwise plain (`2024年3月12日 星期二`, `12.03.2024 г.`). The
weekdays of languages that name their months need no mention here: dateparser knows them.
"""

from __future__ import annotations

import re

_DROPPED = re.compile(
    # `published on`, in front of the date it speaks of
    r"^(?:published|posted|publié|publicado|publicada|pubblicato|veröffentlicht|publikováno|vydáno"
    r"|zveřejněno|opublikowano|опубликовано|опубліковано|yayınlanma|yayın tarihi|gepubliceerd"
    r"|publicerad|udgivet|publisert|julkaistu|publicat|megjelent)\s?:?\s"
    r"(?:(?:on|le|el|il|em|am|op|den|dne|la)\s)?"
    # Chinese, Japanese and Korean weekdays, in brackets or without
    r"|[(（]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)）]?"
    r"|(?<=日)\s?[(（]?[日月火水木金土](?:曜日?)?[)）]?(?=\s|\d|$)"
    r"|[(（]?(?<![가-힣])[일월화수목금토]요일[)）]?"
    r"|[(（][日月火水木金土일월화수목금토][)）]"
    # Thai weekday and era
    r"|วัน[\u0e00-\u0e3a\u0e40-\u0e4e]+ที่\s?|(?<=[\u0e00-\u0e7f])\s?ค\.ศ\.(?=\s?\d{4})"
    # `Tuesday, the 12th` in German
    r"|(?<=tag,)\s?den\b|(?<=woch,)\s?den\b"
    # what says `year` behind a year, and the point of Serbian dates
    r"|(?<=\d{4})\s?(?:г|р|r)\.|(?<=\d\d\.\s\d{4})\.(?=\s|$)|(?<=\d\.\s\d{4})\.(?=\s|$)"
    r"|(?<=日)(?=\d)",
    re.IGNORECASE,
)
_TURNED = re.compile(
    # Latvian and Lithuanian write the year first, with a word behind it
    r"(\d{4})\. gada (\d{1,2})\. (\w+\.?)|(\d{4}) m\. (\w+\.?) (\d{1,2}) d\.",
    re.IGNORECASE,
)
_AFTERNOON = re.compile(r"(?<=:\d\d)\s?(?:μ\.\s?μ\.|م\b)", re.IGNORECASE)
_MORNING = re.compile(r"(?<=:\d\d)\s?(?:π\.\s?μ\.|ص\b)", re.IGNORECASE)
_LATE_POINTED = re.compile(
    r"(?<=\d{4})((?:,|,? (?:at|um|om|v|o|godz\.|ore|ora))? )(\d{1,2})\.(\d{2})(?:\.(\d{2}))?$",
    re.IGNORECASE,
)
_WITH_LETTERS = re.compile(r"[^\W\d_]{3}")
_LEVANTINE = {
    "كانون الثاني": "يناير",
    "شباط": "فبراير",
    "آذار": "مارس",
    "نيسان": "أبريل",
    "أيار": "مايو",
    "حزيران": "يونيو",
    "تموز": "يوليو",
    "آب": "أغسطس",
    "أيلول": "سبتمبر",
    "تشرين الأول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
    "كانون الأول": "ديسمبر",
}
"""The months of Syria, Lebanon, Iraq and Jordan, by those of Egypt."""
_LEVANTINE_MONTH = re.compile(rf"(?<=\d )(?:{'|'.join(_LEVANTINE)})(?= \d{{4}})")


def plain_words(value: str) -> str:
    """A date without the words that say nothing of its day, and with others as dates have them
    elsewhere: `2024. gada 17. janvāris` is `17 janvāris 2024`, `2:30 μ.μ.` is `2:30 pm`. In what
    names its month, 14.30 behind the year is 14:30: it can be nothing else there."""
    value = _TURNED.sub(lambda m: f"{m[2] or m[6]} {m[3] or m[5]} {m[1] or m[4]}", value)
    value = _LEVANTINE_MONTH.sub(lambda m: _LEVANTINE[m[0]], value)
    value = _MORNING.sub(" am", _AFTERNOON.sub(" pm", value))
    value = " ".join(_DROPPED.sub(" ", value).split())
    if _WITH_LETTERS.search(value):
        value = _LATE_POINTED.sub(_coloned, value)
    return value


def _coloned(clock: re.Match[str]) -> str:
    seconds = f":{clock[4]}" if clock[4] else ""
    return f"{clock[1]}{clock[2]}:{clock[3]}{seconds}"
