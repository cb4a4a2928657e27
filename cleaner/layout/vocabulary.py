"""How the words of a line go with the rest of its document: repeats, and words that the prose
uses too."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.layout.scan import Flags, Floats, Hashes, Scan, mix
from cleaner.layout.shape import Features

GLUE_LINES, GLUE_SHARE = 3, 0.2
"""A word is glue (the, und, は) if this many of the document's lines of prose have it, and this
share of them: no list of stop words is needed."""


def vocabulary(scanned: Scan, prose: Floats) -> Features:
    """The features of each line's words beside the other lines of its document."""
    in_prose, in_any = _line_counts(scanned, prose[scanned.word_line] > 0)
    others = in_prose - prose[scanned.word_line]
    telling = (scanned.word_ends - scanned.word_starts >= 4) | scanned.dense_word
    documents = len(scanned.doc_lines) - 1
    prose_lines = np.bincount(scanned.doc, weights=prose, minlength=documents)[scanned.doc]
    many = np.maximum(GLUE_LINES, GLUE_SHARE * prose_lines)[scanned.word_line]
    told = np.maximum(scanned.count_words(telling), 1)
    return {
        "copies": _copies(scanned),
        "shared_words": scanned.count_words(telling & (others > 0)) / told,
        "often_shared": scanned.per_word(telling * np.minimum(others, 5)) / told,
        "glue_words": scanned.count_words(others >= many) / np.maximum(scanned.words, 1),
        "lonely_words": scanned.count_words(telling & (in_any <= 1)) / told,
    }


def _line_counts(scanned: Scan, in_prose: Flags) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each word, how many lines of prose and how many lines at all of its document have it."""
    document = scanned.doc[scanned.word_line].astype(np.uint64)
    salted = scanned.word_hash + mix(document + np.uint64(991))
    order = np.argsort(salted, kind="stable")  # words come line after line, and stay so
    same, line = salted[order], scanned.word_line[order]
    new = np.ones(len(order), bool)
    new[1:] = same[1:] != same[:-1]
    first = new.copy()
    first[1:] |= line[1:] != line[:-1]
    kind = np.cumsum(new) - 1
    out = []
    for counted in (first & in_prose[order], first):
        lines = np.bincount(kind, weights=counted)
        back = np.empty(len(order))
        back[order] = lines[kind]
        out.append(back)
    return out[0], out[1]


def _copies(scanned: Scan) -> NDArray[np.float64]:
    """How many other lines of the document have the same words, at most four."""
    salt: Hashes = mix(scanned.doc.astype(np.uint64) + np.uint64(77))
    _, kind, count = np.unique(scanned.line_hash + salt, return_inverse=True, return_counts=True)
    copies: NDArray[np.float64] = np.minimum(count[kind], 5) - 1.0
    return copies
