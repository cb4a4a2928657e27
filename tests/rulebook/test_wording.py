"""Faults speak to authors of packs: no word of the library that checks the models is in them."""

from pathlib import Path

import pytest

from cleaner.errors import RuleError
from cleaner.rulebook.load import load_rules

GOOD = {
    "id": "t.one",
    "title": "one",
    "action": "remove_line",
    "line_is": "{en: [x y]}",
}
VALUES = [
    "",
    "[]",
    "{}",
    "word",
    "12",
    "[a]",
    "{a: b}",
    "'-1'",
    "[{a: b}]",
    "[[a]]",
    "1.5",
    "9" * 99,
]
KEYS = [
    *("id", "title", "why", "action", "confidence", "status", "line_is", "line_starts", "replaces"),
    *("line_regex", "languages", "sites", "unless", "keep", "capture", "references", "accept"),
    *("where", "requires", "limits", "repeats", "tests", "next_line", "line_is.en"),
    *("where.zone", "where.max_chars", "where.after_last_prose", "limits.max_document_fraction"),
    *(
        "limits.max_lines",
        "tests.documents",
        "tests.match",
        "next_line.max_blank",
        "requires.nearby",
    ),
    *("requires.min_hits_in_document",),
]
FOREIGN = (
    "pydantic",
    "Input should",
    "input",
    "valid ",
    "Field",
    "errors.",
    "type=",
    "Extra",
    "str",
)


@pytest.mark.parametrize("key", KEYS)
def test_no_foreign_word_is_in_a_fault(tmp_path: Path, key: str) -> None:
    refused = 0
    for value in VALUES:
        name, dot, inner = key.partition(".")
        shown = f"{{{inner}: {value}}}" if dot else value
        rule = GOOD | {name: shown}
        text = "schema: 1\npack: t\nrules:\n- " + "\n  ".join(f"{k}: {v}" for k, v in rule.items())
        path = tmp_path / "p.yaml"
        path.write_text(text + "\n", encoding="utf-8")
        try:
            load_rules(path, core=False)
        except RuleError as error:
            refused += 1
            for fault in error.faults:
                assert not [word for word in FOREIGN if word in fault.message], fault
                assert fault.advice
                assert fault.code
                assert fault.excerpt
    assert refused
