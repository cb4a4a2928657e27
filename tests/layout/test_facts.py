"""What is known about lines is taken over when fewer of them are looked at, and changes nothing."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleaner.layout import words
from cleaner.layout.scan import scan
from tests.layout.made import labelled, layout

LINES = [line for page in labelled("pages.txt").values() for _, line in page if line.strip()]
MORE = [
    "Home",
    "© 2023 | example.com",
    "関連記事を読む。",
    "ข่าวทั้งหมด",
    "٣.٤ ！",
    "12:30",
    "...",
    "😀",
]
DOCUMENT = st.lists(
    st.tuples(st.sampled_from(LINES + MORE), st.booleans(), st.booleans()), min_size=1, max_size=30
)


def same(one, other):
    assert np.array_equal(one.features.table, other.features.table)
    assert np.array_equal(one.score, other.score)
    assert np.array_equal(one.text, other.text)


@given(DOCUMENT)
def test_a_look_at_the_lines_left_is_a_look_at_a_text_of_them(document):
    model = layout().judge.model
    lines, blank, kept = ([*column] for column in zip(*document, strict=True))
    kept[0] = True
    left = [at for at, stays in enumerate(kept) if stays]
    before = np.array([blank[at] for at in left])
    later = model.facts([lines], [blank]).only(np.array(kept), before)
    same(model.judge(later), model.see([[lines[at] for at in left]], [before.tolist()]))


@given(DOCUMENT, DOCUMENT)
def test_a_document_gets_the_same_scores_alone_and_beside_another(first, second):
    model = layout().judge.model
    lines = [[line for line, _, _ in document] for document in (first, second)]
    blank = [[flag for _, flag, _ in document] for document in (first, second)]
    together, alone = model.see(lines, blank), model.see(lines[1:], blank[1:])
    assert np.allclose(together.score[len(first) :], alone.score, atol=0.002)


def test_the_first_text_of_all_may_be_short(monkeypatch):
    long = scan([["some words"]], [[False]]).word.hash
    monkeypatch.setattr(words, "_POWERS", [np.zeros(0, np.uint64)] * 2)
    assert np.array_equal(scan([["some words"]], [[False]]).word.hash, long)
