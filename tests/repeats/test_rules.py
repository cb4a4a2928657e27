"""Rules that ask where else a line stands."""

import json

import pytest

from cleaner.edits import apply
from cleaner.errors import UsageError
from cleaner.kit import make_kit
from cleaner.library import Cleaner
from cleaner.model import Document, Edit
from cleaner.repeats.tally import Tally
from cleaner.rulebook.home import rules_home
from cleaner.rulebook.load import load_rules
from cleaner.rulebook.pack import read_pack
from cleaner.rulebook.rule import Rulebook
from cleaner.run.first import with_first_pass
from cleaner.run.plan import plan
from cleaner.run.run import run
from cleaner.settings import Settings
from cleaner.settle import settle
from cleaner.sources.files import find
from cleaner.stages.repair import repair
from cleaner.stages.strip import strip

RULE = "- {{id: t.one, title: t, action: remove_line, repeats: {{{}}}, where: {{max_chars: 60}}}}\n"
PROSE = "What only page {} has to say is said here, in a line that is long enough for prose, {}."


def book(repeats="min_documents: 3"):
    faults = []
    entries = read_pack("t.yaml", "schema: 1\npack: t\nrules:\n" + RULE.format(repeats), faults)
    assert not faults
    return Rulebook(tuple(entries), {})


def shipped():
    return load_rules(rules_home() / "repeats", core=False)


def page(number, *more):
    return "\n".join(["Home", "Boats", "Tides", f"Headline {number}", "Introduction",
                      PROSE.format(number, "x" * number), *more])  # fmt: skip


def table(count=6, host="a.example", *more):
    with Tally() as tally:
        for number in range(count):
            tally.add(host, page(number, *more).split("\n"))
        return tally.table(2)


def cleaned(rulebook, text, repeats=None, site="a.example"):
    kit = make_kit(Settings(), rulebook)
    kit = kit.with_repeats(repeats) if repeats is not None else kit
    found = kit.propose("strip", Document("d", text, text, site=site))
    return apply(text, [edit for edit in found if isinstance(edit, Edit)])[0]


def test_lines_that_repeat_go_and_others_stay():
    assert cleaned(book(), page(1), table()).startswith("Headline 1\nWhat only")


def test_without_a_table_nothing_goes():
    assert cleaned(book(), page(1)) == page(1)
    clean = Cleaner(book(), layout="off").clean(page(1), url="https://a.example/1")
    assert clean.text == page(1)


@pytest.mark.parametrize(
    "repeats",
    ["min_documents: 7", "min_documents: 2, min_share: 1", "within: site, min_documents: 9"],
)
def test_too_few_documents_are_not_enough(repeats):
    with Tally() as tally:
        for number in range(6):
            tally.add("a.example", page(number).split("\n"))
        tally.add("a.example", ["Quite another page"])
        pages = tally.table(2)
    assert cleaned(book(repeats), page(1), pages) == page(1)


def test_a_site_is_not_another():
    assert cleaned(book(), page(1), table(), site="b.example") == page(1)
    assert cleaned(book(), page(1), table(), site="") == page(1)
    assert cleaned(book("within: corpus"), page(1), table(), site="b.example") != page(1)


def test_masks_only_where_they_are_asked_for():
    assert "Headline 1" in cleaned(book(), page(1), table())
    assert "Headline 1" not in cleaned(book("masked: true"), page(1), table())


def test_a_run_at_the_edge_leaves_headings_of_the_article():
    text = cleaned(book("min_documents: 3, edge_run: 3"), page(1), table())
    assert text.startswith("Headline 1\nIntroduction\nWhat")
    assert cleaned(book("min_documents: 3, edge_run: 4"), page(1), table()) == page(1)


def test_the_rule_that_ships_leaves_headings_and_takes_the_frame():
    more = ("House rules", "Who we are", "Write to us")
    kit = make_kit(Settings(), shipped()).with_repeats(table(6, "a.example", *more))
    text = page(1, *more)
    found = kit.propose("strip", Document("d", text, text, site="a.example"))
    left = apply(text, [edit for edit in found if isinstance(edit, Edit)])[0].strip()
    assert left.split("\n")[:2] == ["Headline 1", "Introduction"]
    assert left.endswith(", x.")


def settled(text, *more):
    kit = make_kit(Settings(layout="off"), shipped()).with_repeats(table(6, "a.example", *more))
    return settle(Document("d", text, text, site="a.example"), kit, (repair, strip)).text


def test_a_frame_longer_than_the_text_goes():
    more = [f"Department {chr(65 + at)} of boats" for at in range(20)]
    assert settled(page(1, *more), *more) == page(1).split("\n", 3)[3]


def test_prose_that_repeats_is_taken_for_no_frame_where_it_is_most_of_the_text():
    more = [PROSE.format("the first page", at * "y") for at in range(1, 4)]
    assert settled(page(1, *more), *more) == page(1, *more)


def test_the_table_enters_the_digest():
    kit = make_kit(Settings(), book())
    assert kit.with_repeats(table()).rulebook_digest != kit.rulebook_digest
    assert kit.with_repeats(table()).rulebook_digest == kit.with_repeats(table()).rulebook_digest
    with Tally() as tally:
        assert kit.with_repeats(tally.table(3)) is kit


@pytest.fixture
def inputs(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for part in range(4):
        rows = [
            {"url": f"https://a.example/{n}", "text": page(n)}
            for n in range(part * 8, part * 8 + 8)
        ]
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"part{part}.jsonl").write_text(text, encoding="utf-8")
    return folder


def removed(inputs, out, shard_bytes=1 << 26, **settings):
    kit = make_kit(Settings(names="off", units="off", layout="off", **settings), shipped())
    shards = plan(find([str(inputs)], str(out)), shard_bytes)
    counts = run(shards, with_first_pass(shards, kit), out).counts
    rule = counts.rules.get("repeats.page-frame")
    return rule.removed if rule else 0


def test_two_passes_see_what_one_cannot(inputs, tmp_path):
    assert removed(inputs, tmp_path / "two", passes="2") > 0
    assert removed(inputs, tmp_path / "one", passes="1") == 0


def test_auto_makes_two_where_many_pages_share_a_host(inputs, tmp_path):
    both = removed(inputs, tmp_path / "auto"), removed(inputs, tmp_path / "two", passes="2")
    assert both[0] == both[1] > 0
    for part in range(1, 4):
        (inputs / f"part{part}.jsonl").unlink()
    assert removed(inputs, tmp_path / "few") == 0


def test_the_table_is_the_same_however_inputs_are_cut(inputs, tmp_path):
    kit = make_kit(Settings(passes="2"), shipped())
    digests = {
        with_first_pass(plan(find([str(inputs)], None), size), kit).rulebook_digest
        for size in (1, 5_000, 1 << 26)
    }
    assert len(digests) == 1 and kit.rulebook_digest not in digests


def test_standard_input_is_read_once():
    shards = plan(find(["-"], None))
    with pytest.raises(UsageError, match="standard input"):
        with_first_pass(shards, make_kit(Settings(passes="2"), shipped()))
    kit = make_kit(Settings(), shipped())
    assert with_first_pass(shards, kit) is kit
