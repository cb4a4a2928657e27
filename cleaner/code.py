"""Telling lines of a program from lines of a text.

Pages are full of indented lines, and Markdown calls all of them code. Menus, lists and quoted
prose are none: only what is written as programs are counts. Tags do not: more of them are left over
from a page than shown in one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# How a line of code may be as a whole. Words such as `import` and `for` begin sentences too, so
# what follows them must be code as well.
_WHOLE = re.compile(
    r"""
    [\w.$]+ (?:\[[^\]]*\])? \s? [-+*/|&:]?= \s? \S (?:.*[^.!?])? # name = value
    | [\w.$]+ \s [\w.$]+ \s = \s .*                            # int name = value
    | ["'][\w.-]+["'] : \s? .*                                 # "name": value
    | (?:async\s)? (?:def|func|function|fn) \b .* \(.*
    | class \s \w+ .* [:{]
    | import \s [\w.]+ (?:\sas\s\w+)? ;? | from \s [\w.]+ \s import \s .*
    | (?:el)?if \b .* [=()<>] .* : | for \s [\w,\s]+ \s in \s .* [\w)\]]: | (?:else|try|finally):
    | return (?:\s [\w.]+ | \b .* [()=\[\]+"'] .*)? ;
    | \#include \b .* | \#!/ .* | /\* .* | .* \*/
    | >>> \s .* | \$ \s [a-z] .*                               # what is typed at a prompt
    """,
    re.VERBOSE,
)
# How it may end: in a bracket that opens or closes a block, or in a call. `Comments(12)` is none,
# nor is `item(s);`.
_END = re.compile(
    r"(?:[\[{(]|\}[;,)]*|[\"'\]];|[\w\]]\((?:\)|[^)]*[\"'=(\[{].*\));?|[\w\]]\((?!e?s\)|n\)).*\);)$"
)
_SHORTEST = 2
_LONGEST = 400


def is_code(lines: Sequence[str]) -> bool:
    """Whether lines are plainly code: at least two of them, and at least half, are written as
    those of a program are."""
    if len(lines) < _SHORTEST:
        return False
    signs = sum(map(_is_sign, lines))
    return signs >= max(_SHORTEST, len(lines) / 2)


def _is_sign(line: str) -> bool:
    line = line.strip()
    if len(line) > _LONGEST:
        return False
    return _WHOLE.fullmatch(line) is not None or _END.search(line) is not None
