"""From a junk line that no rule knows to a corpus without it, in four commands, whatever the script
and the file: as whoever has never seen the program would go about it."""

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from cleaner import load_corpus


class Day(NamedTuple):
    """A page with a junk line at its end, what the line is on the second page, and a line that
    must stay though it is much like it."""

    prose: tuple[str, str, str]
    junk: str
    other: str
    like: str
    line_end: str = "\n"


ENGLISH = (
    "The dam above Orley holds again",
    "Engineers closed the last gate of the dam above Orley on Friday evening, two days late.",
    "The valley road stays shut until the inspectors have walked the length of the wall.",
)
JAPANESE = (
    "折井の堰がふたたび閉じる",
    "技師たちは金曜日の夕方、予定より二日おくれて折井の堰の最後の水門を閉じたと町の役場が発表した。",
    "谷の道は、検査官が壁の端から端までを歩いて確かめるまでのあいだ、通れないままになるという。",
)
ARABIC = (
    "سد أورلي يصمد من جديد",
    "أغلق المهندسون آخر بوابة في السد الواقع فوق بلدة أورلي مساء يوم الجمعة بعد تأخير دام يومين.",
    "يبقى طريق الوادي مغلقا حتى يسير المفتشون على طول الجدار كله ويتأكدوا من أنه لا يتسرب ماء.",
)
SIGNS = "Gauge at Orley [live] (m): 3.42 | +12 cm? {more} ^ $5 \\ * gauges.. >>"
DAYS = {
    "a phrase": Day(ENGLISH, "Ask the lock keeper", "Ask the lock keeper", "Ask the lock keepers"),
    "numbers": Day(
        ENGLISH, "River gauge: 3.42 m (+12 cm)", "River gauge: 3 m (-35 cm)", "River gauge: rising"
    ),
    "a date": Day(
        ENGLISH,
        "Gate log of March 3, 2024, 5:12 pm",
        "Gate log of May 12, 2023, 11:40 am",
        "Gate log of the dam",
    ),
    "signs": Day(ENGLISH, SIGNS, SIGNS.replace("3.42", "2.9").replace("+12", "-3"), SIGNS[:-3]),
    "CRLF": Day(ENGLISH, "River gauge: 3.42 m", "River gauge: 7 m", "River gauge: rising", "\r\n"),
    "Japanese": Day(
        JAPANESE, "水位計の読み：3.42メートル", "水位計の読み：12メートル", "水位計の読みかた"
    ),
    "Japanese words": Day(
        JAPANESE, "堰の番人にたずねる", "堰の番人にたずねる", "堰の番人にたずねること"
    ),
    "Arabic": Day(ARABIC, "مقياس النهر: 3.42 متر", "مقياس النهر: 12 متر", "مقياس النهر في أورلي"),
    "Arabic digits": Day(ARABIC, "قراءة رقم ٣٤٢ اليوم", "قراءة رقم ٧ اليوم", "قراءة رقم آخر اليوم"),
    "right-to-left mark": Day(
        ARABIC, "\u200fمقياس النهر: 3 متر", "\u200fمقياس النهر: 9 متر", "مقياس النهر في أورلي"
    ),
}


@pytest.fixture(autouse=True)
def nobodys_rules(tmp_path, monkeypatch):
    """No packs of whoever runs the tests."""
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


def write(folder: Path, day: Day) -> int:
    """Two pages; gives the number of the junk line of the first."""
    title, first, second = day.prose
    folder.mkdir()
    for name, junk in (("one.txt", day.junk), ("two.txt", day.other)):
        lines = [title, "", first, day.like, second, "", junk, ""]
        (folder / name).write_bytes(day.line_end.join(lines).encode())
    return 7


def texts(corpus: str) -> list[str]:
    """The lines of all texts of a corpus."""
    return [line for row in load_corpus(corpus) for line in row["text"].split("\n")]


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_four_commands(clean, tmp_path, day):
    number = write(tmp_path / "pages", day)
    assert clean("pages", "-o", "before", "-q").code == 0
    held = texts("before")
    new = clean("rules", "new", "--from-line", day.junk, "--from", f"pages/one.txt:{number}")
    assert (new.code, new.err) == (0, "")
    tested = clean("rules", "test", "rules")
    assert tested.code == 0, tested.out
    assert re.fullmatch(r"1 rule, [2-6] examples, all pass\.\n", tested.out)
    tried = clean("rules", "try", "rules", "before")
    assert "2 of 2 documents touched, 2 places" in tried.out, tried.out
    again = clean("again", "before", "-o", "after")
    assert again.code == 0
    assert "with the rules of local/mine.yaml" in again.err
    left = texts("after")
    gone = {line for line in held if line not in left}
    assert len(gone) == len({day.junk, day.other})
    assert left.count(day.like) == 2
    linted = clean("rules", "lint", "rules")
    assert (linted.code, linted.out) == (0, "1 rule, 0 findings.\n")
    assert clean("rules", "fmt", "rules", "--check").code == 0


