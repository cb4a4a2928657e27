"""What must hold for every text, and texts that try it: `tests/test_library.py` takes some hundred
of them, `benchmarks/laws.py` ten thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from hypothesis import strategies as st

from cleaner import Cleaner, Result, load_rules
from cleaner.edits import replay, undo

PROSE = (
    "The harbour was closed for three days after the storm, and the boats stayed out at sea.",
    "“We have not decided yet,” she said on Tuesday, “and nobody will decide for us.”",
    "Der Fluss stieg in der Nacht um 40 Zentimeter; die Straße blieb gesperrt.",
    "La ministre a présenté son projet : 12 % du budget iront aux écoles.",
    "İstanbul'da dün akşam ışıklar söndü.",
    "Вчера вечером в городе погас свет.",
    "مساء أمس انقطعت الكهرباء في المدينة.",
    "昨晚城市停电了三个小时。",
    "He paid 5 &amp; 6 euros &lt;each&gt; at the cafÃ© â€œRoyalâ€\x9d.",
    "By A. Writer",
    "Published: 12 March 2023 10:15",
    "SEOUL, Sept 17 (Reuters) - Two planes landed near the town.",
)
ODD = (
    "😀", "👩\u200d👩\u200d👧", "🇫🇷", "e\u0301", "n\u0303\u0323", "\u0301", "İ", "ı", "ß", "ẞ", "ﬁ",
    "\r\n", "\r", "\n", "\n\n\n\n", " \n", "\x00", "\x85", "\u2028", "\x0b", "\ufeff", "\u00ad",
    "\ud800", "\udfff", "\u200b", "\u202e", "\u00a0", "\t", "  ", "�", "Ã©", "â€™", "&nbsp;",
    "&#x27;", "<b>", "</p>", "\x1b[31m", "аbс", "שלום", "漢字", "ａｂ", "1 234",
    "%", "  ,", "..", "* ", "# ",
)  # fmt: skip


@cache
def junk() -> tuple[str, ...]:
    """Every line that some core rule must take and every line that it must leave."""
    tests = [rule.tests for rule in load_rules().rules]
    return tuple(line for test in tests for line in (*test.match, *test.keep))


def texts() -> st.SearchStrategy[str]:
    """Texts of up to a dozen lines: junk, prose, both with odd characters in them, and noise."""
    odd = st.sampled_from(ODD)
    told = st.sampled_from(PROSE) | st.sampled_from(junk())
    spoilt = st.tuples(told, odd, st.integers(0, 60)).map(
        lambda found: found[0][: found[2]] + found[1] + found[0][found[2] :]
    )
    noise = st.lists(odd | st.text(st.characters(), max_size=8), max_size=8).map("".join)
    line = st.one_of(told, told, spoilt, noise)
    ends = st.sampled_from(("\n", "\n", "\n", "\n\n", "\r\n", "\n \n\n", "\r", " "))
    return st.lists(st.tuples(line, ends), max_size=12).map(
        lambda lines: "".join(part for pair in lines for part in pair)
    )


def goes_back(cleaner: Cleaner, text: str) -> None:
    """The edits lead from the base to the text and back."""
    result = cleaner.clean(text)
    assert undo(result.text, result.edits) == result.base
    assert replay(result.base, result.edits) == result.text


def stays_clean(cleaner: Cleaner, text: str) -> None:
    """Cleaning what is clean changes nothing."""
    once = cleaner.clean(text)
    again = cleaner.clean(once.text)
    assert again.text == once.text
    assert again.edits == ()


def notes_inside(cleaner: Cleaner, text: str) -> None:
    """Every note is about a stretch of the text."""
    result = cleaner.clean(text)
    assert all(0 <= note.start <= note.end <= len(result.text) for note in result.notes)


def explains(cleaner: Cleaner, text: str) -> None:
    """The changes are the edits: put in place of what they name, they give the text."""
    result = cleaner.clean(text)
    pieces, done = [], 0
    for change in result.changes:
        assert result.base[change.start : change.end] == change.old
        pieces += (result.base[done : change.start], change.new)
        done = change.end
    assert "".join([*pieces, result.base[done:]]) == result.text
    assert len(result.explain().splitlines()) >= len(result.changes)


LAWS: tuple[Callable[[Cleaner, str], None], ...] = (goes_back, stays_clean, notes_inside, explains)

WAYS: dict[str, dict[str, object]] = {
    "as it comes": {},
    "without headlines": {"title": "drop"},
    "taking little": {"max_removed": 0.1},
}
"""Settings to hold the laws under."""


def laws_under(way: str) -> list[Callable[[Cleaner, str], None]]:
    """The laws that hold under some settings: all, but that a text whose headline was taken does
    not tell so, and the next short line may pass for one (see `stages/headline.py`)."""
    dropping = WAYS[way].get("title") == "drop"
    return [law for law in LAWS if not (dropping and law is stays_clean)]


def order_is_nothing(cleaner: Cleaner, several: Sequence[str]) -> None:
    """What becomes of a text does not depend on what was cleaned before it."""
    forwards: list[Result] = [cleaner.clean(text) for text in several]
    backwards = [cleaner.clean(text) for text in reversed(several)]
    assert forwards == backwards[::-1]
