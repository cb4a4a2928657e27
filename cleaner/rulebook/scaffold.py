"""A first rule from one line: what it is called, what it matches, where, and which lines it must
leave alone."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

import regex

from cleaner.lines import Page
from cleaner.rulebook.calendar import DAYS, MONTHS
from cleaner.rulebook.compiled import compile_pattern, whole_line
from cleaner.rulebook.form import HEAD_CHARS, match_form

KEEPS = 5
"""Other lines that become examples of what must stay."""
_NAMES_OF_DATES = (MONTHS | DAYS) - {"ago", "out", "set"}
"""But for those that are everyday words of English, as in "3 out of 5"."""
_SIGNS = "-+−"
# A number by itself, its sign included: no part of a time, a date in figures or a code.
_NUMBER = (
    rf"(?<![0-9A-Za-z.,:/\-])[{_SIGNS}]?\d+(?:[.,\u00a0\u202f ]\d{{3}})*(?:[.,]\d+)?"
    r"(?![0-9A-Za-z:/\-]|[.,]\d)"
)
_FIGURES = ("number", "digits")
_TELLING = (*_FIGURES, "word")
_GROUPED = re.compile(r"[\s,.]\d{3}")
_PIECE = regex.compile(
    rf"(?P<number>{_NUMBER})|(?P<digits>\d+)|(?P<half>(?<=\d\s?)[ap]m\b)|(?P<word>[\p{{L}}\p{{M}}]+)|(?P<space>\s+)|.",
    regex.DOTALL | regex.IGNORECASE,
)
_VARIABLE = re.compile(r"\\[ds]|\[ap\]m|\[?\\p\{L\}(?:\\p\{M\}\])?")
"""What in a generalised pattern stands for text that may differ."""
_ANY_LETTER = regex.compile(r"\p{L}")
_SPECIAL = frozenset("\\.^$*+?{}[]()|")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_SHARED = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule about to be written: its id and title, why, what it matches (`line_is`,
    `line_starts` or `line_regex`, with the text or pattern), where, and its examples."""

    id: str
    title: str
    why: str
    key: str
    value: str
    where: dict[str, str]
    sites: tuple[str, ...]
    match: str
    keep: tuple[str, ...]


