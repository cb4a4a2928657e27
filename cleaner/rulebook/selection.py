"""Choosing by ids: what `--select` and `--ignore` leave at work.

A prefix means an id if it is the id's first segments, whole: `comment` means `comment.form-prompt`
and not `commentary.link`. `comment`, `comment.` and `comment.*` are one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

EVERYTHING = "all"


def stem(prefix: str) -> str:
    """The part of a prefix that is compared."""
    return prefix.removesuffix("*").removesuffix(".")


def begins(one: str, prefix: str) -> bool:
    """Whether a prefix, or `all`, means an id."""
    return prefix == EVERYTHING or f"{one}.".startswith(f"{stem(prefix)}.")


def stems(ids: Iterable[str]) -> list[str]:
    """Every prefix that means one of some ids, in order."""
    parts = [one.split(".") for one in ids]
    return sorted({".".join(part[:n]) for part in parts for n in range(1, len(part) + 1)})


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected and what is ignored, as prefixes. The longer prefix wins, and `ignore` wins
    a tie."""

    select: tuple[str, ...] = (EVERYTHING,)
    ignore: tuple[str, ...] = ()

    @property
    def leaves_all(self) -> bool:
        """Whether everything runs."""
        return EVERYTHING in self.select and not self.ignore

    def runs(self, one: str) -> bool:
        """Whether what has this id is at work."""
        wanted, unwanted = _longest(self.select, one), _longest(self.ignore, one)
        if wanted or unwanted:
            return wanted > unwanted
        return EVERYTHING in self.select and EVERYTHING not in self.ignore

    def spares(self, one: str) -> bool:
        """The same for what need not be selected, and goes only where it is ignored by name."""
        unwanted = _longest(self.ignore, one)
        return not unwanted or _longest(self.select, one) > unwanted


def _longest(prefixes: tuple[str, ...], one: str) -> int:
    fitting = (len(stem(p)) for p in prefixes if p != EVERYTHING and begins(one, p))
    return max(fitting, default=0)


EVERY = Selection()
"""Nothing is left out."""
