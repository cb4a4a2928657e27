"""`clean names`, as it is typed."""

import json

import pytest
from click.testing import CliRunner

from cleaner.cli.main import cli
from cleaner.errors import CheckFailed, UsageError

PACK = """schema: 1
pack: names/mine
names:
- id: place.test
  native: {ru: Сергей}
  canonical: Sergei
  kind: place
  tests: {match: [Sergej, London]}
"""


def run(*words: str) -> str:
    done = CliRunner().invoke(cli, ["names", *words], catch_exceptions=False, standalone_mode=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def mine(tmp_path):
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "mine.yaml").write_text(PACK, encoding="utf-8")
    return str(tmp_path)


def test_forms_come_with_their_schemes():
    lines = dict(line.split(maxsplit=1) for line in run("forms", "Кожемяко").splitlines())
    assert "bgn" in lines["Kozhemyako"]
    assert "fr" in lines["Kojemiako"]


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (["김정은", "--each", "1"], "Gimjeongeun"),
        (["北京"], "Beijing"),
        (["安倍晋三", "--language", "ja", "--reading", "あべ しんぞう"], "Abe Shinzo"),
        (["Αθήνα"], "Athina"),
        (["تهران", "--language", "fa"], "Tehran"),
    ],
)
def test_the_language_is_told_from_the_letters_or_named(words, form):
    assert form in [line[:32].strip() for line in run("forms", *words, "--each", "40").splitlines()]


def test_a_form_is_tried():
    lines = run("forms", "Кожемяко", "--match", "Koschemjako", "--match", "Kowalski").splitlines()
    assert [line.split(maxsplit=1)[1] for line in lines] == ["de", "no spelling of this name"]


@pytest.mark.parametrize(
    "words", [["London"], ["京都", "--language", "ja"], ["Київ", "--language", "x"]]
)
def test_what_has_no_forms_says_why(words):
    with pytest.raises(UsageError):
        run("forms", *words)


def test_collisions_of_ones_own_names_are_told(mine, capsys):
    with pytest.raises(CheckFailed, match="1 collision: list each in `accept` or `reject`"):
        run("check", "--rules", mine)


def test_examples_of_ones_own_names_are_run(mine):
    with pytest.raises(CheckFailed, match="1 failure\\."):
        run("test", "--rules", mine)


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="nosuch: there is no such file or folder"):
        run("list", "--rules", str(tmp_path / "nosuch"))


def test_names_are_listed():
    assert any("Kinzhal" in line and "Кинжал (ru)" in line for line in run("list").splitlines())
    rows = [json.loads(line) for line in run("list", "--json").splitlines()]
    assert {"weapon.kinzhal"} <= {row["id"] for row in rows}


def test_the_schema_is_printed():
    assert "names" in json.loads(run("schema"))["properties"]
