"""Names: one spelling per name, and every name that was seen as a mention.

Only spelling changes, and only in English text (or text too short to tell): what other languages
call a place or a person is right there. There, and with the setting `annotate`, names are
mentioned and left as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.lines import code_spans, is_inside
from cleaner.model import Document, Edit, Mention, Proposal
from cleaner.romanize.fixed import fixed_spellings
from cleaner.rulebook.home import rules_home

if TYPE_CHECKING:
    from cleaner.kit import Kit

STAGE = "names"
REWRITTEN = frozenset({"en", "und"})
"""Languages of texts in which names are respelled: the canonical spellings are English."""


def names(doc: Document, kit: Kit) -> Iterator[Proposal]:
    """A Mention for every name, and an Edit where its spelling is not the canonical one; no edits
    with the setting `annotate`, nothing with `off`."""
    if kit.settings.names == "off":
        return
    found = kit.names.index.find(doc.text)
    if not found:
        return
    code = code_spans(doc.text)
    # An earlier turn's mention says what stood there before it was respelled: it stays.
    mentioned = {(mention.start, mention.end) for mention in doc.mentions}
    changed = any(one.original != one.spelling for one in found)
    rewrite = changed and kit.settings.names == "rewrite" and _respelled(doc, kit)
    fixed = fixed_spellings(doc.text, found, rules_home()) if rewrite else set()
    for number, one in enumerate(found):
        place = (one.start, one.end)
        if place not in mentioned:
            kind, rule = one.name.kind, one.name.id
            yield Mention(*place, one.original, one.canonical, kind, one.scheme, rule)
        kept = one.original == one.spelling or number in fixed or is_inside(code, one.start)
        if rewrite and not kept:
            yield Edit(STAGE, one.name.id, *place, one.original, one.spelling)


def _respelled(doc: Document, kit: Kit) -> bool:
    return kit.language(doc.text).code in REWRITTEN
