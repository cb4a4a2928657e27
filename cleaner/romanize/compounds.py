"""Compounds: names of places as parts of other names, which keep their spelling.

Which words make such names is said in `rules/names/fixed.tsv`; beside these, a word with a capital
does where capitals say anything, and an early year tells that a place is meant as it then was.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from cleaner.romanize.index import Found

NEAR = 60
"""Characters around a name that are looked at."""
LATEST_OLD_YEAR = 1949
"""Names in the news are rarely about years before that; then they were spelled otherwise."""
SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "de", "des", "du", "for", "from", "in", "into",
     "la", "le", "of", "on", "or", "over", "the", "to", "und", "under", "upon", "von", "with"}
)  # fmt: skip
WORD = re.compile(r"[^\W\d_][\w’'-]*")

_OLD_YEAR_BEHIND = re.compile(r"(?:,? (?:in|of|during|until) |,? \(|, )(?:\w+ )?(1\d{3})\b(?!\d)")
_OLD_YEAR_AHEAD = re.compile(r"\b(1\d{3}),? (?:in )?$")
_BEFORE = re.compile(r"([\w’'-]+) $")
_BEFORE_OF = re.compile(r"([A-Z]\w+(?: [A-Z]\w+)?) of $")
_BEHIND = re.compile(r" ([\w’'-]+)")
_STARTS = re.compile(r"(?:^|[.!?:\n] ?|[“\"(] ?)$")


def part_of_a_name(text: str, one: Found, rules: Path) -> bool:
    """Whether the name of a place is a part of another name, or of another place."""
    words = _table(rules / "names" / "fixed.tsv")
    ahead = text[max(0, one.start - NEAR) : one.start].rpartition("\n")[2]
    of, before = _BEFORE_OF.search(ahead), _BEFORE.search(ahead)
    behind = _BEHIND.match(text, one.end)
    if of and words["before-of"] & {of[1], of[1].split()[-1]}:
        return True
    if before and before[1].lower() in words["before"]:
        return True
    if behind and behind[1] in words["behind"]:
        return True
    return (
        _is_compound(text, one.end, words)
        or _is_namesake(text, one.end, words)
        or (one.scheme == "alias" and _is_old(text, one, ahead))
        or (not _has_many_capitals(text, one) and _between_capitals(words, ahead, before, behind))
    )


def _is_compound(text: str, end: int, words: dict[str, frozenset[str]]) -> bool:
    match = re.match(r"-(\w+)", text[end : end + NEAR])
    return match is not None and (
        match[1] in words["hyphen"] or match[1][0].isdigit() or match[1][0].isupper()
    )


def _is_namesake(text: str, end: int, words: dict[str, frozenset[str]]) -> bool:
    if text[end : end + 2] != ", ":
        return False
    rest = text[end + 2 : end + NEAR]
    place = next((w for w in words["namesake"] if rest.startswith(w)), None)
    # In a list of places each stands for itself.
    return place is not None and not re.match(r"\w|,? (?:and|or)\b", rest[len(place) :])


def _is_old(text: str, one: Found, ahead: str) -> bool:
    years = _OLD_YEAR_BEHIND.match(text, one.end), _OLD_YEAR_AHEAD.search(ahead)
    return any(year and int(year[1]) <= LATEST_OLD_YEAR for year in years)


def _between_capitals(
    words: dict[str, frozenset[str]],
    ahead: str,
    before: re.Match[str] | None,
    behind: re.Match[str] | None,
) -> bool:
    """Whether a word with a capital beside it makes it part of a name: Peking University."""
    if behind and behind[1][:1].isupper() and behind[1] not in words["free-behind"]:
        return True
    # A sentence's first word has its capital anyway.
    return (
        before is not None
        and before[1][:1].isupper()
        and before[1] not in words["free-before"]
        and _STARTS.search(ahead[: before.start()]) is None
    )


def _has_many_capitals(text: str, one: Found) -> bool:
    """Whether nearly all words of the line have capitals, as in headlines: there, a capital says
    nothing."""
    start = text.rfind("\n", 0, one.start) + 1
    end = text.find("\n", one.end)
    line = text[start : len(text) if end < 0 else end][: 4 * NEAR]
    long = [word for word in WORD.findall(line) if word.lower() not in SMALL_WORDS]
    large = sum(word[:1].isupper() for word in long)
    return len(long) > 3 and large >= 0.8 * len(long)


@lru_cache(maxsize=4)
def _table(path: Path) -> dict[str, frozenset[str]]:
    words: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            where, listed = line.split("\t")
            words.setdefault(where, []).extend(listed.split(","))
    return {where: frozenset(listed) for where, listed in words.items()}
