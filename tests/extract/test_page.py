"""Parsing: one tree for every page, however broken, deep or big."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cleaner.extract.page import DEEPEST, parse
from tests.extract.made import page


@pytest.mark.parametrize("markup", ["", " \n", "\0", "<!-- nothing -->"])
def test_nothing_is_no_page(markup: str) -> None:
    assert parse(markup) is None


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain words", "plain words"),
        ("<p>x", "x"),
        ("<", "<"),
        ("<p>a<b>b</p>c", "abc"),
        ("<html lang='en'/><body><p>Some</p></body>", "Some"),
        ("<p>n\0u\0l and \x0bcontrol\ufffe</p>", "nul and control"),
        ("<p>&eacute;&amp;&#8217;&nosuch;&#0;</p>", "é&’&nosuch;\ufffd"),
        ("<p>half \ud800 a pair</p>", "half ? a pair"),
        ("<?xml version='1.0' encoding='x'?><html><body>é</body></html>", "é"),
    ],
)
def test_broken_pages_keep_their_text(markup: str, text: str) -> None:
    assert page(markup).tree.text_content() == text


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<div><span class='a>b'>", "<ul><li>", "<q>"])
@pytest.mark.parametrize("closed", [True, False])
def test_a_hundred_thousand_nested_elements(opening: str, closed: bool) -> None:
    name = opening.strip("<>").partition(">")[0]
    closing = f"</{name}>" * 100_000 if closed else ""
    found = page(f"<p>Before.</p>{opening * 100_000}<p>Inside.</p>{closing}<p>After.</p>")
    text = found.tree.text_content()
    assert "Before." in text
    assert "Inside." in text
    assert "After." in text
    assert max(sum(1 for _ in p.iterancestors()) for p in found.tree.iter("p")) <= DEEPEST + 2


def test_pages_of_a_usual_depth_are_left_as_they_are() -> None:
    found = page("<div>" * 200 + "<p>Inside.</p>" + "</div>" * 200)
    assert len(list(found.tree.iter("div"))) == 200


def test_entities_of_a_page_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY x{i} "{f"&x{i - 1};" * 10}">' for i in range(1, 12))
    text = page(f"<!DOCTYPE x [<!ENTITY x0 'ha'>{bomb}]><p>&x11;</p>").tree.text_content()
    assert "ha" * 4 not in text
    assert len(text) < 2_000


def test_nothing_is_read_from_elsewhere(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    address = secret.as_uri()
    markup = (
        f"<!DOCTYPE html SYSTEM '{address}' [<!ENTITY e SYSTEM '{address}'>]><body>&e;"
        f"<xi:include href='{address}' parse='text'/><iframe src='{address}'></iframe></body>"
    )
    assert b"secret words" not in etree.tostring(page(markup).tree)


def test_an_element_with_twelve_million_characters() -> None:
    assert len(page("<p>" + "word " * 2_400_000 + "</p>").tree.text_content()) > 11_000_000


def test_what_no_reader_sees_is_gone() -> None:
    markup = (
        "<style>p {}</style><script>var x</script><svg><text>drawn</text></svg><!-- said -->"
        '<script type=\'application/ld+json\'>{"@type": "Article"}</script><p>Text</p> tail'
    )
    found = page(markup)
    assert [each.tag for each in found.tree.iter("script", "style", "svg")] == ["script"]
    assert found.objects == ({"@type": "Article"},)
    assert found.tree.text_content().endswith("Text tail")


PIECES = ["<p>", "</p>", "<b", "<td>", "<!--", "-->", "&", "x", "'", '"', "]", ">", "<html/>"]


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_can_be_parsed(markup: str) -> None:
    found = parse(markup)
    assert found is None or isinstance(found.tree.text_content(), str)
