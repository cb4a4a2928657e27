"""Rules of layout: they say which part of a page goes, of which documents, and show examples."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleaner import Cleaner
from cleaner.cli.main import cli
from cleaner.errors import CheckFailed, Fault, RuleError, SettingsError
from cleaner.layout.filter import SHIPPED
from cleaner.lines import Page
from cleaner.rulebook.builtin import BUILTINS
from cleaner.rulebook.check import check, fires
from cleaner.rulebook.format import formatted
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.lint.run import lint
from cleaner.rulebook.load import load_rules
from cleaner.rulebook.places import Place
from cleaner.rulebook.rule import UNUSED_BY_LAYOUT, LayoutRule, Rulebook
from cleaner.rulebook.schema import schema_text
from tests.layout.made import cut, labelled, layout

HOME = rules_home() / "layout"
HEAD = "schema: 1\npack: t\n"
RULE = "- id: t.mine\n  title: mine\n  action: remove_layout\n  layout: footer\n"
MENU = ["Home", "News", "Sport", "Weather", "Log in", "Subscribe"]
PROSE = [
    "The orchard above the village will keep its oldest trees, the owners said on Thursday.",
    "Most of the trees were set before the war, and they still carry more fruit than is sold.",
    "A school in the next valley has asked whether its pupils may help, and the answer was yes.",
]
PAGE = "\n".join([*MENU, "Orchard keeps its oldest trees", *PROSE, *MENU])
GERMAN = "\n".join(line for _, line in labelled("pages.txt")["de"])
UNUSED_VALUES = {
    "line_is": "{en: [Share]}",
    "line_starts": "{en: [Share]}",
    "line_regex": "Share",
    "where": "{zone: tail}",
    "requires": "{min_hits_in_document: 2}",
    "unless": "[x]",
    "keep": "[x]",
    "repeats": "{min_documents: 5}",
    "capture": "{author: by (.*)}",
    "limits": "{max_lines: 3}",
    "confidence": "low",
}


@cache
def shipped() -> Rulebook:
    return load_rules(HOME, core=False)


def faults(tmp_path: Path, rules: str) -> tuple[Fault, ...]:
    path = tmp_path / "own.yaml"
    path.write_text(f"{HEAD}rules:\n{rules}", encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_rules(path, core=False)
    return caught.value.faults


def book(tmp_path: Path, text: str, *before: Path) -> Rulebook:
    """The rules of one pack, behind those of other places."""
    path = tmp_path / "own.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return load_rules(*before, path, core=False)


def taken(rules: Rulebook, text: str = PAGE, url: str = "", **settings: object) -> set[str]:
    """The rules that take something of a text, all in the stage `layout`."""
    edits = Cleaner(rules, **({"layout": "balanced"} | settings)).clean(text, url=url).edits
    return {edit.rule for edit in edits if edit.stage == "layout"}


def test_there_is_a_rule_for_every_part_of_a_page() -> None:
    rules = [rule for rule in load_rules().rules if isinstance(rule, LayoutRule)]
    assert {rule.layout: rule.id for rule in rules} == SHIPPED
    assert len(rules) == len(SHIPPED)
    assert {rule.stage for rule in rules} == {"layout"}
    assert not any(one.id.startswith("layout") for one in BUILTINS)


def test_rules_are_read_without_numpy() -> None:
    code = (
        "import sys; from cleaner.rulebook.load import load_rules; load_rules();"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("key", UNUSED_BY_LAYOUT)
def test_a_key_the_model_has_no_use_for_is_refused(tmp_path: Path, key: str) -> None:
    (fault,) = faults(tmp_path, f"{RULE}  {key}: {UNUSED_VALUES[key]}\n")
    assert (fault.line, fault.column, fault.code) == (8, 3, "R005")
    assert fault.message == f"'{key}' says nothing to a layout rule: the model finds the lines"
    told, _, keys = fault.advice.partition("Keys here are ")
    assert told == "Leave it out, or take an action that goes by it. "
    assert {"layout", "languages", "sites", "status", "tests"} <= set(keys[:-1].split(", "))
    assert not set(UNUSED_BY_LAYOUT) & set(keys[:-1].split(", "))


@pytest.mark.parametrize(
    ("written", "message", "advice"),
    [
        (RULE.replace("  layout: footer\n", ""), "layout is missing", "Add `layout:`."),
        (RULE.replace("footer", "foot"), "layout: this is none of the words", "'navigation'"),
        (RULE.replace("layout: footer", "layout: [footer]"), "layout: ", "'navigation'"),
        (RULE + "  line_iss: x\n", "unknown key 'line_iss'", "Keys here are accept, action"),
        (RULE.replace("remove_layout", "remove_line"), "unknown key 'layout'", "Keys here are"),
        (RULE.replace("remove_layout", "remove_layou"), "action 'remove_layou'", "remove_layout"),
    ],
)
def test_what_is_not_right_is_told(tmp_path: Path, written: str, message: str, advice: str) -> None:
    found = [fault for fault in faults(tmp_path, written) if fault.message.startswith(message)]
    assert len(found) == 1
    assert advice in found[0].advice


def test_each_part_goes_by_its_rule_alone(tmp_path: Path) -> None:
    assert taken(shipped()) == {"layout.navigation", "layout.footer"}
    assert taken(book(tmp_path, "rules:\n" + RULE)) == {"t.mine"}
    found = Cleaner(book(tmp_path, "rules:\n" + RULE), layout="balanced").clean(PAGE)
    assert found.text == "\n".join(PAGE.split("\n")[: -len(MENU)])


def test_without_rules_of_layout_nothing_goes(tmp_path: Path) -> None:
    pack = "rules: [{id: t.a, title: a, action: remove_line, line_is: {en: [Subscribe]}}]\n"
    assert taken(book(tmp_path, pack)) == set()


def test_of_two_rules_for_one_part_the_first_by_id_takes_it(tmp_path: Path) -> None:
    rules = "rules:\n" + RULE + RULE.replace("t.mine", "a.first")
    assert taken(book(tmp_path, rules)) == {"a.first"}
    rules = "rules:\n" + RULE + RULE.replace("t.mine", "a.first") + "  sites: [example.com]\n"
    assert taken(book(tmp_path, rules)) == {"t.mine"}


def test_choosing_by_ids() -> None:
    assert taken(shipped(), ignore=("layout.footer",)) == {"layout.navigation"}
    assert taken(shipped(), select=("layout.footer",)) == {"layout.footer"}
    assert taken(shipped(), ignore=("layout",)) == set()
    assert taken(shipped(), layout="off") == set()
    with pytest.raises(SettingsError, match=r"did you mean 'layout\.footer'"):
        taken(shipped(), ignore=("layout.foter",))


def test_a_later_pack_switches_a_rule_off_or_replaces_it(tmp_path: Path) -> None:
    off = book(tmp_path, "disable: [layout.footer]\n", HOME)
    assert taken(off) == {"layout.navigation"}
    entry = off.get("layout.footer")
    assert entry is not None
    assert entry.disabled_by == "own.yaml:3"
    assert taken(book(tmp_path, "disable: [layout]\n", HOME)) == set()
    own = RULE.replace("t.mine", "layout.footer")
    assert taken(book(tmp_path, f"rules:\n{own}  status: disabled\n", HOME)) == {
        "layout.navigation"
    }
    entry = book(tmp_path, f"rules:\n{own}", HOME).get("layout.footer")
    assert entry is not None
    assert entry.over.startswith("layout/layout.yaml:")


def test_a_deprecated_rule_runs_only_when_selected(tmp_path: Path) -> None:
    rules = book(tmp_path, f"rules:\n{RULE}  status: deprecated\n")
    assert taken(rules) == set()
    assert taken(rules, select=("t.mine",)) == {"t.mine"}


@pytest.mark.parametrize(
    ("url", "goes"),
    [
        ("https://www.example.com/a", {"t.mine"}),
        ("https://example.org/a", set()),
        ("", set()),
    ],
)
def test_a_rule_for_a_site_takes_only_there(tmp_path: Path, url: str, goes: set[str]) -> None:
    rules = book(tmp_path, f"rules:\n{RULE}  sites: [example.com]\n")
    assert taken(rules, url=url) == goes


@pytest.mark.parametrize(
    ("text", "language", "goes"),
    [(PAGE, "en", True), (PAGE, "de", False), (GERMAN, "de", True), (GERMAN, "en", False)],
)
def test_a_rule_for_a_language_takes_only_there(
    tmp_path: Path, text: str, language: str, goes: bool
) -> None:
    rule = RULE.replace("footer", "navigation")
    rules = book(tmp_path, f"rules:\n{rule}  languages: [{language}]\n")
    assert taken(rules, text) == ({"t.mine"} if goes else set())


def test_what_a_rule_leaves_is_left_when_cleaned_again(tmp_path: Path) -> None:
    cleaner = Cleaner(book(tmp_path, "disable: [layout.navigation]\n", HOME), layout="balanced")
    once = cleaner.clean(PAGE).text
    assert once != PAGE
    assert cleaner.clean(once).text == once


def test_the_shipped_examples_hold() -> None:
    report = check(shipped().entries)
    assert report.failures == ()
    assert (report.rules, report.examples >= 60) == (4, True)


@pytest.mark.parametrize("rule", shipped().rules, ids=lambda rule: rule.id)
def test_no_example_loses_prose(rule: LayoutRule) -> None:
    """Nor does one that must stay lose anything by the other rules."""
    for text in rule.tests.match:
        left = cut(text, layout()).split("\n")
        lines = Page(text).lines
        prose = [line for line in lines if len(line) > 80 or line.endswith(("。", "다."))]
        assert len(prose) >= 3
        assert set(prose) <= set(left)
        assert len(left) < len(lines)
    for text in rule.tests.keep:
        assert cut(text, layout()) == text


def example(tmp_path: Path, tests: str, more: str = "") -> list[tuple[str, str]]:
    """What is said of a rule with these examples."""
    report = check(book(tmp_path, f"rules:\n{RULE}{more}  tests: {tests}\n").entries)
    return [(failure.kind, failure.message) for failure in report.failures]


def test_examples_that_do_not_hold_are_told(tmp_path: Path) -> None:
    page, clean = json.dumps(PAGE), json.dumps("\n".join(PROSE))
    assert example(tmp_path, f"{{match: [{page}], keep: [{clean}]}}") == []
    assert example(tmp_path, f"{{match: [{clean}], keep: [{page}]}}") == [
        ("match", "does not fire"),
        ("keep", "fires on what must stay"),
    ]
    found = example(
        tmp_path, f"{{match: [{page}], keep: [{clean}], known_miss: [{page}], known_false: []}}"
    )
    assert found == [("known_miss", "fires now: move it to match")]
    found = example(tmp_path, f"{{match: [{page}], keep: [{clean}], known_false: [{clean}]}}")
    assert found == [("known_false", "no longer fires: move it to keep")]
    assert [kind for kind, _ in example(tmp_path, "{match: [], keep: []}")] == ["tests", "tests"]


def test_in_documents_sites_and_languages_count(tmp_path: Path) -> None:
    page = json.dumps(PAGE)
    left = json.dumps("\n".join(PAGE.split("\n")[: -len(MENU)]))
    goes, stays = f"before: {page}, after: {left}", f"before: {page}, after: {page}"
    here, there = "url: 'https://example.com/'", "url: 'https://example.org/'"
    tests = f"{{documents: [{{{goes}, {here}}}, {{{stays}, {there}}}, {{{stays}}}]}}"
    assert example(tmp_path, tests, "  sites: [example.com]\n") == []
    tests = f"{{documents: [{{{goes}, language: en}}, {{{stays}, language: de}}]}}"
    assert example(tmp_path, tests, "  languages: [en]\n") == []
    tests = f"{{documents: [{{{stays}, {here}}}, {{{goes}, {there}}}]}}"
    failed = example(tmp_path, tests, "  sites: [example.com]\n")
    assert [kind for kind, _ in failed] == ["document", "document"]


def test_an_example_of_one_line_loses_nothing() -> None:
    assert not any(fires(rule, "Subscribe to our newsletter") for rule in shipped().rules)


def run(*words: str) -> str:
    done = CliRunner().invoke(cli, ["rules", *words], catch_exceptions=False, standalone_mode=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_commands_know_the_kind(tmp_path: Path) -> None:
    listed = [line.split() for line in run("list").splitlines() if line.startswith("layout.")]
    where = ["remove_layout", "high", "stable", "rules/layout/layout.yaml"]
    assert listed == [[one, *where] for one in sorted(SHIPPED.values())]
    page = run("explain", "layout.inside")
    assert page.startswith("layout.inside: ")
    for part in ("remove_layout, ", "layout:\n    inside\n", "fires on:\n    ", "leaves alone:\n"):
        assert part in page
    assert "\n    Advertisement\n" in page
    own = tmp_path / "own.yaml"
    own.write_text(HEAD + "disable: [layout.inside]\n", encoding="utf-8")
    assert "Switched off in own.yaml:3." in run("explain", "layout.inside", "--rules", str(own))
    assert run("test", str(HOME)).startswith("4 rules, ")
    assert run("lint", str(HOME)) == "4 rules, 0 findings.\n"
    assert run("fmt", "--check", str(HOME)) == "1 file, 0 changed.\n"
    text = tmp_path / "page.txt"
    text.write_text(PAGE, encoding="utf-8")
    tried = run("try", str(HOME), str(text))
    assert "<layout.navigation>" in tried
    assert "- Subscribe\n" in tried


def test_a_failing_example_fails_the_commands(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    tests = json.dumps({"match": ["\n".join(PROSE)], "keep": [PAGE]})
    own.write_text(f"{HEAD}rules:\n{RULE}  tests: {tests}\n", encoding="utf-8")
    with pytest.raises(CheckFailed, match="2 failures"):
        run("test", str(own))
    found = lint([Place(own, "own.yaml")]).failing
    assert [fault.code for fault in found] == ["R203", "R203"]


def test_the_schema_knows_what_the_model_has_no_use_for() -> None:
    kinds = json.loads(schema_text())["$defs"]
    keys = kinds["LayoutRule"]["properties"]
    assert keys["layout"]["enum"] == list(SHIPPED)
    assert set(kinds["LineRule"]["properties"]) - set(keys) == {*UNUSED_BY_LAYOUT, "next_line"}


def test_the_key_stands_behind_what_the_rule_does() -> None:
    mixed = f"{HEAD}rules:\n\n- layout: footer\n  action: remove_layout\n  title: b\n  id: t.a\n"
    kept = re.findall(r"\w+(?=: )", formatted("own.yaml", mixed).partition("rules:")[2])
    assert kept == ["id", "title", "action", "layout"]


def test_the_pack_in_the_docs_is_sound(tmp_path: Path) -> None:
    docs = Path(__file__).parents[2] / "docs" / "layout.md"
    (pack,) = re.findall(r"```yaml\n(.*?)```", docs.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "mine.yaml"
    path.write_text(pack, encoding="utf-8")
    rules = load_rules(HOME, path, core=False)
    assert {entry.rule.id for entry in rules.entries if entry.over} == {"layout.inside"}
    assert {entry.rule.id for entry in rules.entries if entry.disabled_by} == {"layout.after"}
