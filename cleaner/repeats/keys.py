"""What a line is counted by: numbers that stand for its match form, its shape and its beginning."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import NamedTuple

import regex

from cleaner.repeats.shape import shape
from cleaner.rulebook.form import HEAD_CHARS, match_form

_ALL = (1 << 64) - 1
_MIX = 0x9E3779B97F4A7C15
"""2^64 over the golden ratio, as in Fibonacci hashing: spreads what the sum has in its low bits."""
SHAPE, LABEL = "\0shape\0", "\0label\0"
"""Stand before shapes and labels, so that a line that looks like one is not counted as one."""
_LONG = "\0long\0"
_LABEL = regex.compile(r"\s*((?:[^\s:：]{1,20}\s?){1,4}[:：])\s*+[^\s/]")


class Keys(NamedTuple):
    """What a line is counted by: its match form, its shape, and the words before its first colon
    ("" for what it has not)."""

    form: str = ""
    shape: str = ""
    label: str = ""


class Numbers(NamedTuple):
    """The numbers of 64 bits that stand for the keys of a line in the whole corpus, 0 for none."""

    form: int = 0
    shape: int = 0
    label: int = 0


def keys_of(line: str) -> Keys:
    """What a line is counted by: nothing if it is longer than any phrase, or has nothing in it to
    compare."""
    form = match_form(line) if len(line) <= HEAD_CHARS else ""
    if not form:
        return Keys()
    masked = shape(line.strip())
    return Keys(form, SHAPE + masked if masked else "", label(line))


def label(line: str) -> str:
    """The key of the one to four words before the first colon of a line with more behind it."""
    found = _LABEL.match(line) if ":" in line or "：" in line else None
    form = match_form(found[1]) if found else ""
    return LABEL + form if sum(map(str.isalpha, form)) > 1 else ""


def digest(key: str) -> int:
    """The number of 64 bits that stands for a key in the whole corpus, never 0."""
    named = key.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest(), "big") or 1


def numbers_of(line: str) -> Numbers:
    """The numbers of a line's keys. A line too long for a phrase is counted as it is, but for its
    white space: footers hold such lines, and with them the run of lines that repeat goes on."""
    if len(line) > HEAD_CHARS:
        return Numbers(digest(_LONG + " ".join(line.split())))
    return _numbers(line)


@lru_cache(maxsize=1 << 16)
def _numbers(line: str) -> Numbers:
    return Numbers(*(digest(key) if key else 0 for key in keys_of(line)))


def own(number: int, host: str) -> int:
    """The number of a key within a site."""
    return (((number ^ _of_host(host)) * _MIX) & _ALL) or 1


@lru_cache(maxsize=1 << 12)
def _of_host(host: str) -> int:
    return digest(f"\0host\0{host.removeprefix('www.')}")
