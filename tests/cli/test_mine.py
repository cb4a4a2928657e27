"""`clean mine`: what it writes are packs as a careful author would write them, from raw pages and
from a corpus; and what it says when it cannot."""

import json
import re

import pytest

from cleaner.cli.progress import Progress
from tests.mine import made_sites

SITES, PAGES = (0, 4, 10, 11), 24


@pytest.fixture
def raw(tmp_path, monkeypatch):
    """Pages of four made-up sites in English, Russian, Japanese and Arabic, a folder for each."""
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for number, site in enumerate(made_sites.sites()):
        if number in SITES:
            folder = tmp_path / "raw" / site.host
            folder.mkdir(parents=True)
            for place, page in enumerate(made_sites.pages(site, count=PAGES)):
                (folder / f"{place:02}.txt").write_text(page.text, encoding="utf-8")
    return tmp_path / "raw"


BY_FOLDER = ("--site-from", "-2")


def test_what_it_writes_are_good_packs(clean, raw, tmp_path):
    done = clean("mine", "raw", "-o", "mined", *BY_FOLDER)
    assert done.code == 0, done.err
    assert f"{len(SITES) * PAGES} documents of 4 sites: " in done.out
    assert "clean rules try mined PATH" in done.out
    tested = clean("rules", "test", "mined")
    assert tested.code == 0
    assert re.match(r"\d+ rules, \d+ examples, all pass", tested.out)
    linted = clean("rules", "lint", "mined")
    assert (linted.code, linted.out.split(", ")[1]) == (0, "0 findings.\n"), linted.out
    formed = clean("rules", "fmt", "mined", "--check")
    assert (formed.code, formed.out) == (0, "4 files, 0 changed.\n")
    pack = (tmp_path / "mined" / "sites" / "site00.example.yaml").read_text(encoding="utf-8")
    assert pack.startswith("# yaml-language-server: $schema=../rule.schema.json\n")
    assert (tmp_path / "mined" / "rule.schema.json").is_file()
    assert re.search(r"^# raw/site00\.example/\d\d\.txt: ", pack, re.MULTILINE)
    rules = int(tested.out.split()[0])
    assert rules > 20
    assert pack.count("status: experimental") + pack.count("status: 'experimental'") == pack.count(
        "- id:"
    )


def test_a_corpus_gives_the_rules_of_its_pages(clean, raw):
    assert clean("raw", "-o", "corpus", "-q", *BY_FOLDER).code == 0
    reports = []
    for what in ("raw", "corpus"):
        done = clean("mine", what, "-o", f"from-{what}", "--json", *BY_FOLDER)
        assert done.code == 0, done.err
        reports.append(json.loads(done.out))
    rules = [
        {(r["id"], r["confidence"], r["documents"]) for r in told["rules"]} for told in reports
    ]
    assert rules[0] == rules[1]
    assert len(rules[0]) > 20


def test_mined_rules_clean_the_pages_they_are_from(clean, raw, tmp_path):
    assert clean("mine", "raw", "-o", "mined", "-q", *BY_FOLDER).code == 0
    tried = clean("rules", "try", "mined", "raw", *BY_FOLDER, "--show", "0")
    assert f"{len(SITES) * PAGES} of {len(SITES) * PAGES} documents touched" in tried.out
    without = clean("rules", "try", "mined", "raw", "--show", "0")
    assert "0 of" in without.out
    assert "--site-from" in without.out


def test_progress_tells_of_both_looks(clean, raw, monkeypatch):
    seen = []
    monkeypatch.setattr(
        Progress, "see", lambda self, tally: seen.append((tally.documents, tally.read, tally.bytes))
    )
    assert clean("mine", "raw", "-o", "mined", *BY_FOLDER).code == 0
    size = sum(path.stat().st_size for path in raw.rglob("*.txt"))
    assert len(seen) == 2 * len(SITES) * PAGES
    assert seen[-1][:2] == (len(SITES) * PAGES, seen[-1][2])
    assert seen[-1][2] >= 2 * size
    read = [each[1] for each in seen]
    assert read == sorted(read)


def test_nothing_repeats_nothing_is_written(clean, page, tmp_path):
    done = clean("mine", "pages", "-o", "mined")
    assert done.code == 0
    found, advice = done.out.split("\n\n")
    assert found == "1 document of 1 site: 0 rules, 0 pairs of spellings"
    assert advice.startswith("Nothing repeats that could be proposed as a rule: mined was not made")
    assert "--site-from" in advice
    assert not (tmp_path / "mined").exists()


def test_only_spellings(clean, tmp_path):
    """Pages with two spellings of a name, and no line that repeats."""
    (tmp_path / "pages").mkdir()
    for number, name in enumerate(["Gorbachev", "Gorbachov"] * 4):
        text = f"In the year {number} of that decade the old {name} went to town number {number}.\n"
        (tmp_path / "pages" / f"{number}.txt").write_text(text * 3)
    done = clean("mine", "pages", "-o", "mined")
    assert "0 rules, 1 pair of spellings" in done.out
    assert "mined holds spellings alone" in done.out
    assert [path.name for path in (tmp_path / "mined").iterdir()] == ["name-variants.tsv"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("absent", "-o", "mined"), "absent"),
        (("-", "-o", "mined"), "write standard input to a file"),
        (("pages",), "--output"),
        (("-o", "mined"), "PATH"),
        (("pages", "-o", "full"), "is not empty"),
        (("pages", "-o", "pages/article.txt"), "a file of that name is there"),
        (("pages", "-o", "corpus"), "already holds a corpus"),
        (("empty", "-o", "mined"), "no documents"),
    ],
)
def test_what_cannot_be_mined_is_said(clean, corpus, tmp_path, words, told):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.yaml").write_text("of mine", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "blank.txt").write_text("\n", encoding="utf-8")
    done = clean("mine", *words)
    assert done.code == 2
    assert told in done.err
    assert not (tmp_path / "mined").exists()
    assert (tmp_path / "full" / "mine.yaml").read_text(encoding="utf-8") == "of mine"


def test_help_has_an_example(clean):
    told = clean("mine", "--help").out
    assert "clean mine pages/ -o mined/" in told
    assert "--quiet" in told
