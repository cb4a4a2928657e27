"""What is found behind what a person types, and under which names."""

import os
import random

import pytest

from cleaner.errors import UsageError
from cleaner.sources.files import Found, document_id, find


@pytest.fixture(autouse=True)
def in_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def make(tmp_path, *names, text="x"):
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def uris(*paths, output=None):
    return [found.uri for found in find(paths, output)]


def test_a_file_is_named_by_its_last_component(tmp_path):
    make(tmp_path, "deep/down/a.txt", text="four")
    assert list(find(["deep/down/a.txt"])) == [Found("deep/down/a.txt", "a.txt", 4)]


def test_a_folder_is_read_with_everything_below_it_by_name(tmp_path):
    make(tmp_path, "in/b.txt", "in/a/z.txt", "in/a.txt", "in/c/d/e.txt", "in/B.txt")
    assert uris("in") == ["in/B.txt", "in/a/z.txt", "in/a.txt", "in/b.txt", "in/c/d/e.txt"]


def test_names_do_not_depend_on_where_we_stand_or_how_the_folder_is_written(tmp_path, monkeypatch):
    make(tmp_path, "data/seeds/a.txt", "data/seeds/sub/b.txt")
    expected = ["seeds/a.txt", "seeds/sub/b.txt"]
    assert uris(str(tmp_path / "data" / "seeds")) == expected
    assert uris("data/seeds/") == expected
    assert uris("./data/../data//seeds") == expected
    monkeypatch.chdir(tmp_path / "data")
    assert uris("seeds") == uris("seeds/") == uris("./seeds/.") == expected
    monkeypatch.chdir(tmp_path / "data" / "seeds")
    assert uris(".") == uris("sub/..") == expected


