"""Inputs become shards: all of them, in order, of about one size."""

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.run.plan import fingerprint, plan
from cleaner.run.weight import FEW, LEAST_BYTES, OPENING, SHARD_BYTES, shard_bytes, suited
from cleaner.sources.files import Found

SIZES = st.lists(st.integers(0, 3 * SHARD_BYTES) | st.integers(0, 100_000), max_size=60)


def inputs(sizes):
    return [Found(f"/in/{i}", f"in/{i}", size) for i, size in enumerate(sizes)]


@given(sizes=SIZES)
def test_every_input_is_in_one_shard_in_order(sizes):
    found = inputs(sizes)
    shards = plan(iter(found))
    assert [each for shard in shards for each in shard.inputs] == found
    assert [shard.index for shard in shards] == list(range(len(shards)))
    assert all(shard.inputs for shard in shards)


@given(sizes=SIZES)
def test_a_shard_is_within_its_size_or_one_input_alone(sizes):
    most, _ = suited(inputs(sizes))
    for shard in plan(inputs(sizes)):
        assert len(shard.inputs) == 1 or sum(each.size for each in shard.inputs) <= most


@given(sizes=SIZES)
def test_no_two_neighbours_would_have_fitted_into_one(sizes):
    most, _ = suited(inputs(sizes))
    shards = plan(inputs(sizes))
    for left, right in pairwise(shards):
        together = [*left.inputs, right.inputs[0]]
        assert sum(each.size + OPENING for each in together) > most


@given(weight=st.integers(0, 40 * FEW * SHARD_BYTES))
def test_a_shard_is_as_large_as_suits_all_there_is(weight):
    """No smaller than a megabyte, no larger than ever, and no more than a few where it is less."""
    most = shard_bytes(weight)
    assert LEAST_BYTES <= most <= SHARD_BYTES
    assert most == SHARD_BYTES or weight <= FEW * most
    assert most == LEAST_BYTES or weight > FEW * most // 2
    assert most <= shard_bytes(weight + 1)


@given(sizes=SIZES)
def test_inputs_are_looked_at_and_given_on(sizes):
    most, found = suited(iter(inputs(sizes)))
    assert list(found) == inputs(sizes)
    assert most == shard_bytes(sum(size + OPENING for size in sizes))


def test_little_input_has_shards_for_many_workers():
    expected = {2**19: 1, 2**20: 2, 20 * 2**20: 11, 100 * 2**20: 14, 2**30: 18, 2**31: 35}
    step = 2**16
    assert {size: len(plan(inputs([step] * (size // step)))) for size in expected} == expected


def test_five_small_files_are_one_shard():
    assert len(plan(inputs([7_000] * 5))) == 1


def test_a_big_file_is_alone_between_small_ones():
    sizes = [10, 10, SHARD_BYTES * 2, 10, 10]
    assert [len(shard.inputs) for shard in plan(inputs(sizes))] == [2, 1, 2]


def test_many_empty_files_are_not_one_shard():
    shards = plan(Found(f"/in/{i}", f"in/{i}") for i in range(100_000))
    assert 5 <= len(shards) <= FEW
    assert len({shard.fingerprint for shard in shards}) == len(shards)


def test_nothing_is_no_shard():
    assert plan([]) == []


def test_the_fingerprint_is_of_names_and_sizes_and_problems():
    first = Found("/here/a", "in/a", 5)
    known = fingerprint([first])
    assert fingerprint([dataclasses.replace(first, path="/elsewhere/a")]) == known
    others = [
        [],
        [first, first],
        [dataclasses.replace(first, uri="in/b")],
        [dataclasses.replace(first, size=6)],
        [dataclasses.replace(first, problem="unreadable")],
        [dataclasses.replace(first, uri="in/a5", size=0)],
    ]
    assert len({fingerprint(other) for other in others} | {known}) == len(others) + 1
    assert len(known) == 64


def test_standard_input_has_no_fingerprint_and_a_shard_of_its_own():
    files = inputs([1, 1])
    shards = plan([files[0], Found("-", "-"), files[1]])
    assert [len(shard.inputs) for shard in shards] == [1, 1, 1]
    assert [bool(shard.fingerprint) for shard in shards] == [True, False, True]


def test_a_shard_cannot_be_changed():
    (shard,) = plan(inputs([1]))
    with pytest.raises(dataclasses.FrozenInstanceError):
        shard.index = 2
