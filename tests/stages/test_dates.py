"""Dates: what is sure is read, and nothing is guessed."""

import os
import subprocess
import sys
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaner.dates import _ENGLISH, _month, _months, parse_date

READ = {
    "2025-01-11 03:13:58": ("2025-01-11T03:13:58", "second"),
    "2025-01-11T03:13:58+02:00": ("2025-01-11T03:13:58+02:00", "second"),
    "2025-01-11T03:13:58.123Z": ("2025-01-11T03:13:58Z", "second"),
    "2025-01-11 03:13 +0900": ("2025-01-11T03:13+09:00", "minute"),
    "2023-09": ("2023-09", "month"),
    "2023": ("2023", "year"),
    "20230916": ("2023-09-16", "day"),
    "2023/9/6": ("2023-09-06", "day"),
    "25/12/2023": ("2023-12-25", "day"),
    "12/25/2023": ("2023-12-25", "day"),
    "05.05.2023": ("2023-05-05", "day"),
    "16.9.2023": ("2023-09-16", "day"),
    "16/09/2023 - 10:30": ("2023-09-16T10:30", "minute"),
    "September 16, 2023": ("2023-09-16", "day"),
    "SEPT. 16, 2023": ("2023-09-16", "day"),
    "16th of September 2023": ("2023-09-16", "day"),
    "September 2023": ("2023-09", "month"),
    "Saturday, September 16th, 2023 at 5:00 PM": ("2023-09-16T17:00", "minute"),
    "September 16, 2023, 12:05 a.m.": ("2023-09-16T00:05", "minute"),
    "16 Sep 2023 5 p.m.": ("2023-09-16", "day"),
    "Sat, 16 Sep 2023 10:00:00 GMT": ("2023-09-16T10:00:00Z", "second"),
    "Sept 16, 2023 10:30 EDT": ("2023-09-16T10:30", "minute"),
    "Sat Sep 16 10:00:00 2023": ("2023-09-16T10:00:00", "second"),
    "16 сентября 2023 г., 10:05": ("2023-09-16T10:05", "minute"),
    "1 марта 2023 года в 12:30": ("2023-03-01T12:30", "minute"),
    "16 вересня 2023 р.": ("2023-09-16", "day"),
    "сентябрь 2023": ("2023-09", "month"),
    "16 września 2023 r.": ("2023-09-16", "day"),
    "16. září 2023": ("2023-09-16", "day"),
    "16. September 2023 um 10:30": ("2023-09-16T10:30", "minute"),
    "16 septembre 2023 à 10:30": ("2023-09-16T10:30", "minute"),
    "1er mars 2023": ("2023-03-01", "day"),
    "16 de septiembre de 2023 a las 10:30": ("2023-09-16T10:30", "minute"),
    "16 de setembro de 2023": ("2023-09-16", "day"),
    "16 settembre 2023": ("2023-09-16", "day"),
    "16 september 2023": ("2023-09-16", "day"),
    "den 16 september 2023 kl. 10:30": ("2023-09-16T10:30", "minute"),
    "16. syyskuuta 2023": ("2023-09-16", "day"),
    "2023. szeptember 16.": ("2023-09-16", "day"),
    "16 septembrie 2023": ("2023-09-16", "day"),
    "16 Σεπτεμβρίου 2023": ("2023-09-16", "day"),
    "16 Eylül 2023": ("2023-09-16", "day"),
    "16 בספטמבר 2023": ("2023-09-16", "day"),
    "١٦ سبتمبر ٢٠٢٣": ("2023-09-16", "day"),
    "16 सितंबर 2023": ("2023-09-16", "day"),
    "16 tháng 9 năm 2023": ("2023-09-16", "day"),
    "2023年9月16日 10:05": ("2023-09-16T10:05", "minute"),
    "2023년 9월 16일": ("2023-09-16", "day"),
    "2023. 9. 16.": ("2023-09-16", "day"),
    "  16\xa0September\u200f 2023 ": ("2023-09-16", "day"),
    "14.03.2024, 17:05 Uhr": ("2024-03-14T17:05", "minute"),
    "14.03.2024, 17.05 Uhr": ("2024-03-14T17:05", "minute"),
    "14 mars 2024 à 10h05": ("2024-03-14T10:05", "minute"),
    "14 de março de 2024 às 10 h 05": ("2024-03-14T10:05", "minute"),
    "22 de enero de 2025 | 18:40 hrs": ("2025-01-22T18:40", "minute"),
    "14 mars 2024 kl. 10.05": ("2024-03-14T10:05", "minute"),
    "14.3.2024 klo 10.05": ("2024-03-14T10:05", "minute"),
    "14. 3. 2024 10:05": ("2024-03-14T10:05", "minute"),
    "2024年3月14日 10時05分": ("2024-03-14T10:05", "minute"),
    "2024年3月14日 下午3:05": ("2024-03-14T15:05", "minute"),
    "2024. 3. 14. 오전 10:05": ("2024-03-14T10:05", "minute"),
    "১৪ জুন ২০২২, ১৯: ০৫": ("2022-06-14T19:05", "minute"),
    "14 มีนาคม 2567 10:05 น.": ("2024-03-14T10:05", "minute"),
    "14 ม.ค. 2567": ("2024-01-14", "day"),
    "14 มี.ค. 2024": ("2024-03-14", "day"),
    "Thứ năm, 14/03/2024 10:05": ("2024-03-14T10:05", "minute"),
    "14 thg 3, 2024": ("2024-03-14", "day"),
    "neděle 3. března 2024 v 14:30": ("2024-03-03T14:30", "minute"),
    "13. 3. 2024 v 14:30": ("2024-03-13T14:30", "minute"),
    "13.03.2024 saat 14:30": ("2024-03-13T14:30", "minute"),
    "13/03/2024 ore 14:30": ("2024-03-13T14:30", "minute"),
    "3. března 2024, 14.30": ("2024-03-03T14:30", "minute"),
    "12 Mart 2024 Salı 14:30": ("2024-03-12T14:30", "minute"),
    "mardi 12 mars 2024 à 14h30": ("2024-03-12T14:30", "minute"),
    "publié le 12 mars 2024 à 14h30": ("2024-03-12T14:30", "minute"),
    "Published on 12 March 2024": ("2024-03-12", "day"),
    "Dienstag, den 12. März 2024": ("2024-03-12", "day"),
    "Mittwoch, den 13. März 2024, 14:30 Uhr": ("2024-03-13T14:30", "minute"),
    "12 marca 2024, godz. 14.30": ("2024-03-12T14:30", "minute"),
    "17. jan. 2024 14.30.00": ("2024-01-17T14:30:00", "second"),
    "17.01.2024 г.": ("2024-01-17", "day"),
    "17. 1. 2024. 14:30": ("2024-01-17T14:30", "minute"),
    "2024. gada 17. janvāris": ("2024-01-17", "day"),
    "2024 m. sausio 17 d., trečiadienis": ("2024-01-17", "day"),
    "17 Ιαν 2024, 2:30 μ.μ.": ("2024-01-17T14:30", "minute"),
    "17 Ιαν 2024, 12:05 π.μ.": ("2024-01-17T00:05", "minute"),
    "١٧ يناير ٢٠٢٤، ٢:٣٠ م": ("2024-01-17T14:30", "minute"),
    "12 آذار 2024": ("2024-03-12", "day"),
    "12 كانون الأول 2024": ("2024-12-12", "day"),
    "วันพุธที่ 17 มกราคม 2567": ("2024-01-17", "day"),
    "17 มกราคม ค.ศ. 2024": ("2024-01-17", "day"),
    "2024年3月12日 星期二 14:30": ("2024-03-12T14:30", "minute"),
    "2024年3月12日星期二": ("2024-03-12", "day"),
    "2024年03月12日14:30": ("2024-03-12T14:30", "minute"),
    "2024年3月12日(火) 14時30分": ("2024-03-12T14:30", "minute"),
    "2024年3月12日火曜日": ("2024-03-12", "day"),
    "2024년 3월 12일 화요일": ("2024-03-12", "day"),
    "2024-03-12 (화) 14:30": ("2024-03-12T14:30", "minute"),
    "2024. 1. 17. PM 2:30": ("2024-01-17T14:30", "minute"),
}
NOT_READ = [
    "",
    "today",
    "2 days ago",
    "vor 3 Stunden",
    "10:00",
    "Sep 16",
    "Seoul, Sep 17",
    "16 Sep 23",
    "03/04/2023",
    "3.4.2023",
    "1-2-2023",
    "2023-02-30",
    "February 30, 2023",
    "2023-13-01",
    "31/31/2023",
    "2023-09-16 25:00",
    "2023-09-16 10:61",
    "September 16, 2023 13:00 pm",
    "September 2023 10:00",
    "16 listopada 2023",  # November in Poland, October in Croatia
    "Updated 16 Sep 2023",
    "16 September 2023, 17 September 2024",
    "16 September 2023 17",
    "1402-06-25",  # a year of another calendar
    "2566",
    "1694858400",
    "Room 12 A 2023",
    "Chapter 5 of 2023",
    "version 2023.9.16.1",
    "14.03.2024 10.05",  # a time only beside a word that says so
    "17.05 Uhr",
    "10h05",
    "14.03.2024, 25.05 Uhr",
    "14 mars 2024 à 10h75",
    "2024年3月14日 下午13時05分",
    "14 March 2567",  # a Thai year without a Thai month
    "14 นาที 2567",
    "32 ม.ค. 2567",
    "Thứ năm, 03/04/2024",
    "14. 3. 24",
    "오후 3:05",
    "Updated on 12 March 2024",
    "mis à jour le 12 mars 2024",
    "Dienstag, den 3.4.2024",
    "3. 4. 2024 v 14:30",
    "12 mars 2024 25.30",  # no hour
    "2024年3月12日 星期",
    "2024 m. 17 d.",
    "17 يناير 2024، 14:30 م",
    "星期二 14:30",
    "17 lis 2024",  # November in Poland and Bohemia, October in Croatia
    "16 September 2023 " + "x" * 80,
]


