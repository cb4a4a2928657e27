"""What is said about a corpus as a whole: manifest, rules and card."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from cleaner.corpus.card import card
from cleaner.corpus.commit import Counts
from cleaner.corpus.finish import finish
from cleaner.corpus.layout import data_path
from cleaner.corpus.manifest import write_rules
from cleaner.errors import CorpusError

from .made import RULES, corpus, tree


def front_matter(page: str) -> dict:
    return yaml.safe_load(page.split("---\n")[1])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return corpus(tmp_path / "corpus")


def test_manifest_tells_where_every_file_comes_from(out: Path) -> None:
    told = json.loads((out / "manifest.json").read_bytes())
    prov = told["prov"]
    files = {name for name in tree(out) if name.endswith(".parquet")}
    assert {f"corpus:{name}" for name in files} <= set(prov["entity"])
    for relation, keys in {
        "used": ("prov:activity", "prov:entity"),
        "wasGeneratedBy": ("prov:entity", "prov:activity"),
        "wasDerivedFrom": ("prov:generatedEntity", "prov:usedEntity", "prov:activity"),
    }.items():
        for said in prov[relation].values():
            assert tuple(sorted(said)) == tuple(sorted(keys))
            for key, name in said.items():
                kind = "activity" if key == "prov:activity" else "entity"
                assert name in prov[kind]
                assert name.partition(":")[0] in prov["prefix"]
    generated = {said["prov:entity"] for said in prov["wasGeneratedBy"].values()}
    assert generated == {f"corpus:{name}" for name in files}
    assert told["counts"]["documents"] == 8
    assert told["shards"] == 2
    assert len(told["made_by"]) == 1


def test_rules_are_kept_as_used(out: Path) -> None:
    assert {n: t.decode() for n, t in tree(out / "_rules").items()} == RULES
    finish(out, {"new.yaml": "ü\n"})
    assert tree(out / "_rules") == {"new.yaml": "ü\n".encode()}


@pytest.mark.parametrize("name", ["", "/etc/x", "../x", "a/../../x", "a\\b", "C:x"])
def test_rules_stay_in_their_folder(out: Path, name: str) -> None:
    before = tree(out)
    with pytest.raises(ValueError, match="cannot name a rule file"):
        write_rules(out, {"fine.yaml": "", name: ""})
    assert tree(out) == before


def test_finish_removes_what_killed_runs_left(out: Path) -> None:
    (out / "_tmp").mkdir()
    (out / "_tmp/00003-data-en").write_bytes(b"half")
    finish(out, RULES)
    assert not (out / "_tmp").exists()


def test_finish_stops_at_a_broken_record(out: Path) -> None:
    (out / "_commits/00000.json").write_bytes(b"{")
    with pytest.raises(CorpusError, match=r"00000\.json"):
        finish(out, RULES)


def test_card(out: Path) -> None:
    page = (out / "README.md").read_text(encoding="utf-8")
    told = front_matter(page)
    assert told["language"] == ["ar", "en", "no"]  # as text: YAML alone would say false for `no`
    assert told["configs"] == [
        {
            "config_name": "default",
            "data_files": [{"split": "train", "path": "data/**/*.parquet"}],
        }
    ]
    assert "license" not in told
    for line in ("| documents read | 8 |", "| `binary` | 2 |", "| `junk.line` | 4 | 25 | 0 |"):
        assert line in page


def test_card_of_nothing() -> None:
    page = card(Counts())
    assert front_matter(page)["language"] == []
    assert page.count("\nNone.\n") == 3


@pytest.mark.parametrize("code", ["en", "zh-Hant", "sr-Latn-RS", "und", "fil"])
def test_language_names_its_folder(code: str) -> None:
    assert data_path(code, 12) == f"data/{code}/part-00012.parquet"
