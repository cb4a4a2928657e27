"""The docs say what is so: blocks run, files that are written by a script are what it writes."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from cleaner.cli.main import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "benchmarks" / "README.md", *sorted(ROOT.glob("docs/*.md"))]


def generator():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_commands_are_documented_as_they_are():
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == generator().commands(), "run `python docs/generate.py`"


COMMANDS = list(generator().walk("clean", cli, generator().context()))


@pytest.mark.parametrize(("name", "command", "context"), COMMANDS, ids=[c[0] for c in COMMANDS])
def test_every_help_has_an_example(name, command, context):
    text = command.get_help(context)
    examples = text.partition("Example")[2]
    assert f"{name} " in examples or f"{name}\n" in examples, text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_readme_fits_a_screen():
    assert len(README.splitlines()) <= 80


def test_readme_library_block_runs():
    block = next(b for b in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "Cleaner" in b)
    done = subprocess.run(
        [sys.executable, "-c", block], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "comment.form-prompt" in done.stdout


def test_readme_reads_a_corpus_with_what_is_installed():
    block = next(b for b in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "corpus/" in b)
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    installed = {re.match(r"[\w-]+", each)[0] for each in needed["dependencies"]}
    imported = set(re.findall(r"^(?:import|from) (\w+)", block, re.MULTILINE))
    assert imported and imported <= installed
    done = subprocess.run(
        [sys.executable, "-c", f"{block}\nprint(rows.num_rows)"],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT,
    )  # fmt: skip
    assert int(done.stdout) > 0, done.stderr


def test_ci_calls_the_test_command_of_the_readme():
    (command,) = re.findall(r'```sh\n(python -m pip install "\.\[test\]" && .+)\n```', README)
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for part in command.split(" && "):
        words = part.removeprefix("python -m pip install ")
        assert words in script
