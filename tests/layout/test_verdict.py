"""What goes and what stays: clean texts of many kinds, pages in ten languages, laws."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.layout.judge import text_of
from cleaner.layout.kind import HARDLY, Limits
from cleaner.layout.verdict import RULES
from cleaner.lines import Page
from tests.layout.made import cut, labelled, layout, sections

STAYS = sections("stays.txt")
PAGES = labelled("pages.txt")
FURNITURE = (
    "Home", "Menu", "Log in", "Related", "Read more", "Comments (3)", "Share", "Главная",
    "関連記事", "© 2023 The Valley Post. All rights reserved.", "Subscribe to our newsletter",
)  # fmt: skip
PROSE = (
    "The river came over its banks at four in the morning, and the lower town was cut off by six.",
    "Half comes from the region. The other half has not been found.",
    "“It sounded like a train,” she said.",
    "市は十日、川沿いの古い倉庫を図書館に改修すると発表した。",
    "Старый мост через реку закроют на ремонт с понедельника, сообщили в администрации.",
    "Who pays",
    "- two herons",
    "```",
    "x = 1",
)
PARTS = (", she said.", ")", "of the town", "3. Cookies", "ANN: Yes.", "BEN: No.")
TEXTS = st.lists(st.sampled_from([*FURNITURE, *PROSE, *PARTS, ""]), min_size=1, max_size=25).map(
    "\n".join
)
SLOW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def words(text):
    return sum(max(1, len(line)) for line in text.split("\n") if line.strip())


@pytest.mark.parametrize("name", STAYS)
def test_clean_text_stays_whole_at_safe(name):
    assert cut(STAYS[name], layout("safe"), furnished=False) == STAYS[name]


def test_clean_texts_lose_little_at_balanced():
    balanced = layout("balanced")
    lost = {
        name: words(text) - words(cut(text, balanced, furnished=False))
        for name, text in STAYS.items()
    }
    assert sum(lost.values()) <= 0.01 * sum(map(words, STAYS.values())), +Counter(lost)


def share(lines, setting):
    """F1 of the characters that should stay (the headline counts neither way)."""
    text = "\n".join(line for _, line in lines)
    left = set(cut(text, layout(setting)).split("\n"))
    kept = sum(len(line) for mark, line in lines if mark == "+" and line in left)
    wanted = sum(len(line) for mark, line in lines if mark == "+")
    junk = sum(len(line) for mark, line in lines if mark == "-" and line in left)
    return 2 * kept / (kept + junk + wanted)


@pytest.mark.parametrize("language", PAGES)
def test_pages_of_every_language_are_cleaned_as_english_ones_are(language):
    english = share(PAGES["en"], "balanced")
    assert share(PAGES[language], "balanced") >= english - 0.05
    assert share(PAGES[language], "safe") >= 0.85


@pytest.mark.parametrize("language", PAGES)
def test_content_of_pages_stays_and_so_does_the_headline(language):
    lines = PAGES[language]
    left = cut("\n".join(line for _, line in lines), layout("safe")).split("\n")
    assert [line for mark, line in lines if mark in "+t" and line not in left] == []


@SLOW
@given(TEXTS, st.sampled_from(["safe", "balanced"]), st.booleans())
def test_a_second_look_takes_nothing(text, setting, furnished):
    once = cut(text, layout(setting), furnished)
    assert cut(once, layout(setting), furnished) == once
    assert cut(once, layout(setting), furnished=False) == once


@SLOW
@given(TEXTS, st.sampled_from(["safe", "balanced"]), st.sets(st.integers(0, 25), max_size=5))
def test_what_stays_beside_lines_that_rules_took_stays_without_them(text, setting, lines):
    starts = Page(text).starts
    cuts = [starts[line] for line in sorted(lines) if line < len(starts)]
    once = cut(text, layout(setting), furnished=True, cuts=cuts)
    assert cut(once, layout(setting), furnished=False) == once


def test_a_line_beside_one_that_rules_took_goes_where_it_would_have_stayed():
    text = f"{PROSE[0]}\n\n{PROSE[1]}\n\nBridges of the valley\n"
    after = text.index("Bridges")
    balanced = layout("balanced")
    assert cut(text, balanced) == text
    assert cut(text, balanced, cuts=[after]).rstrip() == text[:after].rstrip()


def test_a_page_that_may_be_no_article_is_judged_between_the_kinds():
    biases = {("safe", "any", "page"): 4.0, ("safe", "article", "page"): 1.0}
    limits = Limits(biases, {})
    for article, bias in ((1.0, 1.0), (0.5, 2.5), (0.0, 4.0)):
        chances = {"article": article, "forum": (1 - article) / 2, "listing": (1 - article) / 2}
        assert limits.bias("safe", chances, "page") == pytest.approx(bias)


@pytest.mark.parametrize("records", [400, 1_400])
@pytest.mark.parametrize("record", ["{name} {n}\n{said}\nReply\n", "{word} {n}\n{said}\n"])
def test_a_long_text_of_many_records_stays_at_safe(record, records):
    said = [line for line in PROSE if line[0].isupper() and line.endswith((".", "”"))]
    text = "\n".join(
        record.format(
            name=("hal", "gus", "ines")[n % 3],
            word=said[n % len(said)].split()[n % 4],
            n=n,
            said=said[n % len(said)].replace("four", str(n)),
        )
        for n in range(records)
    )
    left = cut(text, layout("safe"))
    assert all(line in left for line in text.split("\n") if len(line) > 20)


CLAUSES = ("Acceptance", "Privacy policy", "Cookies", "Contact us", "Advertising", "Subscribe")


@pytest.mark.parametrize("setting", ["safe", "balanced"])
@pytest.mark.parametrize(
    "head", ["{n}. {title}", "## {n}. {title}", "§ {n} {title}", "Article {n}"]
)
def test_chapters_that_go_on_a_count_stay(head, setting):
    text = "\n".join(
        f"{head.format(n=n, title=title)}\nWe tell you here what holds for that on this site.\n"
        for n, title in enumerate(CLAUSES, 1)
    )
    assert cut(text, layout(setting)) == text


TALK = (
    "[00:00:04] ANN: Why do you stop cutting peat after thirty years on the moor?",
    "[00:00:11] BEN: There is none left that lies far enough from the water, so we stop.",
    "[00:00:19] ANN: And what becomes of it when the last of you has gone home?",
    "[00:00:27] BEN: We let the water in again and see what grows.",
)


@pytest.mark.parametrize("setting", ["safe", "balanced"])
@pytest.mark.parametrize("last", ["[00:00:33] ANN: That was it.", "BEN: Bye.", "ANN: Share?"])
def test_the_last_word_of_a_talk_stays(last, setting):
    talk = "\n".join((*TALK, last))
    assert cut(f"{talk}\n\nShare\nPrint\nRelated\n", layout(setting)).rstrip() == talk


def test_labels_are_no_speakers():
    first, second = "Photo: The old bridge, from the tower.", "Photo: The new bridge, from a boat."
    text = "\n".join([PROSE[0], first, PROSE[3], second, PROSE[4]])
    tail = "\n\nShare\nRelated\nPhoto: Ten bridges\nLog in\nPrivacy policy\n"
    assert "Ten bridges" not in cut(text + tail, layout("balanced"))


def test_who_has_not_spoken_says_no_last_word():
    talk = "\n".join(TALK)
    left = cut(f"{talk}\n\nTags: peat\nShare\nRead also: The last ferry\n", layout("balanced"))
    assert left.rstrip() == talk


@pytest.mark.parametrize(("lines", "hardly"), [(2, False), (3, False), (40, True), (400, True)])
def test_a_text_with_little_prose_is_hardly_an_article(lines, hardly):
    judge = layout("safe").judge
    text = text_of(Page("\n".join([*PROSE, *(f"Hall {at}, with kitchen" for at in range(lines))])))
    chances = judge.limits.chances(judge.model.see([text.lines], [text.blank.tolist()]), 0)
    assert (chances["article"] <= HARDLY) == hardly
    assert sum(chances.values()) == pytest.approx(1)


def test_a_ranking_is_no_count_that_goes_on():
    ranking = "\n".join(f"{n}. {title}" for n, title in enumerate(CLAUSES, 1))
    text = f"1. Why\n{PROSE[0]}\n\n2. How\n{PROSE[1]}\n\nMost read\n{ranking}\nLog in\n"
    assert cut(text, layout("balanced")).rstrip() == text[: text.index("\n\nMost read")]


def test_what_rules_found_decides_about_a_doubtful_line():
    text = f"{PROSE[0]}\n\n{PROSE[1]}\n\nSee also\nBridges of the valley\nThe ferry in winter"
    balanced = layout("balanced")
    assert cut(text, balanced, furnished=False) == text
    assert cut(text, balanced, furnished=True).rstrip() == text[: text.index("\n\nSee also")]


@SLOW
@given(TEXTS, st.sampled_from(["safe", "balanced"]))
def test_no_text_is_emptied(text, setting):
    assert bool(cut(text, layout(setting)).strip()) == bool(text.strip())


@SLOW
@given(TEXTS)
def test_every_removal_is_lines_of_the_text_and_says_why(text):
    page = Page(text)
    before = -1
    for removal in layout("balanced").removals(page, furnished=True):
        assert before < removal.first <= removal.last
        assert {removal.first, removal.last} <= set(page.filled)
        assert removal.rule in RULES
        assert "line" in removal.reason and "score" in removal.reason
        before = removal.last


PIECES = """Sorts the rows by
ORDER BY
, by a
UNION
, or by an
INTERSECT
, as the
EXCEPT
clause says
. See
Sorting rows
and
Limits
."""


def test_prose_in_pieces_stays():
    text = f"{PROSE[0]}\n\n{PIECES}\n\n{PROSE[1]}"
    assert cut(text, layout("safe"), furnished=True) == text
    assert cut(text, layout("balanced"), furnished=True) == text
    home = "Home\nMenu\nLog in\nSearch\nContact us\n"
    assert cut(home + "\n" + text, layout("balanced")).strip() == text


def test_lines_that_begin_small_may_be_pieces():
    lines = "for the value of\nthe row that\nis the last of\nall of them in"
    page = text_of(Page(f"Sort\n{lines}\nall"))
    assert page.small.tolist() == [False, True, True, True, True, False]
    assert not page.pieces.any()


def test_code_stays_whatever_stands_in_it():
    text = f"{PROSE[0]}\n\n```\nHome\nMenu\nRelated\nComments (3)\n```\n\n{PROSE[1]}"
    assert cut(text, layout("balanced")) == text
