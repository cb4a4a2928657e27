"""Hostile patterns in a pack cannot hang a run: they are given up on, which is reported."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.errors import RuleError, UsageError
from cleaner.rulebook.compiled import TIMEOUT_SECONDS
from cleaner.rulebook.format import formatted
from cleaner.rulebook.load import load_rules
from cleaner.rulebook.match import Matcher
from cleaner.rulebook.pack import read_sheet
from cleaner.rulebook.weight import HEAVIEST, too_heavy, weight
from tests.rulebook.made import PROSE, rule, scope

HOSTILE = ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(?:a*)*b", "(?:.*a){12}b", r"(\w+\s?)+!"]
LINE = "a" * 3_000 + "!?"
TEXT = "\n".join([PROSE, LINE, PROSE, "Share this"])


def made(pattern: str, number: int = 0):
    return rule("remove_line", id=f"t.hostile{number}", line_regex=pattern)


def test_a_hostile_rule_stands_back_and_the_others_work() -> None:
    share = rule("remove_line", id="t.share", line_is={"en": ["Share this"]})
    hostile = [made(pattern, number) for number, pattern in enumerate(HOSTILE)]
    found = Matcher([*hostile, share]).propose(TEXT, "strip", scope())
    late = {note.by for note in found if getattr(note, "kind", "") == "yielded"}
    assert late
    assert late <= {each.id for each in hostile}
    assert [edit.rule for edit in found if hasattr(edit, "old")] == ["t.share"]


def test_a_line_is_not_tried_again(monkeypatch) -> None:
    tried = []
    matcher = Matcher([made(HOSTILE[2])])
    (compiled,) = matcher.rules
    matches = compiled.matches
    monkeypatch.setattr(
        type(compiled), "matches", lambda self, line: tried.append(line) or matches(line)
    )
    first = matcher.propose(TEXT, "strip", scope())
    assert LINE in tried
    tried.clear()
    again = matcher.propose(f"{TEXT}\nmore", "strip", scope())
    assert LINE not in tried
    assert first == again


def test_the_time_is_bounded() -> None:
    assert TIMEOUT_SECONDS <= 1


HEAD = "schema: 1\npack: my/rules\nrules:\n"


def entry(pattern: str, number: int = 0, key: str = "line_regex") -> str:
    action = {"line_regex": "remove_line", "span_regex": "remove_span"}[key]
    return f"- id: my.r{number}\n  title: t\n  action: {action}\n  {key}: '{pattern}'\n"


def codes(text: str) -> set[str]:
    """The codes of what is wrong with a pack."""
    return {fault.code for fault in read_sheet("p.yaml", text).tree.faults}


TOO_HEAVY = {
    "counts in counts": "(?:(?:(?:a{1000}){1000}){1000}){1000}b",
    "counts beside each other": "|".join(f"a{{{number}}}b?" for number in range(1, 2_000)),
    "one count": "(?:ab|cd){999999999999}",
    "in a group that stays open": "((?:ab){900}){900}(",
    "in a lookahead": "(?=(?:a{999}){999})a+b",
    "lazy": "(?:a{999}?){999}+b",
}
FITTING = {
    "a count": "a{1000}b",
    "bounds": "(?:a{0,5000}){0,5000}b",
    "escaped": r"a\{99999999\}b",
    "in a class": "[a{99999999}]b",
    "many alternatives": "|".join(f"word{number}" for number in range(2_000)),
    "a class of all Han": "[\u4e00-\u9fff]{3}。",
    "a property": r"\p{Lu}{2,400}!",
}


@pytest.mark.parametrize("pattern", TOO_HEAVY.values(), ids=TOO_HEAVY)
@pytest.mark.parametrize("key", ["line_regex", "span_regex"])
def test_a_pattern_that_would_fill_the_memory_is_refused(pattern: str, key: str) -> None:
    assert codes(HEAD + entry(pattern, key=key)) == {"R102"}


@pytest.mark.parametrize("pattern", FITTING.values(), ids=FITTING)
def test_one_that_would_not_is_not(pattern: str) -> None:
    assert codes(HEAD + entry(pattern)) == set()


@pytest.mark.parametrize("key", ["unless", "capture", "next_line"])
def test_patterns_beside_the_main_one_are_weighed_too(key: str) -> None:
    heavy = "((?:a{999}){999}){999}"
    value = {"unless": f"['{heavy}']", "capture": f"{{a: '{heavy}'}}"}
    text = HEAD + entry("harbour .{1,9}") + f"  {key}: {value.get(key, f'{{regex: {heavy!r}}}')}\n"
    assert codes(text) == {"R102"}


def counted(parts: st.SearchStrategy[list[tuple[str, int]]]) -> st.SearchStrategy[tuple[str, int]]:
    """Parts in a group with a count, and how long that is when written out."""
    ways = st.tuples(parts, st.integers(1, 30), st.sampled_from(["{%d}", "{%d,}", "{%d,99}?", ""]))
    return ways.map(
        lambda way: (
            "(?:" + "".join(p for p, _ in way[0]) + ")" + (way[2] and way[2] % way[1]),
            (2 + sum(size for _, size in way[0])) * (way[1] if way[2] else 1),
        )
    )


PARTS = st.sampled_from([("a", 1), (r"\{", 1), ("[x{9}]", 1), (r"\p{L}", 1), ("|", 1)])
WEIGHED = st.recursive(PARTS, lambda inner: counted(st.lists(inner, max_size=4)), max_leaves=12)


@given(WEIGHED)
def test_the_weight_is_what_is_written_out(weighed: tuple[str, int]) -> None:
    pattern, size = weighed
    assert weight(pattern) == size
    assert too_heavy(pattern) == (size > HEAVIEST)


def lol(levels: int) -> str:
    """Aliases of aliases: nine to the power of the levels if anybody followed them."""
    more = (f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, levels))
    return "x0: &x0 [a, a, a, a, a, a, a, a, a]\n" + "".join(more)


YAML = {
    "a billion laughs": (lol(40) + HEAD, "R002"),
    "lists in lists": (HEAD[:-1] + " " + "[" * 50_000 + "]" * 50_000 + "\n", "R001"),
    "lists that never end": (HEAD[:-1] + " " + "[" * 50_000, "R001"),
    "blocks in blocks": (HEAD + "".join(" " * n + "-\n" for n in range(2_000)), "R001"),
    "mappings in mappings": (HEAD + "- " + "{a: " * 5_000 + "b" + "}" * 5_000, "R001"),
}


@pytest.mark.parametrize(("text", "code"), YAML.values(), ids=YAML)
def test_hostile_yaml_is_refused_in_words(text: str, code: str, tmp_path: Path) -> None:
    pack = tmp_path / "p.yaml"
    pack.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as raised:
        load_rules(pack, core=False)
    assert code in {fault.code for fault in raised.value.faults}
    with pytest.raises(UsageError):
        formatted("p.yaml", text)


def test_five_megabytes_are_read(tmp_path: Path) -> None:
    entries = [
        f"- id: my.r{n}\n  title: '{'x' * 4_000}'\n  action: remove_line\n"
        f"  line_is: {{en: [these are the words of number {n}]}}\n"
        for n in range(1_250)
    ]
    pack = tmp_path / "p.yaml"
    pack.write_text(HEAD + "".join(entries), encoding="utf-8")
    assert pack.stat().st_size > 5_000_000
    rules = load_rules(pack, core=False).rules
    assert len(rules) == 1_250
    found = Matcher(rules).propose(f"{PROSE}\nThese are the words of number 7.\n", "strip", scope())
    assert [edit.rule for edit in found] == ["my.r7"]


def test_a_hostile_pack_of_ones_own_does_not_stop_a_run(tmp_path: Path) -> None:
    """All of it through the library, as a run does: the document is kept, and says who stood
    back."""
    pack = tmp_path / "p.yaml"
    patterns = [*HOSTILE, "(?:a{1,60000}){1,60000}b"]
    made = "".join(entry(pattern, number) for number, pattern in enumerate(patterns))
    pack.write_text(HEAD + made, encoding="utf-8")
    cleaned = Cleaner(load_rules(pack, core=False)).clean(f"{PROSE}\n\n{LINE}\n\n{PROSE}\n")
    assert cleaned.text.count(PROSE) == 2
    assert any(note.kind == "yielded" and note.by.startswith("my.r") for note in cleaned.notes)
