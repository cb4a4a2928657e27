"""The annotate stage: captures and hints become one Metadata."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.model import Document, Metadata, Note
from cleaner.stages.annotate import annotate


def kit_for(code: str) -> SimpleNamespace:
    """As much of a kit as is asked: every text is in one language."""
    return SimpleNamespace(language=lambda _: SimpleNamespace(code=code))


def folded(
    *captures: tuple[str, str], hints: dict[str, str] | None = None, language: str = "und"
) -> Metadata:
    """The Metadata of a document with captures, given in the order of the text."""
    notes = tuple(Note(f"capture.{k}", i, i, v, "rule") for i, (k, v) in enumerate(captures))
    found = list(annotate(Document("id", "", "x" * 99, (), notes, hints or {}), kit_for(language)))
    assert len(found) == 1
    return found[0]


def test_nothing_captured_is_an_empty_metadata() -> None:
    assert folded() == Metadata(extra={})


@pytest.mark.parametrize(
    "key", ["title", "author", "agency", "dateline", "url", "site", "breadcrumb"]
)
def test_the_first_value_wins(key: str) -> None:
    assert getattr(folded((key, " one "), (key, "two")), key) == "one"
    assert getattr(folded((key, "  "), (key, "two")), key) == "two"


def test_first_means_first_in_the_text() -> None:
    notes = (Note("capture.title", 50, 60, "late", "r"), Note("capture.title", 3, 9, "early", "r"))
    (metadata,) = annotate(Document("id", "", "x" * 99, (), notes), kit_for("und"))
    assert metadata.title == "early"


@pytest.mark.parametrize(
    ("language", "said", "author"),
    [
        ("fr", "Par Jean Dupont", "Jean Dupont"),
        ("fr", "PAR JEAN DUPONT", "JEAN DUPONT"),
        ("fr", "par Lucie Bastide et Rémi Garat", "Lucie Bastide et Rémi Garat"),
        ("en", "By Jane Roe", "Jane Roe"),
        ("de", "Von Hans Meier", "Hans Meier"),
        ("es", "Por Juan Pérez", "Juan Pérez"),
        ("pt", "Por Ana de Lima", "Ana de Lima"),
        ("nl", "Door Jan Jansen", "Jan Jansen"),
        ("it", "Di Mario Rossi", "Mario Rossi"),
        ("sv", "Av Anna Berg", "Anna Berg"),
        ("da", "Af Anna Berg", "Anna Berg"),
    ],
)
def test_the_word_for_by_is_no_part_of_an_author(language: str, said: str, author: str) -> None:
    assert folded(("author", said), language=language).author == author
    assert folded(hints={"author": said}, language=language).author == author


@pytest.mark.parametrize(
    ("language", "author"),
    [
        ("en", "Von Miller Junior"),
        ("en", "Di Maria Angel"),
        ("de", "Von Arnim"),
        ("de", "Von der Leyen"),
        ("it", "Di Stefano"),
        ("fr", "Pär Lagerkvist"),
        ("fr", "Parker Jean Dupont"),
        ("fr", "Par hasard encore"),
        ("fr", "Par"),
        ("sv", "Par Jean Dupont"),
        ("und", "Par Jean Dupont"),
    ],
)
def test_what_only_looks_like_the_word_for_by_stays(language: str, author: str) -> None:
    assert folded(("author", author), language=language).author == author


@pytest.mark.parametrize(
    ("language", "day"), [("pl", "2023-11-16"), ("hr", "2023-10-16"), ("en", None)]
)
def test_a_month_is_read_in_the_language_of_the_text(language: str, day: str | None) -> None:
    metadata = folded(("date", "16 listopada 2023"), language=language)
    assert metadata.date == day
    assert ("date" in metadata.extra) is (day is None)


def test_captions_collect() -> None:
    assert folded(("caption", "a"), ("caption", "b"), ("caption", "a")).captions == ("a", "b")


def test_dates_are_read() -> None:
    metadata = folded(("date", "September 16, 2023"))
    assert (metadata.date, metadata.date_precision) == ("2023-09-16", "day")
    assert dict(metadata.extra) == {}


def test_date_of_viewing_is_never_the_date() -> None:
    metadata = folded(("retrieved", "2025-01-11 03:13:58"))
    assert (metadata.date, metadata.date_precision) == (None, None)
    assert metadata.retrieved == "2025-01-11T03:13:58"


def test_what_is_no_sure_date_is_kept_as_it_stands() -> None:
    metadata = folded(("date", "03/04/2023"), ("retrieved", "yesterday"))
    assert (metadata.date, metadata.retrieved) == (None, None)
    assert dict(metadata.extra) == {"date": "03/04/2023", "retrieved": "yesterday"}


def test_the_first_date_that_can_be_read_wins() -> None:
    assert folded(("date", "Friday"), ("date", "2023-09")).date == "2023-09"


def test_hints_fill_what_the_text_does_not_say() -> None:
    hints = {"url": "https://example.org/a", "date": "2023-09-16T10:00:00Z"}
    metadata = folded(hints=hints)
    assert (metadata.url, metadata.date) == (hints["url"], hints["date"])
    metadata = folded(("url", "https://example.org/b"), ("date", "2022"), hints=hints)
    assert (metadata.url, metadata.date) == ("https://example.org/b", "2022")
    assert metadata.date_precision == "year"
    assert metadata.extra == {"url_given": hints["url"], "date_given": hints["date"]}


def test_a_hint_that_lost_is_kept_and_one_that_says_the_same_is_not() -> None:
    same = folded(("date", "16 September 2023"), hints={"date": "2023-09-16"})
    assert (same.date, dict(same.extra)) == ("2023-09-16", {})
    unread = folded(("date", "2023-09-16"), hints={"date": "last week"})
    assert (unread.date, dict(unread.extra)) == ("2023-09-16", {"date_given": "last week"})
    both = folded(("date", "Friday"), hints={"date": "last week"})
    assert dict(both.extra) == {"date": "Friday", "date_given": "last week"}
    seen = folded(("retrieved", "2024-01-02"), hints={"retrieved": "2024-02-01"})
    assert (seen.retrieved, dict(seen.extra)) == ("2024-01-02", {"retrieved_given": "2024-02-01"})
    twice = folded(("url", "https://example.org/a"), hints={"url": "https://example.org/a"})
    assert dict(twice.extra) == {}


def test_further_keys_pass_through() -> None:
    known = dict.fromkeys(("charset", "added", "created", "format"), "x")
    hints = {**known, "topic": "war", "section": "hint", "id": "a7"}
    metadata = folded(("section", "captured"), ("views", "7"), hints=hints)
    assert list(metadata.extra.items()) == [
        ("id", "a7"),
        ("section", "captured"),
        ("topic", "war"),
        ("views", "7"),
    ]


def test_other_notes_are_not_metadata() -> None:
    notes = (Note("flag", 0, 1, "title", "r"), Note("language", 0, 1, "en", "m"))
    (metadata,) = annotate(Document("id", "", "text", (), notes), kit_for("und"))
    assert metadata == Metadata(extra={})


KEYS = st.sampled_from(["title", "date", "retrieved", "caption", "views", "url"])


@given(st.lists(st.tuples(KEYS, st.text(max_size=12))), st.dictionaries(KEYS, st.text(max_size=5)))
def test_laws(captures: list[tuple[str, str]], hints: dict[str, str]) -> None:
    metadata = folded(*captures, hints=hints)
    assert (metadata.date is None) == (metadata.date_precision is None)
    assert metadata == folded(*captures, hints=dict(reversed(hints.items())))
    assert list(metadata.extra) == sorted(metadata.extra)
    assert not {"title", "caption", "url"} & (set(metadata.extra) - set(hints))
