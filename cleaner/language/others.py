"""Detectors by name: the default, each of its models alone, what a user installs, plug-ins.

A model is a function that ranks languages for one line of plain text. Everything round it is the
same for all: the gate before, scripts and codes after. A further model is a few lines in a
package of its own, under the entry point group `cleaner.detectors`: a function that takes what
follows the colon in `name:argument` (or nothing) and returns a Model.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Protocol

from cleaner.errors import SettingsError
from cleaner.language.detect import Detector
from cleaner.language.opinions import langdetect_ranking, py3langid_ranking
from cleaner.language.passage import read
from cleaner.language.shares import shares_of
from cleaner.language.variants import primary
from cleaner.model import Language, Share
from cleaner.settings import nearest

Model = Callable[[str], Iterable[tuple[str, float]]]
"""Labels and their probabilities from 0 to 1, the likeliest first; nothing if there is nothing to
go by. A label is a language code, of which what follows `-` or `_` is not looked at."""

GROUP = "cleaner.detectors"
"""The entry point group of plug-ins."""

FASTTEXT_MODEL = "FASTTEXT_LID_MODEL"
"""The environment variable that names fastText's model file if the setting does not."""

RELIABLE = 0.9
"""From this probability on, the answer of a model that stands alone is called reliable."""

_PLANES = range(0, 0x110000, 0x10000)
_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]+"
)
"""What some of the models stumble over: ends of lines, controls, and what is no character."""


class AnyDetector(Protocol):
    """What the kit asks."""

    def detect(self, text: str) -> Language:
        """The language of a text."""

    def shares(self, text: str, whole: Language | None = None) -> tuple[Share, ...]:
        """The shares of all its languages."""


class Alone:
    """A detector that asks one model. Like the default it strips noise, calls what is no language
    `und`, reads CAP characters at most and passes over labels whose script is not there."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def detect(self, text: str) -> Language:
        """The language of a text of any length and content, as `Detector.detect` gives it;
        `reliable` where the model says at least RELIABLE."""
        passage = read(text)
        if passage.text is None:
            return passage.unknown()
        for label, probability in self._model(_UNFIT.sub(" ", passage.text)):
            code = primary(label)
            if code == "und":
                break
            if passage.allows(code):
                score = min(max(float(probability), 0.0), 1.0)
                return passage.answer(code, score, reliable=score >= RELIABLE)
        return passage.unknown()

    def shares(self, text: str, whole: Language | None = None) -> tuple[Share, ...]:
        """The share of the letters that each language has, as `shares_of` tells them."""
        return shares_of(text, whole or self.detect(text), self.detect)


def detector(name: str) -> AnyDetector:
    """The detector of a name, its model loaded. `name:argument` hands a model its argument.

    Raises SettingsError for an unknown name, a package that is not installed (saying what to
    install), a missing model file, and an argument that the detector has no use for.
    """
    bare, _, argument = name.partition(":")
    if bare == "fasttext":
        return Alone(_fasttext(argument or os.environ.get(FASTTEXT_MODEL, "")))
    if bare in BUILT_IN:
        if argument:
            raise SettingsError(f"detector {bare!r} takes no argument: leave out ':{argument}'.")
        return BUILT_IN[bare]()
    plug_ins = _plug_ins()
    if bare not in plug_ins:
        known = [*BUILT_IN, "fasttext", *sorted(plug_ins)]
        raise SettingsError(
            f"there is no detector {bare!r}{nearest(bare, known) or '.'} Detectors are "
            f"{', '.join(known)}."
        )
    return Alone(plug_ins[bare].load()(argument))


def _plug_ins() -> Mapping[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _package(name: str, module: str, package: str) -> Any:
    """A module that a user installs."""
    try:
        return import_module(module)
    except ImportError as error:
        raise SettingsError(
            f"detector {name!r} needs a package that is not there ({error}): "
            f"python -m pip install {package}"
        ) from error


def _fasttext(path: str) -> Model:
    """A model file of fastText's own, such as lid.176.ftz, with any package that reads it."""
    fasttext = _package("fasttext", "fasttext", "fasttext-predict")
    if not Path(path).is_file():
        raise SettingsError(
            f"detector 'fasttext' needs a model file{f', and {path!r} is none' if path else ''}: "
            f"write fasttext:/path/to/lid.176.ftz or set {FASTTEXT_MODEL}."
        )
    try:
        model = fasttext.load_model(path)
    except ValueError as error:
        raise SettingsError(f"detector 'fasttext': {error}") from error

    def rank(text: str) -> Iterable[tuple[str, float]]:
        # Not model.predict: in some packages it fails with NumPy 2. Alemannic is gsw in BCP 47.
        for probability, marked in model.f.predict(f"{text}\n", 5, 0.0, "strict"):
            label = marked.removeprefix("__label__")
            yield ("gsw" if label == "als" else label), probability

    return rank


def _lingua() -> AnyDetector:
    lingua = _package("lingua", "lingua", "lingua-language-detector")
    model = lingua.LanguageDetectorBuilder.from_all_languages().build()
    return Alone(
        lambda text: [
            (value.language.iso_code_639_1.name, value.value)
            for value in model.compute_language_confidence_values(text)
        ]
    )


def _pycld2() -> AnyDetector:
    cld2 = _package("pycld2", "pycld2", "pycld2")

    def rank(text: str) -> Iterable[tuple[str, float]]:
        # It gives shares of the text instead of probabilities, and says whether to trust them.
        sure, _, found = cld2.detect(text, isPlainText=True)
        return [(code, percent / (100 if sure else 200)) for _, code, percent, _ in found]

    return Alone(rank)


def _cld3() -> AnyDetector:
    cld3 = _package("cld3", "gcld3", "cld3-py")
    model = cld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=20_000)

    def rank(text: str) -> Iterable[tuple[str, float]]:
        found = model.FindLanguage(text=text)
        return [(found.language, found.probability)]

    return Alone(rank)


BUILT_IN: Mapping[str, Callable[[], AnyDetector]] = {
    "default": Detector,
    "langdetect": lambda: Alone(langdetect_ranking),
    "py3langid": lambda: Alone(py3langid_ranking),
    "lingua": _lingua,
    "pycld2": _pycld2,
    "cld3": _cld3,
}
"""The detectors that take no argument."""
