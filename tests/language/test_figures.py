"""The figures of docs/normalization.md, as floors: what holds today may not get worse."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.language import Detector
from cleaner.language.detect import GLANCE
from tests.language.test_detect import NOT_LANGUAGE, TEXTS, Case
from tests.language.test_shares import PAIRS, whole

ROOT = Path(__file__).parents[2]
DETECT = Detector().detect

OF_LANGDETECT = frozenset(
    """
    af ar bg bn ca cs cy da de el en es et fa fi fil fr gu he hi hr hu id it ja kn ko lt lv mk ml
    mr nb ne nl pa pl pt ro ru sk sl so sq sv sw ta te th tr uk ur vi zh-Hans zh-Hant
    """.split()  # noqa: SIM905 - a list of 55 would take 55 lines
)
"""What langdetect knows, as spelled here: its zh-cn is zh-Hans, its no is nb, its tl is fil."""
ADDRESS = "https://www.example.org/news/the-old-ferry-and-the-river-in-winter?from=home&page=2"
SNIPPETS = (
    "def total(values):\n    return sum(value * 2 for value in values if value > 0)\n",
    "for (let i = 0; i < rows.length; i++) {\n  console.log(rows[i].name);\n}\n",
    "SELECT name, count(*) FROM ships WHERE year >= 1990 GROUP BY name;\n",
    '#include <stdio.h>\nint main(void) {\n  printf("%d\\n", 42);\n  return 0;\n}\n',
    '{"name": "ferry", "speed": 12, "ports": ["a", "b"], "open": true}\n',
    ".header { margin: 0 auto; padding: 4px; color: #333; }\n",
)
VARIANTS = {
    "as it is": lambda text: text,
    "in capitals": str.upper,
    "between addresses": lambda text: f"{ADDRESS} {text} {ADDRESS} @the_news #ferry {ADDRESS}",
    "an address after each word": lambda text: " ".join(
        f"{word} www.example.org/{at}" for at, word in enumerate(text.split())
    ),
    "in tags": lambda text: f'<p class="lead text">{text}</p><a href="{ADDRESS}"><br/></a>',
    "with figures": lambda text: f"12.5 % 1,200 2024-05-06 {text} 10:30 +44 20 7946 0000",
    "a long text": lambda text: f"{text}\n" * (3 * GLANCE // len(text) + 1),
}


# Some 240 sentences, a few words and a line long.
END = re.compile(r"(?<=[.!?\u0589\u0964\u104b\u1362\u17d4\u3002\u06d4])\s*")
SENTENCES = [
    (case, sentence)
    for case in TEXTS
    for sentence in (case.sentence, *END.split(case.rest))
    if sentence
]


def right(texts: list[tuple[Case, str]]) -> float:
    return sum(DETECT(text).code == case.code for case, text in texts) / len(texts)


def test_there_are_texts_in_all_languages_of_langdetect() -> None:
    assert {case.code for case in TEXTS} >= OF_LANGDETECT
    assert len(OF_LANGDETECT) == 55
    assert len({case.code for case in TEXTS}) >= 80
    assert len(SENTENCES) >= 240


@pytest.mark.parametrize("variant", VARIANTS)
def test_documents(variant: str) -> None:
    texts = [(case, VARIANTS[variant](whole(case))) for case in TEXTS]
    assert right(texts) == 1.0


@pytest.mark.parametrize(
    ("variant", "floor"),
    [
        ("as it is", 0.99),
        ("in capitals", 0.99),
        ("between addresses", 0.99),
        ("in tags", 0.99),
        ("with figures", 0.99),
    ],
)
def test_sentences(variant: str, floor: float) -> None:
    texts = [(case, VARIANTS[variant](sentence)) for case, sentence in SENTENCES]
    assert right(texts) >= floor
    assert right([(case, text) for case, text in texts if case.code in OF_LANGDETECT]) >= floor


def test_a_reliable_sentence_is_right() -> None:
    found = [(case, DETECT(sentence)) for case, sentence in SENTENCES]
    reliable = [(case.code, answer.code) for case, answer in found if answer.reliable]
    assert [pair for pair in reliable if pair[0] != pair[1]] == []
    assert len(reliable) >= 0.95 * len(SENTENCES)


def test_what_is_no_language() -> None:
    texts = [case["text"] for case in NOT_LANGUAGE] + [
        text for snippet in SNIPPETS for text in (snippet, snippet * 30, f"\n\n{snippet}\n")
    ]
    assert sum(DETECT(text).code == "und" for text in texts) / len(texts) >= 0.97


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_code_beside_a_text_does_not_hide_its_language(snippet: str) -> None:
    texts = [(case, f"{whole(case)}\n\n{snippet}\n{whole(case)}\n") for case in TEXTS]
    assert right(texts) >= 0.97


PROGRAM = """
import dataclasses, json, sys
from cleaner.language import Detector
ours = Detector()
found = []
for text in json.load(sys.stdin):
    whole = ours.detect(text)
    shares = [dataclasses.astuple(share) for share in ours.shares(text, whole)]
    found.append([whole.code, whole.script, repr(whole.score), whole.reliable, shares])
print(json.dumps(found))
"""


def test_every_process_gives_the_same_answers_and_shares() -> None:
    texts = [f"{whole(a)}\n\n{b.sentence}\n\n{b.rest}\n" for a, b in PAIRS[::4]]
    texts += [f"{text}\n" * 8 for text in texts[:20]]
    answers = set()
    for seed, order in (("1", texts), ("2", texts[::-1])):
        output = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        found = json.loads(output)
        answers.add(json.dumps(found if order is texts else found[::-1]))
    assert len(answers) == 1
