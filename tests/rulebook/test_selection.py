"""What `--select` and `--ignore` mean, for rules and for all else that has an id."""

from dataclasses import replace

import pytest

from cleaner.errors import SettingsError
from cleaner.kit import Kit, make_kit
from cleaner.model import Document, Edit, Language, Measurement, Mention, Note
from cleaner.rulebook.builtin import BUILTINS
from cleaner.rulebook.load import load_rules
from cleaner.rulebook.selection import Selection, begins, stems
from cleaner.settings import Settings
from cleaner.stages.names import names
from cleaner.stages.repair import repair
from cleaner.stages.units import units

BOOK = load_rules()
TEXT = "From Kiev the Kinjal flew 5 kilometers (31 miles).  "


def kit(**settings: tuple[str, ...]) -> Kit:
    made = make_kit(Settings(**settings), BOOK)
    return replace(made, language=lambda _: Language("en", "Latn", 1.0, True))


def ids(stage, using: Kit, text: str = TEXT) -> list[str]:
    return [one.rule for one in stage(Document("d", text, text), using) if isinstance(one, Edit)]


@pytest.mark.parametrize(
    ("prefix", "meant"),
    [
        ("all", True), ("unit", True), ("unit.", True), ("unit.*", True), ("unit.mile", True),
        ("unit.mil", False), ("uni", False), ("unit.mile.x", False), ("unit.mile-per-hour", False),
    ],
)  # fmt: skip
def test_a_prefix_is_whole_segments(prefix, meant):
    assert begins("unit.mile", prefix) is meant


def test_the_longer_prefix_wins_and_ignore_a_tie():
    assert Selection(("a",), ("a.b",)).runs("a.c")
    assert not Selection(("a",), ("a.b",)).runs("a.b.c")
    assert Selection(("a.b",), ("a",)).runs("a.b.c")
    assert not Selection(("a",), ("a",)).runs("a.b")
    assert not Selection(("a",), ()).runs("b")
    assert Selection(("a",), ()).spares("b")
    assert not Selection(("all",), ("b",)).spares("b.c")


def test_stems_are_every_prefix():
    assert stems(["a.b.c", "a.d"]) == ["a", "a.b", "a.b.c", "a.d"]


def test_an_ignored_name_is_neither_rewritten_nor_mentioned():
    assert ids(names, kit()) == ["place.kyiv", "weapon.kinzhal"]
    without = kit(ignore=("weapon.kinzhal",))
    assert ids(names, without) == ["place.kyiv"]
    found = names(Document("d", TEXT, TEXT), without)
    assert [m.rule for m in found if isinstance(m, Mention)] == ["place.kyiv"]
    assert ids(names, kit(select=("weapon",))) == ["weapon.kinzhal"]


def test_an_ignored_unit_is_neither_rewritten_nor_measured():
    assert ids(units, kit()) == ["unit.kilometer", "unit.mile"]
    without = kit(ignore=("unit.kilometer",))
    assert ids(units, without) == ["unit.mile"]
    found = list(units(Document("d", TEXT, TEXT), without))
    (mile,) = [one for one in found if isinstance(one, Measurement)]
    assert (mile.surface, mile.conversion_of, mile.conversion_status) == ("31 miles", None, None)
    assert not any(isinstance(one, Note) for one in found)
    assert ids(units, kit(select=("comment",))) == []


def test_an_ignored_flag_of_a_conversion_is_not_raised():
    for ignored, raised in (((), True), (("unit.conversion",), False)):
        found = units(Document("d", TEXT, TEXT), kit(ignore=ignored))
        assert any(isinstance(one, Note) for one in found) is raised


def test_repairs_go_where_they_are_ignored_and_need_no_selecting():
    text = "caf\u00c3\u00a9 \ufb01ne\n\n\n\nx \ny"
    every = ["repair.encoding", "repair.blank-lines", "repair.trailing-space"]
    assert set(ids(repair, kit(), text)) >= set(every)
    assert set(ids(repair, kit(select=("comment",)), text)) >= set(every)
    for one in every:
        assert one not in ids(repair, kit(ignore=(one,)), text)
    assert ids(repair, kit(ignore=("repair",)), "a\rb ") == ["repair.line-end"]


@pytest.mark.parametrize("one", [one.id for one in BUILTINS if not one.optional])
def test_what_all_others_count_on_cannot_be_ignored(one):
    with pytest.raises(SettingsError, match=f"ignore: {one} cannot be switched off"):
        kit(ignore=(one,))


@pytest.mark.parametrize(
    ("prefix", "near"),
    [
        ("unit.kilometre", "unit.kilometer"),
        ("weapon.kinzha", "weapon.kinzhal"),
        ("repair.encodings", "repair.encoding"),
        ("commen", "comment"),
    ],
)
@pytest.mark.parametrize("flag", ["select", "ignore"])
def test_a_prefix_that_means_nothing_is_named_with_the_nearest(flag, prefix, near):
    with pytest.raises(SettingsError, match=f"{flag}: .*{prefix!r}; did you mean {near!r}"):
        kit(**{flag: (prefix,)})


def test_the_tables_of_units_are_files_of_the_run():
    assert "rules/units/units.tsv" in kit().files
    off = make_kit(Settings(units="off"), BOOK)
    assert not any(name.startswith("rules/units/") for name in off.files)
