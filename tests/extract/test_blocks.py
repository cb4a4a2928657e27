"""Blocks, ground and prose: what a page shows, line by line."""

import pytest

from cleaner.extract.blocks import blocks
from cleaner.extract.ground import Ground
from cleaner.extract.marks import unmark
from cleaner.extract.prose import Prose
from tests.extract.made import JUNK, PARAGRAPHS, article, html, page


def lines(markup: str, **options: bool) -> list[str]:
    tree = page(markup).tree
    shown = "\n".join(block.text for block in blocks(tree, Ground(tree), **options))
    return unmark(shown).split("\n") if shown else []


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>One</p><p>two</p>", ["One", "two"]),
        ("<div>One<br>two<br/><br>three</div>", ["One", "two", "three"]),
        ("<p>One <b>bold</b> \n  word</p>", ["One bold word"]),
        ("<ul><li>a</li><li>b <ul><li>c</li></ul></li></ul>", ["- a", "- b", "- c"]),
        ("<table><tr><th>x<th>y<tr><td>1<td>2</table>", ["x | y", "1 | 2"]),
        ("<pre>if x:\n    y</pre>", ["if x:", "    y"]),
        ("<p>seen<span hidden>not</span> too</p>", ["seen too"]),
        ("<p>seen</p><div style='display: none'>not</div>tail", ["seen", "tail"]),
        ("<div>a<div>b</div>c</div>d", ["a", "b", "c", "d"]),
        ("<p>a<select><option>b</select>c</p>", ["ac"]),
        ("<noscript><p>Words</p></noscript>", ["Words"]),
        ("<p> </p><ul><li></li></ul><hr>", []),
        ("<p><a href='/x'>word</a></p>", ["word"]),
    ],
)
def test_lines_of_what_is_shown(markup: str, shown: list[str]) -> None:
    assert lines(markup) == shown


def test_links_keep_their_targets_when_asked() -> None:
    assert lines("<p>a <a href='/x'>b</a> <a>c</a></p>", links=True) == ["a [b](/x) c"]


def test_what_stands_around_the_text_is_told() -> None:
    tree = page(html(article())).tree
    found = blocks(tree, Ground(tree))
    assert {block.text for block in found if not block.aside} >= set(PARAGRAPHS)
    assert all(any(junk in b.text for b in found if b.aside) for junk in JUNK)


@pytest.mark.parametrize("name", ["sidebar", "no-sidebar menu", "newsletter", "share-box", "promo"])
@pytest.mark.parametrize("element", ["div", "section", "form", "nav", "button"])
def test_what_holds_the_text_is_not_furniture(element: str, name: str) -> None:
    tree = page(html(f"<{element} class='{name}'>{article()}</{element}>")).tree
    assert set(Prose(tree).lines()) >= set(PARAGRAPHS)


def test_what_holds_the_text_is_not_hidden() -> None:
    tree = page(html(f"<div hidden id='S:1'>{article()}</div>")).tree
    assert set(Prose(tree).lines()) >= set(PARAGRAPHS)


@pytest.mark.parametrize("name", ["comments", "comment-list", "entry-comments", "disqus_thread"])
def test_comments_stay_comments_however_many(name: str) -> None:
    said = "".join(
        f"<p>{text} And this I, reader {i}, think.</p>" for i in range(9) for text in PARAGRAPHS
    )
    tree = page(html(f"{article()}<div class='{name}'>{said}</div>")).tree
    assert not any("I, reader" in line for line in Prose(tree).lines())
    assert Prose(tree).lines()[-1] == PARAGRAPHS[-1]


@pytest.mark.parametrize(
    "name", ["commentary", "commentator-profile", "no-comments", "comments-off"]
)
def test_names_that_only_look_like_comments(name: str) -> None:
    tree = page(html(f"<div class='{name}'>{article()}</div>")).tree
    assert set(Prose(tree).lines()) >= set(PARAGRAPHS)


def test_dense_scripts_count_by_what_they_say() -> None:
    sentence = "渡し船は四十一年の務めを終え、月曜日に最後の航海に出た。岸壁には三百人が集まった。"
    assert Prose(page(f"<p>{sentence}</p>").tree).length >= 80
    assert Prose(page("<p>渡し船は出た。</p>").tree).length == 0