def draft(
    line: str, others: Iterable[str], taken: Collection[str], site: str, why: str, zone: str
) -> Draft:
    """A rule that takes a line. `others` are lines among which the nearest are sought that it
    leaves alone, `taken` the ids that are in use, `zone` where the line stood ("" if not known).

    Numbers and dates become what may differ; a line without any becomes a phrase. Raises
    ValueError for a line that has nothing to compare, or nothing but numbers and dates.
    """
    line = line.strip()
    if not match_form(line):
        raise ValueError("there is no word in it to go by")
    key, value = _matcher(line)
    pattern = compile_pattern(whole_line(value)) if key == "line_regex" else None

    def fires(other: str) -> bool:
        form = match_form(other)
        if pattern is not None:
            return pattern.fullmatch(other, timeout=1) is not None
        phrase = match_form(value)
        return form == phrase if key == "line_is" else form.startswith(phrase)

    longest = -(-max(len(line) * 3 // 2, 40) // 10) * 10
    where = ({"zone": zone} if zone else {}) | {"max_chars": str(longest)}
    return Draft(
        id=free_id(line, site, taken),
        title=_title(line),
        why=why,
        key=key,
        value=value,
        where=where,
        sites=(site,) if site else (),
        match=line,
        keep=tuple(nearest_lines(line, (o for o in others if not fires(o)))),
    )


def _title(line: str) -> str:
    shown = line if len(line) <= 60 else line[:59].rstrip() + "…"
    return f"Line «{shown}»"


def _matcher(line: str) -> tuple[str, str]:
    """The key a line is matched by, and the phrase or pattern."""
    pattern, general = generalised(line)
    if general and not _ANY_LETTER.search(_VARIABLE.sub("", pattern)):
        raise ValueError(
            "numbers and dates may differ from line to line, and without them there is no word in "
            "it: the rule would take every line that has as many. Write it by hand, and say with "
            "`next_line` or `requires` what stands beside such a line"
        )
    if general:
        return "line_regex", pattern
    if len(line) <= HEAD_CHARS:
        return "line_is", line
    return "line_starts", line[:80].rsplit(None, 1)[0] if " " in line[:80] else line[:80]


def generalised(line: str) -> tuple[str, bool]:
    """A pattern for lines that differ from this one in numbers and dates alone, and whether it
    has any of these. White space may be any."""
    found = list(_PIECE.finditer(line))
    told = [place for place, piece in enumerate(found) if piece.lastgroup in _TELLING]
    dates: set[int] = set()
    for places in (told, told[::-1], told):  # names of dates stand beside figures or each other
        for before, place in pairwise(places):
            beside = found[before].lastgroup in _FIGURES or before in dates
            if beside and found[place][0].casefold() in _NAMES_OF_DATES:
                dates.add(place)
    parts = (_generalised(piece, place in dates, bool(dates)) for place, piece in enumerate(found))
    return "".join(parts), any(piece.lastgroup in _FIGURES for piece in found)


def _generalised(piece: regex.Match[str], of_date: bool, dated: bool) -> str:
    text = piece[0]
    match piece.lastgroup:
        case "number" if not dated or not text.isdigit():
            # What is 14 today may be -3 or 1,204 tomorrow.
            sign = "-?" if text[0] not in _SIGNS or text[0] == "-" else "[-+−]?"
            return sign + (r"\d[\d.,\s]*" if _GROUPED.search(text) else r"\d[\d.,]*")
        case "number" | "digits":
            return r"\d+"
        case "half":
            return "[ap]m"
        case "word" if of_date:
            return r"\p{L}+" if text.isalpha() else r"[\p{L}\p{M}]+"
        case "space":
            return " " if text == " " else r"\s+"
    return "".join(f"\\{c}" if c in _SPECIAL else c for c in text)


def free_id(line: str, site: str, taken: Collection[str]) -> str:
    """An id that no rule has: the site and the first words of the line, in plain letters."""
    topic = "site" if site else "my"
    parts = [_slug(site.removeprefix("*.").removeprefix("www.")), _words(line)]
    base = ".".join([topic, *filter(None, parts)])
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _words(line: str) -> str:
    plain = " ".join(w for w in line.split() if w.strip(".,").casefold() not in _NAMES_OF_DATES)
    slug = "-".join(_slug(re.sub(r"\d+", " ", plain)).split("-")[:4])
    if len(slug) < 3:
        slug = f"line-{hashlib.sha256(match_form(line).encode()).hexdigest()[:8]}"
    return slug[:40].strip("-")


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_SLUG.sub("-", plain).strip("-")


def nearest_lines(line: str, others: Iterable[str], most: int = KEEPS) -> list[str]:
    """The lines that share most with a line, the nearest first; among equals those that come
    first. Lines that share nothing are left out, unless there is no other."""
    mine = _shingles(line)
    ranked: dict[str, float] = {}
    for other in others:
        text = other.strip()
        if text and text not in ranked and match_form(text) and len(text) <= 400:
            theirs = _shingles(text)
            ranked[text] = len(mine & theirs) / len(mine | theirs)
            if len(ranked) > 4 * most + 64:
                ranked = dict(_best(ranked, most))
    best = _best(ranked, most)
    return [text for text, score in best if score > 0] or [text for text, _ in best[:1]]


def _best(ranked: dict[str, float], most: int) -> list[tuple[str, float]]:
    return sorted(ranked.items(), key=lambda pair: -pair[1])[:most]


def _shingles(text: str) -> set[str]:
    """Words of a text and the threes of letters in them."""
    found: set[str] = set()
    for word in _SHARED.findall(text.casefold()):
        found.add(word)
        found |= {word[i : i + 3] for i in range(len(word) - 2)}
    return found


def zone_of(page: Page, index: int) -> str:
    """The zone a rule may be held to by where a line stood: head or tail, "" where the line is in
    neither or in both."""
    head, tail = page.in_head(index), page.in_tail(index)
    if page.first_prose is None or head == tail:
        return ""
    return "head" if head else "tail"
