"""What is stored elsewhere: in fsspec's storage in memory, and in one that breaks."""

from __future__ import annotations

import io
import sys

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from cleaner.errors import UsageError
from cleaner.guard import read_guarded
from cleaner.settings import Settings
from cleaner.sources import storage
from cleaner.sources.addresses import is_remote, local_path, recorded, scheme_of
from cleaner.sources.files import find
from tests.sources.records import as_parquet
from tests.sources.streams import zipped

SETTINGS = Settings()
FILES = {
    "pages/one.txt": b"One.",
    "pages/.hidden.txt": b"Hidden.",
    "pages/.git/two.txt": b"Two.",
    "pages/deep/two.txt": b"Two.",
    "pages/deep/deeper/three.txt": b"Three.",
    "pages/deep/b[1].txt": b"Brackets.",
    "pages/lines.jsonl": b'{"text": "Line 1."}\n{"text": "Line 2."}\n',
    "rows.parquet": as_parquet([{"text": f"Row {n}"} for n in range(5)], row_group_size=2),
    "a.zip": zipped(("x.txt", b"Member.")),
}


@pytest.fixture
def stored():
    """Files in memory, gone again behind the test."""
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    for name, data in FILES.items():
        files.pipe(f"/{name}", data)
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


def uris(*addresses):
    return [found.uri for found in find(addresses)]


def data(*addresses):
    return [each.data for found in find(addresses) for each, _ in read_guarded(found, SETTINGS)]


ALL = [
    "memory://pages/deep/b[1].txt",
    "memory://pages/deep/deeper/three.txt",
    "memory://pages/deep/two.txt",
    "memory://pages/lines.jsonl",
    "memory://pages/one.txt",
]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("memory://pages/one.txt", ["memory://pages/one.txt"]),
        ("memory://pages", ALL),
        ("memory://pages/", ALL),
        ("MEMORY://pages/one.txt", ["memory://pages/one.txt"]),
        ("memory://pages/*.txt", ["memory://pages/one.txt"]),
        ("memory://pages/*", ALL),
        ("memory://pages/**/*.txt", [uri for uri in ALL if uri.endswith(".txt")]),
        ("memory://pages/**/deeper", ["memory://pages/deep/deeper/three.txt"]),
        ("memory://p*/d*/*", [uri for uri in ALL if "/deep/" in uri]),
        ("memory://*.zip", ["memory://a.zip"]),
        ("memory://pages/deep/b[1].txt", ["memory://pages/deep/b[1].txt"]),
        ("memory://pages/.hidden.txt", ["memory://pages/.hidden.txt"]),
        ("memory://pages/.h*", ["memory://pages/.hidden.txt"]),
        ("memory://pages/o?e.txt", ["memory://pages/one.txt"]),
    ],
)
def test_files_folders_and_patterns(stored, address, expected):
    assert uris(address) == expected


def test_each_file_once_by_name(stored):
    assert uris("memory://pages/one.txt", "memory://pages", "memory://pages/*") == ALL


def test_local_files_come_first(stored, tmp_path):
    (tmp_path / "z.txt").write_bytes(b"Here.")
    found = find(["memory://pages/one.txt", str(tmp_path / "z.txt")])
    assert [each.uri for each in found] == ["z.txt", "memory://pages/one.txt"]


def test_every_format_is_read(stored):
    assert data("memory://pages/lines.jsonl") == ["Line 1.", "Line 2."]
    assert data("memory://rows.parquet") == [f"Row {n}" for n in range(5)]
    assert data("memory://a.zip") == [b"Member."]
    assert data("memory://pages/deep/b[1].txt") == [b"Brackets."]


def test_sizes_are_known(stored):
    assert [found.size for found in find(["memory://pages/one.txt"])] == [4]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("memory://pages/none.txt", "'memory://pages/none.txt' does not exist"),
        ("memory://nowhere", "does not exist"),
        ("memory://nowhere/*.txt", "does not exist"),
        ("memory://pages/*.xml", "Nothing matches 'memory://pages/..xml'"),
        ("s4://bucket/a", "nothing is known of s4://"),
        ("memery://a", "did you mean memory://"),
        ("zip://a.txt", "name the file or archive itself"),
        ("adl://store/a", "needs a driver: .*install adlfs"),
        ("file://elsewhere/a", "write file:///PATH"),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(stored, address, told):
    with pytest.raises(UsageError, match=told):
        find([address])


def test_a_folder_without_files_is_refused(stored):
    stored.makedirs("/empty")
    stored.pipe("/only/.hidden", b"x")
    for address in ("memory://empty", "memory://only"):
        with pytest.raises(UsageError, match="No files found"):
            find([address])


def test_without_fsspec_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(UsageError, match=r'pip install "cleaner\[cloud\]"'):
        find(["s3://bucket/a"])


class Breaking(MemoryFileSystem):
    """A storage whose files and listings break with errors of its own making."""

    protocol = "breaking"
    store: dict = {}  # noqa: RUF012 - as the class it stands in for
    error: Exception | None = None
    good = 50

    @classmethod
    def _strip_protocol(cls, path):
        return super()._strip_protocol(path.removeprefix("breaking://"))

    def _open(self, path, mode="rb", **options):
        file = super()._open(path, mode, **options)
        if self.error is None:
            return file
        read, error, good = file.read, self.error, self.good

        def limited(size=-1):
            room = good - file.tell()
            if room <= 0:
                raise error
            return read(min(size, room) if size >= 0 else room)

        file.read = limited
        return file

    def info(self, path, **options):
        if "closed" in path:
            raise PermissionError(13, "Permission denied", path)
        if "odd" in path:
            raise KeyError("hush")
        return super().info(path, **options)


