"""Reading packs: every fault at once, each where it stands; ids, places, --select and --ignore."""

from pathlib import Path

import pytest

from cleaner.errors import Fault, RuleError, SettingsError, UsageError
from cleaner.guard import clean_guarded
from cleaner.kit import make_kit
from cleaner.model import Source
from cleaner.rulebook import load
from cleaner.rulebook.load import load_rules
from cleaner.rulebook.rule import Rulebook
from cleaner.settings import Settings

HEAD = "schema: 1\npack: t\nrules:\n"
GOOD = "- {id: t.good, title: good, action: flag, span_regex: good}\n"

TEN_FAULTS = r"""schema: 1
pack: Mine
rules:
- id: Comment
  title: one
  action: remove_line
  line_is: {en: [Read more]}
- id: t.two
  title: two
  action: remove_lines
  line_is: {en: [Read more]}
- id: t.three
  title: three
  action: remove_line
  line_iss: {en: [Read more]}
  line_regex: 'x(y'
- id: t.four
  title: four
  action: remove_line
  line_is:
    any: [Read more]
    english: [Read more]
- id: t.five
  title: five
  action: flag
  span_regex: "\bword\b"
- id: t.six
  title: six
  action: remove_block
  heading_is: {en: [Related]}
  block: {min_items: none}
- id: t.seven
  title: seven
  title: 7
  action: replace
  span_regex: '(?P<text>x)'
  with: '\g<txt>'
"""
FOUND = [
    (2, 7, "pack: ", "such as my-site/comments"),
    (4, 7, "id: ", "such as comment.form-prompt"),
    (10, 11, "action 'remove_lines' is unknown; did you mean 'remove_line'?", "Actions are"),
    (15, 3, "unknown key 'line_iss'; did you mean 'line_is'?", "Keys here are"),
    (16, 19, "line_regex is no regular expression: missing ) at character 4", "backslash"),
    (22, 5, "line_is: 'english' is no language code", "clean rules schema"),
    (26, 15, r"span_regex holds the control character '\x08'", "single quotes"),
    (31, 22, "block.min_items: ", "clean rules schema"),
    (34, 3, "key 'title' stands twice (first in line 33)", "Join the two"),
    (37, 9, "`with` does not fit the pattern", r"\g<text>"),
]


def faults_of(tmp_path: Path, text: str | bytes) -> tuple[Fault, ...]:
    path = tmp_path / "mine.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(RuleError) as caught:
        load_rules(path, core=False)
    return caught.value.faults


def book(tmp_path: Path, text: str, name: str = "mine.yaml") -> Rulebook:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return load_rules(tmp_path / name, core=False)


def test_all_faults_of_a_file_at_once(tmp_path: Path) -> None:
    found = faults_of(tmp_path, TEN_FAULTS)
    assert len(found) == 10
    assert [(fault.line, fault.column) for fault in found] == [row[:2] for row in FOUND]
    lines = TEN_FAULTS.split("\n")
    for fault, (line, _, message, advice) in zip(found, FOUND, strict=True):
        assert fault.message.startswith(message)
        assert advice in fault.advice
        assert fault.file == "mine.yaml"
        assert fault.excerpt == lines[line - 1]


