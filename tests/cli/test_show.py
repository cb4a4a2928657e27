"""`clean show`: what was done to a document, for the eye and for other programs."""

from __future__ import annotations

from itertools import count

import pyarrow.dataset as ds
import pytest

from cleaner.cli.render import render, render_row
from cleaner.cli.terminal import colours_wanted, harmless
from cleaner.corpus.rows import row
from cleaner.edits import apply
from cleaner.model import Edit, Metadata, Note
from tests.corpus.made import cleaned, cut

BASE = (
    "Home > World\n\n\n\nTwo planes land\nBy A. Writer\n"
    "They cost 5 &amp; 6 euros.\t \nA cafÃ© was \x1b[31mred\x1b[0m.\n"
    "Share this\nFollow us\nEnd.\n\n"
)


def made():
    """A document with an edit of every kind."""
    edits = [
        Edit("repair", "repair.blank-lines", 14, 16, "\n\n", ""),
        *cut(BASE, "Home > World\n", rule="meta.breadcrumb"),
        *cut(BASE, "By A. Writer\n", rule="meta.byline"),
        *cut(BASE, "amp;", rule="repair.entities"),
        *cut(BASE, "\t ", rule="repair.trailing-space"),
        *cut(BASE, "Share this\nFollow us\n", rule="social.share"),
        Edit("repair", "repair.encoding", BASE.index("Ã©"), BASE.index("Ã©") + 2, "Ã©", "é"),
        Edit("repair", "repair.edges", len(BASE) - 2, len(BASE), "\n\n", ""),
    ]
    notes = [
        Note("capture.author", 20, 20, "A. Writer", "meta.byline"),
        Note("yielded", 0, 0, "would take 70% of the text", "list.related"),
    ]
    metadata = Metadata(author="A. Writer", title="Two planes\nland", captions=("One \x07 bell.",))
    return cleaned("page", BASE, [edits], metadata=metadata, notes=notes)


GOLDEN = """\
id          {id}
file        pages/page.txt
language    en (Latn, 0.99)
characters  127 before, 69 after, 8 edits
title       Two planes␤land
author      A. Writer  <meta.byline>
caption     One ␇ bell.
yielded     would take 70% of the text  <list.related>

[-Home > World-]<meta.breadcrumb>

[-␤×2-]<repair.blank-lines>
Two planes land
[-By A. Writer-]<meta.byline>
They cost 5 &[-amp;-]<repair.entities> 6 euros.[-⇥·-]<repair.trailing-space>
A caf[~Ã©~]{{~é~}}<repair.encoding> was ␛[31mred␛[0m.
[-Share this
Follow us-]<social.share>
End.[-␤×2-]<repair.edges>
"""


def test_plain():
    document = made()
    shown = render_row(row(document), BASE, document.document.edits, plain=True)
    assert shown == GOLDEN.format(id=document.source.id)


COLOURED = (
    "<red><struck>Home > World</> <yellow><meta.breadcrumb></>\n"
    "\n<dim>␤×2</>\nTwo planes land\n"
    "<red><struck>By A. Writer</> <yellow><meta.byline></>\n"
    "They cost 5 &<red><struck>amp;</> <yellow><repair.entities></> 6 euros.<dim>⇥·</>\n"
    "A caf<blue><struck>Ã©</> → <bright>é</> <yellow><repair.encoding></> was ␛[31mred␛[0m.\n"
    "<red><struck>Share this</>\n<red><struck>Follow us</> <yellow><social.share></>\n"
    "End.<dim>␤×2</>\n"
    "\n<dim>white space: repair.blank-lines ×1, repair.edges ×1, repair.trailing-space ×1</>\n"
)
CODES = {
    "<red>": 31,
    "<blue>": 34,
    "<bright>": 94,
    "<yellow>": 33,
    "<dim>": 2,
    "<struck>": 9,
    "</>": 0,
}


def test_coloured():
    shown = render(BASE, made().document.edits, plain=False)
    expected = COLOURED
    for name, code in CODES.items():
        expected = expected.replace(name, f"\x1b[{code}m")
    assert shown == expected


@pytest.mark.parametrize("stage", ["repair", "names", "units", "artifacts"])
def test_what_is_normalized_looks_unlike_what_is_removed(stage):
    edits = [Edit(stage, "r", 3, 13, "kilometers", "km")]
    base = "50 kilometers"
    assert render(base, edits, plain=True) == "50 [~kilometers~]{~km~}<r>\n"
    assert "\x1b[34m" in render(base, edits, plain=False)
    removed = [Edit("strip", "r", 3, 13, "kilometers", "")]
    assert render(base, removed, plain=True) == "50 [-kilometers-]<r>\n"
    assert "\x1b[34m" not in render(base, removed, plain=False)


def test_in_colours_every_removed_line_is_struck_by_itself():
    base = "One.\nTwo.\n\nThree.\nEnd.\n"
    shown = render(base, cut(base, "Two.\n\nThree.\n", rule="x.y"), plain=False)
    assert shown.splitlines() == [
        "One.",
        "\x1b[31m\x1b[9mTwo.\x1b[0m",
        "",
        "\x1b[31m\x1b[9mThree.\x1b[0m \x1b[33m<x.y>\x1b[0m",
        "End.",
    ]


