"""Said: what a page says about itself, in its head, its JSON-LD and its first heading.

Done here, from the tree that is there anyway: trafilatura's own metadata takes as long as its
extraction, most of it for guesses at a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from cleaner.dates import parse_date
from cleaner.extract.embedded import types
from cleaner.extract.ground import plain
from cleaner.extract.page import Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST = 1_000
"""Characters a value may have; a longer one is no title and no name."""

_WORKS_NAMES = (
    "Article NewsArticle BlogPosting Report TechArticle ScholarlyArticle ReportageNewsArticle "
    "OpinionNewsArticle AnalysisNewsArticle LiveBlogPosting SocialMediaPosting Blog WebPage "
    "DiscussionForumPosting QAPage Question Product Recipe HowTo Review VideoObject Book Event "
    "MedicalWebPage FAQPage ItemPage AboutPage"
)
_WORKS = frozenset(_WORKS_NAMES.split())
"""Types of schema.org that describe what a page is about."""
# The names of `meta` elements, the surest first.
_METAS = {
    "title": "og:title citation_title dc.title dcterms.title twitter:title headline "
    "parsely-title sailthru.title",
    "author": "citation_author author article:author dc.creator dcterms.creator parsely-author "
    "sailthru.author byl",
    "date": "article:published_time citation_publication_date citation_date parsely-pub-date "
    "sailthru.date datepublished pubdate publishdate publication_date dc.date.issued "
    "dcterms.issued dc.date dcterms.created dcterms.date date",
    "site": "og:site_name application-name citation_journal_title dc.publisher",
    "description": "og:description description dc.description twitter:description",
    "categories": "article:section parsely-section",
    "tags": "article:tag news_keywords parsely-tags citation_keywords keywords",
    "image": "og:image twitter:image",
    "page_type": "og:type",
    "canonical": "og:url",
}
_SEVERAL = frozenset(("author", "categories", "tags"))
_KEYS = {
    name: (key, rank) for key, names in _METAS.items() for rank, name in enumerate(names.split())
}
_NOBODY_NAMES = "admin administrator author editor none null undefined unknown user"
_NOBODY = frozenset(_NOBODY_NAMES.split())
_BY = re.compile(r"(?:by|von|par|por|di|door)[:\s]\s*", re.IGNORECASE)
_TITLE_ENDS = re.compile(r"\s+[|–—·•»:-]\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def said(page: Page) -> Mapping[str, str]:
    """What a page says: `title`, `author`, `date`, `site`, `canonical` (its own address),
    `description`, `categories`, `tags`, `declared_language`, `image`, `page_type`; only those it
    says, as it says them. Several authors, categories or tags are parted by `; `."""
    heads = _heads(page.tree)
    works = [item for item in page.objects if _WORKS.intersection(types(item))]
    works.sort(key=lambda item: "WebPage" in types(item))
    site = heads.get("site") or _first(_names(works, "publisher"))
    found = {
        "title": _bare(_first(_texts(works, "headline")) or heads.get("title", ""), site)
        or _title(page.tree),
        "author": _authors(works) or heads.get("author") or _signed(page.tree),
        "date": _date(_texts(works, "datePublished"), (heads.get("date", ""),))
        or _date(_dates(page.tree)),
        "site": site,
        "canonical": _canonical(page, heads.get("canonical", "")),
        "description": heads.get("description") or _first(_texts(works, "description")),
        "categories": heads.get("categories") or "; ".join(_texts(works, "articleSection")),
        "tags": heads.get("tags") or "; ".join(_texts(works, "keywords")),
        "declared_language": _language(page.tree),
        "image": heads.get("image"),
        "page_type": heads.get("page_type") or _first(types(works[0]) if works else ()),
    }
    return {key: value for key, value in found.items() if value}


def _tidy(value: Any) -> str:
    """A value on one line, without entities that were escaped once too often and without half
    characters; empty where it cannot be what it is said to be."""
    if not isinstance(value, str) or len(value) > 4 * LONGEST:
        return ""
    text = unescape(value) if "&" in value else value
    text = " ".join(text.encode("utf-8", "ignore").decode().split())
    return text if len(text) <= LONGEST else ""


def _first(values: Iterable[str]) -> str:
    return next(iter(values), "")


def _heads(tree: HtmlElement) -> dict[str, str]:
    """What the `meta` elements say, by key."""
    best: dict[str, tuple[int, list[str]]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        key, rank = _KEYS.get(name.strip().lower(), ("", 0))
        value = _tidy(element.get("content"))
        if not key or not value or (key == "author" and not _is_name(value)):
            continue
        known = best.get(key)
        if known is None or rank < known[0]:
            best[key] = (rank, [value])
        elif rank == known[0]:
            known[1].append(value)
    return {
        key: "; ".join(dict.fromkeys(values)) if key in _SEVERAL else values[0]
        for key, (_, values) in best.items()
    }


def _texts(works: list[dict[str, Any]], key: str) -> Iterator[str]:
    """The texts under a key of all works; a list counts as its members."""
    for item in works:
        value = item.get(key)
        for each in value if isinstance(value, list) else [value]:
            if text := _tidy(each):
                yield text


def _names(works: list[dict[str, Any]], key: str) -> Iterator[str]:
    """The names of the persons or bodies under a key of all works."""
    for item in works:
        value = item.get(key)
        for each in value if isinstance(value, list) else [value]:
            name = _tidy(each.get("name") if isinstance(each, dict) else each)
            if name and (key != "author" or _is_name(name)):
                yield name


def _is_name(name: str) -> bool:
    """Whether a value can be somebody's name: not an address, a number or a placeholder."""
    if name.startswith(("http:", "https:")) or name.casefold() in _NOBODY:
        return False
    return sum(map(str.isalpha, name)) >= 2


