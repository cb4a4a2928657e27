"""Inputs that cannot be read, lead round in circles or have names nobody expects."""

import errno
import os
import socket

import pytest

from cleaner.sources.files import Found, find
from cleaner.sources.names import components, labels, shown


@pytest.fixture(autouse=True)
def in_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def make(tmp_path, *names):
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def told(*paths):
    return [(found.uri, found.problem) for found in find(paths)]


@pytest.fixture
def refused(monkeypatch):
    """Makes the system refuse a path, which it would not do to an administrator."""

    def refuse(path):
        for name in ("scandir", "stat", "lstat"):
            true = getattr(os, name)

            def wrapped(asked, *args, true=true, **options):
                if str(asked) == path:
                    raise PermissionError(errno.EACCES, "Permission denied", asked)
                return true(asked, *args, **options)

            monkeypatch.setattr(os, name, wrapped)

    return refuse


def test_a_folder_that_may_not_be_listed_is_a_problem(tmp_path, refused):
    make(tmp_path, "in/a.txt", "in/locked/b.txt", "in/z.txt")
    refused("in/locked")
    assert list(find(["in"]))[1] == Found(
        "in/locked", "in/locked", 0, "unreadable", "Permission denied"
    )
    assert [uri for uri, _ in told("in")] == ["in/a.txt", "in/locked", "in/z.txt"]


def test_an_argument_that_may_not_be_looked_at_is_a_problem(tmp_path, refused):
    make(tmp_path, "locked/b.txt", "a.txt")
    refused("locked/b.txt")
    assert told("locked/b.txt", "a.txt") == [("a.txt", ""), ("b.txt", "unreadable")]


def test_a_folder_a_pattern_may_not_look_into_is_a_problem(tmp_path, refused):
    make(tmp_path, "in/a.txt", "in/locked/b.txt")
    refused("in/locked")
    assert told("in/**/*.txt") == [("a.txt", ""), ("locked", "unreadable")]