def log_of(base, *passes):
    log = ()
    for edits in passes:
        base, entries = apply(base, edits)
        log += entries
    return log


def test_edits_of_several_rounds_are_one_change():
    first = [Edit("a", "one", 2, 5, "cde", "XY")]
    second = [Edit("b", "two", 3, 5, "Yf", "")]
    shown = render("abcdefg", log_of("abcdefg", first, second), plain=True)
    assert shown == "ab[-cdef-]{+X+}<one, two>g\n"


def test_an_edit_that_was_taken_back_does_not_show():
    first, second = [Edit("a", "one", 1, 2, "b", "x")], [Edit("a", "two", 1, 2, "x", "b")]
    assert render("abc", log_of("abc", first, second), plain=True) == "abc\n"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("  ", " ", "a[-·×2-]{+·+}<r>b\n"),
        ("\u00a0", " ", "a[-<00A0>-]{+·+}<r>b\n"),
        ("\r", "\n", "a[-␍-]{+␤+}<r>b\n"),
        ("", "\n\n", "a{+␤×2+}<r>b\n"),
        ("\x00", "", "a[-␀-]<r>b\n"),
        ("\u202e", "", "a[-<202E>-]<r>b\n"),
    ],
)
def test_what_cannot_be_seen_has_a_sign(old, new, shown):
    base = f"a{old}b"
    assert render(base, [Edit("s", "r", 1, 1 + len(old), old, new)], plain=True) == shown


@pytest.mark.parametrize("code", [*range(9), 11, *range(13, 32), *range(127, 160), 0x202E, 0x2066])
def test_no_character_acts_on_the_terminal(code):
    assert chr(code) not in harmless(f"a{chr(code)}b")


def test_other_characters_stay():
    text = "tab\tline\nİß😀👩\u200d👧 שלום \u00a0漢"
    assert harmless(text) == text


PAGE = "Two planes landed near the town on {}.\n\nPlease enter your comment!\n"


@pytest.fixture
def corpus(clean, tmp_path):
    for number in range(1, 41):
        folder = tmp_path / "in" / ("even" if number % 2 == 0 else "odd")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_text(PAGE.format(f"day {number}"))
    (tmp_path / "in" / "even" / "1.txt").write_text(PAGE.format("Sunday"))
    (tmp_path / "in" / "empty.txt").touch()
    assert clean("in", "-o", "corpus", "-q").code == 0
    return "corpus"


def ids(table="data"):
    return sorted(ds.dataset(f"corpus/{table}").to_table()["id"].to_pylist())


def test_by_id_and_by_its_beginning(clean, corpus):
    name = ids()[0]
    short = next(name[:n] for n in count(1) if sum(i.startswith(name[:n]) for i in ids()) == 1)
    whole = clean("show", corpus, name)
    assert whole.code == 0
    assert whole.out.startswith(f"id          {name}\n")
    assert clean("show", corpus, short).out == whole.out


def test_without_a_terminal_there_are_marks(clean, corpus):
    shown = clean("show", corpus, "7.txt").out
    assert "\x1b" not in shown
    assert "[-Please enter your comment!-]<comment.form-prompt>" in shown
    assert clean("show", corpus, "7.txt", "--plain").out == shown


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, None),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, None),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, None),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm"}, None),
    ],
)
def test_wishes_about_colours(environment, wanted):
    assert colours_wanted(environment) is wanted


def test_colours_can_be_forced(clean, corpus, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = clean("show", corpus, "7.txt").out
    assert "\x1b[31m\x1b[9mPlease enter your comment!\x1b[0m" in shown
    assert "\x1b" not in clean("show", corpus, "7.txt", "--plain").out


def test_an_ambiguous_beginning(clean, corpus):
    letters = [name[0] for name in ids()]
    twice = next(letter for letter in letters if letters.count(letter) > 1)
    done = clean("show", corpus, twice)
    assert done.code == 2
    assert f"documents have an id that begins with '{twice}'" in done.err
    assert "Give more of it." in done.err


@pytest.mark.parametrize("name", ["zzz", "f" * 40, "nothing.txt"])
def test_an_unknown_name(clean, corpus, name):
    done = clean("show", corpus, name)
    assert done.code == 2
    assert f"No document of corpus has an id that begins with '{name}'" in done.err


def test_a_file_name_that_several_have(clean, corpus):
    done = clean("show", corpus, "1.txt")
    assert done.code == 2
    assert "2 documents come from a file called '1.txt'" in done.err
    assert clean("show", corpus, "even/1.txt").code == 0


def test_a_document_that_was_rejected(clean, corpus):
    shown = clean("show", corpus, "empty.txt")
    assert shown.code == 0
    assert "reason      empty" in shown.out
    assert clean("show", corpus, ids("_rejects")[0]).out == shown.out


def test_all_of_them(clean, corpus):
    head, *lines = clean("show", corpus).out.splitlines()
    assert head.split() == ["id", "lang", "before", "after", "file"]
    assert sorted(line.split()[0] for line in lines) == ids()
    assert all(line.split()[4].startswith("in/") for line in lines)
