"""What this project is compared with: other libraries at their defaults, and methods that are
written down elsewhere and have no library of their own.

Looked at and left out. Gopher (datatrove's `GopherQualityFilter`) judges pages; its signals are in
`fineweb_lines`. Dolma's `c4` taggers mark the lines that `c4` drops, and need another numpy than
`peers.txt` asks for. NeMo Curator's `BoilerPlateStringModifier` looks for C4's words about policies
in paragraphs, and needs torch and ray; its `LineRemover` takes the lines it is given.
Data-Juicer's mappers take LaTeX, licences of code, tables and sentences said twice out of a text:
none tells furniture from prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scoring.measures import lines_of, tokens
from scoring.score import Clean
from scoring.tracks import Given

ENDS = tuple(".!?…。！？؟।")
BULLETS = ("-", "*", "•", "‣", "●")
SHORT = 10
"""Words of a line that is short: RefinedWeb's number, taken for `best_run` as well."""
_COUNTER = re.compile(
    r"\W*\d[\d.,]*[kmb]?\s+"
    r"(likes?|shares?|comments?|replies|views?|votes?|followers?|downloads?|reposts?|retweets?)\W*",
    re.IGNORECASE,
)
_SHORT_EDITS = re.compile(
    r"^sign[- ]in\b\s*|\s*\bread more(?:\.{3}|…)$|\s*\bitems in cart\b", re.IGNORECASE
)


def trafilatura() -> Clean:
    """Trafilatura, its defaults (with readers' comments)."""
    import logging

    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return lambda page: extract(page.record["html"]) or ""


def resiliparse() -> Clean:
    """Resiliparse, main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page: extract_plain_text(page.record["html"], main_content=True, alt_texts=False)


def justext() -> Clean:
    """jusText with the stop words of all its languages; a line is a paragraph of its own where
    there is no HTML."""
    import justext

    words = frozenset(
        word for name in justext.get_stoplists() for word in justext.get_stoplist(name)
    )

    def clean(page: Given) -> str:
        html = page.record.get("html")
        if html is None:
            html = "".join(f"<p>{_escaped(line)}</p>" for line in lines_of(page.record["text"]))
        if not html.strip():
            return ""
        parts = justext.justext(html, words)
        return "\n".join(part.text for part in parts if not part.is_boilerplate)

    return clean


def c4() -> Clean:
    """The lines that C4 keeps, by datatrove. No page is dropped for a bracket or for having few
    sentences."""
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter

    lines = C4QualityFilter(
        min_num_sentences=-1, filter_lorem_ipsum=False, filter_curly_bracket=False
    )

    def clean(page: Given) -> str:
        document = Document(text=page.record["text"], id=page.id)
        return document.text if lines.filter(document) is True else ""

    return clean


def symbol_lines() -> Clean:
    """All lines but those of signs alone, by datatrove."""
    from datatrove.pipeline.formatters import SymbolLinesFormatter

    lines = SymbolLinesFormatter()
    return lambda page: lines.format(page.record["text"])


def refinedweb() -> Clean:
    """The line-wise corrections of RefinedWeb (Penedo and others 2023, arXiv 2306.01116, appendix
    G.2). The paper gives examples and no shares: half of the signs for "mainly upper case" and the
    words of short lines are those of DCLM's rebuilding (arXiv 2406.11794), and "sign in"; the nouns
    of counters are ours. No page is dropped for what its lines lost. Scripts without spaces count
    by the sign, or each of their lines would be one word."""

    def edited(line: str) -> str:
        return _SHORT_EDITS.sub("", line) if len(tokens(line)) <= SHORT else line

    def keeps(line: str) -> bool:
        return (
            sum(map(str.isupper, line)) * 2 <= len(line)
            and not all(map(str.isdigit, line))
            and not _COUNTER.fullmatch(line)
            and len(tokens(line)) > 1
        )

    def clean(page: Given) -> str:
        rows = (edited(row) for row in lines_of(page.record["text"]) if keeps(row))
        return "\n".join(row for row in rows if row)

    return clean


def best_run() -> Clean:
    """The run of lines with the largest sum, where each line counts its words less a fixed cost, so
    that short lines cost and long ones pay: the maximum subsequence of Pasternack and Roth (WWW
    2009), which is about the tokens and tags of HTML, for lines. The whole text where no line is
    long."""

    def clean(page: Given) -> str:
        rows = lines_of(page.record["text"])
        values = [len(tokens(row)) - SHORT for row in rows]
        total, first, last = max(_runs(values), default=(0, 0, 0))
        return "\n".join(rows[first:last] if total > 0 else rows)

    return clean


def _runs(values: list[int]) -> Iterator[tuple[int, int, int]]:
    """For each place the best sum that ends there, with where it begins and ends."""
    total = first = 0
    for place, value in enumerate(values):
        if total <= 0:
            total, first = 0, place
        total += value
        yield total, first, place + 1


def long_sentences() -> Clean:
    """From the first to the last line of 80 characters and more that ends like a sentence."""

    def clean(page: Given) -> str:
        rows = lines_of(page.record["text"])
        prose = [i for i, row in enumerate(rows) if len(row) >= 80 and row.endswith(ENDS)]
        return "\n".join(rows[prose[0] : prose[-1] + 1] if prose else rows)

    return clean


def fineweb_lines() -> Clean:
    """The line signals of Gopher and FineWeb, by which those drop pages, applied to the line: a
    full stop at its end, 30 characters, no bullet before it, no ellipsis behind."""
    ends = (*ENDS, *"\"'”’")

    def clean(page: Given) -> str:
        return "\n".join(
            row
            for row in lines_of(page.record["text"])
            if len(row) >= 30
            and row.endswith(ends)
            and not row.endswith(("...", "…"))
            and not row.startswith(BULLETS)
        )

    return clean


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
