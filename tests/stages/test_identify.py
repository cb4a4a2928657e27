"""Identify asks the kit's detector about the text as it stands, once, and for its shares."""

from __future__ import annotations

from dataclasses import replace

from cleaner.kit import make_kit
from cleaner.model import Document, Language, Share
from cleaner.settings import Settings
from cleaner.stages.identify import identify


def test_the_text_is_judged_and_not_the_base() -> None:
    asked: list[str] = []
    answer = Language("sv", "Latn", 0.9, reliable=True)
    parts = (Share("sv", "Latn", 0.75), Share("fi", "Latn", 0.25))

    def language(text: str) -> Language:
        asked.append(text)
        return answer

    def shares(text: str, whole: Language) -> tuple[Share, ...]:
        assert (text, whole) == ("after", answer)
        return parts

    kit = replace(make_kit(Settings()), language=language, shares=shares)
    found = list(identify(Document("d", base="before", text="after"), kit))
    assert found == [replace(answer, shares=parts)]
    assert asked == ["after"]


def test_a_document_in_two_languages_has_both() -> None:
    english = "The old ferry crosses the river every morning and the children wave. " * 3
    russian = "Старый паром каждое утро пересекает реку, и дети машут с берега. " * 3
    text = f"{english}\n\n{english}\n\n{russian}\n"
    (found,) = identify(Document("d", base="", text=text), make_kit(Settings()))
    assert [(share.code, share.script) for share in found.shares] == [
        ("en", "Latn"),
        ("ru", "Cyrl"),
    ]


def test_an_empty_document_has_no_language() -> None:
    found = list(identify(Document("d", base="", text=""), make_kit(Settings())))
    assert found == [Language("und", "Zyyy", 0.0, reliable=False)]
