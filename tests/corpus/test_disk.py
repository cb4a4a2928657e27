"""A disk that refuses: one clear message, what to do, and nothing half-written."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from cleaner.corpus import write as module
from cleaner.corpus.disk import explained, put, put_all
from cleaner.corpus.finish import finish
from cleaner.corpus.verify import verify
from cleaner.corpus.write import ShardWriter
from cleaner.errors import CorpusError

from .made import RULES, STAMP, cleaned, corpus, documents, tree, write

NOISE = "".join(sha256(str(n).encode()).hexdigest() for n in range(4000))  # zstd gains half


class Full:
    """A file on a disk that has room for some bytes only."""

    def __init__(self, file: BinaryIO, room: int) -> None:
        self.file = file
        self.room = room

    def write(self, content: bytes) -> int:
        self.room -= len(content)
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self.file.write(content)

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> object:
        return getattr(self.file, name)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes every file that is written in full have room for some bytes only."""
    really = Path.open

    def limit(size: int) -> None:
        def opened(path: Path, mode: str = "r", **kw: Any) -> Any:
            return Full(really(path, mode), size) if mode == "wb" else really(path, mode, **kw)

        monkeypatch.setattr(Path, "open", opened)

    return limit


@pytest.mark.parametrize("size", [0, 10, 5_000, 30_000])
@pytest.mark.parametrize("row_group", [1, 2**20])
def test_a_disk_that_fills_up(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    room: Callable[[int], None],
    size: int,
    row_group: int,
) -> None:
    before = tree(corpus(tmp_path))
    made = [cleaned(str(n), NOISE[20_000 * n : 20_000 * (n + 1)]) for n in range(3)]
    monkeypatch.setattr(module, "ROW_GROUP", row_group)
    room(size)
    with (
        pytest.raises(CorpusError, match=r"No space left.*Free some space"),
        ShardWriter(tmp_path, 5, STAMP, "f") as writer,
    ):
        writer.add(made)
        writer.commit(3)
    monkeypatch.undo()
    assert tree(tmp_path) == before
    assert verify(tmp_path) == []


def test_a_disk_that_fills_up_at_the_last_step(tmp_path: Path, room: Callable[[int], None]) -> None:
    before = tree(corpus(tmp_path))
    room(100)
    for path in ("manifest.json", "_commits/00000.json"):
        with pytest.raises(CorpusError, match="No space left"):
            put(tmp_path / path, bytes(1000), tmp_path / "_tmp/x")
    with pytest.raises(CorpusError, match="No space left"):
        finish(tmp_path, {"a.yaml": "x" * 1000})
    assert {name: tree(tmp_path)[name] for name in before if "_rules" not in name} == {
        name: content for name, content in before.items() if "_rules" not in name
    }


def test_a_folder_lasts_when_all_its_files_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = (tmp_path / "a", tmp_path / "a" / "b")
    files = {folder / f"{n}.yaml": b"x" for folder in folders for n in range(3)}
    synced = []
    monkeypatch.setattr(
        "cleaner.corpus.disk.sync_folder", lambda folder: synced.append((folder, tree(folder)))
    )
    put_all(files, tmp_path / "_tmp" / "x")
    whole = [(folder, tree(folder)) for folder in folders]
    assert [each for each in synced if each[0] in folders][-2:] == whole
    assert len(synced) == 5  # three folders were new in another
    assert tree(tmp_path).keys() == {path.relative_to(tmp_path).as_posix() for path in files}


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, os; sys.path.insert(0, sys.argv[1]);"
        "from tests.corpus.made import cleaned, write;"
        "write(pathlib.Path(sys.argv[2]), [cleaned('x', os.urandom(200_000).hex())])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parents[2]), str(tmp_path / "c")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("cleaner.errors.CorpusError")
    assert "File too large" in last
    assert "ulimit -f" in last
    assert tree(tmp_path) == {}


@pytest.fixture
def powerless() -> Iterator[None]:
    """Root may write anywhere: gives up its rights for the length of a test."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


def test_a_folder_that_may_not_be_written_to(locked: Path, powerless: None) -> None:
    for work in (lambda: write(locked, documents()), lambda: finish(locked, RULES)):
        with pytest.raises(CorpusError, match=r"Permission denied.*you may write to"):
            work()


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    yield folder
    assert tree(folder) == {}
    folder.chmod(0o755)


def test_a_file_stands_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for out in (tmp_path / "file", tmp_path / "file" / "deeper"):
        with pytest.raises(CorpusError, match="A file stands where a folder is needed"):
            write(out, documents())
    assert tree(tmp_path) == {"file": b"mine"}


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EDQUOT, "Free some space"),
        (errno.EROFS, "read-only"),
        (errno.EPERM, "may write to"),
        (errno.EMFILE, "ulimit -n"),
        (errno.EIO, "Check that disk"),
        (None, "Check that disk"),
    ],
)
def test_advice(number: int | None, advice: str) -> None:
    error = OSError(number, "x") if number else OSError("odd")
    with (
        pytest.raises(CorpusError, match=f"^out: cannot be written: .*{advice}"),
        explained(Path("out")),
    ):
        raise error


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ValueError, match="mine"), explained(Path("out")):
        raise ValueError("mine")
