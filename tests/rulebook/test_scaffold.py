"""A rule from one line: it takes the line and lines that differ in numbers and dates, and leaves
the lines that are nearest."""

import pytest
import regex

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
    "III",
    "👍👍 🔥",
    "3条",
    "17 comments",
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
    "line",
    [
        "17",
        "1,234.50",
        "$ 17.50",
        "№ 17",
        "100 %",
        "❤ 17",
        "14:30",
        "12.03.2024",
        "12 March 2024",
        "3 марта 2024",
        "Mon 12 Mar 2024 5:12 pm",
    ],
)
def test_a_line_of_numbers_and_dates_alone_makes_no_rule(line: str) -> None:
    with pytest.raises(ValueError, match="without them there is no word in it"):
        draft(line, ["Read more about the bridge", PROSE], set(), "", "Seen.", "tail")


@pytest.mark.parametrize(
    ("line", "pattern"),
    [
        ("Harbour weather: 14 °C", r"Harbour weather: -?\d[\d.,]* °C"),
        ("March 3, 2024", r"\p{L}+ \d+, \d+"),
        ("1,234,567 views", r"-?\d[\d.,\s]* views"),
        ("1 234 567 views", r"-?\d[\d.,\s]* views"),
        ("5 (new)", r"-?\d[\d.,]* \(new\)"),
        ("Level [live]: 3.42 m (+12 cm)", r"Level \[live\]: -?\d[\d.,]* m \([-+−]?\d[\d.,]* cm\)"),
        ("Updated 2024-03-05 12:40", r"Updated \d+-\d+-\d+ \d+:\d+"),
        ("5.12.2023", r"\d+\.\d+\.\d+"),
        ("v1.2", r"v\d+\.\d+"),
        ("天気: 14度", r"天気: -?\d[\d.,]*度"),
    ],
)
def test_numbers_and_dates_may_differ(line: str, pattern: str) -> None:
    assert generalised(line) == (pattern, True)


SAME = [
    ("Harbour weather: 14 °C", ["Harbour weather: -3 °C", "Harbour weather: 14.5 °C"]),
    ("12 views", ["1,204 views", "7 views"]),
    ("1 204 views", ["1204 views", "12 204 views"]),
    ("Gauge: 3.42 m (+12 cm)", ["Gauge: 3 m (-35 cm)", "Gauge: 12,1 m (0 cm)"]),
    ("3 мая 2024", ["12 июня 2023"]),
    ("نشر في 3 مارس 2020", ["نشر في 21 أغسطس 2021"]),
    ("3 मार्च 2024 को छपा", ["12 मई 2023 को छपा"]),
    ("Monday, March 3, 2024", ["Friday, June 13, 2025"]),
    ("on 3 march, mon", ["on 12 june, fri"]),
    ("Log of May 3, 5:12 pm", ["Log of March 12, 11:40 AM"]),
    ("閲覧数 1,204回", ["閲覧数 7回"]),
]
OTHER = [
    ("Harbour weather: 14 °C", ["Harbour weather: mild", "Harbour weather: 14 °C in the shade"]),
    ("12 views", ["twelve views", "12 views of the sea"]),
    ("May 3: I am here", ["May 3: I pm here"]),
    ("5 days ago", ["5 days left"]),
    ("3 out of 5 people", ["3 parts of 5 people"]),
    ("7 boats may march on", ["7 boats will march on"]),
    ("Gauge: 3.42 m (+12 cm)", ["Gauge: 3.42 m", "Gauge: 3.42 m (falling)"]),
]


@pytest.mark.parametrize(("line", "others"), SAME)
def test_what_differs_in_a_number_is_taken_too(line: str, others: list[str]) -> None:
    pattern = regex.compile(generalised(line)[0], regex.IGNORECASE)
    assert [other for other in others if not pattern.fullmatch(other)] == []


@pytest.mark.parametrize(("line", "others"), OTHER)
def test_what_differs_in_words_is_not(line: str, others: list[str]) -> None:
    pattern = regex.compile(generalised(line)[0], regex.IGNORECASE)
    assert [other for other in others if pattern.fullmatch(other)] == []


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
    assert draft("Gate log of March 3, 2024", [], set(), "", "", "").id == "my.gate-log-of"


def test_the_zone_is_where_the_line_stood() -> None:
    page = page_of("\n".join(["head", *[PROSE] * 9, "tail"]))
    assert [zone_of(page, index) for index in (0, 5, 10)] == ["head", "", "tail"]
    assert zone_of(page_of("a\nb"), 1) == ""
