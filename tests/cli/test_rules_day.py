"""The day of who writes rules, from a folder with one page and no rules of its own."""

import json

import pytest
import yaml

PAGE = """The ferry to the islands runs again

After eleven days in dock the ferry left on Tuesday morning with every seat taken.
The harbour weather was calm, and the first boat back came in ahead of its time.

Harbour weather: 14 °C, wind 3
"""
JUNK = "Harbour weather: 14 °C, wind 3"


@pytest.fixture
def pages(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "home" / "config"))
    folder = tmp_path / "pages" / "harbour.example"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text(PAGE, encoding="utf-8")
    (folder / "two.txt").write_text(
        PAGE.replace("14 °C, wind 3", "9 °C, wind 12"), encoding="utf-8"
    )
    other = tmp_path / "pages" / "other.example"
    other.mkdir()
    (other / "three.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path / "pages"


def texts(clean, corpus):
    """The texts of a corpus by the last name of their files."""
    from cleaner import load_corpus

    return {row["file_path"].split("/")[-1]: row["text"] for row in load_corpus(corpus)}


def test_four_commands_from_junk_to_a_clean_corpus(clean, pages):
    new = clean("rules", "new", "--from-line", JUNK, "--from", "pages/harbour.example/one.txt:6")
    assert new.code == 0, new.err
    assert "wrote rule" in new.out
    assert "clean rules test rules" in new.out
    tested = clean("rules", "test", "rules")
    assert (tested.code, tested.out) == (0, "1 rule, 4 examples, all pass.\n")
    tried = clean("rules", "try", "rules/mine.yaml", "pages")
    assert "3 of 3 documents touched, 3 places" in tried.out
    assert f"- {JUNK}\n" in tried.out
    done = clean("pages", "-o", "corpus")
    assert done.code == 0
    assert "with the rules of local/mine.yaml" in done.err
    assert all("Harbour weather" not in text for text in texts(clean, "corpus").values())


def test_the_manifest_names_rules_that_nobody_named(clean, pages, tmp_path):
    assert clean("rules", "new", "--from-line", JUNK).code == 0
    assert clean("pages", "-o", "with", "-q").code == 0
    assert clean("pages", "-o", "without", "-q", "--discover", "off").code == 0
    manifests = [
        json.loads((tmp_path / name / "manifest.json").read_text()) for name in ("with", "without")
    ]
    held = [[key for key in m["prov"]["entity"] if "local/mine.yaml" in key] for m in manifests]
    assert [len(names) for names in held] == [1, 0]
    digests = [m["made_by"][0]["rulebook_digest"] for m in manifests]
    assert digests[0] != digests[1]
    assert (
        manifests[0]["made_by"][0]["settings_digest"]
        == manifests[1]["made_by"][0]["settings_digest"]
    )


def test_a_rule_for_one_site_goes_by_a_part_of_the_path(clean, pages):
    words = (
        "rules",
        "new",
        "--from",
        "pages/harbour.example/one.txt:6",
        "--site",
        "harbour.example",
    )
    assert clean(*words).code == 0
    assert "0 of 3 documents touched" in clean("rules", "try", "rules", "pages").out
    tried = clean("rules", "try", "rules", "pages", "--site-from", "-2")
    assert "2 of 3 documents touched" in tried.out
    assert clean("pages", "-o", "corpus", "-q", "--site-from", "2").code == 0
    found = texts(clean, "corpus")
    assert ["Harbour weather:" in found[name] for name in ("one.txt", "two.txt", "three.txt")] == [
        *(False, False, True)
    ]


def test_a_site_that_is_no_number_is_refused(clean, pages):
    done = clean("pages", "-o", "corpus", "--site-from", "host")
    assert done.code == 2
    assert "data/example.com/page1.html" in done.err


HANDMADE = """# my rules, with care
schema: 1
pack: my/rules   # a name
rules:
  # the first
  - id: my.first
    title: "First"
    action: remove_line
    line_is: {en: [First of all lines]}   # as seen

# what is switched off
disable: [wire]
"""


def test_new_adds_to_a_pack_and_changes_nothing_else(clean, pages, tmp_path):
    pack = tmp_path / "mine.yaml"
    pack.write_text(HANDMADE, encoding="utf-8")
    assert clean("rules", "new", "--from-line", JUNK, "-o", "mine.yaml").code == 0
    made = pack.read_text(encoding="utf-8")
    before, after = HANDMADE.split("\n\n")
    assert made.startswith(f"{before}\n\n  - id: my.harbour-weather")
    assert made.endswith(f"\n\n{after}")
    assert next(rule["id"] for rule in yaml.safe_load(made)["rules"]) == "my.first"
    again = clean("rules", "new", "--from-line", JUNK, "-o", "mine.yaml")
    assert again.code == 2
    assert pack.read_text(encoding="utf-8") == made
    here = clean("rules", "new", "--from-line", JUNK, "-o", "mine.yaml", "--site", "example.org")
    assert here.code == 0
    ids = [rule["id"] for rule in yaml.safe_load(pack.read_text(encoding="utf-8"))["rules"]]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new",), "--from-line TEXT"),
        (("new", "--from", "absent.txt:3"), "no such file"),
        (("new", "--from", "pages/harbour.example/one.txt:99"), "there is no line 99"),
        (("new", "--from-line", "***"), "no word"),
        (("new", "--from-line", "17"), "the rule would take every line that has as many"),
        (("try", "absent.yaml", "pages"), "no rules there"),
        (("try", "pages", "absent"), "no such file"),
        (("lint", "absent"), "no such file"),
        (("lint", "--explain", "R10"), "did you mean"),
        (("fmt", "absent"), "no such file"),
    ],
)
def test_what_cannot_be_done_is_said(clean, pages, words, told):
    done = clean("rules", *words)
    assert done.code == 2
    assert told in done.err


