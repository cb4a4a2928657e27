"""What a page says of itself: the surest place it says it in wins."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.extract.said import said
from tests.extract.made import article, html, page


def told(head: str = "", body: str = "", url: str = "https://example.org/a") -> dict[str, str]:
    return dict(said(page(html(body or article(), head), url)))


def ld(**item: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(item)}</script>"


def meta(**named: str) -> str:
    return "".join(
        f'<meta name="{name.replace("__", ":")}" content="{value}">'
        for name, value in named.items()
    )


@pytest.mark.parametrize(
    ("head", "key", "value"),
    [
        (ld(**{"@type": "NewsArticle", "headline": "A &amp; B"}), "title", "A & B"),
        ('<meta property="og:title" content="From og">', "title", "From og"),
        ("", "title", "Ferry leaves"),
        (ld(**{"@type": "Article", "author": {"name": "Ann Lee"}}), "author", "Ann Lee"),
        (ld(**{"@type": "Article", "author": [{"name": "A B"}, "C D"]}), "author", "A B; C D"),
        (meta(author="Ann Lee"), "author", "Ann Lee"),
        (meta(citation_author="One A") + meta(citation_author="Two B"), "author", "One A; Two B"),
        (
            meta(article__published_time="2023-09-16T10:00:00.000Z"),
            "date",
            "2023-09-16T10:00:00.000Z",
        ),
        (ld(**{"@type": "Article", "datePublished": "2020-05-04"}), "date", "2020-05-04"),
        (meta(og__site_name="The Courier"), "site", "The Courier"),
        (ld(**{"@type": "Article", "publisher": {"name": "Paper"}}), "site", "Paper"),
        ('<link rel="canonical" href="/b">', "canonical", "https://example.org/b"),
        (meta(description="What it is about."), "description", "What it is about."),
        (meta(article__section="News"), "categories", "News"),
        (meta(article__tag="a") + meta(article__tag="b"), "tags", "a; b"),
        (meta(og__type="article"), "page_type", "article"),
        (ld(**{"@graph": [{"@type": "Recipe"}]}), "page_type", "Recipe"),
        ("", "declared_language", "en"),
    ],
)
def test_where_it_is_said(head: str, key: str, value: str) -> None:
    assert told(head)[key] == value


@pytest.mark.parametrize(
    "head",
    [
        meta(author="admin"),
        meta(author="https://example.org/ann"),
        meta(author="12345"),
        meta(date="soon"),
        meta(article__published_time="03/04/2023"),
        ld(**{"@type": "Person", "author": {"url": "x"}, "datePublished": 5}),
        ld(**{"@type": "Person", "headline": "No title", "author": "Nobody here"}),
        '<script type="application/ld+json">{"headline": }</script>',
        '<link rel="canonical" href="javascript:x">',
        '<link rel="canonical" href="http://[">',
        meta(og__site_name=" "),
        meta(description="x" * 2_000),
    ],
)
def test_what_says_nothing(head: str) -> None:
    assert told(head) == told()


def test_the_name_of_the_site_is_not_part_of_the_title() -> None:
    site = meta(og__site_name="The Courier")
    assert told(site + meta(og__title="Ferry | The Courier"))["title"] == "Ferry"
    assert told(site + meta(og__title="the courier – Ferry"))["title"] == "Ferry"
    assert told(site + meta(og__title="Ferry | Islands"))["title"] == "Ferry | Islands"


def test_without_a_heading_the_longest_part_of_the_title() -> None:
    assert told(body="<p>x</p>")["title"] == "Ferry leaves"


def test_json_comes_before_metas() -> None:
    head = meta(og__title="Meta") + ld(**{"@type": "Article", "headline": "Json"})
    assert told(head)["title"] == "Json"


def test_what_a_page_is_about_comes_before_the_page() -> None:
    head = ld(**{"@type": "WebPage", "datePublished": "2001-01-01"})
    head += ld(**{"@type": "BlogPosting", "datePublished": "2002-02-02"})
    assert told(head)["date"] == "2002-02-02"


JSON = st.recursive(
    st.none() | st.text(max_size=9) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@graph", "headline", "author", "name", "datePublished"])
            | st.text(max_size=5),
            inner | st.just("Article"),
            max_size=4,
        )
    ),
)


@given(JSON)
def test_any_json_is_borne(item: object) -> None:
    script = json.dumps(item).replace("</", "<\\/")
    found = told(f"<script type='application/ld+json'>{script}</script>")
    assert all(value and "\n" not in value for value in found.values())
