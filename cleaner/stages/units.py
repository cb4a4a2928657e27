"""Units: one symbol per unit, every quantity as a measurement, stated conversions judged.

Numbers never change. What is rewritten is the name of a unit behind a number: `50 kilometers`
becomes `50 km`. The tables are those of the folder `units` among the shipped rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cleaner.lines import code_spans, is_inside
from cleaner.measure.quantity import Quantity, measurement
from cleaner.measure.reader import reader_at
from cleaner.measure.rewrite import rewritings
from cleaner.model import Document, Edit, Note, Proposal
from cleaner.rulebook.home import rules_home

if TYPE_CHECKING:
    from cleaner.kit import Kit

STAGE = "units"
FLAGGED = frozenset({"factor", "mismatch"})
"""Statuses of a conversion that are worth a flag."""


def units(doc: Document, kit: Kit) -> Iterator[Proposal]:
    """Edits that write unit names as symbols, a Measurement for every quantity and a flag for
    every stated conversion that cannot be right; no edits with the setting `annotate`, nothing
    with `off`."""
    if kit.settings.units == "off":
        return
    reader = reader_at(rules_home() / "units")
    text = doc.text

    def language() -> str:
        return kit.language(text).code

    found = _chosen(reader.read(text, language), kit)
    for quantity in found:
        yield measurement(quantity, text)
        if quantity.status in FLAGGED and kit.selection.runs(f"unit.conversion.{quantity.status}"):
            yield _flag(text, quantity, found)
    if kit.settings.units == "rewrite" and found:
        code = code_spans(text)
        for start, end, new, key in rewritings(reader, text, found, language):
            if not is_inside(code, start) and kit.selection.runs(f"unit.{key}"):
                yield Edit(STAGE, f"unit.{key}", start, end, text[start:end], new)


def _chosen(found: list[Quantity], kit: Kit) -> list[Quantity]:
    """The quantities whose units are at work. What restated one that is not restates nothing."""
    if kit.selection.leaves_all:
        return found
    kept = [n for n, one in enumerate(found) if kit.selection.runs(f"unit.{one.unit.key}")]
    places = {old: new for new, old in enumerate(kept)}
    return [
        one._replace(conversion_of=places[of], status=one.status)
        if (of := one.conversion_of) in places and of is not None
        else one._replace(conversion_of=None, status=None)
        for one in map(found.__getitem__, kept)
    ]


def _flag(text: str, quantity: Quantity, found: list[Quantity]) -> Note:
    """The suspicion that a conversion is wrong, on both quantities and what joins them."""
    first = found[quantity.conversion_of or 0]
    value = f"{text[first.start : first.end]} is not {text[quantity.start : quantity.end]}"
    return Note("flag", first.start, quantity.end, value, f"unit.conversion.{quantity.status}")