@pytest.fixture
def breaking():
    fsspec.register_implementation("breaking", Breaking, clobber=True)
    Breaking.store.clear()
    Breaking.error = None
    files = fsspec.filesystem("breaking")
    yield files
    Breaking.store.clear()


@pytest.mark.parametrize("name", ["closed", "odd"])
def test_a_storage_that_refuses(breaking, name):
    told = {"closed": "may not be read with the credentials", "odd": "cannot be read: 'hush'"}
    with pytest.raises(UsageError, match=told[name]):
        find([f"breaking://{name}/a.txt"])


def test_what_a_driver_says_of_a_secret_is_not_repeated(breaking):
    with pytest.raises(UsageError, match="cannot be read: KeyError") as refused:
        find(["breaking://me:hush@host/odd.txt"])
    assert "hush" not in str(refused.value)


def test_a_connection_lost_in_the_middle_costs_the_rest_of_one_file(breaking):
    line = b'{"text": "A line."}\n'
    breaking.pipe("/a.jsonl", line * 10)
    breaking.pipe("/b.txt", b"Another file.")
    Breaking.error = RuntimeError("token=hush")
    found = [*find(["breaking://a.jsonl", "breaking://b.txt"])]
    *whole, broken = [each for each, _ in read_guarded(found[0], SETTINGS)]
    assert [each.data for each in whole] == ["A line."] * (Breaking.good // len(line))
    assert broken.reason == "unreadable"
    assert broken.detail == "the storage gives no more: RuntimeError"
    assert [each.data for each, _ in read_guarded(found[1], SETTINGS)] == [b"Another file."]


def test_a_parquet_lost_in_the_middle_is_a_reject(breaking):
    file = io.BytesIO()
    pq.write_table(pa.table({"text": ["A row."] * 9}), file)
    breaking.pipe("/a.parquet", file.getvalue())
    (found,) = find(["breaking://a.parquet"])
    Breaking.error = TimeoutError()
    ((broken, _),) = read_guarded(found, SETTINGS)
    assert broken.reason == "unreadable"


def test_a_file_that_went_away_is_a_reject(stored):
    (found,) = find(["memory://pages/one.txt"])
    stored.rm("/pages/one.txt")
    ((broken, _),) = read_guarded(found, SETTINGS)
    assert (broken.reason, broken.source.uri) == ("unreadable", "memory://pages/one.txt")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("s3://bucket/a b/ü.txt", "s3://bucket/a b/ü.txt"),
        ("s3://KEY:secret@bucket/a.txt?region=x&token=y", "s3://bucket/a.txt"),
        ("s3://bucket/what?.txt", "s3://bucket/what?.txt"),
        ("s3://bucket/a#1.txt", "s3://bucket/a#1.txt"),
        ("ftp://me:word@host:21/a.txt", "ftp://host:21/a.txt"),
        ("sftp://me@host/a.txt", "sftp://host/a.txt"),
        ("abfs://container@account.example.org/a", "abfs://container@account.example.org/a"),
        ("abfs://container:key@account/a", "abfs://container@account/a"),
        ("https://u:p@example.org/a;b?X-Amz-Signature=s#f", "https://example.org/a;b"),
        ("HTTPS://example.org", "https://example.org/"),
        ("https://example.org/a%20b/@me", "https://example.org/a%20b/@me"),
        ("s3://bucket/a\nb", "s3://bucket/a\\x0ab"),
    ],
)
def test_what_is_recorded(address, name):
    assert recorded(address) == name
    assert recorded(name).replace("\\x5c", "\\") == name  # and stays so


@pytest.mark.parametrize(
    "path", ["a.txt", "./s3://x", "C:\\a", "C:/a", "c://a", "-", "://a", "a:b"]
)
def test_what_is_no_address(path):
    assert scheme_of(path) == ""
    assert not is_remote(path)
    assert local_path(path) == path


def test_files_of_this_machine_by_their_address(tmp_path):
    (tmp_path / "a b.txt").write_bytes(b"Here.")
    address = (tmp_path / "a b.txt").as_uri()
    assert "%20" in address
    assert not is_remote(address)
    assert uris(address) == ["a b.txt"]
    assert data(address) == [b"Here."]


def test_pyarrow_stands_in_for_a_driver_that_is_missing(tmp_path, monkeypatch):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b #1.txt").write_bytes(b"Here.")
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "Line."}\n')
    monkeypatch.setattr(storage, "file_system", storage._by_arrow)
    address = f"file://{tmp_path.as_posix()}"
    place = storage.Storage(address)
    assert [entry.name for entry in place.below() or ()] == ["a.jsonl", "deep/b #1.txt"]
    for entry in place.below() or ():
        with storage.opened(f"{address}{storage.INSIDE}{entry.path}") as file:
            assert file.seekable()
            assert file.read() == (tmp_path / entry.name).read_bytes()
    with pytest.raises(UsageError, match="does not exist"):
        storage.Storage(f"{address}/none")