def test_the_report_shows_place_line_caret_and_advice(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(HEAD + "- {id: t.a, title: a, action: flag}\n" + GOOD)
    with pytest.raises(RuleError) as caught:
        load_rules(tmp_path, core=False)
    assert caught.value.exit_code == 2
    assert str(caught.value) == (
        "1 fault in the rules\n"
        f"{tmp_path.name}/mine.yaml:4:3: says not what to match: give span_regex [R009]\n"
        "    - {id: t.a, title: a, action: flag}\n"
        "      ^\n"
        "    See `clean rules schema` for what may stand here."
    )


def one(rule: str) -> str:
    """A pack with one rule, given without its id and title."""
    return (
        HEAD + "- id: t.one\n  title: one\n" + "".join(f"  {line}\n" for line in rule.split("\n"))
    )


SPAN = "action: remove_span\nspan_regex: 'x'\n"
ONE_BY_ONE = [
    # what is wrong, the pack, line, column, how the message starts
    ("duplicate key", HEAD + GOOD + "pack: u\n", 5, 1, "key 'pack' stands twice (first in line 2)"),
    ("anchor", one("action: flag\nspan_regex: &p x"), 7, 15, "anchor &p is not allowed"),
    ("alias", one("action: flag\nspan_regex: *p"), 7, 15, "alias *p is not allowed"),
    ("tag", one("action: flag\nspan_regex: !!str x"), 7, 15, "tag tag:yaml.org,2002:str"),
    ("unknown key", one(SPAN + "wher: {}"), 8, 1 + 2, "unknown key 'wher'; did you mean 'where'?"),
    ("unknown key inside", one(SPAN + "where: {zones: head}"), 8, 11, "unknown key 'zones'; did"),
    ("unknown key like an action", one(SPAN + "replace: x"), 8, 3, "unknown key 'replace'; did"),
    ("unknown key of the pack", "packs: u\n" + HEAD + GOOD, 1, 1, "unknown key 'packs'; did you"),
    (
        "key of another action",
        one(SPAN + "heading_is: {en: [A]}"),
        8,
        3,
        "unknown key 'heading_is'",
    ),
    ("unknown action", one("action: delete_line\nline_regex: x"), 6, 11, "action 'delete_line' is"),
    ("action missing", one("line_regex: x"), 4, 3, "action is missing"),
    ("bad id", HEAD + GOOD.replace("t.good", "good"), 4, 8, "id: "),
    ("capitals in id", HEAD + GOOD.replace("t.good", "T.good"), 4, 8, "id: "),
    ("id missing", HEAD + GOOD.replace("id: t.good,", ""), 4, 3, "id is missing"),
    ("id used twice", HEAD + GOOD + GOOD, 5, 1, "rule id 't.good' is taken: it stands in mine"),
    (
        "former id used",
        HEAD + GOOD + one(SPAN + "replaces: [t.good]")[len(HEAD) :],
        5,
        1,
        "rule id",
    ),
    (
        "bad language",
        one("action: remove_line\nline_is:\n  en: [a]\n  xx-: [b]"),
        9,
        5,
        "line_is: ",
    ),
    (
        "capitals in language",
        one("action: remove_line\nline_is: {EN: [a]}"),
        7,
        13,
        "line_is: 'EN'",
    ),
    ("any as a language", one(SPAN + "languages: [en, any]"), 8, 19, "languages.1: leave the key"),
    ("bad language of documents", one(SPAN + "languages: [english]"), 8, 15, "languages.0: 'engl"),
    ("empty phrase", one("action: remove_line\nline_is: {en: [a, '']}"), 7, 21, "line_is.en.1: ''"),
    ("phrase of signs", one("action: remove_line\nline_is: {en: ['***']}"), 7, 18, "line_is.en.0"),
    (
        "phrase too long",
        one(f"action: remove_line\nline_is: {{en: [{'a' * 201}]}}"),
        7,
        18,
        "line_is",
    ),
    (
        "no phrases",
        one("action: remove_line\nline_is: {en: []}"),
        7,
        17,
        "line_is.en: there must be",
    ),
    (
        "phrases no list",
        one("action: remove_line\nline_is: {en: a}"),
        7,
        17,
        "line_is.en: there must",
    ),
    (
        "phrases no mapping",
        one("action: remove_line\nline_is: [a]"),
        7,
        12,
        "line_is: there must be",
    ),
    ("bad regex", one("action: flag\nspan_regex: 'a)'"), 7, 17, "span_regex is no regular"),
    ("bad unless", one(SPAN + "unless: ['a', '[']"), 8, 19, "unless.1 is no regular expression"),
    (
        "bad next_line",
        one("action: remove_line\nline_regex: a\nnext_line: {regex: '*'}"),
        8,
        23,
        "next",
    ),
    (
        "bad capture",
        one(SPAN + "capture: {key: '('}"),
        8,
        20,
        "capture.key is no regular expression",
    ),
    (
        "clashing flags",
        one("action: flag\nspan_regex: '(?V1)a'"),
        7,
        15,
        "span_regex is no regular",
    ),
    (
        "open comment",
        one("action: remove_line\nline_regex: '(?x) a # b'"),
        7,
        15,
        "line_regex is no",
    ),
    (
        "control character",
        one('action: flag\nspan_regex: "\\ba"'),
        7,
        15,
        "span_regex holds the contr",
    ),
    (
        "empty match",
        one("action: remove_line\nline_regex: 'a*'"),
        7,
        15,
        "line_regex matches the emp",
    ),
    (
        "empty span match",
        one("action: flag\nspan_regex: 'a|'"),
        7,
        15,
        "span_regex matches the empty",
    ),
    ("capture without group", one(SPAN + "capture: {key: 'a'}"), 8, 18, "capture.key has no group"),
    (
        "capturing nothing",
        one("action: capture_line\nline_regex: (a)"),
        6,
        11,
        "capture_line captures",
    ),
    ("bad with", one("action: replace\nspan_regex: a\nwith: '\\1'"), 8, 9, "`with` does not fit"),
    (
        "bad with, odd pattern",
        one("action: replace\nspan_regex: '(?x)a#'\nwith: '\\1'"),
        8,
        9,
        "`with`",
    ),
    (
        "with missing",
        one("action: replace\nspan_regex: a"),
        4,
        3,
        "`with` belongs to action replace",
    ),
    ("with elsewhere", one(SPAN + "with: b"), 4, 3, "`with` belongs to action replace"),
    ("no matcher for a line", one("action: remove_line"), 4, 3, "says not what to match"),
    ("no matcher for a span", one("action: remove_span\nline_regex: a"), 4, 3, "says not what"),
    ("no matcher for a block", one("action: remove_block"), 4, 3, "says not what to match"),
    ("no matcher to cut at", one("action: truncate_after"), 4, 3, "says not what to match"),
    (
        "line_is for a block",
        one("action: remove_block\nline_is: {en: [A]}"),
        4,
        3,
        "line_is is for",
    ),
    ("bad repeats", one("action: remove_line\nrepeats: {within: page}"), 7, 21, "repeats.within"),
    ("bad number", one(SPAN + "where: {max_chars: no}"), 8, 22, "where.max_chars: "),
    (
        "number out of range",
        one(SPAN + "limits: {max_document_fraction: 2}"),
        8,
        35,
        "limits.max_d",
    ),
    ("unknown choice", one(SPAN + "where: {zone: foot}"), 8, 17, "where.zone: "),
    ("empty value", one("action: flag\nspan_regex:"), 7, 14, "span_regex: there must be something"),
    ("where no mapping", one(SPAN + "where: head"), 8, 10, "where: there must be keys with values"),
    ("broken YAML", HEAD + "- id: [t.one\n  title: x\n", 5, 8, "this is not YAML: "),
    ("a tab", "schema: 1\n\tpack: t\n", 2, 1, "this is not YAML: "),
    ("no rules", "schema: 1\npack: t\n", 1, 1, "a pack without rules"),
    ("rules empty", "schema: 1\npack: t\nrules: []\n", 3, 8, "a pack without rules"),
    ("rules no list", "schema: 1\npack: t\nrules: {a: b}\n", 3, 8, "the rules are no list"),
    ("a rule that is text", HEAD + GOOD + "- remove it\n", 5, 3, "a rule is a mapping"),
    ("a list", "- a\n", 1, 1, "a pack is a mapping"),
    ("empty", "", 1, 1, "the file is empty"),
    ("comments only", "# nothing yet\n", 1, 1, "the file is empty"),
    ("two documents", HEAD + GOOD + "---\na: b\n", 6, 1, "a second document is not allowed"),
    ("a key that is a list", HEAD + GOOD + "? [a]\n: b\n", 5, 3, "a key that is no text"),
    ("other schema", (HEAD + GOOD).replace("schema: 1", "schema: 2"), 1, 9, "schema: "),
    ("schema missing", (HEAD + GOOD).replace("schema: 1\n", ""), 1, 1, "schema is missing"),
    ("not UTF-8", b"schema: 1\npack: caf\xe9\n", 1, 1, "cannot be read: "),
    ("NUL", b"schema: 1\npack: \0\n", 2, 7, "this is not YAML: "),
]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [r[1:] for r in ONE_BY_ONE],
    ids=[r[0] for r in ONE_BY_ONE],
)
def test_one_fault(tmp_path: Path, text: str | bytes, line: int, column: int, message: str) -> None:
    (fault,) = faults_of(tmp_path, text)
    assert (fault.line, fault.column) == (line, column), fault
    assert fault.message.startswith(message), fault
    assert fault.advice


