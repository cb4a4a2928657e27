"""Names: one spelling per name, and every name that was seen as a mention.

Only spelling changes, and only in English text (or text too short to tell): what other languages
call a place or a person is right there. There, and with the setting `annotate`, names are
mentioned and left as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.lines import code_spans, is_inside
from cleaner.model import Document, Edit, Mention, Proposal

if TYPE_CHECKING:
    from cleaner.kit import Kit
    from cleaner.romanize.index import Found

STAGE = "names"
_NAME_GOES_ON = re.compile(r" (?:[A-Z]\w|duck\b|man\b)|-\w")
_NAME_BEGINS = re.compile(r"\b([A-Z]\w+(?: of)?) $")
_PREPOSITIONS = frozenset(
    {"In", "At", "From", "To", "Near", "Outside", "Inside", "Around", "For", "With", "Of", "And",
     "But", "When", "While", "After", "Before", "Since", "That", "Why", "How", "Will", "Is", "As"}
)  # fmt: skip
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
    for one in found:
        place = (one.start, one.end)
        if place not in mentioned:
            kind, rule = one.name.kind, one.name.id
            yield Mention(*place, one.original, one.canonical, kind, one.scheme, rule)
        if rewrite and one.original != one.spelling and not _is_fixed(doc.text, one, code):
            yield Edit(STAGE, one.name.id, *place, one.original, one.spelling)


def _is_fixed(text: str, one: Found, code: list[tuple[int, int]]) -> bool:
    """Whether a name is spelled as it is for a reason: in code, or as a part of another name, as
    in Peking University, Kiev-class, Dynamo Kiev."""
    if is_inside(code, one.start):
        return True
    if one.name.kind != "place" or one.scheme != "alias":
        return False
    behind = _NAME_GOES_ON.match(text, one.end)
    ahead = _NAME_BEGINS.search(text[max(0, one.start - 24) : one.start])
    return bool(behind) or bool(ahead and ahead[1] not in _PREPOSITIONS)


def _respelled(doc: Document, kit: Kit) -> bool:
    return kit.language(doc.text).code in REWRITTEN