GOOD = "The bridge is shut\n\nHarbour weather: 14 °C, wind 3\n"


def test_known_good_text_and_what_is_accepted(clean, pages, tmp_path):
    assert clean("rules", "new", "--from", "pages/harbour.example/one.txt:6").code == 0
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "en.txt").write_text(GOOD, encoding="utf-8")
    wrong = clean("rules", "test", "rules", "--good", "good")
    assert wrong.code == 1
    assert "en.txt:3: my.harbour-weather-c-wind takes 'Harbour weather: 14 °C, wind 3" in wrong.out
    entry = {"rule": "my.harbour-weather-c-wind", "text": JUNK, "why": "a page about the weather"}
    (tmp_path / "rules" / "known-false.yaml").write_text(yaml.safe_dump([entry]), encoding="utf-8")
    right = clean("rules", "test", "rules", "--good", "good")
    assert (right.code, right.out) == (0, "1 rule, 4 examples, 1 known-good text, all pass.\n")
    (tmp_path / "good" / "en.txt").write_text("The bridge is shut\n", encoding="utf-8")
    stale = clean("rules", "test", "rules", "--good", "good")
    assert stale.code == 1
    assert "delete the entry" in stale.out


def test_stats_name_the_last_document_and_the_dead(clean, pages):
    assert clean("rules", "new", "--from", "pages/harbour.example/one.txt:6").code == 0
    assert clean("pages", "-o", "corpus", "-q").code == 0
    told = json.loads(clean("rules", "stats", "corpus", "--json").out)
    mine = told["rules"]["my.harbour-weather-c-wind"]
    assert (mine["hits"], mine["documents"]) == (3, 3)
    assert mine["last_seen"].endswith("three.txt")
    assert "comment.form-prompt" in told["dead"]
    assert "my.harbour-weather-c-wind" not in told["dead"]
    assert "comment.form-prompt\n" in clean("rules", "stats", "corpus", "--dead").out


def test_later_packs_replace_and_disable(clean, pages, tmp_path):
    rule = (
        "rules:\n- {id: comment.form-prompt, title: mine, action: flag, span_regex: comment here}\n"
    )
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.yaml").write_text(f"schema: 1\npack: my\ndisable: [wire]\n{rule}")
    (tmp_path / "rules" / "other.yaml").write_text("services:\n- id: none of ours\n")
    listed = {row["id"]: row for row in json.loads(clean("rules", "list", "--json").out)}
    mine = listed["comment.form-prompt"]
    assert mine["file"] == "local/mine.yaml"
    assert mine["over"].startswith("rules/")
    assert all(
        row["status"] == "disabled" for one, row in listed.items() if one.startswith("wire.")
    )
    assert "(switched off in local/mine.yaml:3)" in clean("rules", "list").out
    plain = {
        row["id"]: row
        for row in json.loads(clean("rules", "list", "--json", "--discover", "off").out)
    }
    assert plain["comment.form-prompt"]["over"] == ""


def test_lint_speaks_to_people_and_to_machines(clean, pages, tmp_path):
    pack = tmp_path / "p.yaml"
    pack.write_text("schema: 1\npack: my\nrules:\n- id: my.a\n  title: a\n  action: remove_lin\n")
    text = clean("rules", "lint", "p.yaml")
    assert text.code == 1
    assert (
        "p.yaml:6:11: action 'remove_lin' is unknown; did you mean 'remove_line'? [R008]"
        in text.out
    )
    found = json.loads(clean("rules", "lint", "p.yaml", "--format", "json").out)["findings"]
    assert [(f["code"], f["line"]) for f in found] == [("R401", 1), ("R008", 6)]
    sarif = json.loads(clean("rules", "lint", "p.yaml", "--format", "sarif").out)
    (run,) = sarif["runs"]
    assert sarif["version"] == "2.1.0"
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    github = clean("rules", "lint", "p.yaml", "--format", "github").out
    assert "::error file=p.yaml,line=6,col=11,title=R008::" in github
    assert clean("rules", "lint", "--explain", "nested-quantifier").out.startswith("R106 ")


def test_lint_over_a_corpus_names_rules_that_did_nothing(clean, pages):
    assert clean("rules", "new", "--from", "pages/harbour.example/one.txt:6").code == 0
    words = ("rules", "new", "--from-line", "Never seen anywhere", "--corpus", "pages")
    assert clean(*words).code == 0
    assert clean("pages", "-o", "corpus", "-q").code == 0
    told = clean("rules", "lint", "rules", "--corpus", "corpus")
    assert told.code == 0
    assert "my.never-seen-anywhere: does nothing in the corpus [R307]" in told.out
    assert told.out.count("[R307]") == 1


def test_fmt_and_its_check(clean, pages, tmp_path):
    pack = tmp_path / "mine.yaml"
    pack.write_text(HANDMADE, encoding="utf-8")
    assert clean("rules", "fmt", "mine.yaml", "--check").code == 1
    assert pack.read_text(encoding="utf-8") == HANDMADE
    assert clean("rules", "fmt", "mine.yaml").code == 0
    assert clean("rules", "fmt", "mine.yaml", "--check").code == 0
    assert yaml.safe_load(pack.read_text(encoding="utf-8")) == yaml.safe_load(HANDMADE)
