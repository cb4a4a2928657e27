"""Where packs are found that nobody named, and how sites are told."""

import shutil
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from cleaner.errors import RuleError, SettingsError
from cleaner.rulebook import places
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.load import load_rules
from cleaner.rulebook.sites import check_site_from, same_site, site_of

PACK = """schema: 1
pack: t
rules:
- {{id: t.{0}, title: {1}, action: flag, span_regex: some words}}
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty working directory, a folder of the user's own, and no packages with rules."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(places.click, "get_app_dir", lambda name: str(tmp_path / "app" / name))
    monkeypatch.setattr(places, "entry_points", lambda group: [])
    return tmp_path


def write(folder: Path, name: str, title: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(PACK.format(name, title))


def test_packs_are_found_and_the_nearest_wins(home, monkeypatch):
    write(home / "site" / "offered", "a", "package")
    (home / "site" / "offered" / "__init__.py").write_text("raise SystemExit")
    monkeypatch.syspath_prepend(str(home / "site"))
    point = EntryPoint("offers", "offered", places.GROUP)
    monkeypatch.setattr(places, "entry_points", lambda group: [point])
    assert [p.label for p in places.own_places()] == ["package-offers"]
    write(home / "app" / "clean" / "rules", "a", "user")
    write(home / "rules", "a", "local")
    assert [p.label for p in places.own_places()] == ["package-offers", "user", "local"]
    book = load_rules(own=True)
    entry = book.get("t.a")
    assert (entry.file, entry.over) == ("local/a.yaml", "user/a.yaml:4")
    assert book.own == ("package-offers/a.yaml", "user/a.yaml", "local/a.yaml")
    assert load_rules().get("t.a") is None
    write(home / "named", "a", "named")
    assert load_rules("named", own=True).get("t.a").file == "named/a.yaml"


def test_what_is_no_pack_is_passed_over_only_where_nobody_named_it(home):
    write(home / "rules", "a", "local")
    (home / "rules" / "other.yaml").write_text("services: [web]\n")
    assert load_rules(own=True).own == ("local/a.yaml",)
    with pytest.raises(RuleError):
        load_rules("rules")
    (home / "rules" / "slip.yaml").write_text(PACK.format("b", "x").replace("pack:", "pakc:"))
    with pytest.raises(RuleError, match="unknown key 'pakc'"):
        load_rules(own=True)


def test_the_projects_own_rules_are_not_found_twice(home, monkeypatch):
    monkeypatch.chdir(rules_home().parent)
    assert places.own_places() == []


def test_a_copy_of_the_projects_own_rules_is_no_pack_of_ones_own(home):
    shutil.copytree(rules_home(), home / "rules")
    assert places.own_places() == []
    write(home / "rules", "mine", "local")
    assert [place.label for place in places.own_places()] == ["local"]


def test_a_pack_may_only_disable(home):
    (home / "off.yaml").write_text("schema: 1\npack: t\ndisable: [comment]\n")
    book = load_rules("off.yaml")
    off = [e for e in book.entries if e.rule.id.startswith("comment.")]
    assert off
    assert {e.rule.status for e in off} == {"disabled"}
    kept = {rule.id for rule in book.chosen(["all", "comment"], []).rules}
    assert not {e.rule.id for e in off} & kept
    assert book.chosen(["all"], []).digest != load_rules().chosen(["all"], []).digest


def test_what_disables_nothing_is_a_fault_with_the_nearest(home):
    (home / "off.yaml").write_text("schema: 1\npack: t\ndisable: [comment.form-promt]\n")
    with pytest.raises(RuleError, match=r"did you mean 'comment\.form-prompt'"):
        load_rules("off.yaml")


@pytest.mark.parametrize(
    ("url", "path", "choice", "site"),
    [
        ("https://www.Example.com/a", "x", "url", "www.example.com"),
        ("", "data/example.com/page1.html", "url", ""),
        ("", "data/example.com/page1.html", "2", "example.com"),
        ("", "data/Example.com/page1.html", "-2", "example.com"),
        ("https://a.org/", "data/example.com/page1.html", "2", "example.com"),
        ("https://a.org/", "page1.html", "2", "a.org"),
        ("", "page1.html", "-9", ""),
        ("http://[", "", "url", ""),
    ],
)
def test_sites(url, path, choice, site):
    check_site_from(choice)
    assert site_of(url, path, choice) == site


@pytest.mark.parametrize("choice", ["", "0", "-0", "host", "1.5", "٣", "--1"])
def test_a_choice_that_means_nothing(choice):
    with pytest.raises(SettingsError, match="number of a part"):
        check_site_from(choice)


def test_sites_of_rules():
    assert same_site("www.example.com", "example.com")
    assert same_site("a.example.com", "*.Example.com")
    assert not same_site("a.example.com", "example.com")
    assert not same_site("badexample.com", "*.example.com")
