"""What is wrong with a file that is no YAML is said so that who wrote it can mend it, whichever
parser reads it."""

from __future__ import annotations

import pytest
import yaml

from cleaner.errors import Fault
from cleaner.rulebook.pack import read_pack
from cleaner.yamltree import TreeBuilder

HEAD = "schema: 1\npack: my/rules\nrules:\n"
RULE = HEAD + "- id: my.rule\n  title: One\n  action: remove_line\n"
SPACES = "Indent with spaces"
WRONG = {
    # Text, the line of the fault, its column, words of the message, words of the advice.
    "tab": (HEAD + "- id: my.rule\n\ttitle: One\n", 5, 1, "a tab", SPACES),
    "tab before a dash": (HEAD + "\t- id: my.rule\n", 4, 1, "a tab", SPACES),
    "tab behind a dash": (HEAD + "-\tid: my.rule\n", 4, 2, "a tab", SPACES),
    "tab behind spaces": (RULE + "  line_is:\n  \tany: [One]\n", 8, 3, "a tab", SPACES),
    "it's": (RULE + "  why: 'it's mine'\n", 7, 12, "in ' ended before this", "'it''s'"),
    "it's in a list": (RULE + "  sites: ['it's', b]\n", 7, 15, "in ' ended", "'it''s'"),
    "it's an item": (RULE + "  sites:\n  - 'it's'\n", 8, 9, "in ' ended", "'it''s'"),
    "quotes in quotes": (RULE + '  why: "say "yes""\n', 7, 14, 'in " ended', "'say \"yes\"'"),
    "no end": (RULE + "  why: 'mine\n  status: stable\n", 7, 8, "' that opens here", "Close it"),
    "no end either": (RULE + '  why: "mine\n', 7, 8, '" that opens here is never', "Close it"),
    "escape": (RULE + '  why: "a\\d"\n', 7, None, "\\d means nothing", "single quotes"),
    "colon": (RULE + "  why: one: two\n", 7, 11, "mapping values", "Quote values"),
    "at": (RULE + "  why: @one\n", 7, 8, "cannot start any token", "Quote values"),
    "brackets": (RULE + "  sites: [a, b\n", 8, 1, "expected", "Quote values"),
    "tab within": (RULE + "  why: @\tone\n", 7, 8, "cannot start any token", "Quote values"),
}
LOADERS = [yaml.SafeLoader, *filter(None, [getattr(yaml, "CSafeLoader", None)])]


@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)
@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_yaml(case, loader):
    text, line, column, message, advice = WRONG[case]
    tree = TreeBuilder("f.yaml", text, loader)
    assert tree.build() is None
    (fault,) = tree.faults
    assert (fault.line, fault.code) == (line, "R001")
    assert column in (fault.column, None)
    assert message in fault.message
    assert advice in fault.advice


FINE = ["'it''s'", "it's", '"say \\"yes\\""', "'say \"yes\"'", "'\\d'", "one:two", "'a\tb'"]


@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)
@pytest.mark.parametrize("value", FINE)
def test_what_only_looks_so(value, loader):
    tree = TreeBuilder("f.yaml", f"{RULE}  why: {value}\n", loader)
    assert tree.build() is not None
    assert not tree.faults


def first(text: str) -> Fault:
    faults: list[Fault] = []
    read_pack("f.yaml", text, faults)
    return faults[0]


@pytest.mark.parametrize("rules", ["  id: my.rule", "  my.rule:\n    title: One", "  one, two"])
def test_rules_that_are_no_list(rules):
    fault = first(f"{HEAD}{rules}\n")
    assert (fault.line, fault.column, fault.code) == (4, 3, "R004")
    assert (fault.message, "`- id: topic.name`" in fault.advice) == ("the rules are no list", True)


@pytest.mark.parametrize("rules", ["", " []", " {}", "\n# none yet"])
def test_no_rules(rules):
    assert first(f"schema: 1\npack: my/rules\nrules:{rules}\n").message == "a pack without rules"


@pytest.mark.parametrize("version", ["2", "1.0", "v1", "one"])
def test_another_version(version):
    fault = first(RULE.replace("schema: 1", f"schema: {version}"))
    assert (fault.line, fault.column) == (1, 9)
    assert fault.message == "schema: this version of the rule format is not known"
    assert "reads `schema: 1`" in fault.advice
