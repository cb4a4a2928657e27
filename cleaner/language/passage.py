"""What the models read of a text, and how what they say becomes an answer."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.language.gate import FEWEST_LETTERS, is_code, sample, strip_noise
from cleaner.language.scripts import Letters, letters_of, scripts_of
from cleaner.language.variants import code_and_script
from cleaner.model import Language

CAP = 3_000
"""How many characters of a text the models read at most. More does not change their answer."""

LEAST = 0.3
"""Below this score the language counts as unknown."""

LEAST_SHARE = 0.15
"""A language is possible if its scripts hold this share of the letters."""

CAPITALS = 0.7
"""From this share of capitals on a text is lower-cased: the models learned from ordinary text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read of a text: its letters, and `text` as the models get it (None: not
    language)."""

    letters: Letters
    text: str | None

    def allows(self, label: str) -> bool:
        """Whether a label's scripts hold enough of the letters."""
        return self.letters.share(*scripts_of(label)) >= LEAST_SHARE

    def answer(self, label: str, probability: float, *, reliable: bool) -> Language:
        """The language a label stands for here; `und` if the probability is too low."""
        if probability < LEAST:
            return self.unknown(probability)
        code, script = code_and_script(label, self.letters, self.text or "")
        return Language(code, script, probability, reliable)

    def unknown(self, probability: float = 0.0) -> Language:
        """The answer that no language can be told."""
        return Language("und", self.letters.main, probability, reliable=False)


def read(text: str, limit: int = CAP) -> Passage:
    """The passage that is read for a limit: noise goes first, then what exceeds the limit."""
    raw = sample(text, 2 * limit)
    plain = strip_noise(raw)
    letters = letters_of(plain)
    if letters.total < FEWEST_LETTERS or (letters.main == "Latn" and is_code(raw, plain)):
        return Passage(letters, None)
    if letters.capitals >= CAPITALS * letters.number:
        plain = plain.lower()
    return Passage(letters, sample(plain, limit))
