"""The language of a text, in four steps: gate, script, first opinion, second opinion.

Most texts need little reading: a glance that the first model is sure of ends the matter. Only
where it is not are all of CAP characters read, and only in doubt is the second model asked.
"""

from __future__ import annotations

from cleaner.language.opinions import (
    NONE,
    Opinion,
    first_opinion,
    second_opinion,
)
from cleaner.language.passage import Passage, read
from cleaner.language.scripts import scripts_of, sole_language
from cleaner.language.shares import shares_of
from cleaner.language.variants import same_language
from cleaner.model import Language, Share

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

SOLE_SHARE = 0.5
"""A script that only one language uses answers at once if it holds this share of the letters."""


class Detector:
    """Tells languages. Its models are loaded when first needed; it holds no state."""

    def detect(self, text: str) -> Language:
        """The language of a text of any length and content.

        `code` is BCP 47, with a script where Chinese needs one (`zh-Hans`, `zh-Hant`), and `und`
        for what is not language (numbers, code, symbols) or cannot be told. `script` is the ISO
        15924 code of the main script: `Zyyy` without letters; `Jpan`, `Kore`, `Hans` and `Hant`
        where a language mixes scripts or has variants. `score` is the confidence in the best
        guess. `reliable` says that two models agreed, that one was sure, or that the script
        leaves no choice. `shares` is left empty: see the method of that name.
        """
        if len(text) > 2 * GLANCE:
            passage = read(text, GLANCE)
            guess = _first(passage)
            if guess.probability >= SURE and guess.label != "zxx":
                return passage.answer(guess.label, guess.probability, reliable=True)
        passage = read(text)
        return _settle(passage, _first(passage))

    def shares(self, text: str, whole: Language | None = None) -> tuple[Share, ...]:
        """The share of the letters that each language has, as `shares_of` tells them. `whole` is
        what `detect` said of the text, where that is known already."""
        return shares_of(text, whole or self.detect(text), _tell)


def _tell(part: str) -> Language:
    """The language of a part of a text by the first model alone."""
    passage = read(part, GLANCE)
    guess = _first(passage)
    if guess.label in ("zxx", "und"):
        return passage.unknown()
    return passage.answer(guess.label, guess.probability, reliable=False)


def _first(passage: Passage) -> Opinion:
    """The answer of the script, where it has one, or else of the first model."""
    if passage.text is None:
        return NONE
    sole = sole_language(passage.letters.main)
    share = passage.letters.share(*scripts_of(sole)) if sole else 0.0
    if sole and share >= SOLE_SHARE:
        return Opinion(sole, share)
    return first_opinion(passage.text, passage.allows)


def _settle(passage: Passage, guess: Opinion) -> Language:
    """The answer to a guess, after the second model has been heard if it is in doubt."""
    label, probability = guess
    if label in ("zxx", "und") or passage.text is None:
        return passage.unknown()
    if probability >= DOUBT:
        return passage.answer(label, probability, reliable=probability >= TRUSTED)
    other = second_opinion(passage.text, passage.allows)
    if same_language(label, other.label):
        raised = (1 + probability) / 2
        return passage.answer(label, raised, reliable=other.probability >= CONFIRMED)
    return passage.answer(label, probability * LOWERED, reliable=False)
