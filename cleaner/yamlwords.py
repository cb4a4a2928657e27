"""What is wrong with a text that is no YAML, in words for who wrote it: the parser tells where it
could not go on, which is mostly behind what has to be mended, and never what that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

GENERAL = "Quote values that hold ': ', ' #' or start with one of [ { * & ! | > % @."
_SPACES = "Indent with spaces: in YAML no tab may stand before what a line says."
_CLOSE = {
    "'": "Close it with ' where the text ends; a ' within the text is written twice: 'it''s'.",
    '"': 'Close it with " where the text ends; a " within the text is written \\".',
}
_DOUBLE = {
    "'": """Within '...' write ' twice ('it''s'), or put the text in "...": "it's".""",
    '"': """Within "..." write \\" for ", or put the text in '...': 'say "yes"'.""",
}
_ESCAPE = "Put patterns in single quotes, where every sign stands for itself: '\\d+'."
_QUOTED = re.compile(r"""['"][^'"]*(['"])\Z""")


class Trouble(NamedTuple):
    """Where the parser could not go on (counted from 1), what it says of that, and where that
    began of which it was in the middle, None where it does not say."""

    line: int
    column: int
    problem: str
    opened: tuple[int, int] | None = None


def in_words(lines: Sequence[str], trouble: Trouble) -> tuple[int, int, str, str]:
    """The place to look at, counted from 1, what is wrong there, and what to do."""
    line, column, problem, opened = trouble
    text = lines[line - 1] if line <= len(lines) else ""
    before, here = text[: column - 1], text[column - 1 : column]
    if "tab character" in problem or ("cannot start any token" in problem and here == "\t"):
        return line, column, "a tab where there must be spaces", _SPACES
    if "end of stream" in problem and opened is not None:
        quote = _at(lines, opened)
        if quote in _CLOSE:
            return *opened, f"the {quote} that opens here is never closed", _CLOSE[quote]
    if "escape character" in problem:
        sign = text[column : column + 1] if here == "\\" else here  # as who reads it points
        return line, column, f"\\{sign} means nothing in double quotes", _ESCAPE
    closed = _QUOTED.search(before.rstrip())
    if closed and "expected" in problem:
        return line, column, f"the text in {closed[1]} ended before this", _DOUBLE[closed[1]]
    return line, column, problem, GENERAL


def _at(lines: Sequence[str], place: tuple[int, int]) -> str:
    line, column = place
    return lines[line - 1][column - 1 : column] if line <= len(lines) else ""
