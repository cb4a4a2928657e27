"""The extractor `resiliparse`: that library's main text, read by its own parser."""

from __future__ import annotations

from cleaner.extract.page import Page
from cleaner.extract.protocol import Extracted, Wanted

NAME = "resiliparse"
_LISTS = "ul, ol, dl"


def extract(page: Page, wanted: Wanted) -> Extracted:
    """The main text of a page without reader comments, alternative texts of pictures and forms."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    text = extract_plain_text(
        page.html,
        preserve_formatting=True,
        main_content=True,
        list_bullets=True,
        alt_texts=False,
        links=wanted.links,
        comments=False,
        skip_elements=[] if wanted.lists else [_LISTS],
    )
    lines = (line.strip() for line in text.splitlines())
    return Extracted("\n".join(line for line in lines if line), NAME)
