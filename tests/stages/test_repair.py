"""The repair stage: cases from files, its laws, and the proof that its cheap test misses none."""

import re._parser as sre
import string
from itertools import product
from pathlib import Path
from re import _constants as codes
from types import SimpleNamespace
from unicodedata import is_normalized

import ftfy
import pytest
from ftfy.badness import BADNESS_RE, is_bad
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaner.edits import apply, replay, undo
from cleaner.model import Document, Edit
from cleaner.mojibake import CLUE, ENTITY, config, suspects, untouched
from cleaner.rulebook.selection import Selection
from cleaner.stages import repair as stage
from cleaner.stages.repair import repair

CASES = Path(__file__).parents[1] / "cases" / "repair"
FILES = sorted(CASES.glob("*/*.txt"))
MOST_ROUNDS = 4
TYPOGRAPHY = "\xa0\xad·´–—…‘’“”„•«»‹›©®™"
SUSPECTS = suspects()
EVERY_SUSPECT = SUSPECTS.alone.union(SUSPECTS.lower, SUSPECTS.punctuation, *SUSPECTS.capitals)

KIT = SimpleNamespace(selection=Selection())
"""All that the stage asks a kit for."""


def proposals(text: str) -> list[Edit]:
    return list(repair(Document("id", text, text), KIT))


def settle(text: str) -> tuple[str, list[Edit], int]:
    """The text when repair is quiet, the log, and how many rounds proposed something."""
    log: list[Edit] = []
    rounds = 0
    while edits := proposals(text):
        text, entries = apply(text, edits)
        log += entries
        rounds += 1
        assert rounds <= MOST_ROUNDS, (text, edits)
    return text, log, rounds


def read_case(path: Path) -> tuple[str, str]:
    """Input and expected output; a file without a marker expects its input."""
    text = path.read_bytes().decode()[:-1]
    before, marker, after = text.partition("\n=== output\n")
    return (before, after) if marker else (text, text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path) -> None:
    given_text, expected = read_case(path)
    text, log, _ = settle(given_text)
    assert text == expected
    assert replay(given_text, log) == text
    assert undo(text, log) == given_text
    assert {edit.stage for edit in log} <= {"repair"}


def test_there_are_as_many_negative_cases() -> None:
    kinds = [path.parent.name for path in FILES]
    assert kinds.count("negative") >= 12
    assert kinds.count("wild") + kinds.count("synthetic") >= 12
    assert all(read_case(p)[0] == read_case(p)[1] for p in FILES if p.parent.name == "negative")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("canâ€™t", "encoding"),
        ("it\x92s", "encoding"),
        ("a &amp; b", "entities"),
        ("&Atilde;&copy; ﬁ", "encoding"),  # entity, then mojibake, then ligature
        ("ﬁne", "ligatures"),
        ("a\x1b[0mb", "terminal"),
        ("a\x07b", "control"),
        ("a\x81b", "encoding"),
        ("cafe\u0301", "unicode"),
        ("a\r\nb\n", "line-end"),
        ("a \nb", "trailing-space"),
        ("a \t", "trailing-space"),
        ("\na", "edges"),
        ("a\n \n", "edges"),
        ("a\n\n\nb", "blank-lines"),
    ],
)
def test_rule_says_what_was_wrong(text: str, rule: str) -> None:
    assert proposals(text)[0].rule == f"repair.{rule}"


def test_entities_are_decided_once_for_all_lines() -> None:
    assert settle("a &amp; b\n<br/>\nc &amp; d")[0] == "a &amp; b\n<br/>\nc &amp; d"
    assert settle("<br/>\na &amp; b")[0] == "<br/>\na &amp; b"
    assert settle("a &amp; b\n<name>\nc &amp; d")[0] == "a & b\n<name>\nc & d"


def test_edits_of_a_long_line_are_small() -> None:
    line = "word &amp; word " * 2_000
    text, log, _ = settle(line)
    assert text == "word & word " * 1_999 + "word & word"
    assert max(len(edit.old) for edit in log) <= len("&amp;")


def test_endless_line_is_seen_in_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "SEGMENT", 50)
    line = "He canâ€™t go. " * 40
    assert settle(line)[0] == ("He can’t go. " * 40).rstrip()


# The cheap test. First by looking at the pattern itself: whatever it matches holds a suspect.


Sets = list[set[str] | None]


def set_of(kind: object, value: object) -> set[str] | None:
    """The characters a part of the pattern can match, None where that cannot be told."""
    if kind is codes.LITERAL:
        return {chr(value)}
    if kind is not codes.IN:
        return None
    found: set[str] = set()
    for inner, bounds in value:
        if inner is codes.LITERAL:
            found.add(chr(bounds))
        elif inner is codes.RANGE:
            found.update(map(chr, range(bounds[0], bounds[1] + 1)))
        else:
            return None
    return found