@pytest.mark.parametrize(("value", "expected"), READ.items())
def test_read(value: str, expected: tuple[str, str]) -> None:
    assert parse_date(value) == expected


@pytest.mark.parametrize("value", NOT_READ)
def test_not_read(value: str) -> None:
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("value", "language", "day"),
    [
        ("16 listopada 2023", "pl", "2023-11-16"),
        ("16. listopada 2023.", "hr", "2023-10-16"),
        ("16. listopadu 2023", "cs", "2023-11-16"),
        ("17 lip 2024", "pl", "2024-07-17"),
        ("17. lip 2024.", "hr", "2024-06-17"),
        ("17. srp 2024", "cs", "2024-08-17"),
        ("16 September 2023", "hr", "2023-09-16"),
    ],
)
def test_where_languages_differ_that_of_the_text_decides(
    value: str, language: str, day: str
) -> None:
    assert parse_date(value, language) == (day, "day")


@pytest.mark.parametrize("value", ["16 listopada 2023", "17 lip 2024", "03/04/2023", "Friday"])
@pytest.mark.parametrize("language", ["", "en", "de", "und", "zh-Hans"])
def test_a_language_that_does_not_know_the_month_decides_nothing(value: str, language: str) -> None:
    assert parse_date(value, language) is None


MONTHS = "January February March April May June July August September October November December"