GOOD_ONES = [
    ("a shared phrase", one("action: remove_line\nline_is: {en: [a], de: [a]}")),
    (
        "a regional language",
        one("action: remove_line\nline_is: {pt-BR: [a], zh-Hant: [b], any: [c]}"),
    ),
    ("quotes that keep a backslash", one("action: flag\nspan_regex: '\\bword\\b'")),
    ("a folded pattern", one("action: flag\nspan_regex: >-\n  word by\n  word")),
    ("with nothing", one("action: replace\nspan_regex: a\nwith: ''")),
    ("with a number", one("action: replace\nspan_regex: (a)b\nwith: '\\1'")),
    ("a comment in a pattern", one("action: replace\nspan_regex: '(?x) a # b'\nwith: b")),
    ("a group is not asked for", one("action: remove_line\nline_regex: (a)")),
    ("a named group", one("action: capture_line\nline_regex: (?P<author>a)")),
    ("a capture key", one("action: capture_line\nline_regex: a b\ncapture: {author: 'a (b)'}")),
    ("a key called like an action", one(SPAN + "capture: {flag: '(x)'}")),
]


@pytest.mark.parametrize("text", [row[1] for row in GOOD_ONES], ids=[row[0] for row in GOOD_ONES])
def test_no_fault(tmp_path: Path, text: str) -> None:
    assert len(book(tmp_path, text).rules) == 1


