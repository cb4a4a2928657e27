"""What is written for a name: its canonical spelling in the manner of the place."""

from __future__ import annotations

import re

_ARTICLE = re.compile(r"(?:[aeui]l|[ae](?:[szdrtn]|sh|ch|sch))[- ](?=\w)", re.IGNORECASE)


def respell(form: str, canonical: str) -> str:
    """The canonical spelling, in capitals in a headline of capitals, with a capital where the form
    has one, and with no article where the form has none. The form itself if only capitals, kinds
    of apostrophe or kinds of space would change."""
    text = canonical if _ARTICLE.match(form) else without_article(canonical)
    if form.isupper() and sum(map(str.isalpha, form)) > 1:
        text = text.upper()
    elif form[:1].isupper() and text[:1].islower():
        text = text[:1].upper() + text[1:]
    return form if _alike(form) == _alike(text) else text


def without_article(text: str) -> str:
    """A spelling less an Arabic article that it begins with."""
    article = _ARTICLE.match(text)
    return text[article.end() :] if article else text


def _alike(text: str) -> str:
    """What is left when only capitals, apostrophes and spaces differ; accents count."""
    plain = re.sub("[’‘`´ʼ]", "'", text.lower())
    return plain.replace("\N{NO-BREAK SPACE}", " ").replace("‑", "-")