def test_a_folder_named_through_a_symlink_keeps_the_name_that_was_typed(tmp_path):
    make(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to("real")
    assert uris("link") == ["link/a.txt"]


def test_hidden_files_and_folders_are_left_out(tmp_path):
    make(tmp_path, "in/a.txt", "in/.hidden", "in/.git/config")
    assert uris("in") == ["in/a.txt"]


def test_hidden_files_and_folders_are_read_when_named(tmp_path):
    make(tmp_path, "in/a.txt", "in/.hidden", "in/.git/config")
    assert uris("in/.hidden", "in/.git", "in") == ["in/a.txt", ".git/config", ".hidden"]


def test_the_order_of_the_arguments_does_not_matter(tmp_path):
    make(tmp_path, "x/a.txt", "y/b.txt", "y/sub/c.txt", "d.txt", "e.txt")
    given = ["x", "y/sub", "y", "d.txt", "e.txt", "y/b.txt"]
    expected = list(find(given))
    for seed in range(20):
        random.Random(seed).shuffle(given)
        assert list(find(given)) == expected


@pytest.mark.parametrize(
    "paths",
    [
        ["in", "in"],
        ["in", "./in/"],
        ["in", "in/a.txt", "in/sub/b.txt"],
        ["in/sub", "in/a.txt", "in"],
        ["in", "twin"],
        ["in", "link.txt"],
    ],
)
def test_a_file_reached_twice_is_read_once(tmp_path, paths):
    make(tmp_path, "in/a.txt", "in/sub/b.txt")
    (tmp_path / "twin").symlink_to("in")
    (tmp_path / "link.txt").symlink_to("in/a.txt")
    assert uris(*paths) == ["in/a.txt", "in/sub/b.txt"]


def test_symlinks_inside_a_folder_give_nothing_twice(tmp_path):
    make(tmp_path, "in/b.txt", "in/sub/c.txt", "in/z.txt", "outside/o.txt", "outside/p.txt")
    (tmp_path / "in" / "a-link").symlink_to("b.txt")
    (tmp_path / "in" / "later").symlink_to("sub")
    (tmp_path / "in" / "o-link").symlink_to("../outside/o.txt")
    (tmp_path / "in" / "s").symlink_to("../outside")
    assert uris("in") == ["in/b.txt", "in/sub/c.txt", "in/z.txt", "in/o-link", "in/s/p.txt"]


def test_a_symlink_that_is_added_renames_nothing(tmp_path):
    make(tmp_path, "in/m/a.txt", "in/n.txt")
    before = uris("in")
    (tmp_path / "in" / "a-folder").symlink_to("m")
    (tmp_path / "in" / "a-file").symlink_to("n.txt")
    assert uris("in") == before


def test_two_arguments_of_one_name_are_told_apart_by_their_parents(tmp_path):
    make(tmp_path, "p/a/x.txt", "q/a/x.txt", "r/b/x.txt", "other.txt")
    assert uris("p/a/x.txt", "q/a/x.txt", "r/b/x.txt", "other.txt") == [
        "b/x.txt",
        "other.txt",
        "p/a/x.txt",
        "q/a/x.txt",
    ]
    assert uris("p/a", "q/a") == ["p/a/x.txt", "q/a/x.txt"]


def test_a_lengthened_name_does_not_run_into_another_folder(tmp_path):
    make(tmp_path, "p/a/x.txt", "p/b/x.txt", "q/a/x.txt")
    found = uris("p/a/x.txt", "p/b/x.txt", "q/a")
    assert sorted(found) == ["b/x.txt", "p/a/x.txt", "q/a/x.txt"]


def test_one_argument_inside_another_of_its_name(tmp_path):
    make(tmp_path, "in/in/a.txt", "in/b.txt")
    found = uris("in", "in/in")
    assert len(set(found)) == len(found) == 2
    assert [uri.rsplit("/", 1)[1] for uri in found] == ["b.txt", "a.txt"]


def test_the_output_folder_inside_an_input_is_left_out(tmp_path):
    make(tmp_path, "in/a.txt", "in/out/data/part.parquet", "in/output.txt")
    assert uris("in", output="in/out") == ["in/a.txt", "in/output.txt"]
    (tmp_path / "alias").symlink_to("in/out")
    assert uris("in", output=str(tmp_path / "alias")) == ["in/a.txt", "in/output.txt"]


def test_an_input_inside_the_output_folder_is_refused(tmp_path):
    make(tmp_path, "out/data/part.parquet")
    for path in ("out", "out/data", "out/data/part.parquet"):
        with pytest.raises(UsageError, match="lies in the output folder"):
            find([path], "out")


def test_an_output_folder_whose_name_only_starts_alike_is_none(tmp_path):
    make(tmp_path, "output/a.txt")
    assert uris("output", output="out") == ["output/a.txt"]


def test_standard_input_is_one_source_without_a_size():
    assert list(find(["-", "-"])) == [Found("-", "-")]


def test_a_file_called_dash_is_not_standard_input(tmp_path):
    make(tmp_path, "-")
    found = list(find(["-", "./-"]))
    assert [f.path for f in found] == ["-", "./-"]
    assert found[0].uri == "-"
    assert found[1].uri == f"{tmp_path.name}/-"


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("in/newz.txt", r"'in/newz.txt' does not exist; did you mean 'in/news.txt'\?"),
        ("inn/news.txt", r"'inn/news.txt' does not exist; did you mean 'in'\?"),
        ("in/news.txt/", r"did you mean 'in/news.txt'\?"),
        ("in/news.txt/more", r"did you mean 'in/news.txt'\?"),
        ("in/qqqqqqqqqq", r"^'in/qqqqqqqqqq' does not exist\.$"),
        ("", r"^'' does not exist\.$"),
        ("x" * 5000, "does not exist"),
        ("nowhere", "'nowhere' is a symlink to 'gone', which does not exist"),
        ("in/*.pdf", r"Nothing matches 'in/\*.pdf'"),
        ("a\0b", "cannot be a path"),
    ],
)
def test_a_path_that_does_not_exist_is_refused_with_advice(tmp_path, typed, advice):
    make(tmp_path, "in/news.txt")
    (tmp_path / "nowhere").symlink_to("gone")
    with pytest.raises(UsageError, match=advice):
        find(["in", typed])


def test_a_missing_path_is_refused_before_anything_is_given(tmp_path):
    make(tmp_path, "a.txt")
    with pytest.raises(UsageError):
        find(["a.txt", "missing.txt"])


