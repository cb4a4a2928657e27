"""Where a list of links ends."""

import pytest

from cleaner.lines import Page
from cleaner.rulebook.keys import Block
from cleaner.rulebook.shapes import block_end

ITEMS = ["Why cats leave before rain", "Ferry fares rise in May", "Ten walks for a wet day"]
LIST = Block(min_items=1, bullets="optional")


def last_taken(line: str) -> int | None:
    page = Page("\n".join(["Related", *ITEMS, line]))
    return block_end(page, 0, LIST, frozenset())


@pytest.mark.parametrize(
    "line",
    [
        "The book is full. The next has ten.",
        "Το τετράδιο γέμισε. Το δεύτερο έχει δέκα.",
        "Тетрадь кончилась. Во второй уже десять.",
        "Er ging. „Die Brücke ist zu“, sagte sie.",
        "帳面は一杯になった。二冊目も半分だ。",
        "कापी भर गई है। दूसरी में दस पन्ने हैं।",
        "খাতা ভরে এসেছে। নতুন খাতা কেনা হবে।",
        "Տետրը լցվեց։ Երկրորդում տասը էջ կա։",
        "امتلأ الدفتر. في الثاني عشر صفحات.",
    ],
)
def test_two_sentences_end_it_and_the_line_above_may_be_their_heading(line: str) -> None:
    assert last_taken(line) == len(ITEMS) - 1


@pytest.mark.parametrize(
    "line",
    [
        "Sold out in a day",
        "Dr. Lind wins the prize",
        "What now? Ask us",
        "Bridge shut until May.",
        "猫が雨の前に逃げる理由。",
        "पुल मई तक बंद।",
    ],
)
def test_a_headline_goes_on_with_it(line: str) -> None:
    assert last_taken(line) == len(ITEMS) + 1