def next_steps(out: str) -> list[list[str]]:
    """The commands that `new` says come next."""
    lines = out.partition("next:\n")[2].splitlines()
    return [shlex.split(re.split(r" {2,}", line.strip())[0])[1:] for line in lines]


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "my pages/one.txt:7"),
        ("--from", "my pages/one.txt:7", "--corpus", "before"),
        ("--from", "my pages/one.txt:7", "-o", "other/packs.yaml"),
        ("--from", "my pages/one.txt:7", "-o", "packs.yaml"),
    ],
    ids=["here", "a corpus", "another folder", "a file"],
)
def test_what_is_said_to_come_next_works(clean, tmp_path, words):
    write(tmp_path / "my pages", DAYS["numbers"])
    assert clean("my pages", "-o", "before", "-q").code == 0
    new = clean("rules", "new", *words)
    assert new.code == 0, new.err
    steps = next_steps(new.out)
    assert len(steps) == 3
    for step in steps:
        done = clean(*step)
        assert done.code == 0, (step, done.err)
    assert not any(line.startswith("River gauge: 3") for line in texts("NEW"))


def test_what_is_wrong_with_the_line_is_said(clean, tmp_path):
    write(tmp_path / "pages", DAYS["numbers"])
    absent = clean("rules", "new", "--from-line", "No such line 5", "--from", "pages/one.txt")
    assert absent.code == 0
    assert "one.txt has no such line" in absent.err
    known = clean("rules", "new", "--from-line", "Please enter your comment!")
    assert "comment.form-prompt takes such a line already" in known.err
    other = clean("rules", "new", "--from-line", "No such line 7", "--site", "example.org")
    assert (other.code, other.err) == (0, "note: " + other.err.partition("note: ")[2])
    assert "my.no-such-line takes such a line already" in other.err


@pytest.mark.parametrize("again", ["No such line 5", "No such line 7", "  No such line 12 "])
def test_no_rule_is_written_twice(clean, tmp_path, again):
    assert clean("rules", "new", "--from-line", "No such line 5").code == 0
    before = (tmp_path / "rules" / "mine.yaml").read_bytes()
    twice = clean("rules", "new", "--from-line", again)
    assert (twice.code, twice.out) == (2, "")
    assert "rules/mine.yaml: rule my.no-such-line does the same already" in twice.err
    assert (tmp_path / "rules" / "mine.yaml").read_bytes() == before


def test_a_rule_for_somewhere_else_is_another(clean, tmp_path):
    pack = ("-o", "rules/all.yaml")
    for site in ((), ("--site", "example.org"), ("--site", "example.com")):
        new = clean("rules", "new", "--from-line", "No such line 5", *site, *pack)
        assert new.code == 0, new.err
    text = (tmp_path / "rules" / "all.yaml").read_text(encoding="utf-8")
    assert text.count("- id: ") == 3


SHIPPED = """schema: 1
pack: core/made
rules:
- id: made.prompt
  title: Prompt
  action: remove_line
  line_is: {en: [Please say what you think]}
  tests: {match: [Please say what you think], keep: [Please say it again]}
"""


@pytest.mark.parametrize("command", ["test", "lint"])
def test_rules_that_are_here_are_looked_at_with_the_shipped_ones(
    clean, tmp_path, monkeypatch, command
):
    write(tmp_path / "pages", DAYS["numbers"])
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped" / "made.yaml").write_text(SHIPPED, encoding="utf-8")
    for module in ("load", "places"):
        monkeypatch.setattr(f"cleaner.rulebook.{module}.rules_home", lambda: tmp_path / "shipped")
    assert clean("rules", command).out.startswith(
        {"test": "1 rule, 2 examples", "lint": "advice: rules/made.yaml:1:1"}[command]
    )
    assert clean("rules", "new", "--from", "pages/one.txt:7").code == 0
    after = clean("rules", command)
    assert after.code == 0
    assert after.out.splitlines()[-1].startswith("2 rules, ")
    pack = tmp_path / "rules" / "mine.yaml"
    broken = pack.read_text(encoding="utf-8").replace("    - 'River", "    - 'Rover")
    pack.write_text(broken, encoding="utf-8")
    failed = clean("rules", command)
    assert failed.code == 1
    assert "local/mine.yaml" in failed.out


def test_clean_pipe_names_the_rules_it_found(clean, tmp_path):
    write(tmp_path / "pages", DAYS["numbers"])
    assert clean("rules", "new", "--from", "pages/one.txt:7").code == 0
    text = (tmp_path / "pages" / "one.txt").read_text(encoding="utf-8").replace("\n", "\\n")
    done = clean("pipe", stdin=f'{{"text": "{text}"}}\n'.encode())
    assert "with the rules of local/mine.yaml" in done.err
    assert "River gauge: 3.42" not in done.out
    quiet = clean("pipe", "--discover", "off", stdin=f'{{"text": "{text}"}}\n'.encode())
    assert quiet.err == ""
    assert "River gauge: 3.42" in quiet.out
