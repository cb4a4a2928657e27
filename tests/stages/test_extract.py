"""The extract stage and what the flow makes of it: text, extractor, metadata, rejects."""

import hashlib

import pytest

from cleaner.flow import clean_document
from cleaner.kit import make_kit
from cleaner.model import Cleaned, Reject, Source
from cleaner.settings import Settings
from tests.extract.made import JUNK, PARAGRAPHS, article, html

HEAD = (
    '<meta property="og:title" content="Ferry leaves"><meta name="author" content="Ann Lee">'
    '<meta property="article:published_time" content="2023-09-16">'
    '<meta property="og:site_name" content="The Courier">'
    '<link rel="canonical" href="https://example.org/ferry">'
)


def cleaned(
    markup: str | bytes, hints: dict[str, str] | None = None, **settings: object
) -> Cleaned:
    found = attempt(markup, hints, **settings)
    assert isinstance(found, Cleaned), found
    return found


def attempt(
    markup: str | bytes, hints: dict[str, str] | None = None, **settings: object
) -> Cleaned | Reject:
    kit = make_kit(Settings().with_values(settings, "test"))
    return clean_document(Source("p", "x", markup, hints={"format": "html", **(hints or {})}), kit)


def test_base_is_what_the_extractor_gave() -> None:
    found = cleaned(html(article(), HEAD))
    base = found.document.base
    assert all(text in base for text in PARAGRAPHS)
    assert not any(junk in base for junk in JUNK)
    assert found.provenance.base_sha256 == hashlib.sha256(base.encode()).hexdigest()
    assert found.provenance.extractor.startswith("trafilatura")


@pytest.mark.parametrize("name", ["trafilatura", "resiliparse", "all-text"])
def test_the_setting_chooses(name: str) -> None:
    found = cleaned(html(article()), extractor=name)
    assert found.provenance.extractor.split("+")[0] == name


def test_rules_take_what_an_extractor_leaves() -> None:
    found = cleaned(html(article()), extractor="all-text")
    assert "Storm closes port" in found.document.base
    assert len(found.document.text) <= len(found.document.base)


@pytest.mark.parametrize("markup", ["<p></p>", "", " ", "<img src='x.png'>", "<script>x</script>"])
def test_a_page_without_text_is_rejected(markup: str) -> None:
    found = attempt(markup)
    assert isinstance(found, Reject)
    assert found.reason in ("no-main-text", "empty")


def test_lists_and_links_by_the_settings() -> None:
    points = "<ul><li>one of the points that were made</li><li>another of the points</li></ul>"
    linked = (
        "<p>As the <a href='https://example.org/r'>report</a> of the council says at length.</p>"
    )
    page = html(article(points + linked))
    assert "one of the points" in cleaned(page).document.base
    dropped = cleaned(page, lists="drop").document.base
    assert "one of the points" not in dropped
    assert all(text in dropped for text in PARAGRAPHS)
    assert "example.org/r" not in cleaned(page).document.base
    assert "example.org/r" in cleaned(page, links="keep").document.base


def test_lists_that_hold_the_page_stay() -> None:
    page = html(f"<ol>{''.join(f'<li><p>{text}</p></li>' for text in PARAGRAPHS)}</ol>")
    assert all(text in cleaned(page, lists="drop").document.base for text in PARAGRAPHS)


def test_what_the_page_says_enters_the_row() -> None:
    found = cleaned(html(article(), HEAD)).metadata
    assert (found.title, found.author, found.date) == ("Ferry leaves", "Ann Lee", "2023-09-16")
    assert (found.site, found.url) == ("The Courier", "https://example.org/ferry")
    assert found.extra["declared_language"] == "en"
    assert "canonical" not in found.extra


def test_outside_knows_less_of_the_page_but_its_address() -> None:
    hints = {"title": "Other", "date": "2001-01-01", "url": "https://mirror.example/f", "row": "7"}
    found = cleaned(html(article(), HEAD), hints).metadata
    assert (found.title, found.date) == ("Ferry leaves", "2023-09-16")
    assert found.url == "https://mirror.example/f"
    assert found.extra["canonical"] == "https://example.org/ferry"
    assert found.extra["row"] == "7"
    plain = cleaned(html("<p>" + "</p><p>".join(PARAGRAPHS)), hints).metadata
    assert plain.date == "2001-01-01"


def test_the_headline_that_the_page_names_can_be_dropped() -> None:
    page = html(article(), HEAD)
    assert cleaned(page).document.text.startswith("Ferry leaves")
    dropped = cleaned(page, title="drop")
    assert dropped.document.text.startswith(PARAGRAPHS[0])
    assert dropped.metadata.title == "Ferry leaves"
    other = page.replace('content="Ferry leaves"', 'content="The last crossing"')
    assert cleaned(other, title="drop").document.text.startswith("Ferry leaves")


def test_the_declared_character_set_is_found_in_the_page() -> None:
    page = html(article("<p>Größe, Wärme und süße Äpfel für Käthe, sagte der Müller.</p>"))
    declared = page.replace("<title>", '<meta charset="iso-8859-1"><title>')
    found = cleaned(declared.encode("latin-1"))
    assert (found.decoding.by, found.decoding.encoding) == ("declared", "cp1252")
    assert "süße Äpfel" in found.document.base
