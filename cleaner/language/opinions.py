"""The two models: py3langid, asked first, and langdetect, whose opinion is asked in doubt.

Both are loaded when they are first asked, once a process. Neither touches nor reads what the
packages keep globally, so an answer depends on the text alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

SEED = 0
"""What langdetect's sampling starts from. Any fixed number would do."""


class Opinion(NamedTuple):
    """A model's answer: its own label and its probability from 0 to 1."""

    label: str
    probability: float


NONE = Opinion("und", 0.0)


@cache
def _py3langid() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 (slow)

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _langdetect() -> Any:
    """A factory of our own. Its profiles are added by name: the package's own loader takes them
    in the order of the folder, which differs between machines and changes rounding."""
    from langdetect.detector_factory import DetectorFactory  # noqa: PLC0415 (slow)

    factory = DetectorFactory()
    folder = files("langdetect").joinpath("profiles")
    profiles = sorted(
        (entry for entry in folder.iterdir() if entry.is_file() and "." not in entry.name),
        key=lambda entry: entry.name,
    )
    factory.load_json_profile([profile.read_text("utf-8") for profile in profiles])
    factory.set_seed(SEED)
    return factory


def py3langid_ranking(text: str) -> list[Opinion]:
    """What py3langid says, the likeliest first. `zxx` is its label for what is not language."""
    return [Opinion(label, probability) for label, probability in _py3langid().rank(text)]


def langdetect_ranking(text: str) -> list[Opinion]:
    """What langdetect says, the likeliest first; nothing if it finds nothing to go by."""
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415 (slow)

    detector = _langdetect().create()
    detector.append(text)
    try:
        answers = detector.get_probabilities()
    except LangDetectException:
        return []
    return [Opinion(answer.lang.partition("-")[0], answer.prob) for answer in answers]


def first_opinion(text: str, possible: Callable[[str], bool]) -> Opinion:
    """py3langid's most probable label among the possible ones, NONE if none is.

    `zxx` is always possible.
    """
    label, probability = _py3langid().classify(text)
    if label == "zxx" or possible(label):
        return Opinion(label, probability)
    return _best(py3langid_ranking(text), possible)


def second_opinion(text: str, possible: Callable[[str], bool]) -> Opinion:
    """langdetect's most probable label among the possible ones, NONE if none is."""
    return _best(langdetect_ranking(text), possible)


def _best(ranking: list[Opinion], possible: Callable[[str], bool]) -> Opinion:
    return next((opinion for opinion in ranking if possible(opinion.label)), NONE)
