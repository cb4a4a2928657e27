"""The tables are for people: corrections take effect, faults are told with file and line."""

import shutil

import pytest

from cleaner.errors import RuleError
from cleaner.layout.filter import load_layout
from cleaner.rulebook.home import rules_home
from tests.layout.made import cut, labelled

TEXT = "\n".join(line for _, line in labelled("pages.txt")["en"])


@pytest.fixture
def home(tmp_path):
    return shutil.copytree(rules_home() / "layout", tmp_path / "layout")


def test_a_correction_keeps_a_line_that_went(home):
    assert "Share" not in cut(TEXT, load_layout(home, "balanced")).split("\n")
    with (home / "corrections.tsv").open("a", encoding="utf-8") as file:
        file.write("line\tshare\t9\t-3\t-3\n")
    assert "Share" in cut(TEXT, load_layout(home, "balanced")).split("\n")


def test_points_of_the_scorecard_take_effect(home):
    text = (home / "page.tsv").read_text(encoding="utf-8").split("\n")
    base = next(line for line in text if line.startswith("base\t"))
    text[text.index(base)] = "base\tmore\t50"
    for name in ("page.tsv", "text.tsv"):
        (home / name).write_text("\n".join(text), encoding="utf-8")
    assert cut(TEXT, load_layout(home, "balanced")) == TEXT


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("corrections.tsv", "word\tshare\t1\t2", "4 columns where 5 belong"),
        ("corrections.tsv", "worm\tshare\t1\t2\t3", "'worm' is no kind"),
        ("corrections.tsv", "word\tshare\t1\tmuch\t3", "are not all numbers"),
        ("phrases.tsv", "nonsense\ten\tline\tshare", "'nonsense' says nothing"),
        ("phrases.tsv", "about\ten\tend\tshare", "'end' is no place"),
        ("page.tsv", "words\t1\tmany", "are not numbers"),
        ("limits.tsv", "safe\tarticle\tpage\thigh", "'high' is not a number"),
        ("limits.tsv", "unsure\tany\tpage\t3", "the biases of any page fall from one level"),
    ],
)
def test_faults_name_file_and_line(home, name, row, told):
    with (home / name).open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    line = (home / name).read_text(encoding="utf-8").count("\n")
    with pytest.raises(RuleError) as caught:
        load_layout(home, "safe")
    assert f"{name}:{line}:1:" in str(caught.value)
    assert told in str(caught.value)


def test_the_digest_changes_with_every_table_that_counts(home):
    digests = {load_layout(home, "safe").digest}
    for name in ("corrections.tsv", "phrases.tsv", "limits.tsv", "kinds.tsv", "first.tsv"):
        with (home / name).open("a", encoding="utf-8") as file:
            file.write("# a remark\n")
        digests.add(load_layout(home, "safe").digest)
    assert len(digests) == 6