def _authors(works: list[dict[str, Any]]) -> str:
    """The authors of the first work that names any."""
    for item in works:
        if names := list(dict.fromkeys(_names([item], "author"))):
            return "; ".join(names)
    return ""


def _signed(tree: HtmlElement) -> str:
    """The words of the first link or mark that is said to be the author."""
    for element in tree.xpath(".//*[@rel='author' or @itemprop='author'][not(self::meta)]")[:3]:
        name = _BY.sub("", _tidy(plain(element)), count=1)
        if len(name) <= 80 and _is_name(name):
            return name
    return ""


def _dates(tree: HtmlElement) -> Iterator[str]:
    """The machine's form of dates that are said to be those of publication."""
    marked = tree.xpath(
        ".//*[@itemprop='datePublished'] | .//time[@pubdate] "
        "| .//*[contains(concat(' ', @class, ' '), ' entry-date ')]"
    )
    return (_tidy(each.get("datetime") or each.get("content")) for each in marked[:3])


def _date(*said: Iterable[str]) -> str:
    """The first that can be read as a date."""
    return _first(each for each in chain(*said) if each and parse_date(each))


def _title(tree: HtmlElement) -> str:
    """The only heading of the first order, else the title without the name of the site."""
    headings = [text for text in (_tidy(plain(each)) for each in tree.iter("h1")) if text]
    if len(headings) == 1:
        return headings[0]
    element = tree.find(".//title")
    whole = _tidy(plain(element)) if element is not None else ""
    return max(_TITLE_ENDS.split(whole), key=len)


def _bare(title: str, site: str) -> str:
    """A title without the name of the site behind or before it."""
    for part in _TITLE_ENDS.finditer(title) if site else ():
        before, after = title[: part.start()], title[part.end() :]
        if after.casefold() == site.casefold():
            return before
        if before.casefold() == site.casefold():
            return after
    return title


def _canonical(page: Page, named: str) -> str:
    """The address a page gives itself, empty unless it is one of the web."""
    for link in page.tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split() and link.get("href"):
            named = link.get("href", "")
            break
    try:
        address = urljoin(page.url, named.strip()) if named else ""
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def _language(tree: HtmlElement) -> str:
    """The language the root element declares, as BCP 47 writes it; empty if it is none."""
    declared = (tree.get("lang") or tree.get("xml:lang") or "").strip()
    return declared.replace("_", "-") if _LANGUAGE.fullmatch(declared) else ""