@pytest.mark.parametrize("month", MONTHS.split())
@pytest.mark.parametrize(
    "form", ["15 {} 2001", "{} 15, 2001", "15th of {}, 2001", "Sat, 15 {} 2001"]
)
def test_the_short_way_for_english_says_what_the_languages_agree_on(month: str, form: str) -> None:
    for name in {month, month[:3], month[:4] if month == "September" else month}:
        asked = form.format(name)
        assert _ENGLISH.fullmatch(asked)
        assert set(_months(asked).values()) == {_month(asked)}
        assert _month(asked) == MONTHS.split().index(month) + 1


@settings(deadline=None)
@given(st.datetimes(), st.sampled_from(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S"]))
def test_iso_dates_come_back(moment: datetime, form: str) -> None:
    moment = moment.replace(year=1500 + moment.year % 700, day=min(moment.day, 28))
    read = parse_date(moment.strftime(form))
    assert read is not None
    assert read[0] == moment.strftime(form.replace(" ", "T"))
    assert parse_date(read[0]) == read


@settings(deadline=None, max_examples=200)
@given(
    st.text(st.sampled_from("0123456789-/.: TZ+") | st.characters(), max_size=30)
    | st.lists(
        st.sampled_from(["1", "2", "2023", "0", ",", ".", "/", " ", "sept", "am", "в", "年"])
    ).map("".join)
)
@example("0000-00-00")
@example("²³²³-01")
def test_any_text_is_read_twice_the_same_or_not_at_all(value: str) -> None:
    read = parse_date(value)
    assert read is None or parse_date(read[0]) == read


CLOCK = """
import datetime, sys
class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.__new__(cls, int(sys.argv[1]), 2, 28, 23, 59, tzinfo=tz)
    utcnow = today = now
datetime.datetime = Moment
from cleaner.dates import parse_date
for value in ("16 septembre 2023", "Sep 16", "16 мая 2023 10:00", "mai 2023", "Montag", "вчера"):
    print(parse_date(value))
"""


def test_no_clock_is_read() -> None:
    """What is read in 1999 is what is read in 2050, in any time zone."""
    read = [
        subprocess.run(
            [sys.executable, "-c", CLOCK, year],
            env={**os.environ, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for year, zone in (("1999", "UTC"), ("2050", "Asia/Tokyo"))
    ]
    assert read[0] == read[1]
    assert read[0].splitlines() == [
        "('2023-09-16', 'day')",
        "None",
        "('2023-05-16T10:00', 'minute')",
        "('2023-05', 'month')",
        "None",
        "None",
    ]
