"""The house stands as drawn: every import of the package goes down, and commands start fast."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "cleaner"

# Floors from the ground up. A room is a module or a folder; whoever lives in a folder may import
# its neighbours there, except in `stages`, where nobody knows anybody.
FLOORS = (
    ("model", "errors", "version", "sizes", "datewords", "garbage", "yamlwords", "code"),
    ("lines", "edits", "settings", "charsets", "wide", "magic", "dates", "mojibake", "yamltree"),
    ("sources", "corpus", "extract", "layout"),
    ("rulebook", "language", "romanize", "measure"),
    ("repeats",),
    ("kit",),
    ("stages",),
    ("settle",),
    ("flow",),
    ("guard",),
    ("run", "library"),
    ("mine",),
    ("cli",),
)
FACES = ("__init__", "__main__")
"""What stands outside and may import any room: the library's face and `python -m cleaner`."""

STRANGERS = ("stages",)
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
HEAVY = {
    "ahocorasick_rs",
    "chardet",
    "dateparser",
    "fastwarc",
    "ftfy",
    "langdetect",
    "lxml",
    "numpy",
    "py3langid",
    "pyarrow",
    "pydantic",
    "ray",
    "regex",
    "resiliparse",
    "trafilatura",
}
"""Libraries that take long to import."""
ARROW_ROOMS = ("corpus", "run")
"""Only here may Arrow be imported with the module: everything else works on plain objects."""


@dataclass(frozen=True)
class Import:
    """One import: by whom, of what, where, and whether it runs when the module is imported."""

    by: str
    of: str
    line: int
    at_once: bool

    def __str__(self) -> str:
        return f"{self.by}, line {self.line}, imports {self.of}"


def modules(package: Path) -> dict[str, str]:
    """The source of every module, by its dotted name below the package."""
    return {
        ".".join(path.relative_to(package).with_suffix("").parts): path.read_text(encoding="utf-8")
        for path in sorted(package.rglob("*.py"))
    }


def imports(sources: Mapping[str, str]) -> Iterator[Import]:
    """Every import of every module; those of the package itself begin with `cleaner.`."""
    for name, source in sources.items():
        for node, at_once in walk(ast.parse(source), at_once=True):
            for target in targets(node, name):
                yield Import(name, known(target, sources), node.lineno, at_once)