def test_a_real_locked_folder_in_a_process_without_privileges(tmp_path):
    make(tmp_path, "in/a.txt", "in/locked/b.txt")
    tmp_path.chmod(0o755)
    (tmp_path / "in" / "locked").chmod(0)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        # Whatever happens here, this copy of the test run must end here.
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            os.write(writer, repr(told("in")).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        assert answer.read() == repr([("in/a.txt", ""), ("in/locked", "unreadable")])
    (tmp_path / "in" / "locked").chmod(0o755)


def test_a_symlink_to_its_own_folder_is_a_loop(tmp_path):
    make(tmp_path, "in/a.txt", "in/sub/b.txt")
    (tmp_path / "in" / "sub" / "loop").symlink_to("..")
    (tmp_path / "in" / "self").symlink_to(".")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    assert told("in") == [
        ("in/a.txt", ""),
        ("in/sub/b.txt", ""),
        ("in/self", "symlink-loop"),
        ("in/sub/loop", "symlink-loop"),
        ("in/up", "symlink-loop"),
    ]


def test_symlinks_that_lead_to_each_other_are_a_loop(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one").symlink_to("two")
    (tmp_path / "in" / "two").symlink_to("one")
    assert told("in") == [("in/one", "symlink-loop"), ("in/two", "symlink-loop")]
    assert told("in/one") == [("one", "symlink-loop")]


def test_a_loop_over_another_folder_is_a_loop(tmp_path):
    make(tmp_path, "here/a.txt", "there/b.txt")
    (tmp_path / "here" / "over").symlink_to("../there")
    (tmp_path / "there" / "back").symlink_to("../here")
    assert told("here") == [
        ("here/a.txt", ""),
        ("here/over/b.txt", ""),
        ("here/over/back", "symlink-loop"),
    ]


def test_folders_that_lead_to_each_other_many_times_come_to_an_end(tmp_path):
    folders = [tmp_path / "in" / str(i) for i in range(12)]
    for folder in folders:
        make(tmp_path, f"in/{folder.name}/a.txt")
        for other in folders:
            (folder / f"to-{other.name}").symlink_to(other)
    found = told("in")
    assert sorted(uri for uri, problem in found if not problem) == sorted(
        f"in/{i}/a.txt" for i in range(12)
    )
    assert len(found) == 12 + 12


def test_two_symlinks_to_one_folder_are_no_loop(tmp_path):
    make(tmp_path, "in/a.txt", "data/b.txt")
    (tmp_path / "in" / "one").symlink_to("../data")
    (tmp_path / "in" / "two").symlink_to("../data")
    assert told("in") == [("in/a.txt", ""), ("in/one/b.txt", "")]


def test_a_symlink_to_nowhere_is_a_problem(tmp_path):
    make(tmp_path, "in/a.txt")
    (tmp_path / "in" / "b").symlink_to("gone")
    nowhere = ("unreadable", "No such file or directory")
    assert [(f.problem, f.detail) for f in find(["in"])][1] == nowhere
    assert told("in/*") == [("a.txt", ""), ("b", "unreadable")]


def test_what_is_no_file_is_a_problem_and_is_not_opened(tmp_path):
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("in/socket")
        assert [(f.uri, f.problem, f.detail) for f in find(["in"])] == [
            ("in/pipe", "not-a-file", "is a pipe"),
            ("in/socket", "not-a-file", "is a socket"),
        ]
    assert told("in/pipe") == [("pipe", "not-a-file")]
    assert [(f.uri, f.detail) for f in find(["/dev/null"])] == [("null", "is a device")]


@pytest.mark.parametrize(
    "name",
    ["with space.txt", 'it\'s "quoted".txt', "Владивосток.txt", "日本 語.txt", "-x.txt", "é.txt"],
)
def test_ordinary_names_are_shown_as_they_are(tmp_path, name):
    make(tmp_path, f"in/{name}")
    assert told("in") == [(f"in/{name}", "")]
    assert told(f"in/{name}") == [(name, "")]


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        (b"new\nline", r"new\x0aline"),
        (b"tab\tbell\x07", r"tab\x09bell\x07"),
        (b"\xff\xfe.txt", r"\xff\xfe.txt"),
        (b"caf\xe9", r"caf\xe9"),
        (b"cut \xe2\x82", r"cut \xe2\x82"),
        ("esc\x9b2J".encode(), r"esc\xc2\x9b2J"),
        ("two\u2028lines".encode(), r"two\xe2\x80\xa8lines"),
        (rb"\xff", r"\x5cxff"),
        (b"\xed\xa0\x80", r"\xed\xa0\x80"),
    ],
)
def test_odd_names_are_found_and_shown_safely(tmp_path, name, uri):
    folder = os.fsencode(tmp_path) + b"/in"
    os.mkdir(folder)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(b"here")
    for asked, expected in (("in", f"in/{uri}"), ("in/" + os.fsdecode(name), uri)):
        (found,) = find([asked])
        assert found.uri == expected
        assert found.size == 4
        found.uri.encode("utf-8")
        assert os.stat(found.path).st_size == 4


def test_names_that_differ_are_shown_differently():
    names = [bytes([a, b]) for a in range(1, 256) for b in b"\\x5cf\xc2\x80\xff" if a != 0x2F]
    names += [rb"\x5c", rb"\xff", b"\xff", rb"\\", b"\\"]
    assert len({shown(os.fsdecode(name)) for name in names}) == len(set(names))


def test_labels_are_as_short_as_they_can_be():
    paths = ["/a/b/c", "/x/b/c", "/a/b/d", "/y/z"]
    assert labels([components(path) for path in paths]) == ["a/b/c", "x/b/c", "d", "z"]


def test_the_root_leaves_no_room_for_short_labels():
    assert labels([(), ("a", "b"), ("c",)]) == ["", "a/b", "c"]
    assert labels([()]) == [""]
