"""A rule from one line: it takes the line and lines that differ in numbers and dates, and leaves
the lines that are nearest."""

import pytest

from cleaner.lines import page_of
from cleaner.rulebook.check import check
from cleaner.rulebook.pack import read_sheet
from cleaner.rulebook.scaffold import draft, generalised, nearest_lines, zone_of
from cleaner.rulebook.writing import head_of, rule_text
from tests.rulebook.made import PROSE

LINES = [
    "Read more",
    "Harbour weather: 14 °C",
    "Posted on March 3, 2024 at 5:12 pm",
    "Опубликовано 3 марта 2024 в 5:12",
    "1,234,567 views [updated]",
    "it's \"quoted\", isn't it? {yes}: #1 & *all*",
    "- no",
    "null",
    "続きを読む",
    "اقرأ المزيد 12",
    "a\u00a0b\tc 7",
    "https://example.com/?id=12&x=[y]",
    "x" * 190,
    "word " * 60,
    "Line with a trailing colon:",
    "1",
    "50% (of 3.5) ^ $ | \\ end",
    "\u200eleft 5",
]


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_the_rule_takes_its_line_and_reads_back(line: str) -> None:
    made = draft(line, ["Read more about the bridge", PROSE], set(), "", "Seen.", "tail")
    sheet = read_sheet("p.yaml", head_of("my/rules") + rule_text(made))
    assert sheet.tree.faults == []
    (entry,) = sheet.entries
    assert entry.rule.tests.match == (line.strip(),)
    assert [str(failure) for failure in check([entry]).failures] == []


@pytest.mark.parametrize(
    ("line", "pattern"),
    [
        ("Harbour weather: 14 °C", r"Harbour weather: \d+ °C"),
        ("March 3, 2024", r"\p{L}+ \d+, \d+"),
        ("1,234,567 views", r"\d[\d.,\s]* views"),
        ("5 (new)", r"\d+ \(new\)"),
    ],
)
def test_numbers_and_dates_may_differ(line: str, pattern: str) -> None:
    assert generalised(line) == (pattern, True)


@pytest.mark.parametrize("line", ["Read more", "We may march on", "May"])
def test_what_has_no_number_is_a_phrase(line: str) -> None:
    assert not generalised(line)[1]
    assert draft(line, [], set(), "", "Seen.", "").key == "line_is"


def test_lines_the_rule_takes_are_no_examples_of_what_stays() -> None:
    others = ["Views: 7", "Views: 12", "Views of the sea from the harbour", "Nothing shared here"]
    assert draft("Views: 3", others, set(), "", "Seen.", "").keep == (
        "Views of the sea from the harbour",
    )


def test_the_nearest_come_first_and_no_more_than_asked() -> None:
    others = [f"line {n} of the harbour" for n in range(500)] + ["harbour weather and wind"]
    near = nearest_lines("Harbour weather", others)
    assert near[0] == "harbour weather and wind"
    assert len(near) == 5
    assert nearest_lines("Harbour weather", others) == near


def test_ids_are_free_and_speak_of_the_site() -> None:
    made = draft("Read on", [], {"site.example-com.read-on"}, "www.Example.com", "Seen.", "")
    assert made.id == "site.example-com.read-on-2"
    assert draft("続きを読む", [], set(), "", "Seen.", "").id.startswith("my.line-")


def test_the_zone_is_where_the_line_stood() -> None:
    page = page_of("\n".join(["head", *[PROSE] * 9, "tail"]))
    assert [zone_of(page, index) for index in (0, 5, 10)] == ["head", "", "tail"]
    assert zone_of(page_of("a\nb"), 1) == ""
