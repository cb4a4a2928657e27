"""The tables are sound, and say where they are not."""

import pytest

from cleaner.romanize import table
from cleaner.romanize.spell import LANGUAGES, split_sounds, split_units
from cleaner.romanize.table import BIT, read_table


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_table_that_reads(language):
    found = read_table(language, split_sounds if language == "zh" else split_units)
    assert len(found.rows) > 25
    assert found.schemes.bit_count() > 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("а\t\t*", "line 1: not enough values"),
        ("а\t\tnobody\ta", "line 1: unknown scheme nobody"),
        ("а\tnear\t*\ta", "line 1: no context: 'near'"),
        ("а\t<\t*\ta", "line 1: no context: '<'"),
        ("\nа\t\t*\t ", "line 2: no spellings"),
        ("@loudly", "line 1: unknown directive @loudly"),
        ("а\t>{Q}\t*\ta", "line 1: 'Q'"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, monkeypatch, text, told):
    (tmp_path / "xx.tsv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(table, "_FOLDER", tmp_path)
    with pytest.raises(ValueError, match=told):
        read_table("xx", split_units)


def test_contexts_and_schemes(tmp_path, monkeypatch):
    lines = (
        "@class V ае", "а\t\t*\ta", "е\t^\t*\tye", "е\t!^\t*\te", "е\t<{V}\tfr\tïe",
        "б\t\tde\tbb", "б\t\t*\tb", "б\t$\tpress\tp _ ∅",
    )  # fmt: skip
    (tmp_path / "yy.tsv").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(table, "_FOLDER", tmp_path)
    found = read_table("yy", split_units)
    shown = {
        (word, at): dict(found.choices(list(word), at, at + 1).shown)
        for word in ("ебе", "аеб")
        for at in range(3)
    }
    assert set(shown["ебе", 0]) == {"ye"}
    assert set(shown["ебе", 2]) == {"e"}
    assert set(shown["аеб", 1]) == {"e", "ïe"}
    assert not shown["аеб", 1]["e"] & BIT["fr"]
    assert not shown["ебе", 1]["b"] & BIT["de"]
    assert set(shown["аеб", 2]) == {"bb", "b", "p", " ", ""}
