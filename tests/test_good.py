"""Texts in which nothing is boilerplate: nothing is taken out of them, and what is rewritten in
them is known. `tests/good/LANGUAGE/KIND.txt` holds them, all written for this test; the kind
`labels` alone is made to be mistaken."""

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from cleaner import Cleaner, Result, load_rules
from cleaner.rulebook.known import accepted_in, good_texts, split_accepted, taken_of

GOOD = Path(__file__).parent / "good"
TEXTS = dict(good_texts(GOOD))
ACCEPTED = accepted_in([GOOD])
REWRITTEN = GOOD / "rewritten.tsv"
STRIPPING = {"names": "off", "units": "off", "artifacts": "off"}
LAYOUT_MAY_TAKE = {"off": 0.0, "safe": 0.001, "balanced": 0.002}
"""The largest share of all tokens that each level of the setting `layout` may take."""
_TOKEN = re.compile(
    r"[\u0e00-\u0eff\u3005\u3040-\u30ff\u3400-\u9fff]"  # Thai, Lao, kana, Han: letter by letter
    r"|[^\W\u0e00-\u0eff\u3005\u3040-\u30ff\u3400-\u9fff]+"
)


@cache
def cleaner(layout: str) -> Cleaner:
    return Cleaner(layout=layout, **STRIPPING)


@cache
def cleaned(name: str, layout: str = "off") -> Result:
    return cleaner(layout).clean(TEXTS[name])


def taken(result: Result) -> set[tuple[str, str]]:
    """What rules took out of a text, by rule. Repairs are not meant: they take white space."""
    return {(edit.rule, edit.old.strip()) for edit in result.edits if edit.stage == "strip"}


def tokens(text: str) -> Counter[str]:
    return Counter(_TOKEN.findall(text))


def rewritten() -> str:
    """A line for each thing that names, units and traces of machine translation change."""
    every = Cleaner(layout="off")
    lines = ["file\trules\told\tnew\ttimes"]
    for name, text in TEXTS.items():
        found: Counter[str] = Counter()
        for change in every.clean(text).changes:
            rules = [e.rule for e in change.edits if e.stage in ("names", "units", "artifacts")]
            if rules:
                found["\t".join((name, ", ".join(rules), repr(change.old), repr(change.new)))] += 1
        lines += [f"{line}\t{times}" for line, times in sorted(found.items())]
    return "\n".join(lines) + "\n"


def test_many_languages_and_many_kinds():
    kinds, languages = defaultdict(set), defaultdict(set)
    for name in TEXTS:
        language, kind = name.removesuffix(".txt").split("/")
        kinds[kind].add(language)
        languages[language].add(kind)
    del kinds["labels"]
    assert len(languages) >= 24
    assert {language for language, has in languages.items() if len(has) < 4} == set()
    assert len(kinds) >= 29
    assert {kind for kind, has in kinds.items() if len(has) < 6} == set()


def test_no_text_stands_twice():
    assert [text for text, times in Counter(TEXTS.values()).items() if times > 1] == []


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_is_taken(name):
    """Words are counted, so nothing else that changes a text may take one along."""
    result = cleaned(name)
    assert result.rejected == ""
    gone = taken(result)
    assert gone <= {(each.rule, each.text.strip()) for each in ACCEPTED}
    left = tokens(result.text)
    for _, text in gone:
        left += tokens(text)
    assert left == tokens(TEXTS[name])


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_captured_stays(name):
    """A value noted for metadata is still to be read in the text, or was accepted above."""
    result = cleaned(name)
    known = {rule for rule, _ in taken(result)}
    notes = [note for note in result.notes if note.kind.startswith("capture.")]
    assert [n for n in notes if n.by not in known and n.value not in result.text] == []


def test_no_rule_alone_takes_anything():
    """What `clean rules test --good` looks at: each rule by itself, whatever the others leave it,
    without the caps. What is accepted and not taken any more is to be deleted."""
    rules = [entry.rule for entry in load_rules().entries]
    wrong, stale = split_accepted(taken_of(rules, TEXTS.items()), ACCEPTED)
    assert [str(each) for each in wrong] == []
    assert [each.text for each in stale] == []


@pytest.mark.parametrize("layout", LAYOUT_MAY_TAKE)
def test_layout_takes_next_to_nothing(layout):
    """Over all texts together; and of no text all."""
    before = sum(tokens(text).total() for text in TEXTS.values())
    after = {name: tokens(cleaned(name, layout).text) for name in TEXTS}
    assert [name for name, left in after.items() if not left] == []
    by_rules = sum(tokens(text).total() for name in TEXTS for _, text in taken(cleaned(name)))
    gone = before - by_rules - sum(left.total() for left in after.values())
    assert gone / before <= LAYOUT_MAY_TAKE[layout]


def test_what_is_rewritten_is_known():
    """To write the file anew: `python -m tests.test_good`, and look at every line that changed."""
    assert rewritten().splitlines() == REWRITTEN.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    REWRITTEN.write_text(rewritten(), encoding="utf-8", newline="\n")
