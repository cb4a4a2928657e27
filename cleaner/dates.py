"""Dates as people and machines write them, to ISO 8601 with the precision they were given in.

Nothing is filled in: no clock is read, a missing year makes no date, and numbers that can be read
two ways (03/04/2023) make none either. Numbers are read here; dateparser is only asked which month
the words of a date name, in each of the languages below, and has to get one answer from them all,
or where they differ an answer from the language of the text.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cleaner.datewords import plain_words

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_CODES = (
    "en ru uk be bg sr hr sk pl cs sl de nl fr es pt it ca ro hu fi et lv lt sv da nb tr el ar he "
    "fa hi id bn"
)
LANGUAGES = tuple(_CODES.split())
"""Languages whose month names are known; Chinese, Japanese, Korean, Vietnamese number them."""
YEARS = range(1500, 2200)
"""Years taken for years. The bounds keep other calendars out, such as 1402 (Iran), 2566 (Thai)."""
LONGEST = 80
"""Characters a date can have, with weekday and time."""

_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_TIME = re.compile(
    r"(?:(?<=\d)T|(?<![\w:.,+-])"
    r"|\b(?:at|um|om|à|às|a las|(?:alle )?ore|alle|la|ora|в|о|v|ve|o|godz\.|saat|στις|klo|kl\.?)"
    r"\s+)"
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?![\d:])"
    r"(?:\s*([ap])\.?m\b\.?)?"
    r"(?:\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})(?![\w:])|\s*\(?(?-i:[A-Z]{2,5})\)?(?![\w:]))?",
    re.IGNORECASE,
)
_SPELLED_CLOCK = re.compile(
    r"(?<![\d.:/-])(?:(上午|午前|오전|AM)|(下午|午後|오후|PM))?\s?(\d{1,2})(\s?[hH時时點点시]\s?|:\s?)"
    r"(\d{2})(?:\s?[分분]|(?::(\d{2}))?)(?![\d:])"
)
_POINTED_CLOCK = re.compile(
    r"\b(?:(?:kl\.?|klo|kello|pukul|jam) (\d{1,2})\.(\d{2})(?![.\d])"
    r"|(?<![.\d])(\d{1,2})\.(\d{2})(?= ?(?:Uhr|uur|น\.|WIB|WITA|WIT)))",
    re.IGNORECASE,
)
_CLOCK_WORD = re.compile(r"(?<=:\d\d) ?(?:Uhr|uur|hrs?\b|hs\b|h\b|น\.?)\.?", re.IGNORECASE)
_VIETNAMESE_DAY = re.compile(r"^(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật),? ", re.IGNORECASE)
_THAI = re.compile(r"(\d{1,2}) ?([\u0e00-\u0e7f.]+) ?(?:พ\.ศ\. ?)?(\d{4})")
_THAI_NAMES = (
    "มกราคม ม.ค. กุมภาพันธ์ ก.พ. มีนาคม มี.ค. เมษายน เม.ย. พฤษภาคม พ.ค. มิถุนายน มิ.ย. "
    "กรกฎาคม ก.ค. สิงหาคม ส.ค. กันยายน ก.ย. ตุลาคม ต.ค. พฤศจิกายน พ.ย. ธันวาคม ธ.ค."
)
_THAI_MONTHS = _THAI_NAMES.split()
_BUDDHIST_ERA = 543
"""Years by which the Thai calendar is ahead; Thai month names come with its years, or with ours."""
_HOUR = re.compile(r"\b(?:at\s+)?\d{1,2}\s?[ap]\.?m\b\.?", re.IGNORECASE)
_EDGES = " \t,;|·•()[]-–—@"

_YEAR_FIRST = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?|年\s?(\d{1,2})月(?:\s?(\d{1,2})日)?"
    r"|년\s?(\d{1,2})월(?:\s?(\d{1,2})일)?|(\d{2})(\d{2})|\. ?(\d{1,2})\. ?(\d{1,2})\.?)?"
)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})")
_VIETNAMESE = re.compile(
    r"(?:ngày )?(\d{1,2}) (?:tháng|thg) (\d{1,2})(?:,| năm)? (\d{4})", re.IGNORECASE
)
_ENGLISH = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
    r"(?:15(?:st|nd|rd|th)?(?: of)? MONTH,?|MONTH 15(?:st|nd|rd|th)?,?) 2001".replace(
        "MONTH",
        "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
        r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?",
    ),
    re.IGNORECASE,
)
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_NUMBER = re.compile(r"\d+")
_WORDED = re.compile(r"[^\W_][^_]*", re.DOTALL)


def parse_date(value: str, language: str = "") -> tuple[str, str] | None:
    """A date as ISO 8601 and its precision: `year`, `month`, `day`, `minute` or `second`.

    None for what is no date, lacks a year, or can be read in two ways. `language` is the code of
    the language of the text the date is from: it says which month a name means that is two months
    in two languages. A zone offset is kept as it is, UTC is written `Z`; other names of zones are
    left out, as is what is under a second.
    """
    if len(value) > LONGEST:
        return None
    return _parse(" ".join(_MARKS.sub("", _plain_digits(value)).split()), language)


@lru_cache(maxsize=4096)
def _parse(value: str, language: str) -> tuple[str, str] | None:
    value = _plain_clock(plain_words(value))
    time = _TIME.search(value)
    rest = value[: time.start()] + " " + value[time.end() :] if time else _HOUR.sub(" ", value)
    day = _date(" ".join(rest.strip(_EDGES).split()), language)
    if day is None:
        return None
    if time is None:
        return "-".join(day), ("year", "month", "day")[len(day) - 1]
    clock = _clock(time)
    if clock is None or len(day) < 3:
        return None
    return "-".join(day) + "T" + clock, "second" if time[3] else "minute"


def _plain_clock(value: str) -> str:
    """The value with its clock time as 10:05, where it is written 10h05, 10.05 Uhr, 下午3時05分 or
    the like. A point counts only beside a word that says it is a time: 10.05 may be a day."""
    value = _POINTED_CLOCK.sub(lambda m: f"{m[1] or m[3]}:{m[2] or m[4]}", value)
    value = _SPELLED_CLOCK.sub(_spelled, value)
    return _CLOCK_WORD.sub("", value)


def _spelled(clock: re.Match[str]) -> str:
    half = " am" if clock[1] else " pm" if clock[2] else ""
    if not half and clock[4] == ":":
        return clock[0]
    seconds = f":{clock[6]}" if clock[6] else ""
    return f" {clock[3]}:{clock[5]}{seconds}{half}"


def _plain_digits(value: str) -> str:
    """The value with the decimal digits of every script written as 0 to 9."""
    if value.isascii():
        return value
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in value)


def _clock(time: re.Match[str]) -> str | None:
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    if time[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if time[4] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone = (time[5] or "").upper()
    if zone in ("Z", "UTC", "GMT"):
        zone = "Z"
    elif zone:
        zone = f"{zone[:3]}:{zone[-2:]}"
    seconds = f":{second:02}" if time[3] else ""
    return f"{hour:02}:{minute:02}{seconds}{zone}"


def _date(value: str, language: str) -> tuple[str, ...] | None:
    """Year, month and day of a date without time, as far as it says them."""
    value = _VIETNAMESE_DAY.sub("", value)
    if found := _YEAR_FIRST.fullmatch(value):
        year, *rest = (part for part in found.groups() if part and part.isdecimal())
        return _checked(year, *rest)
    if found := _YEAR_LAST.fullmatch(value):
        one, other, year = int(found[1]), int(found[3]), found[4]
        if one > 12 or one == other:
            return _checked(year, other, one)
        return _checked(year, one, other) if other > 12 else None
    if found := _VIETNAMESE.fullmatch(value):
        return _checked(found[3], found[2], found[1])
    if found := _THAI.fullmatch(value):
        return _thai(int(found[1]), found[2], int(found[3]))
    return _worded(value, language)


def _thai(day: int, month: str, year: int) -> tuple[str, ...] | None:
    """A date with a Thai month, whose year may be one of the Buddhist era."""
    if month not in _THAI_MONTHS:
        return None
    ahead = _BUDDHIST_ERA if year >= YEARS.stop else 0
    return _checked(str(year - ahead), _THAI_MONTHS.index(month) // 2 + 1, day)


def _checked(year: str, *rest: str | int) -> tuple[str, ...] | None:
    """The parts with leading zeros, None if there is no such day."""
    numbers = [int(year), *map(int, rest)]
    try:  # whether there is such a day
        date(*[*numbers, 1, 1][:3])
    except ValueError:
        return None
    if numbers[0] not in YEARS:
        return None
    return (f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:]))


def _worded(value: str, language: str) -> tuple[str, ...] | None:
    """A date that names its month: one number is the year, a second one at most the day."""
    numbers = _NUMBER.findall(value)
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(years) != 1 or len(days) > 1 or len(years) + len(days) != len(numbers):
        return None
    if not _WORDED.fullmatch(value):
        return None
    # The same for every day of every year, so that each form of words is looked up once only.
    asked = _NUMBER.sub(lambda m: "2001" if len(m[0]) == 4 else "15", value)
    month = _month(asked if days else f"15 {asked}", language)
    if month is None:
        return None
    return _checked(years[0], month, *days)


def _month(asked: str, language: str = "") -> int | None:
    """The month of a date of the 15th of some month in 2001, if all languages that can read it
    agree, or the one given can: `listopada` is October in Croatian and November in Polish."""
    if found := _ENGLISH.fullmatch(asked):
        # The common case, without the second that loading all languages takes.
        return _MONTHS.index((found[1] or found[2])[:3].lower()) // 3 + 1
    months = _months(asked)
    return next(iter(months.values())) if len(set(months.values())) == 1 else months.get(language)


@lru_cache(maxsize=4096)
def _months(asked: str) -> dict[str, int]:
    """The month that a date of the 15th of some month in 2001 names, in each language that can
    read it."""
    months = {}
    for code, parser in zip(LANGUAGES, _parsers(), strict=True):
        found = parser.get_date_data(asked).date_obj
        if found is not None and (found.year, found.day) == (2001, 15):
            months[code] = found.month
    return months


@cache
def _parsers() -> tuple[DateDataParser, ...]:
    """One parser per language. Every setting that could bring in a clock or a guess is off."""
    from dateparser.date import DateDataParser  # noqa: PLC0415  (slow to load, seldom needed)

    settings = {
        "PARSERS": ["absolute-time"],  # no "2 days ago", no Unix time
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RELATIVE_BASE": datetime(2000, 2, 29),  # noqa: DTZ001  (stands in for the clock)
        "TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    return tuple(DateDataParser(languages=[code], settings=settings) for code in LANGUAGES)