def is_proven(pattern: sre.SubPattern, sequences: list[tuple[set[str] | None, ...]]) -> bool:
    """Whether every match of the pattern holds a match of one of the sequences."""
    parts: Sets = []
    for kind, value in pattern:
        if kind is codes.BRANCH and all(is_proven(each, sequences) for each in value[1]):
            return True
        if kind is codes.SUBPATTERN and is_proven(value[-1], sequences):
            return True
        parts.append(set_of(kind, value))
        if kind in (codes.MAX_REPEAT, codes.BRANCH, codes.SUBPATTERN):
            parts += [None] * 9  # of unknown width: nothing beside it is a neighbour
    # A character that is a sequence of its own proves its match wherever it stands.
    alone = set().union(*(each[0] for each in sequences if len(each) == 1))
    return any(
        all(
            # Only a set can stand for "any character" here: what has no width is no set.
            part is not None and (want is None or part <= want | alone)
            for part, want in zip(parts[at:], sequence, strict=False)
        )
        for sequence in sequences
        for at in range(len(parts) - len(sequence) + 1)
    )


def test_every_match_of_the_badness_pattern_holds_a_suspect() -> None:
    pattern = sre.parse(BADNESS_RE.pattern, BADNESS_RE.flags)
    alone, lower, punctuation, capitals = suspects()
    sequences: list[tuple[set[str] | None, ...]] = [
        (alone,),
        (lower, punctuation),
        (punctuation, lower),
        *((four, None, four) for four in capitals),
    ]
    assert is_proven(pattern, sequences)
    # Each of them is needed: without, the proof fails.
    for i in range(len(sequences)):
        assert not is_proven(pattern, sequences[:i] + sequences[i + 1 :])
    assert not is_proven(pattern, [(alone - {"€"},), *sequences[1:]])


def test_typography_and_ascii_alone_are_never_bad() -> None:
    """Every string of up to four characters, in one text that holds them all."""
    alphabet = TYPOGRAPHY + "aZ9 .,?\n"
    assert not SUSPECTS.alone & set(TYPOGRAPHY)
    for two in product(alphabet, repeat=2):
        text = "".join("".join((*two, *more)) for more in product(alphabet, repeat=2))
        assert not is_bad(text)
    assert is_normalized("NFC", TYPOGRAPHY)


MOJIBAKE = st.sampled_from(
    [
        text.encode().decode(f"sloppy-windows-{page}", "replace")
        for text in ("à", "’", "“é”", "Привет", "مرحبا", "日本", "😀", "naïve", "Ελλάδα", "\xa0")
        for page in (1250, 1251, 1252, 1253, 1254, 1257)
    ]
    + ["Ã ", "Ã", "Â ", "â€", "вЂ", "ГўВЂВ", "‚Ä", "Ã\xa0", "ï»¿", "√©", "×²", "œ "]
)
PIECES = st.one_of(
    MOJIBAKE,
    st.sampled_from(["&amp;", "&#233;", "&eacute", "&lt;b&gt;", "&NTILDE;", "&#x1F600;", "&;"]),
    st.sampled_from("ﬁﬂﬃĲǆŉ") | st.sampled_from(TYPOGRAPHY) | st.sampled_from(" \t\n\r\v\f"),
    st.sampled_from(["e\u0301", "u\u0308", "o\u0323\u0302", "\u0338=", "\u1100\u1161", "\u212b"]),
    st.sampled_from(sorted(EVERY_SUSPECT)),
    st.sampled_from(["\x1b[1m", "\x1b", "\x00", "\x85", "\x92", "\x81", "\ufeff", "\ufffc"]),
    st.sampled_from(["\u2028", "\u2029", "\r\n", "\n\n\n", " \n", "\ud800", "\udc00", "\ufffd"]),
    st.text(st.sampled_from(string.printable), max_size=4),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
)
RICH = st.lists(PIECES, max_size=14).map("".join)


def without_surrogates(text: str) -> str:
    """The text as decode hands it on: without surrogates."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


TEXTS = RICH.map(without_surrogates)


@settings(max_examples=1_500, deadline=None)
@given(RICH, st.booleans())
@example("Ã la mode", False)
@example("Ã ", True)
@example("\ud83d\ude00", True)
def test_the_cheap_test_never_misses(line: str, unescape: bool) -> None:
    fixed = ftfy.fix_and_explain(line, config(unescape)).text
    assert fixed == line or not untouched(line, unescape)
    if fixed != line:
        assert CLUE.search(line) or ENTITY.search(line) or not is_normalized("NFC", line)


@settings(max_examples=800, deadline=None)
@given(TEXTS)
@example("\r\x85\n")
@example("a\x85")
@example("&lt;b&gt; &amp;amp;")
def test_laws(text: str) -> None:
    done, log, _ = settle(text)
    assert replay(text, log) == done
    assert undo(done, log) == text
    assert not proposals(done)
    assert done == done.rstrip()
    assert "\n\n\n" not in done
    assert not controls(done)


def controls(text: str) -> list[str]:
    return [c for c in text if (c < " " and c not in "\t\n") or "\x7f" <= c <= "\x9f"]


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS.filter(lambda text: not set(text) & set("\n\r\v\f\x85\u2028\u2029<"))))
def test_lines_are_what_ftfy_makes_of_each(lines: list[str]) -> None:
    text = "\n".join(lines)
    edits = [edit for edit in proposals(text) if not is_white(edit)]
    expected = [
        "".join(c for c in ftfy.fix_and_explain(line, config(True)).text if not is_c1(c))
        for line in lines
    ]
    assert apply(text, edits)[0] == "\n".join(expected)


def is_white(edit: Edit) -> bool:
    return edit.rule in ("repair.edges", "repair.blank-lines", "repair.trailing-space")


def is_c1(character: str) -> bool:
    return "\x80" <= character <= "\x9f"
