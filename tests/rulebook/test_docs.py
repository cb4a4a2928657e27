"""The page about rules: its tutorial runs, its table is that of the models, its numbers are so."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleaner import lines
from cleaner.cli.main import cli
from cleaner.rulebook.compiled import LINE_CAP, TIMEOUT_SECONDS
from cleaner.rulebook.explain import FAMILY_OF
from cleaner.rulebook.keys import Limits
from cleaner.rulebook.limits import MANY_LINES
from cleaner.rulebook.literals import MIN_LITERAL
from cleaner.rulebook.reference import key_tables
from cleaner.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
FILES = re.findall(r"<!-- (\S+) -->\n```\w*\n(.*?)```", PAGE, re.DOTALL)
(CONSOLE,) = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)


def steps() -> list[tuple[str, list[str]]]:
    """Each command of the tutorial and the lines it is to say; dots stand for any lines."""
    found: list[tuple[str, list[str]]] = []
    for line in CONSOLE.splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        else:
            found[-1][1].append(line)
    return found


def test_the_tutorial_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    for command, told in steps():
        done = CliRunner().invoke(cli, shlex.split(command)[1:])
        assert done.exit_code == 0, done.output
        pattern = "".join("(?:.*\n)*" if t == "..." else re.escape(t) + "\n" for t in told)
        assert re.fullmatch(pattern, done.output), (command, done.output)


def test_the_tutorial_fits_a_screen() -> None:
    tutorial = PAGE[PAGE.index("## One line") : PAGE.index("## The author's day")]
    assert len(tutorial.splitlines()) <= 65


def test_the_table_of_keys_is_that_of_the_models() -> None:
    begin, end = "<!-- keys -->\n", "\n<!-- end of keys -->"
    assert PAGE[PAGE.index(begin) + len(begin) : PAGE.index(end)] == key_tables()


def test_every_key_has_a_meaning() -> None:
    rows = [line for line in key_tables().splitlines() if line.startswith("| `")]
    assert len(rows) > 50
    assert [row for row in rows if row.endswith("|  |")] == []


def test_every_action_is_explained() -> None:
    explained = re.findall(r"^\| `(\w+)` \|", PAGE[: PAGE.index("## What")], re.MULTILINE)
    assert sorted(explained) == sorted(FAMILY_OF)


def test_numbers_are_those_of_the_code() -> None:
    said = " ".join(PAGE.split())
    assert f"at least {lines.PROSE_WIDTH} wide" in said
    assert f"at least {lines.LONG_WIDTH} wide" in said
    assert (lines.HEAD_SHARE, lines.TAIL_SHARE) == (0.10, 0.60)
    assert f"take {Limits().max_document_fraction:.0%}".replace("%", " %") in said
    assert f"and {MANY_LINES} lines or" in said
    assert f"no more than {MANY_LINES} lines" in said
    assert f"may take {Settings().max_removed:.0%}".replace("%", " %") in said
    assert f"more than {LINE_CAP:,} characters" in said
    assert TIMEOUT_SECONDS == 0.5
    assert MIN_LITERAL == 2