def test_a_folder_without_files_is_refused(tmp_path):
    make(tmp_path, "in/a.txt", "hidden/.only")
    (tmp_path / "empty" / "more" / "and more").mkdir(parents=True)
    for path in ("empty", "hidden"):
        with pytest.raises(UsageError, match=f"No files found in '{path}'"):
            list(find(["in", path]))


def test_a_folder_whose_files_were_all_given_already_is_not_empty(tmp_path):
    make(tmp_path, "in/a.txt", "in/.hidden")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "x").symlink_to("../in/a.txt")
    assert uris("in", "links") == ["in/a.txt"]


def test_patterns_are_expanded_where_the_shell_did_not(tmp_path):
    make(tmp_path, "in/a.txt", "in/b.txt", "in/c.md", "in/sub/d.txt", "in/.e.txt", "in/.x/f.txt")
    assert uris("in/*.txt") == ["a.txt", "b.txt"]
    assert uris("in/[bc].*") == ["b.txt", "c.md"]
    assert uris("in/**/*.txt") == ["a.txt", "b.txt", "d.txt"]
    assert uris("**/d.txt") == ["d.txt"]
    assert uris("i?/s*/d.txt") == ["d.txt"]
    assert uris(f"{tmp_path}/in/*.md") == ["c.md"]
    assert uris("in/.*.txt") == [".e.txt"]
    assert uris("i*") == uris("in")
    assert uris("in/**") == ["sub/d.txt", "a.txt", "b.txt", "c.md"]


def test_a_pattern_gives_what_the_shell_would_have_given(tmp_path):
    make(tmp_path, "in/a.txt", "in/b.txt", "in/sub/c.txt")
    assert list(find(["in/*"])) == list(find(["in/sub", "in/b.txt", "in/a.txt"]))


def test_a_file_named_like_a_pattern_wins(tmp_path):
    make(tmp_path, "in/a[1].txt", "in/a1.txt", "in/*.txt")
    assert uris("in/a[1].txt") == ["a[1].txt"]
    assert uris("in/*.txt") == ["*.txt"]


def test_a_pattern_does_not_run_round_symlinks(tmp_path):
    make(tmp_path, "in/a.txt")
    for name in ("one", "two", "three"):
        (tmp_path / "in" / name).symlink_to(".")
    assert uris("in/**/*.txt") == ["a.txt"]


def test_many_tiny_files_come_in_order(tmp_path):
    names = [f"{i % 7}/{i:05d}.txt" for i in range(2000)]
    random.Random(1).shuffle(names)
    make(tmp_path, *(f"in/{name}" for name in names))
    found = list(find(["in"]))
    assert [f.uri for f in found] == sorted(f"in/{name}" for name in names)
    assert len({document_id(f.uri, "") for f in found}) == 2000


def test_every_file_is_asked_for_once(tmp_path, monkeypatch):
    make(tmp_path, *(f"in/{i}.txt" for i in range(50)))
    asked = []
    stat = os.stat

    def counting(path, **options):
        asked.append(path)
        return stat(path, **options)

    monkeypatch.setattr("cleaner.sources.search.os.stat", counting)
    assert len(list(find(["in"]))) == 50
    assert len([path for path in asked if str(path).endswith(".txt")]) == 50


@pytest.fixture
def deep():
    """1,500 folders, each in the one before. They are taken away here, since neither Python nor
    pytest can remove a tree that deep."""
    depths = range(1, 1501)
    for depth in depths:
        os.mkdir("d/" * depth)
    innermost = "d/" * len(depths)
    yield innermost
    os.unlink(innermost + "a.txt")
    for depth in reversed(depths):
        os.rmdir("d/" * depth)


def test_folders_nested_deeper_than_calls_can_be(deep):
    os.close(os.open(deep + "a.txt", os.O_CREAT | os.O_WRONLY))
    (found,) = find(["d"])
    assert found.uri == deep + "a.txt"


def test_the_id_of_a_document_is_stable_and_told_apart_by_its_locator():
    assert document_id("seeds/a.txt", "") == "40cb02eb7d23d14798f48158f18dbfae"
    ids = {document_id(u, loc) for u in ("a", "ab", "") for loc in ("", "b", "1")}
    assert len(ids) == 9
