"""`clean rules`, where it speaks of names, units and repairs: these have ids too."""

import json

import pytest
from click.testing import CliRunner

from cleaner.cli.main import cli
from cleaner.errors import UsageError


def run(*words: str) -> str:
    done = CliRunner().invoke(cli, ["rules", *words], catch_exceptions=False, standalone_mode=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(
    ("one", "told"),
    [
        ("unit.kilometer", ["rules/units", "UCUM code:\n    km", "example:\n    5 kilometer"]),
        ("unit.conversion.factor", ["flags a conversion", "5 km (31 miles)"]),
        ("weapon.kinzhal", ["rules/names/core.yaml", "Кинжал (ru)", "Kinjal", "Kendall"]),
        ("place.kyiv", ["also known as", "Kiev"]),
        ("repair.encoding", ["cleaner/stages/repair.py", "cafÃ© -> café", "--ignore"]),
        ("repair.line-end", ["Cannot be switched off."]),
        ("decode.fallback", ["cleaner/stages/decode.py"]),
    ],
)
def test_each_is_explained_with_its_place_and_an_example(one, told):
    page = run("explain", one)
    assert page.startswith(f"{one}: ")
    for part in told:
        assert part in page


@pytest.mark.parametrize(
    ("one", "near"), [("unit.kilometre", "unit.kilometer"), ("repair.encodin", "repair.encoding")]
)
def test_an_id_that_is_not_there_is_named_with_the_nearest(one, near):
    with pytest.raises(UsageError, match=f"no rule '{one}'; did you mean '{near}'"):
        run("explain", one)


@pytest.mark.parametrize(
    ("kind", "there"),
    [("name", "weapon.kinzhal"), ("unit", "unit.mile"), ("repair", "repair.encoding")],
)
def test_each_kind_is_listed_alone(kind, there):
    rows = json.loads(run("list", "--kind", kind, "--json"))
    assert {row["kind"] for row in rows} == {kind}
    assert there in {row["id"] for row in rows}
    lines = run("list", "--kind", kind).splitlines()
    assert len(lines) == len(rows)


def test_rules_are_listed_by_default_and_everything_on_demand():
    rules = {row["id"] for row in json.loads(run("list", "--json"))}
    every = {row["id"] for row in json.loads(run("list", "--kind", "all", "--json"))}
    assert rules < every
    assert {"weapon.kinzhal", "unit.mile", "repair.encoding"} <= every - rules
