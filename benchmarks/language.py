"""Documents per CPU second of language identification, beside each of its two models alone.

    python benchmarks/language.py PAGES.jsonl[.gz] [--field gold] [--characters 4000]

Each text is cut to the given number of characters (0: not at all); texts without a word are left
out. The models are loaded before the clock starts. `same` is the share of texts on which a model's
language is the one that `cleaner` finds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path

from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from cleaner.language import Detector
from cleaner.language.opinions import second_opinion

SLOW = 200
"""langdetect is asked about this many texts only: it would take minutes for all."""


def texts_of(path: Path, field: str, characters: int) -> list[str]:
    """The texts of a file of JSON lines, cut to `characters`."""
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    texts = [json.loads(line)[field] for line in lines]
    return [text[: characters or None] for text in texts if text.strip()]


def langdetect_alone() -> Callable[[str], str]:
    """langdetect as its own `detect` works, seeded."""
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(0)

    def detect(text: str) -> str:
        detector = factory.create()
        detector.append(text)
        try:
            return str(detector.detect())
        except LangDetectException:
            return "und"

    return detect


def code_and_shares(detector: Detector, text: str) -> str:
    """The language, after the shares of all languages were told too, as in the flow."""
    whole = detector.detect(text)
    detector.shares(text, whole)
    return whole.code


def main() -> None:
    """Print one line for each way."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--field", default="gold")
    parser.add_argument("--characters", type=int, default=4_000)
    chosen = parser.parse_args()
    texts = texts_of(chosen.pages, chosen.field, chosen.characters)
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    ours = Detector()
    second_opinion("some words of English", lambda _: True)
    ways: list[tuple[str, Callable[[str], str], int]] = [
        ("cleaner", lambda text: ours.detect(text).code, len(texts)),
        ("  and its shares", lambda text: code_and_shares(ours, text), len(texts)),
        ("py3langid alone", lambda text: str(identifier.classify(text)[0]), len(texts)),
        ("py3langid, 3,000", lambda text: str(identifier.classify(text[:3_000])[0]), len(texts)),
        ("langdetect alone", langdetect_alone(), SLOW),
    ]
    found: list[str] = []
    for name, detect, limit in ways:
        detect("some words of English")
        start = time.process_time()
        answers = [detect(text) for text in texts[:limit]]
        seconds = time.process_time() - start
        found = found or answers
        same = sum(a == b for a, b in zip(found, answers, strict=False)) / len(answers)
        rate = len(answers) / seconds
        print(f"{name:18}{len(answers):6} texts{seconds:8.2f} s{rate:9.0f} /s   same {same:.1%}")


if __name__ == "__main__":
    main()
