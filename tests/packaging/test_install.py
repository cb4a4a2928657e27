"""What people install is whole: wheel, sdist and editable, each in an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
LEFTOVERS = ("__pycache__", ".pyc")

ASK = """
import json, cleaner
from cleaner.rulebook.home import rules_home
home = rules_home()
paths = [p for p in home.rglob("*") if p.is_file()]
files = {p.relative_to(home).as_posix(): p.read_bytes().hex() for p in paths}
print(json.dumps({"package": cleaner.__path__[0], "home": str(home), "files": files}))
"""


def run(*command: str | Path, **options) -> str:
    """What a program prints. Fails the test with all it said if the program fails."""
    # The environment under test is to be found by itself, not by how this one was started.
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_"))}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"  # it would be left in the checkout
    done = subprocess.run(
        list(map(str, command)),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env=environment,
        **options,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not any(leftover in str(path) for leftover in LEFTOVERS)
    }


@pytest.fixture(scope="session")
def dist(tmp_path_factory) -> Path:
    """A folder with the sdist and the wheel of this checkout. They are built by the build backend
    installed here (extra `test`), since a build that fetches its own needs a network."""
    folder = tmp_path_factory.mktemp("dist")
    targets = ("--target", "sdist", "--target", "wheel")
    run(sys.executable, "-m", "hatchling", "build", *targets, "--directory", folder, cwd=ROOT)
    return folder


def only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


@pytest.fixture(params=["wheel", "sdist", "editable"])
def installed(request, dist, tmp_path) -> tuple[str, Path]:
    """An environment in which the package was installed in one of the three ways.

    It borrows the libraries of the environment the tests run in instead of installing them three
    times more, which would take minutes and a network. They come last on its path, so that what is
    found of this package is what was installed here, even if the tests' environment has it too.
    """
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    own = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (own / "zz-borrowed.pth").write_text("\n".join(sorted(borrowed)), encoding="utf-8")
    what = {
        "wheel": [only(dist, "*.whl")],
        "sdist": [only(dist, "*.tar.gz")],
        "editable": ["--editable", ROOT],
    }[request.param]
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--ignore-installed"]
    run(sys.executable, "-m", "pip", "--python", python, "install", *options, *what, cwd=tmp_path)
    return request.param, python


def test_an_installed_package_has_its_commands_and_its_rules(installed, tmp_path):
    how, python = installed
    assert VERSION in run(python.with_name("clean"), "--version", cwd=tmp_path)
    assert VERSION in run(python, "-m", "cleaner", "--version", cwd=tmp_path)

    answer = json.loads(run(python, "-c", ASK, cwd=tmp_path))
    home = ROOT if how == "editable" else python.parents[1]
    assert Path(answer["package"]).resolve().is_relative_to(home.resolve())
    assert Path(answer["home"]).name == ("rules" if how == "editable" else "_rules")
    rules = contents(ROOT / "rules")
    assert rules
    assert {name: bytes.fromhex(data) for name, data in answer["files"].items()} == rules


def test_the_wheel_holds_the_package_and_nothing_else(dist):
    with zipfile.ZipFile(only(dist, "*.whl")) as wheel:
        names = set(wheel.namelist())
    package = {f"cleaner/{name}" for name in contents(ROOT / "cleaner")}
    rules = {f"cleaner/_rules/{name}" for name in contents(ROOT / "rules")}
    about = {name for name in names if ".dist-info/" in name}
    assert names == package | rules | about
    assert any(name.endswith("/LICENSE") for name in about)
    assert "cleaner/py.typed" in names


def test_the_sdist_holds_all_that_the_tests_need(dist):
    with tarfile.open(only(dist, "*.tar.gz")) as sdist:
        files = [member for member in sdist.getmembers() if member.isfile()]
        held = {}
        for member in files:
            stream = sdist.extractfile(member)
            assert stream is not None
            held[member.name.split("/", 1)[1]] = stream.read()
    for folder in ("cleaner", "rules", "seeds", "tests"):
        expected = {f"{folder}/{name}": data for name, data in contents(ROOT / folder).items()}
        there = {n: d for n, d in held.items() if n.startswith(folder + "/")}
        assert there.keys() == expected.keys()
        assert [name for name in expected if there[name] != expected[name]] == []
    assert held.keys() >= {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".ci/run"}


def test_two_builds_are_the_same_bytes(dist, tmp_path):
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=ROOT)
    # Of megabytes that differ nobody wants to see where.
    first, second = (only(folder, "*.whl").read_bytes() for folder in (dist, tmp_path))
    assert sha256(first).digest() == sha256(second).digest()
