"""The gate: noise, code and samples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.language.gate import is_code, sample, strip_noise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("see https://example.org/a-b now", "see now"),
        ("write to a.b@example.org today", "write to today"),
        ("www.example.org says", "says"),
        ("@name said #topic", "said"),
        ("in 2024 or 1.5 or x2", "in or or"),
        ("<p class='a'>one</p> two", "one two"),
        ("one&nbsp;two &amp; three", "one two three"),
        ("path C:\\dir\\file and a_b and a=b", "path and and"),
    ],
)
def test_noise_goes(text: str, plain: str) -> None:
    assert strip_noise(text).split() == plain.split()


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, nothing else.",
        "It's a well-known (and good) idea; isn't it?",
        "a < b",
        "R&D and Q & A",
        "日本語のテキスト",
        "C# and F#",
        "five < six, seven > six",
        "Zürich, Genève",
    ],
)
def test_what_is_not_noise_stays(text: str) -> None:
    assert strip_noise(text) == text


@given(st.text(st.characters(codec=None), max_size=200))
def test_noise_only_goes(text: str) -> None:
    plain = strip_noise(text)
    assert len(plain) <= len(text)
    kept = iter(text)
    assert all(char == " " or char in kept for char in plain)


@given(st.text(max_size=400), st.integers(3, 90))
def test_a_sample_is_short_and_of_the_text(text: str, limit: int) -> None:
    part = sample(text, limit)
    assert len(part) <= limit + 2
    assert part == text if len(text) <= limit else part.startswith(text[: limit // 3])
    assert part[-1:] == text[-1:]


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a",
        "</",
        "&",
        "&a",
        "@",
        "www.",
        "a",
        "a-",
        "(",
        "a(",
        "{",
        ";",
        "; ",
        "=",
        " = ",
        "from a.",
        "SELECT ",
        " ",
        "\n",
        "\t \n",
        "é",
        "a\u0301",
    ],
)
def test_no_text_takes_more_than_its_length(piece: str) -> None:
    # A pattern that backtracks over a text of this length would not come back at all.
    text = piece * (2_000_000 // len(piece))
    assert len(strip_noise(text)) <= len(text)
    assert isinstance(is_code(text, strip_noise(text)), bool)
