"""A large web archive is cut between its records, and what comes of the parts is what comes of the
whole, whatever lies in it and whatever is wrong with it."""

from __future__ import annotations

import gzip
import random
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.guard import read_guarded
from cleaner.run.local import Local
from cleaner.run.plan import FOLLOWED, plan
from cleaner.run.split import between, splitter
from cleaner.settings import Settings
from cleaner.sources import ahead, guards, warcparts
from cleaner.sources.formats import warc as reader
from cleaner.sources.found import Found
from tests.corpus.made import tree
from tests.faults.conftest import SENTENCE, clean
from tests.faults.test_resume import interrupted
from tests.sources.archives import HTML_TYPE, Writing, warc
from tests.sources.streams import zstd

DICTIONARY = zstd.train_dict(
    [b"WARC/1.0\r\nWARC-Type: response\r\n%d" % n for n in range(999)], 512
)


def members(pieces, level=6):
    return [gzip.compress(piece, level, mtime=0) for piece in pieces]


def frames(pieces, dictionary=None):
    return [zstd.compress(piece, zstd_dict=dictionary) for piece in pieces]


def head_of(dictionary):
    return b"\x5d\x2a\x4d\x18" + len(dictionary).to_bytes(4, "little") + dictionary


def in_pairs(pieces):
    return members([b"".join(pieces[n : n + 2]) for n in range(0, len(pieces), 2)])


FORMS = {
    "a.warc": list,
    "a.warc.gz": members,
    "stored.warc.gz": lambda pieces: members(pieces, 0),
    "pairs.warc.gz": in_pairs,
    "NULs.warc.gz": lambda pieces: [*members(pieces), bytes(90)],
    "a.warc.zst": frames,
    "dictionary.warc.zst": lambda pieces: [
        head_of(DICTIONARY.dict_content),
        *frames(pieces, DICTIONARY),
    ],
}
"""What stands in a file one after the other, where records are these."""
INNER = warc([SENTENCE, SENTENCE], gzip=False)
CRATE = b"".join(members(INNER.pieces(), 0))
BODIES = st.one_of(
    st.binary(max_size=200),
    st.integers(0, 300).map(lambda size: random.Random(size).randbytes(size)),
    st.sampled_from([INNER.data, b"\r\n\r\n" + INNER.data, CRATE]),
    st.sampled_from(
        [b"", b"\r\n\r\n", b"WARC/1.0\r\n", b"\nWARC/1.0\r\nContent-Length: 3\r\n\r\n"]
    ),
)
NOISE = [random.Random(n).randbytes(900) for n in range(40)]


def pieces_of(bodies):
    """The records of an archive with these pages."""
    writing = Writing(gzip=False)
    writing.info()
    for number, body in enumerate(bodies):
        writing.answer(f"https://example.org/{number}", body, [HTML_TYPE])
    return writing.done().pieces()


def zipped(bodies):
    return b"".join(members(pieces_of(bodies)))