def walk(node: ast.AST, at_once: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """All imports below a node, and whether they run when the module is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, at_once
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for statement in child.body:
                yield from walk(ast.Module([statement], []), at_once=False)
            for statement in child.orelse:
                yield from walk(ast.Module([statement], []), at_once)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from walk(child, at_once and not inside)


def targets(node: ast.Import | ast.ImportFrom, by: str) -> list[str]:
    """The dotted names an import names, relative ones worked out."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = node.module or ""
    if node.level:
        parts = ("cleaner." + by).split(".")[: -node.level]
        base = ".".join([*parts, base]).rstrip(".")
    return [f"{base}.{alias.name}" for alias in node.names]


def known(target: str, sources: Mapping[str, str]) -> str:
    """The module a dotted name is, or is a name of."""
    if not target.startswith("cleaner.") and target != "cleaner":
        return target
    parts = target.split(".")[1:]
    for end in range(len(parts), 0, -1):
        for name in (".".join(parts[:end]), ".".join([*parts[:end], "__init__"])):
            if name in sources:
                return f"cleaner.{name}"
    return "cleaner.__init__"


def room(module: str) -> str:
    return module.removeprefix("cleaner.").split(".")[0]


def inner(sources: Mapping[str, str]) -> list[Import]:
    return [each for each in imports(sources) if each.of.startswith("cleaner.")]


def faults(sources: Mapping[str, str]) -> list[str]:
    """What is wrong with the house, one sentence each."""
    found = [
        f"{name}.py stands on no floor: give {room(name)!r} its place in FLOORS."
        for name in sources
        if room(name) not in LEVEL and name not in FACES
    ]
    for each in inner(sources):
        here, there = room(each.by), room(each.of)
        if there in FACES:
            found.append(f"{each}, the face of the package, which imports the rooms behind it.")
        elif here in FACES or here not in LEVEL or there not in LEVEL:
            continue
        elif here == there:
            if here in STRANGERS:
                found.append(f"{each}: neighbours in {here} do not know each other.")
        elif there == "cli":
            found.append(f"{each}: nobody imports cli.")
        elif LEVEL[there] > LEVEL[here]:
            found.append(f"{each}, which stands above it.")
        elif LEVEL[there] == LEVEL[here]:
            found.append(f"{each}, which stands on the same floor.")
    return found + heavy_faults(sources) + cycles(sources)


def heavy_faults(sources: Mapping[str, str]) -> list[str]:
    found = []
    for each in imports(sources):
        library = each.of.split(".")[0]
        if not each.at_once or library not in HEAVY:
            continue
        if room(each.by) in ("cli", *FACES):
            found.append(f"{each} with the module: import it where it is used.")
        elif library == "pyarrow" and room(each.by) not in ARROW_ROOMS:
            found.append(f"{each} with the module: only {' and '.join(ARROW_ROOMS)} may.")
    return found


def cycles(sources: Mapping[str, str]) -> list[str]:
    """The circles among the modules, each named once."""
    edges: dict[str, list[str]] = {name: [] for name in sources}
    for each in inner(sources):
        edges[each.by].append(each.of.removeprefix("cleaner."))
    found, done = [], set[str]()

    def visit(name: str, trail: list[str]) -> None:
        if name in trail:
            circle = [*trail[trail.index(name) :], name]
            found.append(f"{' imports '.join(circle)}: a circle.")
        elif name not in done:
            for other in edges[name]:
                visit(other, [*trail, name])
            done.add(name)

    for name in edges:
        visit(name, [])
    return found


def test_the_house_stands_as_drawn() -> None:
    found = faults(modules(PACKAGE))
    assert not found, "\n".join(["", *found])


PLANTED = {
    "model": "",
    "errors": "",
    "lines": "from cleaner.model import Edit",
    "edits": "",
    "stages.__init__": "",
    "stages.strip": "from cleaner.model import Edit\nfrom cleaner.lines import Page",
    "stages.repair": "",
    "corpus.__init__": "",
    "corpus.schema": "import pyarrow as pa",
    "corpus.rows": "from cleaner.corpus.schema import SCHEMA",
    "rulebook.__init__": "",
    "rulebook.load": "def f():\n    import yaml",
    "flow": "from cleaner.stages import strip",
    "cli.__init__": "",
    "cli.main": "def main():\n    import pyarrow\n    from cleaner import flow",
    "__init__": "def __getattr__(name):\n    from cleaner import flow",
    "__main__": "from cleaner.cli.main import main",
}


def test_a_sound_house_has_no_faults() -> None:
    assert faults(PLANTED) == []


@pytest.mark.parametrize(
    ("module", "source", "sentence"),
    [
        ("lines", "from cleaner.flow import x", "lines, line 1, imports cleaner.flow, which stand"),
        ("lines", "import cleaner.flow", "lines, line 1, imports cleaner.flow, which stands above"),
        ("model", "def f():\n  from . import lines", "model, line 2, imports cleaner.lines, which"),
        ("lines", "from .flow import x", "lines, line 1, imports cleaner.flow, which stands above"),
        ("corpus.rows", "from ..flow import x", "corpus.rows, line 1, imports cleaner.flow, which"),
        (
            "model",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from cleaner.lines import x",
            "model, line 3, imports cleaner.lines, which stands above it",
        ),
        ("edits", "from cleaner.lines import x", "imports cleaner.lines, which stands on the same"),
        ("stages.repair", "from cleaner.stages.strip import x", "do not know each other"),
        ("stages.repair", "from . import strip", "do not know each other"),
        ("flow", "from cleaner.cli.main import main", "nobody imports cli"),
        ("flow", "from cleaner import VERSION", "the face of the package"),
        ("flow", "import pyarrow.compute", "flow, line 1, imports pyarrow.compute with the module"),
        ("cli.main", "import ftfy", "cli.main, line 1, imports ftfy with the module"),
        ("cli.main", "try:\n    import numpy\nexcept E:\n    pass", "line 2, imports numpy with"),
        ("__init__", "class A:\n    import pydantic", "__init__, line 2, imports pydantic with"),
        ("corpus.schema", "from cleaner.corpus import rows", "a circle"),
        ("errors", "from cleaner.errors import x", "errors imports errors: a circle"),
        ("attic", "", "attic.py stands on no floor"),
    ],
)
def test_a_planted_fault_is_found_and_named(module: str, source: str, sentence: str) -> None:
    found = faults({**PLANTED, module: source})
    assert any(sentence in fault for fault in found), found


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    import pyarrow",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pyarrow",
        "f = lambda: __import__('pyarrow')",
        "import json, re",
    ],
)
def test_what_is_allowed_is_no_fault(source: str) -> None:
    assert faults({**PLANTED, "flow": source}) == []


def loaded_by(code: str) -> set[str]:
    """The modules a fresh interpreter has loaded after running some code."""
    ending = "import sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{ending}"],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_importing_the_package_takes_few_modules() -> None:
    more = loaded_by("import cleaner") - loaded_by("")
    assert not more & HEAVY
    assert "click" not in more
    assert len(more) < 60, sorted(more)


def test_help_imports_nothing_heavy() -> None:
    code = """
import runpy, sys
sys.argv = ["clean", "--help"]
try:
    runpy.run_module("cleaner", run_name="__main__")
except SystemExit as end:
    assert not end.code, end.code
"""
    assert not loaded_by(code) & HEAVY
