"""A text as lines: where each stands, which are prose, and which part of the document it is in.

The prose test and the zones are what rules lean on, so they work in any script and never count
lines: half of a scraped page's lines can be junk.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, count, repeat
from operator import add

from cleaner.code import is_code

PROSE_WIDTH = 80
"""Width from which a line that ends as a sentence does counts as prose."""
LONG_WIDTH = 240
"""Width from which a line counts as prose however it ends (Thai and Lao end no sentence)."""
HEAD_SHARE = 0.10
"""The head reaches to the first line of prose, and at least over this share of the characters."""
TAIL_SHARE = 0.60
"""The tail starts at the last line of prose, and at the latest here."""

FULL_STOPS = ".。．｡۔।॥։።။។៕"
_ENDERS = FULL_STOPS + "!?…！？؟؞⸮‼⁇⁈⁉"
_SENTENCE_END = re.compile(
    rf"[{_ENDERS}][\"'“”‘’»«›‹)\]）」』】〉》\u200f\u200e]*(?:\[\d{{1,3}}\])?\s*$"
)
_BULLET = re.compile(r"\s*(?:[-*+•·‣▪▸►◦●○■□–—»›]|\d{1,2}[.)])(?:\s+|$)")
_CHAPTER = re.compile(
    r"\s*(?:#{1,6}\s+)?(?:"
    r"(?:§\s?)?(\d{1,3}(?:\.\d{1,2})*)[.)]\s?[^\W\d]"  # 3. Cookies
    r"|(\d{1,2}(?:\.\d{1,2})+)\s[^\W\d]"  # 4.1 Fees
    r"|(?:§|[^\W\d_]{3,10}\.?)\s?(\d{1,3})(?:\s[^\W\d]|[.:)]|\s*$))"  # § 3 Notice, Article 3
)
# Scripts that write a word in one to three signs: each sign weighs as much as three letters.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f]")


def width(line: str) -> int:
    """Length of a line in letters of an alphabet: Han, kana and Hangul signs count three."""
    if line.isascii():
        return len(line)
    return len(line) + 2 * len(_DENSE.findall(line))


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does, in any script, quotes and notes after it."""
    return _SENTENCE_END.search(line[-24:]) is not None


def bullet(line: str) -> int:
    """Length of the list bullet or number the line starts with, 0 if there is none."""
    found = _BULLET.match(line[:24])
    return found.end() if found else 0


def chapter(line: str) -> str:
    """The number that a line may begin a chapter with: `3` for `3. Cookies`, `§ 3 Notice` and
    `Article 3`, `4.1` for `4.1 Fees`, "" for none."""
    found = _CHAPTER.match(line)
    return found[1] or found[2] or found[3] if found else ""


def is_prose(line: str) -> bool:
    """Whether the line reads as running text: wide and ending as a sentence, or very wide."""
    if len(line) < PROSE_WIDTH // 3:
        return False
    wide = width(line)
    if wide >= LONG_WIDTH:
        return True
    return wide >= PROSE_WIDTH and not bullet(line) and ends_sentence(line)


