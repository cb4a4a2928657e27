"""Identify asks the kit's language model about the text as it stands, once."""

from __future__ import annotations

from dataclasses import replace

from cleaner.kit import make_kit
from cleaner.model import Document, Language
from cleaner.settings import Settings
from cleaner.stages.identify import identify


def test_the_text_is_judged_and_not_the_base() -> None:
    asked: list[str] = []
    answer = Language("sv", "Latn", 0.9, reliable=True)

    def language(text: str) -> Language:
        asked.append(text)
        return answer

    kit = replace(make_kit(Settings()), language=language)
    assert list(identify(Document("d", base="before", text="after"), kit)) == [answer]
    assert asked == ["after"]


def test_an_empty_document_has_no_language() -> None:
    found = list(identify(Document("d", base="", text=""), make_kit(Settings())))
    assert found == [Language("und", "Zyyy", 0.0, reliable=False)]
