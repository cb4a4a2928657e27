"""Layout as a stage: what it looks at, and what it leaves to the extractor."""

from __future__ import annotations

from types import SimpleNamespace

from cleaner.layout.filter import SHIPPED, load_layout
from cleaner.model import Document, Edit
from cleaner.rulebook.home import rules_home
from cleaner.stages.layout import layout
from tests.layout.made import labelled

PAGE = "\n".join(line for _, line in labelled("pages.txt")["en"])
KIT = SimpleNamespace(
    layout=load_layout(rules_home() / "layout", "balanced"),
    furnished=lambda _doc: False,
    cuts=lambda _doc: [],
    layout_parts=lambda _doc: SHIPPED,
)


def edits(**hints):
    doc = Document("a", PAGE, PAGE, hints=hints)
    return [each for each in layout(doc, KIT) if isinstance(each, Edit)]


def test_a_page_as_text_is_looked_at():
    assert edits()
    assert edits(format="jsonl", url="https://example.com/a")


def test_what_an_extractor_took_out_of_html_is_left_alone():
    assert edits(format="html") == []