@dataclass(frozen=True)
class Page:
    """A text split into lines at `\\n`, with their offsets and the zones of the document.

    `filled` are the indices of the lines that are not blank; "position" below is a line's place
    among them, counted from 0.
    """

    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their line ends."""
        return self.text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """Offset of each line's first character."""
        return list(accumulate(map(add, map(len, self.lines[:-1]), repeat(1)), initial=0))

    @cached_property
    def filled(self) -> list[int]:
        """Indices of the lines that are not blank."""
        return [i for i, line in enumerate(self.lines) if line and not line.isspace()]

    @cached_property
    def position(self) -> dict[int, int]:
        """From a filled line's index to its place among the filled lines."""
        return dict(zip(self.filled, count(), strict=False))

    def is_prose_at(self, index: int) -> bool:
        """Whether a line is prose."""
        return is_prose(self.lines[index])

    @cached_property
    def first_prose(self) -> int | None:
        """Index of the first line of prose, None if there is none."""
        return next(filter(self.is_prose_at, self.filled), None)

    @cached_property
    def last_prose(self) -> int | None:
        """Index of the last line of prose, None if there is none."""
        return next(filter(self.is_prose_at, reversed(self.filled)), None)

    @cached_property
    def _head_end(self) -> float:
        share, first = HEAD_SHARE * len(self.text), self.first_prose
        return max(share, 400 if first is None else self.starts[first])

    @cached_property
    def _tail_start(self) -> float:
        share, last = TAIL_SHARE * len(self.text), self.last_prose
        return 0 if last is None else min(share, self.starts[last])

    def in_head(self, index: int) -> bool:
        """The line starts at or before the first line of prose, or early in the text."""
        return self.starts[index] <= self._head_end

    def in_tail(self, index: int) -> bool:
        """The line starts at or after the last line of prose, or late in the text. A text without
        prose is tail from its start."""
        return self.starts[index] >= self._tail_start

    def stretch(
        self, zone: str, after_last_prose: bool, first: int = 0, last: int = 1 << 60
    ) -> tuple[int, int]:
        """Index of the first and of the last line that stand in a zone (head, body, tail or any),
        between two positions and, if asked for, after every line of prose. The last comes before
        the first where no line does."""
        low, high = self._zone(zone)
        if after_last_prose and self.last_prose is not None:
            low = max(low, self.last_prose + 1)
        if first:
            low = max(low, self.filled[first] if first < len(self.filled) else len(self.lines))
        return low, min(high, self.filled[last]) if last < len(self.filled) else high

    def _zone(self, zone: str) -> tuple[int, int]:
        """Index of the first and of the last line of a zone."""
        end = len(self.lines) - 1
        if zone == "head":
            return 0, bisect_right(self.starts, self._head_end) - 1
        if zone == "tail":
            return bisect_left(self.starts, self._tail_start), end
        if zone == "any":
            return 0, end
        first, last = self.first_prose, self.last_prose
        return (1, 0) if first is None or last is None else (first, last)

    def has_prose_below(self, index: int) -> bool:
        """A line of prose stands somewhere below."""
        return self.last_prose is not None and index < self.last_prose

    def prose_follows(self, index: int, within: int) -> bool:
        """One of the next `within` filled lines is prose."""
        place = self.position[index]
        return any(map(self.is_prose_at, self.filled[place + 1 : place + 1 + within]))

    def removal_span(self, first: int, last: int) -> tuple[int, int]:
        """Span to cut so that lines `first` to `last` go, with the line end after them."""
        start = self.starts[first]
        end = self.starts[last] + len(self.lines[last])
        return start, min(end + 1, len(self.text))


@lru_cache(maxsize=8)
def page_of(text: str) -> Page:
    """The page of a text; the last few are remembered, since stages look at the same text."""
    return Page(text)


def blank_between(page: Page, first: int, second: int) -> int:
    """How many blank lines stand between two lines."""
    return sum(1 for i in range(first + 1, second) if i not in page.position)


# A fence ends at the next one as long; code in a line stands between two backticks.
_MARKED = re.compile(
    r"^[ \t]*+(`{3,}+|~{3,}+).*?^[ \t]*+\1[^\n]*$|`[^`\n]{1,200}`", re.MULTILINE | re.DOTALL
)
_INDENTS = ("    ", "\t")


@lru_cache(maxsize=8)
def code_spans(text: str) -> Sequence[tuple[int, int]]:
    """The stretches of a text that are code, in order: fenced blocks, code in a line, and lines
    indented after a blank line that are plainly code. Nothing is mended or taken there."""
    spans: list[tuple[int, int]] = []
    if "`" in text or "~~~" in text:
        spans += [found.span() for found in _MARKED.finditer(text) if not _is_scene(found)]
    if text.startswith(_INDENTS) or any("\n" + indent in text for indent in _INDENTS):
        spans += _indented(page_of(text))
    return _joined(sorted(spans))


def _is_scene(found: re.Match[str]) -> bool:
    """Whether prose stands between two lines of tildes: stories are divided by such lines."""
    return found[0].lstrip().startswith("~") and any(map(is_prose, found[0].split("\n")))


def _indented(page: Page) -> Iterator[tuple[int, int]]:
    """The stretches of lines indented after a blank one, or at the start, that are plainly code."""
    run: list[int] = []
    for i in (*page.filled, None):
        if i is not None and page.lines[i].startswith(_INDENTS):
            if run or i == 0 or i - 1 not in page.position:
                run.append(i)
        elif run:
            if is_code([page.lines[line] for line in run]):
                yield page.starts[run[0]], page.starts[run[-1]] + len(page.lines[run[-1]])
            run = []


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, with those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def is_inside(spans: Sequence[tuple[int, int]], start: int) -> bool:
    """Whether an offset lies in one of some spans, which stand in order."""
    at = bisect_right(spans, (start, 1 << 60)) - 1
    return at >= 0 and start < spans[at][1]
