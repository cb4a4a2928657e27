"""Lint finds every planted fault, each under its code; its pages say what is so; what is sound is
left alone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from cleaner.errors import RuleError
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.known import good_texts, taken_of
from cleaner.rulebook.lint.codes import codes
from cleaner.rulebook.lint.run import Linted, lint
from cleaner.rulebook.lint.scripts import has_own_script
from cleaner.rulebook.lint.shape import dots, is_literal, leads_with_dots, nested, shape_of
from cleaner.rulebook.load import load_rules
from cleaner.rulebook.places import Place

CASES = Path(__file__).parents[1] / "cases" / "lint"
PLANTED = sorted(CASES.glob("*.yaml"))
CODES = list(codes().values())
SCHEMA = "# yaml-language-server: $schema=rule.schema.json\n"
UNSEEN = "stand nowhere"
"""The rule with these words is said to have done nothing in a corpus."""


def linted(path: Path) -> Linted:
    taken = []
    with suppress(RuleError):  # lint says so too
        taken = list(taken_of(load_rules(path, core=False).rules, good_texts(CASES / "good")))
    unseen = {"my.rule"} if UNSEEN in path.read_text(encoding="utf-8") else set()
    return lint([Place(path, path.name)], taken, unseen)


def pack(tmp_path: Path, rules: str, name: str = "my/rules") -> Path:
    text = rules.lstrip("\n")
    if not text.startswith(("schema:", "#")):
        text = f"schema: 1\npack: {name}\nrules:\n{text}"
    path = tmp_path / "p.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def found_in(path: Path) -> set[str]:
    return {fault.code for fault in linted(path).found}


def test_there_is_one_planted_file_for_each_code() -> None:
    assert [path.stem for path in PLANTED] == [f"{code.code}-{code.name}" for code in CODES]


@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_a_planted_fault_is_found_where_it_stands(path: Path) -> None:
    code = path.stem.partition("-")[0]
    (first, *_) = [fault for fault in linted(path).found if fault.code == code]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert 1 <= first.line <= len(lines)
    assert 1 <= first.column <= len(lines[first.line - 1]) + 1
    assert first.message
    assert first.advice
    assert "pydantic" not in str(first)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_the_pages_say_what_is_so(tmp_path: Path, code) -> None:
    schema = "" if code.code == "R401" else SCHEMA
    for text, expected in ((code.bad, True), (code.good, False)):
        path = pack(tmp_path, text)
        path.write_text(schema + path.read_text(encoding="utf-8"), encoding="utf-8")
        assert (code.code in found_in(path)) == expected, text
    for part in (code.code, code.name, code.what, code.why):
        assert part in code.page


def test_the_core_packs_are_clean() -> None:
    found = lint([Place(rules_home(), "rules")])
    assert [str(fault) for fault in found.failing] == []


WARNED = r"""
- id: my.rule
  title: Tags
  action: remove_line
  where: {zone: tail, max_chars: 80}
  line_regex: 'tags: (?:\w+\s*)+'
  tests: {match: ['Tags: sea, shore'], keep: [Tags are sold here.]}
"""


def test_what_warns_in_a_pack_of_ones_own_fails_in_a_core_pack(tmp_path: Path) -> None:
    sound = WARNED.replace("sea, shore", "sea shore")
    mine = linted(pack(tmp_path, sound))
    assert [fault.code for fault in mine.found] == ["R401", "R106"]
    assert mine.failing == ()
    theirs = linted(pack(tmp_path, sound, "core/rules"))
    assert [fault.code for fault in theirs.failing] == ["R106"]
    accepted = sound + "  accept: [R106]\n"
    assert found_in(pack(tmp_path, accepted, "core/rules")) == {"R401"}


TWO = """
- id: my.one
  title: One
  action: remove_line
  line_is: {en: [Ask the lock keeper]}
  ONE
  tests: {match: [Ask the lock keeper], keep: [Ask the lock keeper twice]}
- id: my.two
  title: Two
  action: remove_line
  line_is: {en: ['[ask the lock keeper]']}
  TWO
  tests: {match: [Ask the lock keeper], keep: [Ask the lock keeper twice]}
"""
HEAD_ZONE, TAIL_ZONE = "where: {zone: head}", "where: {zone: tail}"
NEAR = "requires: {nearby: {rule: comment.*}}"
ACCEPTED = "accept: [R302, R303]"


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("", "", True),
        (TAIL_ZONE, TAIL_ZONE, True),
        ("", TAIL_ZONE, True),
        (NEAR, "", True),
        (NEAR, NEAR, True),
        (HEAD_ZONE, TAIL_ZONE, False),
        (NEAR, "requires: {min_hits_in_document: 2}", False),
        (HEAD_ZONE, f"{TAIL_ZONE}\n  {NEAR}", False),
        ("sites: [a.example]", "sites: [b.example]", False),
        (ACCEPTED, "", False),
        ("", ACCEPTED, False),
    ],
)
def test_one_phrase_in_two_rules(tmp_path: Path, one: str, two: str, found: bool) -> None:
    text = TWO.replace("  ONE\n", f"  {one}\n" if one else "")
    text = text.replace("  TWO\n", f"  {two}\n" if two else "")
    assert ("R303" in found_in(pack(tmp_path, text))) == found


def test_a_rule_that_is_sound_is_left_alone(tmp_path: Path) -> None:
    text = WARNED.replace(r"(?:\w+\s*)+", r"\w+(?: \w+){0,5}").replace("sea, shore", "sea shore")
    assert found_in(pack(tmp_path, text)) == {"R401"}


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+",
        r"(?:a*)*",
        r"(\w+\s*)+",
        r"(?:a|b+)*",
        r"(.*x)*",
        r"x(?:(?:a+)?b*)+",
        r"(?:a+){2,}",
    ],
)
def test_a_repetition_in_a_repetition_is_seen(pattern: str) -> None:
    assert nested(shape_of(pattern))


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            r"a+b+",
            r"(?:\w+ )*",
            r"(?:[^,]+,)*x",
            r"(?:a+){2}",
            r"(?>a+)+",
            r"(?:a++)+",
            r"(?:ab)+",
        ),
        *(r"(?:, \w+)*", r"\(a+\)+", r"[(a+)]+", r"(?:a{1,3})+", r"(?=a+)b"),
    ],
)
def test_what_is_no_such_thing_is_not(pattern: str) -> None:
    assert not nested(shape_of(pattern))


def test_shapes() -> None:
    assert dots(shape_of(".*a.+")) == 2
    assert dots(shape_of(r"\.*a[.]+.{0,9}|.*b")) == 1
    assert leads_with_dots(shape_of("(?:a|.*b)c"))
    assert not leads_with_dots(shape_of(r"a.*|\.*|.{0,40}x"))
    assert is_literal(shape_of(r"read more\?"))
    assert not is_literal(shape_of("read mores?"))
    assert not is_literal(shape_of(r"read \w"))


@pytest.mark.parametrize(
    ("phrase", "language", "fits"),
    [
        ("Читать далее", "ru", True),
        ("Read more", "ru", False),
        ("続きを読む", "ja", True),
        ("もっと", "ja", True),
        ("更多", "zh-Hant", True),
        ("Više", "sr-Latn", True),
        ("Више", "sr-Latn", False),
        ("Više", "sr", True),
        ("» 1 «", "ru", True),
        ("WhatsApp", "any", True),
        ("اقرأ", "ar", True),
    ],
)
def test_scripts_of_languages(phrase: str, language: str, fits: bool) -> None:
    assert has_own_script(phrase, language) == fits
