"""What nobody hopes for: odd files, closed doors, full disks, and being told to stop.

The full sizes, 100,000 files and a line of 50 MB, are in `benchmarks/robust.py`: here are 2,000
files and 5 MB.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from cleaner import guard
from cleaner.cli import ending
from cleaner.run import place
from tests.cli.conftest import ARTICLE, start
from tests.corpus.made import tree

# Root may read everything: without its powers it is a user like any other.
AS_USER = [] if os.geteuid() else ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]

FILES = {
    "article.txt": (ARTICLE.encode(), ""),
    "empty.txt": (b"", "empty"),
    "white.txt": (b" \n\t\n\r\n \n", "blank"),
    "noise.bin": (bytes(range(256)) * 20, "binary"),
    "program": (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, "binary"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
    "invalid.txt": (ARTICLE.encode().replace(b"town", b"t\xf6wn"), ""),
    "truncated.txt": (("Zwölf Boxkämpfer jagen Viktor. " * 20).encode() + b"\xc3", ""),
    "utf16.txt": (ARTICLE.encode("utf-16"), ""),
    "utf16be.txt": (ARTICLE.encode("utf-16-be"), ""),
    "bom.txt": (b"\xef\xbb\xbf" + ARTICLE.encode(), ""),
    "crlf.txt": (ARTICLE.replace("\n", "\r\n").encode(), ""),
    "nul.txt": (ARTICLE.replace("town", "to\0wn").encode(), ""),
    "one-line.txt": (ARTICLE.replace("\n", " ").encode() * 30_000, ""),
    "no-end.txt": (ARTICLE.encode().strip(), ""),
    "spaces in  name.txt": (ARTICLE.encode(), ""),
    'it\'s a "name".txt': (ARTICLE.encode(), ""),
    "two\nlines.txt": (ARTICLE.encode(), ""),
    "-o": (ARTICLE.encode(), ""),
    "ünï🎈.txt": (ARTICLE.encode(), ""),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file(clean, tmp_path, name):
    data, reason = FILES[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    done = clean("in", "-o", "out", "--json")
    assert (done.code, done.err) == (0, "")
    told = json.loads(done.out)
    assert told["rejected"] == ({reason: 1} if reason else {})
    assert told["kept"] == (not reason)
    assert clean("verify", "out").code == 0
    if not reason:
        clean("restore", "out", "-o", "back", "--original-bytes")
        (back,) = tree(tmp_path / "back").values()
        assert back == data or name in ("truncated.txt", "invalid.txt")


def test_a_name_that_is_no_unicode(clean, tmp_path):
    (tmp_path / "in").mkdir()
    with Path(os.fsdecode(os.fsencode(tmp_path) + b"/in/bad\xff.txt")).open("w") as file:
        file.write(ARTICLE)
    assert clean("in", "-o", "out", "-q").code == 0
    assert "in/bad\\xff.txt" in clean("show", "out").out


def test_all_of_them_at_once(clean, tmp_path):
    (tmp_path / "in").mkdir()
    for name, (data, _) in FILES.items():
        (tmp_path / "in" / name).write_bytes(data)
    told = json.loads(clean("in", "-o", "out", "--json").out)
    assert told["documents"] == len(FILES)
    assert told["kept"] + sum(told["rejected"].values()) == told["documents"]
    assert sum(told["rejected"].values()) == sum(bool(reason) for _, reason in FILES.values())
    assert clean("verify", "out").code == 0
    assert "verified" not in clean("stats", "out").err


def test_two_thousand_tiny_files(clean, tmp_path):
    for number in range(2_000):
        folder = tmp_path / "in" / f"{number // 100:02}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number:04}.txt").write_text(f"The tiny text with the number {number}.\n")
    told = json.loads(clean("in", "-o", "out", "--json").out)
    assert (told["documents"], told["kept"]) == (2_000, 2_000)
    assert clean("verify", "out").code == 0


def test_what_is_no_file(clean, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "article.txt").write_text(ARTICLE)
    (folder / "loop").symlink_to("pool")
    (folder / "pool").symlink_to("loop")
    (folder / "self").symlink_to(".")
    (folder / "nowhere").symlink_to("gone")
    os.mkfifo(folder / "pipe")
    told = json.loads(clean("in", "-o", "out", "--json").out)
    assert told["kept"] == 1
    assert told["rejected"] == {"not-a-file": 1, "symlink-loop": 3, "unreadable": 1}
    assert clean("verify", "out").code == 0


def test_closed_files_and_folders(tmp_path):
    folder = tmp_path / "in"
    (folder / "closed").mkdir(parents=True)
    (folder / "article.txt").write_text(ARTICLE)
    (folder / "secret.txt").write_text(ARTICLE)
    (folder / "secret.txt").chmod(0)
    (folder / "closed").chmod(0)
    whole = start("in", "-o", "out", "--json", cwd=tmp_path, under=AS_USER)
    out, err = whole.communicate()
    alone = start("in/secret.txt", "--dry-run", "--json", cwd=tmp_path, under=AS_USER)
    (folder / "closed").chmod(0o700)
    assert (whole.returncode, err) == (0, b"")
    assert json.loads(out)["rejected"] == {"unreadable": 2}
    assert json.loads(alone.communicate()[0])["rejected"] == {"unreadable": 1}


@pytest.mark.parametrize("place", ["shut", "shut/new", "hidden/new"])
def test_an_output_folder_that_cannot_be_written(tmp_path, place):
    (tmp_path / "article.txt").write_text(ARTICLE)
    (tmp_path / "shut").mkdir(mode=0o500)
    (tmp_path / "hidden").mkdir(mode=0)
    done = start("article.txt", "-o", place, cwd=tmp_path, under=AS_USER)
    out, err = done.communicate()
    (tmp_path / "hidden").chmod(0o700)
    assert (done.returncode, out) == (4, b"")
    assert b"cannot be written: Permission denied. Choose an output folder you may" in err
    assert list((tmp_path / "shut").iterdir()) == list((tmp_path / "hidden").iterdir()) == []


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("words", [["in", "-o", "out/deep"], ["restore", "made", "-o", "out/deep"]])
def test_a_full_disk(clean, tmp_path, monkeypatch, words, there):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "article.txt").write_text(ARTICLE)
    clean("in", "-o", "made", "-q")
    if there:
        (tmp_path / "out" / "deep").mkdir(parents=True)
    before = tree(tmp_path)

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(Path, "write_bytes", full)
    done = clean(*words)
    assert (done.code, done.out) == (4, "")
    assert "cannot be written: No space left on device. Free some space" in done.err
    assert tree(tmp_path) == before
    assert (tmp_path / "out").exists() == there
    assert not there or list((tmp_path / "out" / "deep").iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
@pytest.mark.parametrize("words", [["--help"], ["rules", "schema"], ["pipe"]])
def test_output_that_takes_nothing(words, tmp_path):
    line = b'{"id": 1, "text": "A line."}\n'
    with Path("/dev/full").open("wb") as full:
        done = start(*words, stdout=full, stdin=-1, cwd=tmp_path)
        _, err = done.communicate(line)
    assert (done.returncode, err) == (4, b"clean: the system refused: No space left on device.\n")


@pytest.mark.parametrize("words", [["pipe"], ["-", "-o", "out"]])
def test_input_that_is_closed(tmp_path, words):
    done = start(*words, cwd=tmp_path, preexec_fn=lambda: os.close(0))
    _, err = done.communicate()
    assert done.returncode == 2
    assert b"closed" in err


SIGNALS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}


WATCHED = ("contextlib.py", "disk.py", "lock.py", "place.py", "stop.py")


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("name", SIGNALS)
def test_told_to_stop(tmp_path, name, there):
    out = tmp_path / "deep" / "out"
    if there:
        out.mkdir(parents=True)
    # It waits for its input when the output folder is begun: no need to guess a moment.
    done = start("-", "-o", out, cwd=tmp_path, stdin=-1)
    while not (out / "_tmp").exists():
        assert done.poll() is None
        time.sleep(0.01)
    done.send_signal(getattr(signal, name))
    told, err = done.communicate()
    assert (done.returncode, told) == (SIGNALS[name], b"")
    assert err.startswith(b"clean: ")
    assert err.endswith(b"; nothing half-written is left behind.\n")
    assert b"Traceback" not in err
    assert out.exists() == there
    assert list(tmp_path.rglob("*")) == ([out.parent, out] if there else [])


def test_told_to_stop_at_any_moment_before_the_first_document(tmp_path):
    """Python looks for signals where functions begin and where built-in ones return."""
    moment = entered = 0

    def telling(frame, event, _):
        nonlocal seen
        if event in ("call", "c_return") and frame.f_code.co_filename.endswith(WATCHED):
            seen += 1
            if seen == moment:
                signal.raise_signal(signal.SIGINT)

    while not entered:
        moment, seen = moment + 1, 0
        with suppress(KeyboardInterrupt):
            sys.setprofile(telling)
            try:
                with place.working(tmp_path / "deep" / "out"):
                    sys.setprofile(None)
                    entered = seen
            finally:
                sys.setprofile(None)
        assert entered or not list(tmp_path.iterdir()), moment
    assert entered > 40


def test_told_to_stop_in_the_middle_of_a_corpus(clean, tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / "in" / f"{number}.txt").write_text(ARTICLE)
    real, seen = guard.clean_document, []

    def interrupting(source, kit):
        seen.append(source)
        if len(seen) == 4:
            raise KeyboardInterrupt
        return real(source, kit)

    monkeypatch.setattr(guard, "clean_document", interrupting)
    done = clean("in", "-o", "out")
    assert done.code == 130
    assert not (tmp_path / "out").exists()


def test_a_bug_costs_one_document(clean, tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").write_text(ARTICLE)
    real = guard.clean_document

    def buggy(source, kit):
        if source.uri == "in/1.txt":
            raise ZeroDivisionError("a message " + "x" * 10_000)
        return real(source, kit)

    monkeypatch.setattr(guard, "clean_document", buggy)
    done = clean("in", "-o", "out", "--json")
    assert done.code == 0
    assert "1 rejected as `failed`" in done.err
    told = json.loads(done.out)
    assert (told["kept"], told["rejected"]) == (2, {"failed": 1})
    (row,) = ds.dataset("out/_rejects").to_table().to_pylist()
    assert row["detail"].startswith("ZeroDivisionError: a message xxx")
    assert row["detail"].endswith("… (test_robust.py, line " + row["detail"].split()[-1])
    assert len(row["detail"]) < 500
    assert clean("verify", "out").code == 0


@pytest.mark.parametrize("error", [OSError(errno.EFBIG, "too large"), ImportError("no such thing")])
def test_a_machine_that_fails_is_no_reject(clean, tmp_path, monkeypatch, error):
    def failing(*_):
        raise error

    (tmp_path / "article.txt").write_text(ARTICLE)
    monkeypatch.setattr(guard, "clean_document", failing)
    done = clean("article.txt", "-o", "out")
    assert done.code == 4
    assert str(error.args[-1]) in done.err
    assert not (tmp_path / "out").exists()


def test_a_bug_of_the_command_is_told_in_a_sentence(clean, monkeypatch):
    def buggy(*_, **__):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("cleaner.rulebook.load.load_rules", buggy)
    done = clean("rules", "list")
    assert done.code == 4
    assert done.err.startswith("clean: a fault in clean itself: ZeroDivisionError: oh\n")
    assert "report" in done.err


def test_no_memory(capsys):
    def greedy():
        raise MemoryError

    assert ending.run_to_end(greedy) == 4
    assert "out of memory" in capsys.readouterr().err


def test_too_large(clean, tmp_path, monkeypatch):
    (tmp_path / "article.txt").write_text(ARTICLE)
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(2**40)  # takes no room on the disk
    told = json.loads(clean("article.txt", "huge.txt", "--dry-run", "--json").out)
    assert (told["kept"], told["rejected"]) == (1, {"too-large": 1})


def test_nothing_but_rejects_is_a_corpus_too(clean, tmp_path):
    (tmp_path / "empty.txt").touch()
    assert clean("empty.txt", "-o", "out").code == 0
    for words in (["verify", "out"], ["stats", "out"], ["show", "out"]):
        assert clean(*words).code == 0
    assert clean("restore", "out", "-o", "back").out.startswith("0 texts in back; 1 rejected")
    assert pq.read_table("out/_rejects")["reason"].to_pylist() == ["empty"]


def progress_of(tmp_path, **options):
    """What standard error shows of a run on a terminal."""
    (tmp_path / "in").mkdir()
    for number in range(300):
        (tmp_path / "in" / f"{number}.txt").write_text(ARTICLE)
    mother, child = os.openpty()
    done = start("in", "-o", "out", cwd=tmp_path, stderr=child, **options)
    os.close(child)
    shown = b""
    while True:
        try:
            piece = os.read(mother, 10_000)
        except OSError:  # how a terminal says that all others have closed it
            break
        if not piece:
            break
        shown += piece
    os.close(mother)
    out, _ = done.communicate()
    assert done.returncode == 0
    assert b"corpus in out" in out
    return shown.decode()


def test_progress_on_a_terminal(tmp_path):
    shown = progress_of(tmp_path)
    first, *_ = [line for line in shown.split("\r\x1b[K") if line]
    assert first.startswith("[")
    assert "document" in first
    assert "MB/s" in first
    assert shown.endswith("\r\x1b[K")
    assert "\n" not in shown


def test_progress_on_a_dumb_terminal(tmp_path, monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in progress_of(tmp_path)


def test_text_that_the_terminal_cannot_show(clean, tmp_path, monkeypatch):
    (tmp_path / "article.txt").write_text("Der Fluß stieg → 40 cm 😀\n", encoding="utf-8")
    clean("article.txt", "-o", "out", "-q")
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    done = start("show", "out", "article.txt", cwd=tmp_path)
    out, err = done.communicate()
    assert (done.returncode, err) == (0, b"")
    assert b"Flu\xdf stieg \\u2192 40 cm" in out


def test_signals_are_left_to_who_ignores_them(monkeypatch):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert ending.run_to_end(lambda: 0) == 0
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
    assert sys.stdout is not None