def test_faults_of_all_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("- a\n")
    (tmp_path / "a.yaml").write_text(one("action: flag") + one("action: flag").removeprefix(HEAD))
    with pytest.raises(RuleError) as caught:
        load_rules(tmp_path, core=False)
    names = [(Path(fault.file).name, fault.line) for fault in caught.value.faults]
    assert names == [("a.yaml", 4), ("a.yaml", 7), ("b.yaml", 1)]


def test_an_unknown_action_does_not_hide_other_faults(tmp_path: Path) -> None:
    found = faults_of(
        tmp_path,
        one("action: take\nheading_is: {en: [a]}\nzone: tail\nline_regex: '('\nconfidence: 9"),
    )
    assert [(fault.line, fault.message.split(" ")[0]) for fault in found] == [
        (6, "action"),
        (8, "unknown"),
        (9, "line_regex"),
        (10, "confidence:"),
    ]


@pytest.mark.parametrize("name", ["absent", "absent.yaml"])
def test_a_place_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="there are no rules there"):
        load_rules(tmp_path / name, core=False)


def test_a_folder_without_packs(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    (tmp_path / ".hidden.yaml").write_text("- a\n")
    with pytest.raises(UsageError, match="there are no rules there"):
        load_rules(tmp_path, core=False)


def test_scalars_stay_text(tmp_path: Path) -> None:
    text = one("action: remove_line\nline_is: {no: [no, 1.10, on, 2023-09-16, 0x1F, null]}")
    (rule,) = book(tmp_path, text).rules
    assert rule.line_is == {"no": ("no", "1.10", "on", "2023-09-16", "0x1F", "null")}


def test_a_later_place_replaces_a_rule_of_an_earlier_one(tmp_path: Path) -> None:
    for name, pattern in (("one", "first"), ("two", "second")):
        (tmp_path / name).mkdir()
        text = HEAD + GOOD.replace("span_regex: good", f"span_regex: {pattern}")
        (tmp_path / name / "p.yaml").write_text(text + GOOD.replace("t.good", f"t.{name}"))
    merged = load_rules(tmp_path / "one", tmp_path / "two", core=False)
    assert [rule.id for rule in merged.rules] == ["t.good", "t.one", "t.two"]
    entry = merged.get("t.good")
    assert entry is not None
    assert (entry.rule.span_regex, entry.file) == ("second", "two/p.yaml")
    assert sorted(merged.files) == ["one/p.yaml", "two/p.yaml"]


def test_places_of_one_name_do_not_hide_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in ("1", "2"):
        (tmp_path / number / "rules").mkdir(parents=True)
        text = HEAD + GOOD.replace("t.good", f"t.r{number}")
        (tmp_path / number / "rules" / "wire.yaml").write_text(text)
    monkeypatch.chdir(tmp_path / "1" / "rules")
    merged = load_rules(".", tmp_path / "2" / "rules")
    assert {"rules/wire.yaml", "1-rules/wire.yaml", "2-rules/wire.yaml"} <= set(merged.files)
    assert merged.get("t.r1") and merged.get("t.r2") and merged.get("wire.credit-line")
    assert not any(name.startswith("/") for name in merged.files)


def test_the_order_of_rules_is_that_of_their_ids(tmp_path: Path) -> None:
    text = HEAD + "".join(GOOD.replace("t.good", f"t.{name}") for name in ("b", "c", "a"))
    assert [rule.id for rule in book(tmp_path, text).rules] == ["t.a", "t.b", "t.c"]


def test_a_former_id_finds_the_rule(tmp_path: Path) -> None:
    rules = book(tmp_path, one(SPAN + "replaces: [old.name]"))
    entry = rules.get("old.name")
    assert entry is not None
    assert entry.rule.id == "t.one"
    assert rules.get("old") is None


PICKED = HEAD + "".join(
    f"- {{id: {name}, title: x, action: flag, span_regex: x{more}}}\n"
    for name, more in (
        ("comment.form", ", replaces: [prompt.form]"),
        ("comment.form-other", ""),
        ("comment.old", ", status: deprecated"),
        ("commentary.form", ""),
        ("list.farm", ", status: experimental"),
    )
)
FORM, OTHER, OLD, COMMENTARY, FARM = (
    "comment.form", "comment.form-other", "comment.old", "commentary.form", "list.farm"
)  # fmt: skip


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        (["all"], [], [FORM, OTHER, COMMENTARY, FARM]),
        ([], [], []),
        (["comment"], [], [FORM, OTHER]),
        (["comment.*"], [], [FORM, OTHER]),
        (["comment."], [], [FORM, OTHER]),
        (["comment.form"], [], [FORM]),
        (["prompt"], [], [FORM]),
        (["prompt.form"], [], [FORM]),
        (["all"], ["prompt.form"], [OTHER, COMMENTARY, FARM]),
        (["all"], ["comment"], [COMMENTARY, FARM]),
        (["all"], ["all"], []),
        (["list"], ["all"], [FARM]),
        (["comment.form"], ["comment"], [FORM]),
        (["comment"], ["comment.form"], [OTHER]),
        (["comment"], ["comment"], []),
        (["comment.*"], ["comment"], []),
        (["comment"], ["comment.*"], []),
        (["all", "comment.old"], [], [FORM, OTHER, OLD, COMMENTARY, FARM]),
        (["comment.old"], [], [OLD]),
        (["comment.old"], ["comment.old"], []),
    ],
)
def test_select_and_ignore(
    tmp_path: Path, select: list[str], ignore: list[str], left: list[str]
) -> None:
    chosen = book(tmp_path, PICKED).chosen(select, ignore)
    assert [rule.id for rule in chosen.rules] == left


