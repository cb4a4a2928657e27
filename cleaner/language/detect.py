"""The language of a text, in four steps: gate, script, first opinion, second opinion.

Most texts need little reading: a glance that the first model is sure of ends the matter. Only
where it is not are all of CAP characters read, and only in doubt is the second model asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.language.gate import FEWEST_LETTERS, is_code, sample, strip_noise
from cleaner.language.opinions import (
    NONE,
    Opinion,
    first_opinion,
    second_opinion,
)
from cleaner.language.scripts import Letters, letters_of, scripts_of, sole_language
from cleaner.language.variants import code_and_script, same_language
from cleaner.model import Language

CAP = 3_000
"""How many characters of a text the models read at most. More does not change their answer."""

GLANCE = 600
"""How many characters of a longer text are read first."""

SURE = 0.9
"""From this probability on, the first model's answer to the glance is taken. On 1,476 web pages,
nearly all English, reading all of CAP changed the answer to one: a page half of code."""

DOUBT = 0.6
"""Below this probability the second model is asked."""

TRUSTED = 0.7
"""From this probability on, the first model's answer alone is called reliable. It was chosen on
2,400 overlapping fragments (from three words to a line) of texts in some 80 languages: none of
about 1,970 answers from here on was wrong, 4 of 96 down to DOUBT, one in five below. The same
fragments served to choose and to count, so new texts will do somewhat worse."""

CONFIRMED = 0.9
"""Below DOUBT an answer is reliable if the second model agrees with at least this probability: on
the same fragments 1 in 20 of those was wrong (a few words that two sister languages share), of
those agreed on with less, 1 in 6."""

LOWERED = 0.8
"""What is left of the first model's probability when the second does not agree. When it does, half
of what was missing to certainty is added."""

LEAST = 0.3
"""Below this score the language counts as unknown."""

LEAST_SHARE = 0.15
"""A language is possible if its scripts hold this share of the letters."""

SOLE_SHARE = 0.5
"""A script that only one language uses answers at once if it holds this share of the letters."""

CAPITALS = 0.7
"""From this share of capitals on a text is lower-cased: the models learned from ordinary text."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """What is read of a text: its letters, and `text` as the models get it (None: not
    language)."""

    letters: Letters
    text: str | None

    def allows(self, label: str) -> bool:
        """Whether a label's scripts hold enough of the letters."""
        return self.letters.share(*scripts_of(label)) >= LEAST_SHARE


class Detector:
    """Tells languages. Its models are loaded when first needed; it holds no state."""

    def detect(self, text: str) -> Language:
        """The language of a text of any length and content.

        `code` is BCP 47, with a script where Chinese needs one (`zh-Hans`, `zh-Hant`), and `und`
        for what is not language (numbers, code, symbols) or cannot be told. `script` is the ISO
        15924 code of the main script: `Zyyy` without letters; `Jpan`, `Kore`, `Hans` and `Hant`
        where a language mixes scripts or has variants. `score` is the confidence in the best
        guess. `reliable` says that two models agreed, that one was sure, or that the script
        leaves no choice.
        """
        if len(text) > 2 * GLANCE:
            passage = _read(text, GLANCE)
            guess = _first(passage)
            if guess.probability >= SURE and guess.label != "zxx":
                return _answer(passage, guess, reliable=True)
        passage = _read(text, CAP)
        return _settle(passage, _first(passage))


def _read(text: str, limit: int) -> _Passage:
    """The passage that is read for a limit: noise goes first, then what exceeds the limit."""
    raw = sample(text, 2 * limit)
    plain = strip_noise(raw)
    letters = letters_of(plain)
    if letters.total < FEWEST_LETTERS or (letters.main == "Latn" and is_code(raw, plain)):
        return _Passage(letters, None)
    if letters.capitals >= CAPITALS * letters.number:
        plain = plain.lower()
    return _Passage(letters, sample(plain, limit))


def _first(passage: _Passage) -> Opinion:
    """The answer of the script, where it has one, or else of the first model."""
    if passage.text is None:
        return NONE
    sole = sole_language(passage.letters.main)
    share = passage.letters.share(*scripts_of(sole)) if sole else 0.0
    if sole and share >= SOLE_SHARE:
        return Opinion(sole, share)
    return first_opinion(passage.text, passage.allows)


def _settle(passage: _Passage, guess: Opinion) -> Language:
    """The answer to a guess, after the second model has been heard if it is in doubt."""
    if guess.label in ("zxx", "und") or passage.text is None:
        return Language("und", passage.letters.main, 0.0, reliable=False)
    if guess.probability >= DOUBT:
        return _answer(passage, guess, reliable=guess.probability >= TRUSTED)
    other = second_opinion(passage.text, passage.allows)
    if same_language(guess.label, other.label):
        raised = Opinion(guess.label, (1 + guess.probability) / 2)
        return _answer(passage, raised, reliable=other.probability >= CONFIRMED)
    return _answer(passage, Opinion(guess.label, guess.probability * LOWERED), reliable=False)


def _answer(passage: _Passage, guess: Opinion, *, reliable: bool) -> Language:
    if guess.probability < LEAST:
        return Language("und", passage.letters.main, guess.probability, reliable=False)
    code, script = code_and_script(guess.label, passage.letters, passage.text or "")
    return Language(code, script, guess.probability, reliable)
