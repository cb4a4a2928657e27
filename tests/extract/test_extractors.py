"""The extractors: what each gives, and what stands in where it gives too little."""

import json
import re
from pathlib import Path

import pytest

from cleaner.errors import SettingsError
from cleaner.extract import by_trafilatura, registry
from cleaner.extract.protocol import Extracted, Wanted
from cleaner.extract.rescue import rescued
from tests.extract.made import JUNK, PARAGRAPHS, article, html, page

OWN = ("trafilatura", "resiliparse", "all-text")


@pytest.mark.parametrize("name", OWN)
def test_each_gives_the_article(name: str) -> None:
    given = page(html(article()))
    before = given.tree.text_content()
    found = registry.extractor(name)(given, Wanted())
    assert found.by.split("+")[0] == name
    assert all(text in found.text for text in PARAGRAPHS)
    assert given.tree.text_content() == before, "it has to leave the page as it is"


@pytest.mark.parametrize("name", ["trafilatura", "resiliparse"])
def test_what_stands_around_is_left_out(name: str) -> None:
    text = registry.extractor(name)(page(html(article())), Wanted()).text
    assert not any(junk in text for junk in JUNK)


def test_all_text_gives_everything() -> None:
    text = registry.extractor("all-text")(page(html(article())), Wanted()).text
    assert all(any(junk in line for line in text.split("\n")) for junk in JUNK)


def taken(markup: str, **wanted: bool) -> Extracted:
    given = page(markup)
    return rescued(given, Wanted(**wanted), by_trafilatura.extract(given, Wanted(**wanted)))


def test_any_extractor_that_fails_is_stood_in_for() -> None:
    given = page(html(article()))
    for text in ("", "Share this"):
        found = rescued(given, Wanted(), Extracted(text, "mine"))
        assert found.by == "mine+lines"
        assert all(text in found.text for text in PARAGRAPHS)


@pytest.mark.parametrize("given", [PARAGRAPHS[0], "\n".join(PARAGRAPHS)])
def test_what_an_extractor_gave_stands(given: str) -> None:
    found = Extracted(given, "mine")
    assert rescued(page(html(article(count=1))), Wanted(), found) is found


def test_a_page_without_prose_gives_all_it_shows() -> None:
    found = rescued(page("<nav>Only a menu</nav>"), Wanted(), Extracted("", "mine"))
    assert found == Extracted("Only a menu", "mine+all-text")


@pytest.mark.parametrize("count", range(1, 7))
def test_articles_of_any_length(count: int) -> None:
    found = taken(html(article(count=count)))
    assert [line for line in found.text.split("\n") if line in PARAGRAPHS] == list(
        PARAGRAPHS[:count]
    )
    assert not any(junk in found.text for junk in JUNK)


TEXTS = sorted((Path(__file__).parents[1] / "cases" / "decode").glob("*.txt"))
SENTENCE = re.compile(r"[^.!?。！？؟]+[.!?。！？؟]+[\"”»“]?")


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
@pytest.mark.parametrize("joint", ["</p><p>", "<br><br>", "</div><div>"])
def test_articles_in_any_language(path: Path, joint: str) -> None:
    sentences = [each.strip() for each in SENTENCE.findall(path.read_text(encoding="utf-8"))]
    parts = [" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)]
    outer = "p" if "p" in joint else "div"
    found = taken(html(f"<article><h1>Title</h1><{outer}>{joint.join(parts)}</{outer}></article>"))
    assert all(part in found.text for part in parts)
    assert not any(junk in found.text for junk in JUNK)


def test_an_article_in_several_containers_is_not_lost() -> None:
    parts = "".join(
        f"<section><article class='post-content'><p>{text}</p></article></section>"
        for text in (*PARAGRAPHS, *(text[::-1] for text in PARAGRAPHS))
    )
    found = taken(html(f"<div id='page'>{parts}</div>"))
    assert all(text in found.text for text in PARAGRAPHS)
    assert found.by == "trafilatura+prose"


def test_paragraphs_parted_by_breaks() -> None:
    found = taken(html(f"<div id='text'>{'<br><br>'.join(PARAGRAPHS)}</div>"))
    assert all(text in found.text.split("\n") for text in PARAGRAPHS)


def test_a_page_built_by_scripts_has_its_text_in_json() -> None:
    data = {"@graph": [{"@type": "NewsArticle", "articleBody": "\n".join(PARAGRAPHS)}]}
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    found = taken(html("<div id='root'>Loading</div>", script))
    assert found == Extracted("\n".join(PARAGRAPHS), "trafilatura+json")


def test_markup_in_json_is_read() -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS).replace("<", "&lt;")
    script = json.dumps({"@type": "Article", "articleBody": body})
    found = taken(f"<body><script type='application/ld+json'>{script}</script><p>Wait</p></body>")
    assert found.text.split("\n") == list(PARAGRAPHS)


def test_the_page_comes_before_its_json() -> None:
    script = json.dumps({"@type": "Article", "articleBody": PARAGRAPHS[0]})
    found = taken(html(article(), f"<script type='application/ld+json'>{script}</script>"))
    assert PARAGRAPHS[-1] in found.text


def test_questions_and_answers() -> None:
    answers = "".join(f"<div class='answer'><p>{text}</p></div>" for text in PARAGRAPHS)
    found = taken(html(f"<div class='question'><h1>Why?</h1><p>{PARAGRAPHS[0]}</p></div>{answers}"))
    assert all(text in found.text for text in PARAGRAPHS)


def test_words_for_those_without_scripts() -> None:
    assert "Nothing but these" in taken("<body><noscript><p>Nothing but these</p></noscript>").text


def test_tables_and_lists_and_links() -> None:
    table = (
        "<table><tr><th>Year</th><th>Cars</th></tr><tr><td>1984</td><td>40,100</td></tr></table>"
    )
    more = f"{table}<ul><li>one of the points made</li><li>and another one</li></ul>"
    text = taken(html(article(more))).text
    assert "1984" in text
    assert "one of the points made" in text
    linked = article("<p>As the <a href='https://example.org/r'>report</a> says, at length.</p>")
    assert "(https://example.org/r)" in taken(html(linked), links=True).text
    assert "example.org" not in taken(html(linked)).text


def test_a_deep_page_goes_through() -> None:
    deep = "<div>" * 100_000 + article() + "</div>" * 100_000
    assert all(text in taken(html(deep)).text for text in PARAGRAPHS)


@pytest.mark.parametrize("markup", ["<p></p>", "<img src=x>", "<script>x</script>", "<body> "])
def test_a_page_without_text_gives_none(markup: str) -> None:
    for name in OWN:
        assert not registry.extractor(name)(page(markup), Wanted()).text


def test_an_unknown_extractor_names_those_there_are() -> None:
    with pytest.raises(SettingsError, match=r"'trafilature'; did you mean 'trafilatura'.*all-text"):
        registry.check("trafilature")


def test_an_absent_extractor_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setattr(registry, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"pip install 'cleaner\[resiliparse\]'"):
        registry.check("resiliparse")


def test_other_packages_bring_extractors(monkeypatch) -> None:
    class Point:
        name = "mine"

        @staticmethod
        def load():
            return lambda page, wanted: Extracted("mine", "mine")

    class Points(list):
        names = frozenset({"mine"})

    monkeypatch.setattr(registry, "entry_points", lambda **asked: Points([Point()]))
    registry.check("mine")
    assert registry.extractor.__wrapped__("mine")(page("<p>x</p>"), Wanted()).text == "mine"
