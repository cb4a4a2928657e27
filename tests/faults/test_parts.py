"""A run shared by machines that know nothing of each other makes the corpus that one makes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cleaner.errors import CorpusError, UsageError
from cleaner.run.parts import Share, merge, run_part, share_of
from cleaner.run.run import How
from tests.corpus.made import tree
from tests.faults import saboteurs
from tests.faults.conftest import clean, planned


def share(source, number, of, out=None):
    kit = saboteurs.kit(saboteurs.SETTINGS)
    out = Path(out or f"part{number}")
    run_part(planned(source, 2000), kit, out, Share(number, of), How(means=saboteurs.USUAL))
    return out


@pytest.mark.parametrize("of", [1, 3, 40])
def test_shares_make_the_whole(records, of):
    source = records(120)
    clean(source, "alone")
    parts = [share(source, number, of) for number in range(of, 0, -1)]
    counts = merge(parts, Path("out"))
    assert counts.documents == 120
    assert tree(Path("out")) == tree(Path("alone"))


def test_a_share_that_was_done_is_done(records):
    source = records(120)
    share(source, 1, 2)
    before = tree(Path("part1"))
    share(source, 1, 2)
    assert tree(Path("part1")) == before


def test_a_merge_goes_on_where_it_stopped(records):
    source = records(120)
    clean(source, "alone")
    parts = [share(source, number, 2) for number in (1, 2)]
    merge(parts, Path("out"))
    Path("out/manifest.json").unlink()
    Path("out/_commits/00001.json").unlink()
    merge(parts, Path("out"))
    assert tree(Path("out")) == tree(Path("alone"))


def test_what_makes_no_whole_is_refused(records):
    source = records(120)
    one, two = (share(source, number, 3) for number in (1, 2))
    with pytest.raises(UsageError, match=r"not there yet: 3/3"):
        merge([one, two], Path("out"))
    with pytest.raises(UsageError, match=r"no finished share"):
        merge([one, two, Path("void")], Path("out"))
    other = share(records(140, name="other.jsonl"), 3, 3)
    with pytest.raises(UsageError, match=r"their inputs differ"):
        merge([one, two, other], Path("out"))
    shutil.rmtree(other)
    three = share(source, 3, 3)
    file = next(Path("part2").glob("data/en/*.parquet"))
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    with pytest.raises(CorpusError, match=r"not the file that was committed"):
        merge([one, two, three], Path("out"))
    file.write_bytes(whole)
    merge([one, two, three], Path("out"))
    with pytest.raises(UsageError, match=r"already holds"):
        merge([one, two, three], Path("out"))
    with pytest.raises(UsageError, match=r"whole corpus"):
        share(source, 1, 3, "out")


@pytest.mark.parametrize("written", ["", "0/3", "4/3", "a/b", "1", "-1/2", "1/0"])
def test_what_is_no_share(written):
    with pytest.raises(UsageError, match="is no share such as 1/8"):
        share_of(written)
