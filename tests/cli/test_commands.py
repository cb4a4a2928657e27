"""Every command, as asked for and as asked for wrongly."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from tests.corpus.made import tree

COMMANDS = [
    ["show"], ["restore"], ["verify"], ["stats"], ["pipe"], ["completion"],
    ["rules"], ["rules", "test"], ["rules", "list"], ["rules", "explain"], ["rules", "schema"],
]  # fmt: skip


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]])
def test_alone_it_shows_help(clean, words):
    shown = clean(*words)
    assert shown.code == 0
    assert "clean seeds/ -o corpus/" in shown.out
    for option in ("--output", "--json", "--dry-run", "--title", "--max-removed", "--version"):
        assert option in shown.out
    for name in ("show", "restore", "verify", "stats", "pipe", "rules", "completion"):
        assert f"\n  {name} " in shown.out
    assert "..." not in shown.out.partition("Commands:")[2]


@pytest.mark.parametrize("words", [*COMMANDS, ["pages"]], ids=" ".join)
def test_every_help_has_an_example(clean, words):
    shown = clean(*words, "--help")
    assert shown.code == 0
    assert f"clean {' '.join(words)}".replace(" pages", "") in shown.out.partition("Example")[2]


@pytest.mark.parametrize("words", [["--version"], ["pages", "--version"]])
def test_version(clean, words):
    assert clean(*words).out.startswith("clean, version ")


def test_python_m_cleaner():
    done = subprocess.run(
        [sys.executable, "-m", "cleaner", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("clean, version ")


def test_main_job(clean, page):
    done = clean(page, "-o", "corpus")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].split() == ["documents", "1"]
    assert ["languages", "1", "en", "1"] in [line.split() for line in lines]
    assert any(line.startswith("comment.form-prompt ") for line in lines)
    assert lines[-1] == "corpus in corpus"
    rows = ds.dataset("corpus/data").to_table().to_pylist()
    assert [row["file_path"] for row in rows] == ["pages/article.txt"]
    assert "Please enter" not in rows[0]["text"]


def test_numbers_of_the_table_stand_in_line(clean, page):
    top = clean(page, "--dry-run").out.partition("\n\n")[0].splitlines()
    ends = {len(line) - len(line[18:].lstrip().partition(" ")[2]) for line in top[:2]}
    assert len(ends) == 1


def test_json(clean, page):
    told = json.loads(clean(page, "-o", "corpus", "--json").out)
    assert told["output"] == "corpus"
    assert (told["documents"], told["kept"], told["rejected"]) == (1, 1, {})
    assert told["rules"]["comment.form-prompt"]["hits"] == 1


def test_dry_run_counts_the_same_and_writes_nothing(clean, page, tmp_path):
    dry = clean(page, "--dry-run", "--json")
    assert not (tmp_path / "corpus").exists()
    assert clean(page, "--dry-run", "-o", "corpus").out.endswith("nothing was written (dry run)\n")
    assert not (tmp_path / "corpus").exists()
    wet = clean(page, "-o", "corpus", "--json")
    assert json.loads(dry.out) == {**json.loads(wet.out), "output": None}


def test_quiet(clean, page):
    done = clean(page, "-o", "corpus", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_standard_input(clean):
    assert clean("-", "-o", "corpus", stdin=b"A line that was typed.\n").code == 0
    assert ds.dataset("corpus/data").to_table()["file_path"].to_pylist() == ["-"]


def test_a_pattern_the_shell_left_alone(clean, page):
    (page / "deep").mkdir()
    (page / "deep" / "other.md").write_text("Another text of some words.\n")
    told = json.loads(clean("pages/**/*.md", "--dry-run", "--json").out)
    assert told["documents"] == 1


def test_a_file_called_as_a_command(clean, tmp_path):
    (tmp_path / "show").write_text("A text in a file of that name.\n")
    assert clean("./show", "-o", "corpus").code == 0
    confused = clean("show", "-o", "elsewhere")
    assert confused.code == 2
    assert "say ./show" in confused.err


def test_one_input_named_thrice_is_one_document(clean, page):
    told = clean(page, page, "pages/../pages", "pages/article.txt", "--dry-run", "--json")
    assert json.loads(told.out)["documents"] == 1


@pytest.mark.parametrize(("allowed", "code"), [(0, 3), (1, 0), (2, 0)])
def test_max_rejects(clean, page, allowed, code):
    (page / "empty.txt").touch()
    done = clean(page, "--dry-run", "--max-rejects", allowed)
    assert done.code == code
    assert ("1 rejected, 0 allowed" in done.err) == (code == 3)


WRONG = {
    "no output": (["pages"], 2, "say where the corpus is to go"),
    "no path": (["-o", "x"], 2, "PATH"),
    "missing path": (["page", "-o", "x"], 2, "'page' does not exist; did you mean 'pages'?"),
    "nothing matches": (["*.xyz", "-o", "x"], 2, "Nothing matches '*.xyz'"),
    "empty folder": (["void", "-o", "x"], 2, "No files found in 'void'"),
    "no such word": (["shwo", "corpus"], 2, "did you mean `clean show`?"),
    "no such option": (["pages", "--titel", "drop", "-o", "x"], 2, "--title"),
    "no such choice": (["pages", "--title", "mabye", "-o", "x"], 2, "'keep', 'drop'"),
    "no number": (["pages", "--max-removed", "x", "-o", "x"], 2, "--max-removed"),
    "too large a share": (["pages", "--max-removed", "7", "-o", "x"], 2, "from 0 to 1"),
    "negative count": (["pages", "--max-rejects", "-1", "-o", "x"], 2, "--max-rejects"),
    "rules that are nowhere": (["pages", "--rules", "no", "-o", "x"], 2, "no: there are no rules"),
    "output is a file": (["pages", "-o", "pages/article.txt"], 2, "a file of that name is there"),
    "output in a file": (["pages", "-o", "pages/article.txt/x"], 4, "where a folder is needed"),
    "output not empty": (["pages", "-o", "pages"], 2, "is not empty"),
    "a word": (["pages", "--dry-run", "--workers", "two"], 2, "'two' is not a valid whole"),
    "too many": (["pages", "--dry-run", "--workers", "9999"], 2, "not in the range 0<=x<=1024"),
    "no number of rejects": (["pages", "--dry-run", "--max-rejects", "1%"], 2, "whole number"),
    "no corpus": (["stats", "nowhere"], 2, "nowhere: does not exist"),
    "a folder, no corpus": (["verify", "pages"], 2, "no corpus"),
    "no such subcommand": (["rules", "foo"], 2, "'foo'"),
    "no such rule": (["rules", "explain", "comment.form"], 2, "comment.form-prompt"),
    "no such shell": (["completion", "tcsh"], 2, "'bash', 'zsh', 'fish'"),
    "no argument": (["show"], 2, "CORPUS"),
    "no folder for texts": (["restore", "pages"], 2, "--output"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_asked_for_wrongly(clean, page, tmp_path, case):
    words, code, told = WRONG[case]
    (tmp_path / "void").mkdir()
    before = tree(tmp_path)
    done = clean(*words)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("clean: ")
    assert told in done.err
    assert tree(tmp_path) == before


def test_the_same_command_again_changes_nothing(clean, page, corpus):
    before = tree(corpus)
    done = clean(page, "-o", corpus)
    assert done.code == 0
    assert "It was done already, from the same input by the same rules" in done.out
    assert tree(corpus) == before


def test_a_corpus_is_not_written_over(clean, page, corpus):
    before = tree(corpus)
    changed = clean(page, "-o", corpus, "--title", "drop")
    assert changed.code == 2
    assert "the setting title was keep, now drop" in changed.err
    (page / "more.txt").write_text("A second text beside the first.\n")
    other = clean(page, "-o", corpus)
    assert other.code == 2
    assert "already holds a corpus, of other input" in other.err
    assert tree(corpus) == before


@pytest.mark.parametrize("flag", ["--fresh", "--overwrite"])
def test_a_corpus_is_replaced_when_that_is_asked_for(clean, page, corpus, tmp_path, flag):
    assert clean(page, "-o", corpus, "-q", "--title", "drop", flag).code == 0
    assert clean(page, "-o", "other", "-q", "--title", "drop").code == 0
    assert tree(corpus) == tree(tmp_path / "other")


def test_unfinished_work_is_taken_up(clean, page, corpus, tmp_path):
    (tmp_path / "out" / "_tmp").mkdir(parents=True)
    (tmp_path / "out" / "_tmp" / "00000-data-en").write_bytes(b"half a file")
    assert clean(page, "-o", "out", "-q").code == 0
    assert tree(tmp_path / "out") == tree(corpus)


def test_what_is_not_ours_is_not_touched(clean, page, tmp_path):
    (tmp_path / "out" / "_tmp").mkdir(parents=True)
    (tmp_path / "out" / "letter.txt").write_text("Dear reader")
    before = tree(tmp_path)
    done = clean(page, "-o", "out", "--fresh")
    assert done.code == 2
    assert "is not empty" in done.err
    assert tree(tmp_path) == before


def test_workers_and_a_log(clean, page, corpus, tmp_path):
    done = clean(page, "-o", "out", "--workers", 1, "--log-file", "log.jsonl", "--json")
    assert json.loads(done.out)["documents"] == 1
    assert tree(tmp_path / "out") == tree(corpus)
    log = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    told = [each for each in log if each["event"] != "progress"]  # on a slow machine
    assert [each["event"] for each in told] == ["begin", "shard", "end"]
    assert (told[1]["documents"], told[2]["documents"], told[2]["error"]) == (1, 1, None)
    assert told[2]["slowest"]["uri"] == "pages/article.txt"


def test_status(clean, page, corpus, tmp_path):
    assert clean("status", corpus).out.splitlines()[:2] == [
        "state        finished",
        "shards       1 of 1 done",
    ]
    told = json.loads(clean("status", corpus, "--json").out)
    assert (told["state"], told["documents"], told["workers"]) == ("finished", 1, [])
    (tmp_path / "void").mkdir()
    nothing = clean("status", "void")
    assert nothing.code == 2
    assert "no run and no corpus is there" in nothing.err


def test_memory_that_is_no_size(clean, page, tmp_path):
    for told in ("much", "1MB"):
        done = clean(page, "-o", "out", "--worker-memory", told)
        assert done.code == 2
        assert "--worker-memory" in done.err
    assert not (tmp_path / "out").exists()


def test_twice_the_same_bytes(clean, page, corpus, tmp_path):
    assert clean(page, "-o", "again", "-q").code == 0
    assert tree(tmp_path / "again") == tree(corpus)


def test_verify(clean, corpus):
    done = clean("verify", corpus)
    assert (done.code, done.err) == (0, "")
    assert "1 rows and 0 rejects hold every law" in done.out


def test_verify_finds_a_changed_row(clean, corpus):
    file = next((corpus / "data").rglob("*.parquet"))
    table = pq.read_table(file, partitioning=None)
    texts = [text.replace("Two", "Six") for text in table["text"].to_pylist()]
    changed = table.set_column(table.schema.get_field_index("text"), "text", [texts])
    pq.write_table(changed.cast(table.schema), file)
    done = clean("verify", corpus)
    assert done.code == 1
    assert "text_sha256" in done.out
    assert "sha256: is not the file that was committed" in done.out
    assert "findings" in done.err


@pytest.mark.parametrize("command", [["stats"], ["show", "0"], ["restore", "-o", "texts"]])
def test_a_broken_file_of_a_corpus_is_told(clean, corpus, tmp_path, command):
    file = next((corpus / "data").rglob("*.parquet"))
    file.write_bytes(b"PAR1" + bytes(len(file.read_bytes()) - 8) + b"PAR1")
    name, *rest = command
    done = clean(name, corpus, *rest)
    assert done.code == 4
    assert done.err.startswith("clean: ")
    assert not (tmp_path / "texts").exists()


def test_stats(clean, page, corpus):
    shown = clean("stats", corpus).out
    assert [line.split()[0] for line in shown.splitlines() if line.endswith("in")] == [
        "rule",
        "language",
        "source",
    ]
    told = json.loads(clean("stats", corpus, "--by", "rule", "--json").out)
    assert told["rule"]["comment.form-prompt"] == {
        "documents": 1,
        "edits": 1,
        "removed": len("Please enter your comment!"),
        "added": 0,
    }


def test_stats_count_what_was_rejected(clean, page):
    (page / "empty.txt").touch()
    clean(page, "-o", "corpus", "-q")
    assert clean("stats", "corpus", "--by", "reason").out.split() == [
        "rejected", "documents", "empty", "1",
    ]  # fmt: skip


RAW = {
    "bom.txt": b"\xef\xbb\xbfA first line of text.\r\nA second line of it.\r\n",
    "sub/utf16.txt": "Ein Satz mit Umlauten: äöü.\n".encode("utf-16"),
    'it\'s "odd"\n.txt': b"A file with an odd name has this text.  \n\n\n\nAnd this.",
    "plain": b"Just a line without an end",
}


@pytest.fixture
def raw(tmp_path):
    for name, data in RAW.items():
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "raw"


def test_restore(clean, raw, tmp_path):
    clean("raw", "-o", "corpus", "-q")
    assert clean("restore", "corpus", "-o", "back").out == "4 texts in back\n"
    back = {name.replace("\\x0a", "\n"): data for name, data in tree(tmp_path / "back").items()}
    assert back["raw/bom.txt"] == b"A first line of text.\nA second line of it.\n"
    assert back["raw/sub/utf16.txt"].decode() == "Ein Satz mit Umlauten: äöü.\n"
    assert set(back) == {f"raw/{name}" for name in RAW}


def test_restore_original_bytes(clean, raw, tmp_path):
    clean("raw", "-o", "corpus", "-q")
    assert clean("restore", "corpus", "-o", "back", "--original-bytes").code == 0
    back = {name.replace("\\x0a", "\n"): data for name, data in tree(tmp_path / "back").items()}
    assert back == {f"raw/{name}": data for name, data in RAW.items()}


def test_restore_says_what_it_cannot_give_back(clean, tmp_path):
    (tmp_path / "a.txt").write_bytes("Zwölf Boxkämpfer jagen Viktor ".encode() * 20 + b"\xff.\n")
    (tmp_path / "empty").touch()
    clean("a.txt", "empty", "-o", "corpus", "-q")
    done = clean("restore", "corpus", "-o", "back", "--original-bytes")
    assert done.code == 1
    assert done.out == "1 texts in back; 1 rejected documents have no text in the corpus\n"
    assert "1 of them could not be given back byte for byte" in done.err
    assert "Boxkämpfer" in (tmp_path / "back" / "a.txt").read_text(encoding="utf-8")


def test_restore_does_not_write_over_anything(clean, corpus, page):
    before = tree(page)
    done = clean("restore", corpus, "-o", page)
    assert (done.code, tree(page)) == (2, before)
    assert "is not empty" in done.err


@pytest.mark.parametrize("kept", ["spans", "none"])
@pytest.mark.parametrize("words", [["restore", "-o", "back"], ["show", "article.txt"]])
def test_without_full_provenance_nothing_comes_back(clean, page, tmp_path, words, kept):
    clean(page, "-o", "corpus", "-q", "--provenance", kept)
    name, *rest = words
    done = clean(name, "corpus", *rest)
    assert done.code == 4
    assert f"provenance {kept!r}" in done.err
    assert "--provenance full" in done.err
    assert not (tmp_path / "back").exists()
    assert clean("verify", "corpus").code == 0
    assert clean("stats", "corpus").code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(clean, shell):
    assert "_CLEAN_COMPLETE" in clean("completion", shell).out


COMPLETED = {
    "clean sh": ["plain,show", "file,sh"],
    "clean --nam": ["plain,--names", "file,--nam"],
    "clean pages --tit": ["plain,--title"],
    "clean pages --title ": ["plain,keep", "plain,drop"],
    "clean pages -o ": ["dir,"],
    "clean rules ex": ["plain,explain"],
    "clean rules explain comment.form-prompt-": ["plain,comment.form-prompt-other"],
    "clean stats --by ru": ["plain,rule"],
    "clean stats ": ["dir,"],
}


@pytest.mark.parametrize("typed", COMPLETED)
def test_bash_completes(clean, monkeypatch, typed):
    monkeypatch.setenv("_CLEAN_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(len(typed.split(" ")) - 1))
    assert clean().out.splitlines() == COMPLETED[typed]


def test_bash_completes_ids(clean, corpus, monkeypatch):
    name = ds.dataset(corpus / "data").to_table()["id"][0].as_py()
    monkeypatch.setenv("_CLEAN_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"clean show corpus {name[:3]}")
    monkeypatch.setenv("COMP_CWORD", "3")
    assert clean().out == f"plain,{name}\n"


def test_rules_list_and_explain(clean):
    listed = json.loads(clean("rules", "list", "--json").out)
    ids = [rule["id"] for rule in listed]
    assert ids == sorted(ids)
    assert [line.split()[0] for line in clean("rules", "list").out.splitlines()] == ids
    page = clean("rules", "explain", "comment.form-prompt").out
    assert page.startswith("comment.form-prompt: Prompt of a comment form\n")


def test_rules_schema_is_json_schema(clean):
    assert "$defs" in json.loads(clean("rules", "schema").out)


def test_output_may_be_given_first(clean, page):
    assert clean("-q", "-o", "corpus", page).code == 0


def test_the_output_folder_may_be_there_if_it_is_empty(clean, page, tmp_path):
    (tmp_path / "corpus").mkdir()
    assert clean(page, "-o", "corpus" + os.sep).code == 0
    assert not (tmp_path / "corpus" / "_tmp").exists()
