"""The codes of `clean rules lint`: stable names of what can be wrong with a rule, each with a page.

The pages are data, in `codes.toml`: what the check looks for, why it matters, a rule that has the
fault and one that has not. Tests run both.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

_LAST_FAULT = "R105"
"""Up to this code the file is refused: these cannot be accepted."""
Level = Literal["error", "warning", "advice"]


@dataclass(frozen=True, slots=True)
class Code:
    """One check. An error makes lint fail; so does a warning in a core pack, where in a user's
    own pack it only warns; advice never does."""

    code: str
    name: str
    level: Level
    what: str
    why: str
    bad: str
    good: str

    @property
    def page(self) -> str:
        """The page of the code, for reading."""
        parts = [
            f"{self.code} {self.name} ({self.level})",
            self.what,
            self.why,
            f"bad:\n{_indented(self.bad)}",
            f"good:\n{_indented(self.good)}",
        ]
        if self.code > _LAST_FAULT:
            parts.append(f"To let it stay, add `accept: [{self.code}]` to the rule.")
        return "\n\n".join(parts)

    @property
    def advice(self) -> str:
        """Where more is to be read."""
        return f"`clean rules lint --explain {self.code}` says more."


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.strip("\n").splitlines())


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Code]:
    """Every code, in order."""
    text = files(__package__).joinpath("codes.toml").read_text(encoding="utf-8")
    return {code: Code(code, **keys) for code, keys in sorted(tomllib.loads(text).items())}
