"""Shapes: numbers, dates and names are masked, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.repeats.shape import pieces, shape

ALIKE = [
    ("Posted by Ann Lee on March 3, 2024", "Posted by Jo Kern on May 12, 2023"),
    ("Publié le 3 mars 2024", "Publié le 12 août 2021"),
    ("Опубликовано 5 марта 2024, 12:40", "Опубликовано 17 августа 2019, 8:05"),
    ("Zmieniono dnia 3 maja 2020", "Zmieniono dnia 21 sierpnia 2021"),
    ("نشر في 3 مارس 2020", "نشر في 21 أغسطس 2021"),
    ("Atualizado na segunda-feira, 3", "Atualizado na sexta-feira, 12"),
    ("Змінено: п’ятниця, 3 травня 2024", "Змінено: середа, 12 червня 2023"),
    ("वेबसाइट पर 3 मार्च 2024 को छपा", "वेबसाइट पर 12 जुलाई 2023 को छपा"),
    ("发布时间：2024年3月5日", "发布时间：2023年12月25日"),
    ("3 min read", "12 min read"),
    ("Comments (12)", "Comments (1,204)"),
    ("Mehr zum Thema", "Mehr zum Wahlkampf"),
    ("Ann Lee is a staff writer", "Jo Kern is a staff writer"),
]
DIFFERENT = [
    ("Comments (12)", "Shares (12)"),
    ("Read more about it", "Read more of it"),
    ("3 min read", "3 hours read"),
    ("The long water, part 2", "The short water, part 2"),
    ("Log 3 May", "Log 3 Mayors"),
    ("Seen on 12 mai by us", "Seen on 12 maisons by us"),
    ("Horário: segunda-feira 3", "Horário: segunda-mão 3"),
]
NONE = ["Home", "March", "12:40", "3 May 2024", "By Ann Lee", "Die Regierung", "", " ", "…"]


@pytest.mark.parametrize(("first", "second"), ALIKE)
def test_lines_that_differ_in_masks_alone_have_one_shape(first, second):
    assert shape(first) == shape(second) is not None


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_lines_that_differ_in_words_have_two(first, second):
    assert shape(first) is None or shape(first) != shape(second)


@pytest.mark.parametrize("line", NONE)
def test_what_has_too_little_left_has_no_shape(line):
    assert shape(line) is None


@given(st.text(max_size=120))
def test_pieces_are_the_line(line):
    found = pieces(line)
    assert found is None or "".join(piece.text for piece in found) == line
