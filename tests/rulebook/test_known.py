"""What the name of a known-good text says of its language."""

import pytest

from cleaner.rulebook.known import language_of

NAMED = [
    ("de.txt", "de"),
    ("de_news.txt", "de"),
    ("de.news.txt", "de"),
    ("de/news.txt", "de"),
    ("de/faq.txt", "de"),
    ("de/it.txt", "de"),
    ("de/no_deal.txt", "de"),
    ("en/2024/june.txt", "en"),
    ("texts/de_old/a.txt", "de"),
    ("pt-BR/a.txt", "pt-BR"),
    ("zh-Hant.news.txt", "zh-Hant"),
    ("ckb.txt", "ckb"),
    ("de/fr/a.txt", "fr"),
]
UNNAMED = [
    "faq.txt",
    "new.txt",
    "any.txt",
    "any/a.txt",
    "bridges.txt",
    "xx.txt",
    "DE.txt",
    "a/b.txt",
]


@pytest.mark.parametrize(("name", "language"), NAMED)
def test_folder_or_name_say_the_language(name: str, language: str) -> None:
    assert language_of(name) == language


@pytest.mark.parametrize("name", UNNAMED)
def test_what_is_no_code_says_none(name: str) -> None:
    assert language_of(name) == ""