def test_the_digest_is_of_what_rules_do(tmp_path: Path) -> None:
    first = book(tmp_path, one(SPAN)).digest
    told = one(SPAN + "why: because\nreferences: [x]\ntests: {match: [x]}")
    assert book(tmp_path, told).digest == first
    assert book(tmp_path, one(SPAN).replace("'x'", "'y'")).digest != first
    assert book(tmp_path, one(SPAN + "confidence: medium")).digest != first


def test_a_prefix_that_means_no_rule_is_named_with_the_nearest(tmp_path: Path) -> None:
    rules = book(tmp_path, PICKED)
    stem = FORM.split(".", maxsplit=1)[0]
    with pytest.raises(SettingsError, match=rf"ignore: .*'{stem}x'.*did you mean '{stem}'"):
        rules.chosen(["all"], [f"{stem}x"])
    with pytest.raises(SettingsError, match=r"select: .*'zzz'"):
        rules.chosen(["zzz"], [])


BROKEN = """schema: 1
pack: core/broken
rules:
- id: t.broken
  title: a rule with a pattern that is none
  action: remove_line
  line_regex: 'stop (here'
"""


def test_a_broken_pattern_of_a_shipped_pack_ends_the_run_and_is_named(tmp_path, monkeypatch):
    (tmp_path / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    monkeypatch.setattr(load, "rules_home", lambda: tmp_path)
    with pytest.raises(RuleError, match="no regular expression"):
        load_rules(trusting=False)
    kit = make_kit(Settings(names="off", units="off", layout="off"), load_rules())
    with pytest.raises(RuleError, match=r"t\.broken: a pattern is no regular expression"):
        clean_guarded(Source("a", "a", b"Stop (here"), kit)


def test_the_patterns_of_the_shipped_packs_are_sound():
    assert load_rules(trusting=False).rules == load_rules().rules
