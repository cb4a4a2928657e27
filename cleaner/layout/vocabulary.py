"""How the words of a line go with the rest of its document: repeats, and words that the prose
uses too."""

from __future__ import annotations

import numpy as np

from cleaner.layout.features import Values
from cleaner.layout.place import PROSE_LINES, Place

GLUE_LINES, GLUE_SHARE = 3, 0.2
"""A word is glue (the, und, は) if this many of the document's lines of prose have it, and this
share of them: no list of stop words is needed."""


MANY = 5
"""More lines of prose than so many that have a word are not told apart."""
# What a word says, as a number: 0 for a short one, from 1 on for those that tell, by how many other
# lines of prose have them, ALONE if no other line has; and GLUE more if it is glue.
_ALONE, _GLUE = MANY + 2, MANY + 3
_SAYS = np.zeros((4, 2 * _GLUE), np.float32)
_SAYS[:2, 2:_ALONE] = [1] * MANY, range(1, MANY + 1)
_SAYS[3, _ALONE] = 1
_SAYS[:, _GLUE:] = _SAYS[:, :_GLUE]
_SAYS[2, _GLUE:] = 1


def vocabulary(place: Place, values: Values) -> None:
    """Sets the features of each line's words beside the other lines of its document."""
    facts, word = place.facts, place.facts.word
    in_prose = (facts.prose > 0).take(word.line)
    any_lines = np.bincount(word.once)
    prose_lines = np.bincount(word.once, facts.prose.take(word.once_line)).astype(np.int64)
    others = prose_lines.take(word.sort) - in_prose
    many = np.maximum(GLUE_LINES, GLUE_SHARE * (place.ends - place.begins)[PROSE_LINES])
    says = np.minimum(others, MANY) + 1
    says[(any_lines == 1).take(word.sort)] = _ALONE
    says *= word.telling
    glue = others >= (many.take(word.line) if len(many) > 1 else many)
    says += glue * _GLUE
    says += word.line * len(_SAYS.T)
    counts = np.bincount(says, minlength=facts.size * len(_SAYS.T)).reshape(facts.size, -1)
    told = np.maximum(facts["telling"], 1)
    by_kind = counts.T.astype(np.float32, order="C")
    shared, often, glued, lonely = np.einsum("ck,kl->cl", _SAYS, by_kind)
    copies = np.bincount(word.line_sort).take(word.line_sort)
    values.put("copies", np.minimum(copies, 5) - 1)
    values.put("shared_words", shared / told)
    values.put("often_shared", often / told)
    values.put("glue_words", glued / np.maximum(facts["count"], 1))
    values.put("lonely_words", lonely / told)
