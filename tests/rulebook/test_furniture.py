"""What pages print around their texts goes, in each language, and the text itself stays."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from cleaner import Cleaner

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "furniture.yaml").read_text(encoding="utf-8")
)


@cache
def cleaner() -> Cleaner:
    return Cleaner(layout="off", names="off", units="off")


@pytest.mark.parametrize("case", CASES, ids=[case["language"] for case in CASES])
def test_all_below_the_prose_goes(case):
    text = "\n".join([case["prose"], *case["furniture"]])
    assert cleaner().clean(text).text.strip() == case["prose"]


@pytest.mark.parametrize("case", CASES, ids=[case["language"] for case in CASES])
def test_words_in_a_sentence_stay(case):
    said = [f"«{line}», {case['prose'].splitlines()[0]}" for line in case["furniture"]]
    assert cleaner().clean("\n".join(said)).text == "\n".join(said)


@pytest.mark.parametrize("word", ["Share", "Print", "Weather", "Reply"])
def test_a_word_without_a_neighbour_stays(word):
    text = f"{CASES[0]['prose']}\n{word}\nThe boat was full."
    assert cleaner().clean(text).text == text
