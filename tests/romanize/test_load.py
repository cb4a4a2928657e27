"""Packs of names are read whole, or every fault of every file is told at once."""

import json

import pytest

from cleaner.errors import RuleError, UsageError
from cleaner.romanize.entry import NamePack
from cleaner.romanize.load import load_names
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.selection import Selection

GOOD = """schema: 1
pack: names/test
names:
- id: place.kyiv
  native: {uk: Київ}
  canonical: Kyiv
  kind: place
"""


def pack(folder, text, name="a.yaml"):
    (folder / "names").mkdir(exist_ok=True)
    (folder / "names" / name).write_text(text, encoding="utf-8")
    return folder


def faults(folder, text):
    with pytest.raises(RuleError) as raised:
        load_names(pack(folder, text))
    return [(f.line, f.column, f.message) for f in raised.value.faults]


def test_a_pack_is_read(tmp_path):
    names = load_names(pack(tmp_path, GOOD))
    (entry,) = names.entries
    assert (entry.name.canonical, entry.pack, entry.line) == ("Kyiv", "names/test", 4)
    assert list(names.files) == [f"{tmp_path.name}/names/a.yaml"]
    assert names.get("place.kyiv") is entry
    assert names.get("place.lviv") is None


def test_a_place_without_names_has_none(tmp_path):
    assert load_names(tmp_path).entries == ()


def test_a_later_place_wins(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    first = pack(tmp_path / "one", GOOD)
    second = pack(tmp_path / "two", GOOD.replace("canonical: Kyiv", "canonical: Kiev"))
    assert load_names(first, second).entries[0].name.canonical == "Kiev"


def test_each_place_has_a_name_of_its_own(tmp_path):
    places = [tmp_path / name / "rules" for name in ("shipped", "here", "there")]
    for place, canonical in zip(places, ("Kyiv", "Kiev", "Kiew"), strict=True):
        place.mkdir(parents=True)
        pack(place, GOOD.replace("canonical: Kyiv", f"canonical: {canonical}"))
    first, second, third = places
    names = load_names(first, (second, "local"), third)
    assert list(names.files) == ["rules/names/a.yaml", "local/names/a.yaml", "2-rules/names/a.yaml"]
    assert [
        canonical in text
        for canonical, text in zip(("Kyiv", "Kiev", "Kiew"), names.files.values(), strict=True)
    ] == [True] * 3
    assert names.entries[0].name.canonical == "Kiew"
    again = load_names(first, (second, "local"), second)
    assert list(again.files) == ["rules/names/a.yaml", "1-rules/names/a.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "told"),
    [
        ("canonical: Kyiv", "canonicle: Kyiv", 6, 3, "unknown key 'canonicle'; did you mean"),
        ("  canonical: Kyiv\n", "", 4, 3, "names.0.canonical is missing"),
        ("kind: place", "kind: planet", 7, 9, "names.0.kind: Input should be"),
        ("{uk: Київ}", "{uk: Kyiv}", 5, 11, "no table row for 'k'"),
        ("{uk: Київ}", "{xx: Київ}", 5, 12, "names.0.native.xx"),
        ("{uk: Київ}", "{zh: 龘龘}", 5, 11, "give the reading"),
        ("{uk: Київ}", "{ja: 京都}", 5, 11, "give the reading"),
        ("kind: place", "kind: surname", 7, 9, "Kyiv is too short for a bare surname"),
        ("schema: 1", "schema: 2", 1, 9, "schema: Input should be '1'"),
        ("names:\n", "names: [\n", 4, 1, "this is not YAML"),
        ("place.kyiv", "Place Kyiv", 4, 7, "names.0.id"),
    ],
)
def test_a_fault_has_its_place(tmp_path, old, new, line, column, told):
    found = faults(tmp_path, GOOD.replace(old, new))
    assert any(told in message and at == line for at, _, message in found), found
    assert column is None or any(where == column for _, where, _ in found), found


def test_all_faults_at_once(tmp_path):
    text = GOOD + GOOD.split("names:\n")[1].replace("Київ", "Kyiv").replace("place.", "town.")
    pack(tmp_path, "", "b.yaml")
    pack(tmp_path, GOOD, "c.yaml")
    found = faults(tmp_path, text)
    assert len(found) == 3  # a native form, an empty file, an id that is taken
    assert any("is taken: it stands in" in message for *_, message in found)


def test_the_digest_is_of_what_names_do(tmp_path):
    plain = load_names(pack(tmp_path, GOOD)).digest
    tested = load_names(pack(tmp_path, GOOD + "  tests: {match: [Kiew]}\n")).digest
    aliased = load_names(pack(tmp_path, GOOD + "  aliases: [Kiev]\n")).digest
    assert plain == tested != aliased


def test_names_are_selected_as_rules_are(tmp_path):
    more = GOOD.split("names:\n")[1].replace("place.kyiv", "city.kyiv")
    names = load_names(pack(tmp_path, GOOD + more))

    def left(select, ignore):
        return [e.name.id for e in names.chosen(Selection(select, ignore).runs).entries]

    assert left(("all",), ()) == ["city.kyiv", "place.kyiv"]
    assert left(("all",), ("city",)) == ["place.kyiv"]
    assert left(("city.",), ()) == ["city.kyiv"]
    assert left(("place.kyiv",), ("place",)) == ["place.kyiv"]
    assert left(("comment",), ()) == []
    assert left(("all",), ("all",)) == []


def test_a_place_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="there is no such file or folder"):
        load_names(tmp_path / "nosuch")


def test_the_schema_file_is_what_the_models_say():
    file = rules_home() / "names" / "names.schema.json"
    assert json.loads(file.read_text(encoding="utf-8")) == NamePack.model_json_schema(by_alias=True)
