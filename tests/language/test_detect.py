"""Languages of texts: the cases in the data files beside this one, and the laws of every answer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from langdetect import DetectorFactory

from cleaner.language import Detector
from cleaner.language.detect import DOUBT, _first
from cleaner.language.passage import CAP, LEAST, read
from cleaner.model import Language

HERE = Path(__file__).parent
DETECT = Detector().detect


class Case(NamedTuple):
    """A line of `texts.tsv`."""

    code: str
    script: str
    sentence: str
    rest: str


def _texts() -> list[Case]:
    lines = (HERE / "texts.tsv").read_text("utf-8").splitlines()
    return [Case(*line.split("\t")) for line in lines if not line.startswith("#")]


def _cases(name: str) -> list[dict[str, str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


TEXTS = _texts()
NOT_LANGUAGE = _cases("not_language.jsonl")
LANGUAGE = _cases("language.jsonl")
IN_DOUBT = "Vi venter alle på"


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.code)
class TestLanguages:
    def test_sentence(self, case: Case) -> None:
        found = DETECT(case.sentence)
        assert (found.code, found.script) == (case.code, case.script)

    def test_document(self, case: Case) -> None:
        found = DETECT(f"{case.sentence}\n\n{case.rest}\n")
        assert (found.code, found.script, found.reliable) == (case.code, case.script, True)

    def test_long_document(self, case: Case) -> None:
        found = DETECT(f"{case.sentence} {case.rest}\n" * 40)
        assert (found.code, found.script, found.reliable) == (case.code, case.script, True)

    def test_all_capitals(self, case: Case) -> None:
        found = DETECT(f"{case.sentence} {case.rest}".upper())
        assert (found.code, found.script) == (case.code, case.script)

    def test_laced_with_addresses(self, case: Case) -> None:
        address = "https://news.example.com/english/world/the-article-about-the-old-ferry.html"
        found = DETECT(f"{address} {case.sentence} www.example.com/{address} {case.rest} {address}")
        assert (found.code, found.script) == (case.code, case.script)


def test_there_are_languages_enough() -> None:
    assert len({case.code for case in TEXTS}) >= 70
    assert len({case.script for case in TEXTS}) >= 25


@pytest.mark.parametrize("case", NOT_LANGUAGE, ids=lambda case: case["why"])
def test_what_is_not_language_is_und(case: dict[str, str]) -> None:
    found = DETECT(case["text"])
    assert (found.code, found.reliable) == ("und", False)


@pytest.mark.parametrize("case", NOT_LANGUAGE, ids=lambda case: case["why"])
def test_much_of_what_is_not_language_is_und(case: dict[str, str]) -> None:
    if case["why"] not in ("one letter", "two letters"):  # those would make words
        assert DETECT(f"{case['text']}\n" * 200).code == "und"


@pytest.mark.parametrize("case", LANGUAGE, ids=lambda case: case["why"])
def test_what_looks_odd_is_language_all_the_same(case: dict[str, str]) -> None:
    assert DETECT(case["text"]).code == case["code"]


@pytest.mark.xfail(strict=True, reason="nothing in it tells Indonesian from Malay")
def test_a_sentence_that_could_be_either() -> None:
    assert DETECT("Anak-anak melambaikan tangan dari tepi sungai setiap pagi.").code == "id"


def test_which_way_chinese_is_written() -> None:
    assert DETECT("我们今天去公园散步。").code == "zh-Hans"
    assert DETECT("我們今天去公園散步。").code == "zh-Hant"
    undecided = DETECT("山中有火山，山下有大河。")
    assert (undecided.code, undecided.script) == ("zh", "Hani")


def test_serbian_has_the_script_it_is_written_in() -> None:
    assert DETECT("Сутра ће бити хладније, а у понедељак се очекује снег.").script == "Cyrl"
    latin = DETECT("Sutra će biti hladnije, a u ponedeljak se očekuje sneg u planinama.")
    assert latin.script == "Latn"


def test_a_document_is_not_judged_by_its_first_line() -> None:
    rest = next(case.rest for case in TEXTS if case.code == "fr")
    assert DETECT("Share this article with your friends\n" + f"{rest}\n" * 30).code == "fr"


PIECES = st.one_of(
    st.text(st.characters(codec=None), max_size=40),
    st.sampled_from([case.sentence for case in TEXTS]),
    st.sampled_from([case["text"] for case in NOT_LANGUAGE]),
    st.sampled_from(["<", "{", "\ud800", "\x00", "&", "@", "http://", "=" * 50, "İ", "ß", "\r\n"]),
)
ANY_TEXT = st.lists(PIECES, max_size=6).map("".join)


@settings(max_examples=400, deadline=None)
@given(ANY_TEXT, st.sampled_from([1, 1, 1, 60]))
@example("ª", 1)
@example("\U000e0041\ufeff", 1)
def test_every_answer_keeps_its_shape(text: str, times: int) -> None:
    found = DETECT(text * times)
    assert re.fullmatch(r"und|[a-z]{2,3}(-Han[st])?", found.code)
    assert re.fullmatch(r"[A-Z][a-z]{3}", found.script)
    assert 0.0 <= found.score <= 1.0
    assert type(found.score) is float
    assert found.code not in ("no", "iw", "tl", "zxx")
    assert (found.code == "und") == (found.score < LEAST)
    assert not (found.code == "und" and found.reliable)
    assert found.code != "zh-Hans" or found.script == "Hans"
    assert found.code != "zh-Hant" or found.script == "Hant"


@settings(max_examples=100, deadline=None)
@given(st.lists(ANY_TEXT, min_size=2, max_size=4))
def test_an_answer_does_not_depend_on_what_was_asked_before(texts: list[str]) -> None:
    answers = [DETECT(text) for text in texts]
    assert [DETECT(text) for text in reversed(texts)] == answers[::-1]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), min_size=1, max_size=9), st.sampled_from([400, 9000]))
def test_never_more_than_the_cap_isread(text: str, times: int) -> None:
    passage = read(text * times, CAP)
    assert passage.text is None or len(passage.text) <= CAP + 2


def _doubtful_texts() -> list[str]:
    fragments = [" ".join(case.sentence.split()[:3]) for case in TEXTS]
    return [*fragments, *(case["text"] for case in LANGUAGE), IN_DOUBT]


def test_the_second_model_has_a_say_in_these_texts() -> None:
    passages = [read(text, CAP) for text in _doubtful_texts()]
    doubtful = [p for p in passages if p.text and _first(p).probability < DOUBT]
    assert len(doubtful) >= 15


def test_every_process_answers_alike() -> None:
    program = (
        "import json, sys, dataclasses\n"
        "from cleaner.language import Detector\n"
        "detect = Detector().detect\n"
        "texts = json.load(sys.stdin)\n"
        "print(json.dumps([dataclasses.asdict(detect(text)) for text in texts]))\n"
    )
    texts = _doubtful_texts()[::-1]
    answers = []
    for seed in ("1", "2"):
        output = subprocess.run(
            [sys.executable, "-c", program],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
            cwd=HERE.parents[1],
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        answers.append([Language(**answer | {"shares": ()}) for answer in json.loads(output)])
    assert answers[0] == answers[1] == [DETECT(text) for text in texts]


def test_the_global_seed_of_langdetect_is_left_alone_and_has_no_effect(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = []
    for seed in (None, 1, 2):
        monkeypatch.setattr(DetectorFactory, "seed", seed)
        answers.append(DETECT(IN_DOUBT))
        assert DetectorFactory.seed is seed
    assert answers[0] == answers[1] == answers[2]


def test_importing_loads_no_model() -> None:
    program = (
        "import sys, cleaner.language\n"
        "heavy = {'py3langid', 'langdetect', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=HERE.parents[1])
