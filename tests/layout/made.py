"""What the tests of the layout share: the shipped model, texts that must stay, labelled pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from cleaner.layout.filter import Layout, load_layout
from cleaner.lines import Page
from cleaner.rulebook.home import rules_home

HERE = Path(__file__).parent


@lru_cache(maxsize=4)
def layout(setting: str = "safe") -> Layout:
    """The shipped layout, without the rules' phrases."""
    return load_layout(rules_home() / "layout", setting)


def cut(text: str, by: Layout, furnished: bool = True, cuts: Sequence[int] = ()) -> str:
    """A text without what a layout takes out of it. `cuts` are where rules took lines before."""
    page = Page(text)
    for removal in reversed(by.removals(page, furnished, cuts=cuts)):
        start, end = page.removal_span(removal.first, removal.last)
        text = text[:start] + text[end:]
    return text


def sections(name: str) -> dict[str, str]:
    """The texts of a file, by the names that stand above them behind `===`."""
    parts = (HERE / name).read_text(encoding="utf-8").split("=== ")[1:]
    return {head.strip(): text.strip("\n") for head, _, text in (p.partition("\n") for p in parts)}


def labelled(name: str) -> dict[str, list[tuple[str, str]]]:
    """The pages of a file, each as marks (`+` stays, `-` goes, `t` the headline) and lines."""
    return {
        key: [(line[0], line[2:]) for line in text.split("\n")]
        for key, text in sections(name).items()
    }
