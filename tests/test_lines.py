"""A page's stretches: which lines stand where a rule may act."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.lines import HEAD_SHARE, TAIL_SHARE, Page, chapter
from tests.rulebook.made import PROSE

pages = st.lists(st.sampled_from(["", " ", "Home", "- item", "short line", PROSE]), max_size=12)


def stretch(page: Page, *place: object) -> list[int]:
    first, last = page.stretch(*place)  # type: ignore[arg-type]
    return [index for index in page.filled if first <= index <= last]


@pytest.mark.parametrize("zone", ["head", "body", "tail", "any"])
@given(pages, st.booleans(), st.integers(0, 5), st.integers(0, 9))
def test_a_stretch_is_all_lines_of_a_place(
    zone: str, lines: list[str], after: bool, first: int, last: int
) -> None:
    page = Page("\n".join(lines))
    prose = [i for i in page.filled if page.is_prose_at(i)]
    in_zone = {
        "head": page.in_head,
        "tail": page.in_tail,
        "body": lambda i: bool(prose) and prose[0] <= i <= prose[-1],
        "any": lambda i: True,
    }[zone]
    expected = [
        index
        for place, index in enumerate(page.filled)
        if in_zone(index)
        and first <= place <= last
        and not (after and prose and index <= prose[-1])
    ]
    assert stretch(page, zone, after, first, last) == expected


def test_the_zones_of_a_page() -> None:
    page = Page("\n".join(["Home", PROSE, "a line", PROSE, "Share"]))
    zones = {zone: stretch(page, zone, False) for zone in ("head", "body", "tail", "any")}
    assert zones == {"head": [0, 1], "body": [1, 2, 3], "tail": [3, 4], "any": [0, 1, 2, 3, 4]}
    assert stretch(page, "any", True) == [4]
    assert stretch(page, "any", False, 1, 2) == [1, 2]
    assert stretch(page, "head", True) == []
    assert HEAD_SHARE < TAIL_SHARE


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("3. Cookies", "3"),
        ("## 12) Fees", "12"),
        ("§ 3 Notice", "3"),
        ("§ 3. Notice", "3"),
        ("Article 13", "13"),
        ("Статья 5. Сроки", "5"),
        ("4.1 Fees", "4.1"),
        ("4.1. Fees", "4.1"),
        ("3.5", ""),
        ("10:30 News", ""),
        ("2024", ""),
        ("3 boats", ""),
        ("Comments (3)", ""),
        ("", ""),
    ],
)
def test_the_number_of_a_chapter(line: str, number: str) -> None:
    assert chapter(line) == number
