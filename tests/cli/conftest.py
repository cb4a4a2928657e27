"""Running the command as a person does, in this process or in one of its own."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from cleaner.cli.main import main

ARTICLE = """Two planes landed near the town on Sunday, and nobody was hurt.
The pilots said that they would fly on as soon as the weather allowed it.

Please enter your comment!
"""


@dataclass(frozen=True)
class Outcome:
    """How a command ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch):
    """No setting and no wish about colours of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith(("CLEANER_", "_CLEAN")) or name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name)


@pytest.fixture
def clean(tmp_path, monkeypatch, capsysbinary):
    """`clean(*words, stdin=b"")` in this process and an empty folder, without starting Python."""
    monkeypatch.chdir(tmp_path)
    # On a busy machine anything may take so long that it would tell how far it is.
    monkeypatch.setattr("cleaner.cli.progress.PLAIN_SECONDS", 3600.0)
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGHUP)}

    def run(*words, stdin=b""):
        monkeypatch.setattr(sys, "argv", ["clean", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsysbinary.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        assert b"Traceback" not in err
        return Outcome(code, out.decode(), err.decode())

    yield run
    for name, handler in before.items():
        signal.signal(name, handler)


@pytest.fixture
def page(tmp_path):
    """A folder with one article in it."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "article.txt").write_text(ARTICLE)
    return folder


@pytest.fixture
def corpus(clean, page, tmp_path):
    """The corpus made of it."""
    assert clean(page, "-o", "corpus", "-q").code == 0
    return tmp_path / "corpus"


def start(*words, under=(), **options):
    """The command as a process of its own, with pipes for what it writes."""
    command = [*under, sys.executable, "-m", "cleaner", *map(str, words)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    where = Path(__file__).parents[2]
    path = os.pathsep.join([str(where), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, **streams)