def found_of(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return Found(str(path), name, len(data))


def starts_of(units):
    """Where each of them begins, and where the last comes to its end."""
    return [0, *accumulate(map(len, units))]


def in_parts(found, most, settings):
    """What the parts of it give, and how many they are."""
    shards = plan([found], most, splitter(settings))
    inputs = [each for spec in shards for each in spec.inputs]
    return [each for part in inputs for each, _ in read_guarded(part, settings)], len(shards)


def as_a_whole(found, settings):
    return [each for each, _ in read_guarded(found, settings)]


@given(
    bodies=st.lists(BODIES, max_size=12),
    name=st.sampled_from([*FORMS]),
    most=st.integers(100, 3000),
)
def test_parts_give_what_the_whole_gives(tmp_path_factory, bodies, name, most):
    """And they are as many as they can be."""
    units = FORMS[name](pieces_of(bodies))
    found = found_of(tmp_path_factory.getbasetemp(), name, b"".join(units))
    given, parts = in_parts(found, most, Settings())
    assert given == as_a_whole(found, Settings())
    head, padding = name.startswith("dictionary"), name.startswith("NULs")
    starts = starts_of(units)[head : -2 if padding else -1]
    if len(units[head]) <= most < found.size:
        assert parts == len(between(starts, found.size, most))


@given(
    bodies=st.lists(BODIES, min_size=3, max_size=8),
    name=st.sampled_from([*FORMS]),
    harm=st.lists(
        st.tuples(st.integers(0, 2**20), st.integers(0, 60), st.binary(max_size=60)), max_size=4
    ),
    most=st.integers(100, 2000),
    small=st.booleans(),
)
def test_damage_costs_the_parts_what_it_costs_the_whole(
    tmp_path_factory, bodies, name, harm, most, small
):
    """Also where files are read in such small pieces that damage reaches over many of them, and
    where a document may have few bytes, so that records are passed over."""
    data = bytearray(b"".join(FORMS[name](pieces_of(bodies))))
    for place, size, junk in harm:
        at = place % len(data)
        data[at : at + size] = junk or b"\0"
    found = found_of(tmp_path_factory.getbasetemp(), name, bytes(data))
    settings = Settings(max_document=900) if small else Settings()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ahead, "CHUNK", 96)
        patch.setattr(warcparts, "_PIECE", 80)
        patch.setattr(warcparts, "_KEPT", 150)
        whole = as_a_whole(found, settings)
        given, _ = in_parts(found, most, settings)
    assert given == whole
    names = [getattr(each, "source", each).id for each in given]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", ["a.warc", "stored.warc.gz", "a.warc.gz", "a.warc.zst"])
def test_an_archive_in_a_record_is_its_content(tmp_path, name):
    """Stored as it is, compressed record by record, or both: its records begin no part."""
    crate = INNER.data if name == "a.warc" else CRATE
    units = FORMS[name](pieces_of([crate * 9, SENTENCE.encode(), INNER.data * 9] * 4))
    data = b"".join(units)
    shards = plan([found_of(tmp_path, name, data)], 2000, splitter(Settings()))
    places = {spec.inputs[0].part.start for spec in shards}
    assert len(places) > 3
    assert places <= set(starts_of(units))
    if name in ("a.warc", "stored.warc.gz"):  # a search for their signs would find many more
        assert data.count(b"WARC/1.0\r\n") > 5 * len(units)


def test_behind_damage_parts_go_on(tmp_path):
    data = bytearray(zipped(NOISE))
    for at in range(5000, 5200):
        data[at] ^= 0x55
    found = found_of(tmp_path, "a.warc.gz", bytes(data))
    given, parts = in_parts(found, 3000, Settings())
    assert given == as_a_whole(found, Settings())
    assert parts > 10
    assert [each.reason for each in given if getattr(each, "reason", "") == "damaged"]


def test_parts_between_documents_that_grow(tmp_path):
    """Whole pieces of what is read at once, and records of many of them."""
    pages = [random.Random(n).randbytes(n * 9_000) for n in range(30)]
    for name in ("a.warc", "a.warc.gz", "a.warc.zst"):
        data = b"".join(FORMS[name](pieces_of(pages)))
        found = found_of(tmp_path, name, data)
        given, parts = in_parts(found, 300_000, Settings())
        assert given == as_a_whole(found, Settings())
        assert parts > 10


@given(steps=st.lists(st.integers(1, 50)), first=st.integers(0, 9), most=st.integers(1, 60))
def test_parts_are_neighbours_and_not_too_large(steps, first, most):
    *places, size = accumulate(steps, initial=first)
    parts = between(places, size, most)
    assert [parts[0].start, parts[-1].stop] == [0, size]
    assert all(left.stop == right.start for left, right in pairwise(parts))
    assert {part.start for part in parts[1:]} <= set(places)
    for part in parts:
        assert part.size == part.stop - part.start
        assert part.size <= most or not [at for at in places if part.start < at < part.stop]


# What is left whole


def left_whole(found, settings=None):
    shards = plan([found], 3000, splitter(settings or Settings()))
    return [spec.inputs for spec in shards] == [(found,)]


