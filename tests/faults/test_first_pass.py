"""A document that ends, blocks or bloats whoever counts its lines is not counted, and no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner.run.first import PHASE, count_repeats, many_share_a_host
from cleaner.run.local import INLINE, Local
from cleaner.run.run import How
from cleaner.run.tally import Nobody
from tests.faults import saboteurs
from tests.faults.conftest import planned

HARM = {3: "DIES", 17: "HANGS", 30: "EATS", 44: "RAISES"}
KIT = saboteurs.kit(saboteurs.SETTINGS)


class Seen(Nobody):
    """Notes the last that was seen of a run."""

    def __init__(self):
        self.phases, self.documents = set(), 0

    def see(self, tally):
        self.phases.add(tally.phase)
        self.documents = tally.documents


def counted(source, how=None):
    return count_repeats(planned(source, 2000), KIT, how or How(means=saboteurs.USUAL))


def test_each_kind_of_harm_costs_one_document(records):
    seen = Seen()
    how = How(Local(2, 2**30), seen, saboteurs.WRONG)
    table = counted(records(60, HARM), how)
    lines = Path("in.jsonl").read_text().splitlines()
    Path("good.jsonl").write_text("\n".join(line for n, line in enumerate(lines) if n not in HARM))
    assert table == counted("good.jsonl")
    assert table != counted("in.jsonl")
    assert max(table.counts) == 56
    assert (seen.phases, seen.documents) == ({PHASE}, 60)


@pytest.mark.parametrize("workers", [1, 2])
def test_any_number_of_workers_counts_the_same(records, workers):
    source = records(60)
    table = counted(source)
    assert len(table) > 0
    assert table == counted(source, How(Local(workers), means=saboteurs.USUAL))


def pages(path, count, harm=()):
    told = [
        {"text": "A text." + " STUMBLES" * (n in harm), "url": f"https://news.example/{n}"}
        for n in range(count)
    ]
    path.write_text("\n".join(map(json.dumps, told)) + "\n")


@pytest.mark.parametrize("executor", [INLINE, Local(2)])
@pytest.mark.parametrize(("count", "many"), [(40, True), (14, False)])
def test_sites_are_seen_where_a_reader_stumbles(tmp_path, executor, count, many):
    (tmp_path / "in").mkdir()
    harm = () if executor is INLINE else (5,)
    pages(tmp_path / "in/a.jsonl", 8 - 3 * (executor is INLINE), harm)
    pages(tmp_path / "in/b.jsonl", count)
    how = How(executor, means=saboteurs.STUMBLING)
    assert many_share_a_host(planned(tmp_path / "in", 2000), KIT, how) == many
