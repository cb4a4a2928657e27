"""Patterns that are certainly sound, told without compiling them: compiling thousands takes
seconds, and most patterns of most packs never meet a line that holds their literals.

`certainly_sound` knows few constructs and says no to all others, which are then compiled. What it
promises is tested against the engine: such a pattern compiles, also as one for whole lines, and
does not match the empty text.
"""

from __future__ import annotations

import re

from cleaner.rulebook.literals import required

_PUNCTUATION = r"""[-!"#%&',/:;<=>@_`~ ]"""
_ESCAPED = r"""\\[-dDwWsSbB.*+?()\[\]{}|^$/!"%&',:;<=>@~ ]"""
_CLASS = r"""\[\^?(?:[^\W_]|[_ .,;:!?/'"“”‘’«»„()·•|*+%€$…–—]|\\[dws.,\-\])(/'"])+\]"""
# No two alternatives begin with the same sign, and what is taken is not given back: this runs on
# every pattern there is.
_KNOWN = re.compile(
    rf"(?:[0-9A-Za-z]|{_PUNCTUATION}|[^\x00-\x7f]|{_ESCAPED}|{_CLASS}|\(\?:|\(\?P<[a-z]+\d?>|\((?!\?)"
    r"|[).|^$]|[*+?]|\{\d{1,3}(?:,(?:\d{1,3})?)?\})++",
    re.DOTALL,
)
_BOUNDS = re.compile(r"\{(\d+),(\d+)\}")
LONGEST = 2_000


def certainly_sound(pattern: str) -> bool:
    """Whether a pattern surely compiles and surely does not match the empty text. No says
    nothing."""
    if len(pattern) > LONGEST or not _KNOWN.fullmatch(pattern):
        return False
    if any(int(low) > int(high) for low, high in _BOUNDS.findall(pattern)):
        return False
    return required(pattern) is not None
