"""Detectors by name: the same shape of answers from all, and messages where one is missing.

The packages that a user installs are not there when tests run, or may be: each is stood in for by
an object with the functions that the real one has and answers of the kind it gives. The real ones
(lingua-language-detector 2.1, pycld2 0.42, cld3-py 3.1, fasttext-predict 0.9 and fasttext-numpy2
0.10 with a small model trained for the purpose) were tried by hand on the texts of this folder.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given, settings

from cleaner.errors import SettingsError
from cleaner.kit import make_kit
from cleaner.language import detector
from cleaner.language.others import _UNFIT, BUILT_IN, FASTTEXT_MODEL, Alone
from cleaner.language.passage import CAP
from cleaner.model import Language
from cleaner.settings import Settings
from tests.language.test_detect import ANY_TEXT, TEXTS, Case
from tests.language.test_figures import OF_LANGDETECT

ROOT = Path(__file__).parents[2]
ENGLISH = "The old ferry crosses the river every morning and the children wave from the bank."
HEBREW = "המעבורת הישנה חוצה את הנהר בכל בוקר והילדים מנופפים מן הגדה."


def stand_in(monkeypatch: pytest.MonkeyPatch, name: str, **content: Any) -> None:
    module = ModuleType(name)
    vars(module).update(content)
    monkeypatch.setitem(sys.modules, name, module)


def cld2_detect(text: str, isPlainText: bool = False) -> tuple[Any, ...]:  # noqa: N803 (its name)
    assert isPlainText
    assert not _UNFIT.search(text)
    code = "iw" if "ה" in text else "en"
    unknown = ("Unknown", "un", 0, 0.0)
    if len(text) < 30:
        return (False, len(text), (unknown, unknown, unknown))
    return (True, len(text), (("A LANGUAGE", code, 97, 1174.0), unknown, unknown))


def cld3_identifier(min_num_bytes: int, max_num_bytes: int) -> Any:
    def find(text: str) -> Any:
        assert not _UNFIT.search(text)
        code = "iw" if "ה" in text else "en"
        return SimpleNamespace(language=code, probability=0.99, is_reliable=True, proportion=1.0)

    return SimpleNamespace(FindLanguage=find)


def lingua_builder() -> Any:
    def value(code: str, confidence: float) -> Any:
        language = SimpleNamespace(iso_code_639_1=SimpleNamespace(name=code))
        return SimpleNamespace(language=language, value=confidence)

    def values(text: str) -> list[Any]:
        text.encode()
        codes = ("HE", "EN") if "ה" in text else ("EN", "HE")
        return [value(codes[0], 0.96), value(codes[1], 0.04)]

    built = SimpleNamespace(compute_language_confidence_values=values)
    return SimpleNamespace(from_all_languages=lambda: SimpleNamespace(build=lambda: built))


def fasttext_load(path: str) -> Any:
    if Path(path).read_bytes() != b"a model":
        raise ValueError(f"{path} has wrong file format!")

    def predict(text: str, k: int, threshold: float, errors: str) -> list[tuple[float, str]]:
        assert text.endswith("\n")
        assert text.count("\n") == 1
        code = "he" if "ה" in text else "als" if "ä" in text else "en"
        return [(0.98, f"__label__{code}"), (0.01, "__label__nl")]

    return SimpleNamespace(f=SimpleNamespace(predict=predict))


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """All packages are there; returns the path of a model for fastText."""
    stand_in(monkeypatch, "pycld2", detect=cld2_detect)
    stand_in(monkeypatch, "gcld3", NNetLanguageIdentifier=cld3_identifier)
    stand_in(monkeypatch, "lingua", LanguageDetectorBuilder=lingua_builder())
    stand_in(monkeypatch, "fasttext", load_model=fasttext_load)
    model = tmp_path / "lid.176.ftz"
    model.write_bytes(b"a model")
    return model


@pytest.mark.parametrize("name", [*BUILT_IN, "fasttext"])
def test_every_detector_gives_codes_of_one_kind(name: str, installed: Path) -> None:
    told = detector(f"fasttext:{installed}" if name == "fasttext" else name)
    english, hebrew = told.detect(ENGLISH), told.detect(HEBREW)
    assert (english.code, english.script, english.reliable) == ("en", "Latn", True)
    assert (hebrew.code, hebrew.script, hebrew.reliable) == ("he", "Hebr", True)
    both = told.shares(f"{ENGLISH} {ENGLISH}\n\n{HEBREW} {HEBREW}\n")
    assert {share.code for share in both} == {"en", "he"}
    assert told.detect("12 345").code == "und"
    assert told.detect(f"{ENGLISH}\0\ud800\ufffe\n{ENGLISH}").code == "en"


@pytest.mark.parametrize(
    ("name", "module", "package"),
    [
        ("lingua", "lingua", "lingua-language-detector"),
        ("pycld2", "pycld2", "pycld2"),
        ("cld3", "gcld3", "cld3-py"),
        ("fasttext:model.ftz", "fasttext", "fasttext-predict"),
    ],
)
def test_an_absent_package_is_named(
    name: str, module: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)  # an import of it fails, installed or not
    with pytest.raises(SettingsError, match=re.escape(f"python -m pip install {package}")) as error:
        make_kit(Settings(detector=name))
    assert repr(name.partition(":")[0]) in str(error.value)


def test_fasttext_says_what_it_needs(
    installed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(FASTTEXT_MODEL, raising=False)
    with pytest.raises(SettingsError, match=f"or set {FASTTEXT_MODEL}"):
        detector("fasttext")
    with pytest.raises(SettingsError, match=r"lid\.bin' is none"):
        detector(f"fasttext:{tmp_path / 'lid.bin'}")
    (tmp_path / "lid.bin").write_bytes(b"no model")
    with pytest.raises(SettingsError, match="wrong file format"):
        detector(f"fasttext:{tmp_path / 'lid.bin'}")
    monkeypatch.setenv(FASTTEXT_MODEL, str(installed))
    assert detector("fasttext").detect("Ds alte Schiff fahrt jede Tag über dä Fluss").code == "gsw"


def test_an_unknown_name_lists_those_that_exist() -> None:
    with pytest.raises(SettingsError, match="did you mean 'langdetect'") as error:
        detector("langdetct")
    for name in (*BUILT_IN, "fasttext"):
        assert name in str(error.value)
    with pytest.raises(SettingsError, match="takes no argument"):
        detector("py3langid:model")


def ranking(*answers: tuple[str, float]) -> Alone:
    return Alone(lambda text: answers)


@pytest.mark.parametrize(
    ("answers", "code", "reliable"),
    [
        ([("en", 0.95)], "en", True),
        ([("EN_Latn", 0.95)], "en", True),
        ([("no", 0.8)], "nb", False),
        ([("tl", 0.9)], "fil", True),
        ([("jw", 0.9)], "jv", True),
        ([("ru", 0.9), ("en", 0.5)], "en", False),
        ([("ru", 0.9)], "und", False),
        ([("en", 0.2)], "und", False),
        ([("un", 0.9), ("en", 0.9)], "und", False),
        ([("xx-Latn", 0.9)], "und", False),
        ([("english", 0.9)], "und", False),
        ([], "und", False),
    ],
)
def test_labels_become_codes(answers: list[tuple[str, float]], code: str, reliable: bool) -> None:
    found = ranking(*answers).detect(ENGLISH)
    assert (found.code, found.reliable) == (code, reliable)


def test_probabilities_stay_in_range() -> None:
    assert ranking(("en", 1.0000001)).detect(ENGLISH).score == 1.0
    assert type(ranking(("en", 1)).detect(ENGLISH).score) is float


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT)
@example("a\x00\ud800\nb")
def test_a_model_gets_one_bounded_line_of_characters(text: str) -> None:
    seen: list[str] = []

    def model(line: str) -> list[tuple[str, float]]:
        seen.append(line)
        return []

    for times in (1, 60):
        assert Alone(model).detect(text * times).code == "und"
    for line in seen:
        line.encode()
        assert "\n" not in line
        assert len(line) <= CAP + 2


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.code)
def test_both_bundled_models_alone(case: Case) -> None:
    text = f"{case.sentence} {case.rest}"
    if case.code in OF_LANGDETECT:
        assert detector("langdetect").detect(text).code == case.code
    if case.code != "dv":  # a language that py3langid does not know: the script knows it
        found = detector("py3langid").detect(text)
        assert (found.code, found.script) == (case.code, case.script)


def test_langdetect_is_seeded() -> None:
    told = detector("langdetect")
    fragments = [" ".join(case.sentence.split()[:3]) for case in TEXTS]
    answers = [told.detect(text) for text in fragments]
    assert [detector("langdetect").detect(text) for text in fragments[::-1]] == answers[::-1]


def test_the_setting_reaches_the_rows() -> None:
    kit = make_kit(Settings().with_values({"detector": "py3langid"}, "here"))
    text = f"{ENGLISH}\n\n{HEBREW}\n"
    assert kit.language(text) == detector("py3langid").detect(text)
    assert Settings(detector="py3langid").digest != Settings().digest
    with pytest.raises(SettingsError, match="detector must be a text"):
        Settings().with_values({"detector": 3}, "here")


PLUG_IN = "def make(argument):\n    return lambda text: [('eo', float(argument or 0.5))]\n"


def test_a_plug_in_is_found_by_its_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "esperantist.py").write_text(PLUG_IN, encoding="utf-8")
    info = tmp_path / "esperantist-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: esperantist\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[cleaner.detectors]\nesperantist = esperantist:make\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert detector("esperantist").detect(ENGLISH) == Language("eo", "Latn", 0.5, reliable=False)
    assert detector("esperantist:0.95").detect(ENGLISH).reliable
    with pytest.raises(SettingsError, match="did you mean 'esperantist'"):
        detector("esperanto")


def test_naming_a_detector_loads_no_other() -> None:
    program = (
        "import sys\n"
        "from cleaner.language import detector\n"
        "detector('default'), detector('langdetect'), detector('py3langid')\n"
        "heavy = {'py3langid', 'langdetect', 'numpy', 'lingua', 'gcld3'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
