"""How long a pattern is when its counts are written out, as the engine does when it compiles it:
`(?:a{1000}){1000}` is a million signs, and with two counts more it would take all memory there is.
"""

from __future__ import annotations

import re
from math import prod

HEAVIEST = 200_000
"""Signs up to which compiling takes well under a second and some tens of megabytes."""
_COUNT = re.compile(r"\{(\d+)")
_TOKEN = re.compile(
    r"(?P<count>\{(?P<least>\d+)(?:,\d*)?\}[?+]?)|(?P<open>\()|(?P<close>\))"
    r"|\\(?:[pPN]\{[^}]*\}|[gL]<[^>]*>|.)|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|.",
    re.DOTALL,
)


def too_heavy(pattern: str) -> bool:
    """Whether a pattern would take too much memory when compiled."""
    counts = _COUNT.findall(pattern)
    if not counts or (
        all(len(count) < 9 for count in counts)
        and prod(max(1, int(count)) for count in counts) * len(pattern) <= HEAVIEST
    ):
        return False
    return weight(pattern) > HEAVIEST


def weight(pattern: str) -> int:
    """The signs of a pattern with each count written out as often as it asks for at least; about,
    for one that is not sound. Groups that never close count as if they did at the end."""
    totals, last = [0], 0
    for token in _TOKEN.finditer(pattern):
        if token.lastgroup == "open":
            totals.append(0)
            last = 0
        elif token.lastgroup == "close" and len(totals) > 1:
            last = totals.pop()
            totals[-1] += last
        elif token["count"]:
            more = last * (max(1, int(token["least"][:9])) - 1)
            totals[-1] += more
            last += more
        else:
            totals[-1] += 1
            last = 1
    return sum(totals)
