"""From lines of one shape to a pattern that matches them, and from a label to one for its lines."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import regex

from cleaner.repeats.shape import NUMBER, Piece, pieces

_SPACE = regex.compile(r"\s+")
_LETTER = regex.compile(r"\p{L}")
_FIGURES = r"\p{N}[\p{N}.,:/'’\s-]{0,24}"
_DATE = r"[\p{L}\p{N}][\p{L}\p{N}.,:/'’\s-]{0,48}"
_NAMES = r"(?-i:\p{Lu})[\p{L}\p{M}'’.\s-]{0,60}"
LABEL_REST = 160
"""Characters that may stand behind a label."""
_COLON = "[:：]"


def of_shape(lines: Iterable[str]) -> str | None:
    """A pattern for lines of one shape, made after the one that speaks for most of them; None if
    no pattern matches more than half."""
    lines = list(lines)
    best: tuple[int, str] | None = None
    for line in lines:
        pattern = _after(line, any(_has_word(other) for other in lines))
        if pattern is None:
            continue
        matching = sum(1 for other in lines if matches(pattern, other))
        if best is None or matching > best[0]:
            best = matching, pattern
    return best[1] if best and 2 * best[0] > len(lines) else None


def of_label(label: str) -> str:
    """A pattern for lines that begin with a label and a colon."""
    return rf"{_literal(label)}\s?{_COLON}.{{1,{LABEL_REST}}}"


def matches(pattern: str, line: str) -> bool:
    """Whether a pattern matches a whole line as it does in a rule."""
    return regex.fullmatch(rf"\s*(?:{pattern})\s*", line, regex.IGNORECASE) is not None


def _after(line: str, worded: bool) -> str | None:
    cut = pieces(line)
    if cut is None:
        return None
    parts = [_part(piece, worded) for piece in _joined(cut)]
    return "".join(parts)


def _joined(cut: Iterable[Piece]) -> list[Piece]:
    """The pieces, those of one mask that stand side by side as one."""
    out = []
    for mask, group in groupby(cut, key=lambda piece: piece.mask):
        out.append(Piece("".join(piece.text for piece in group), mask))
    return out


def _part(piece: Piece, worded: bool) -> str:
    if not piece.mask:
        return _literal(piece.text)
    if piece.mask == NUMBER:
        return _DATE if worded and _LETTER.search(piece.text) else _FIGURES
    return _NAMES


def _has_word(line: str) -> bool:
    """Whether a number in a line is a date with words in it."""
    cut = pieces(line) or ()
    return any(piece.mask == NUMBER and _LETTER.search(piece.text) for piece in cut)


def _literal(text: str) -> str:
    """Text as a pattern: signs escaped, white space of any kind and length."""
    return r"\s+".join(regex.escape(part, special_only=True) for part in _SPACE.split(text))