@pytest.mark.parametrize("squeeze", [gzip.compress, zstd.compress])
def test_an_archive_compressed_as_a_whole(tmp_path, squeeze):
    name = f"a.warc.{squeeze.__module__.rpartition('.')[2]}"
    assert left_whole(found_of(tmp_path, name, squeeze(b"".join(pieces_of(NOISE)))))
    assert left_whole(found_of(tmp_path, name, squeeze(zipped(NOISE))))


def test_what_cannot_be_followed_to_its_end(tmp_path):
    found = found_of(tmp_path, "a.warc.gz", zipped(NOISE))
    assert not left_whole(found)
    assert left_whole(found, Settings(max_expanded=20_000))
    assert left_whole(replace(found, path=str(tmp_path / "gone.warc.gz")))
    cut_off = b"\x5d\x2a\x4d\x18" + (2**20).to_bytes(4, "little") + b"".join(NOISE)
    assert left_whole(found_of(tmp_path, "a.warc.zst", cut_off))


def test_an_archive_nobody_can_read_here(tmp_path, monkeypatch):
    found = found_of(tmp_path, "a.warc.gz", zipped(NOISE))
    monkeypatch.setattr(reader, "find_spec", lambda name: None)
    assert left_whole(found)


@pytest.mark.parametrize(("count", "cut"), [(FOLLOWED, True), (FOLLOWED + 1, False)])
def test_of_many_archives_each_is_a_shard(tmp_path, count, cut):
    data = zipped(NOISE[:3])
    found = [found_of(tmp_path, f"{n}.warc.gz", data) for n in range(count)]
    small = Found("small", "small.txt", 1)
    told = []
    split = splitter(Settings(), lambda *facts: told.append(facts))
    shards = plan([small, *found, small], 3000, split)
    assert told == ([(count, count * len(data))] if cut else [])
    inputs = [each for spec in shards for each in spec.inputs]
    assert len(inputs) == 2 + count * (2 if cut else 1)
    assert [spec.index for spec in shards] == list(range(len(shards)))
    assert inputs[0] == inputs[-1] == small
    assert list(dict.fromkeys(each.uri for each in inputs[1:-1])) == [each.uri for each in found]


def test_no_part_is_given_up_that_the_whole_is_not(tmp_path, monkeypatch):
    """What expands much stands at the end, behind much that does not."""
    monkeypatch.setattr(guards, "FILE_ALLOWED", 10_000)
    monkeypatch.setattr(guards, "RATIO", 20)
    # The file is so small that one filling of the buffer would hide what is read of it.
    monkeypatch.setattr("cleaner.sources.buffer.BUFFER", 512)
    found = found_of(tmp_path, "a.warc.gz", zipped([*NOISE, *[b"<html> %s" % bytes(9000)] * 40]))
    whole = as_a_whole(found, Settings())
    assert len(whole) == 80
    given, parts = in_parts(found, 3000, Settings())
    assert parts > 10
    assert given == whole


# Runs


@pytest.fixture
def archive(tmp_path, monkeypatch):
    """A web archive of 120 texts, some of them not as they should be."""
    monkeypatch.chdir(tmp_path)
    texts = [
        f"{SENTENCE} This is number {n}. {NOISE[n % 40][:n].hex()}".encode() for n in range(120)
    ]
    texts[50:52] = [INNER.data, b""]
    writing = Writing(gzip=False)
    for number, text in enumerate(texts):
        writing.record("conversion", f"https://example.org/{number}", text, media="text/plain")
    data = bytearray(b"".join(members(writing.done().pieces())))
    data[9000:9040] = bytes(40)
    Path("a.warc.gz").write_bytes(data)
    return "a.warc.gz"


def test_several_workers_make_what_one_makes(archive):
    for workers in (0, 2):
        outcome = clean(archive, f"out{workers}", Local(workers), shard_bytes=7000)
        assert outcome.shards > 5
    assert tree(Path("out0")) == tree(Path("out2"))


def test_an_interrupted_archive_is_taken_up_in_its_middle(archive):
    clean(archive, "alone")
    done = interrupted(archive, "out")
    outcome = clean(archive, "out")
    assert 1 < done == outcome.earlier < outcome.shards
    assert tree(Path("out")) == tree(Path("alone"))
