"""Compounds: several quantities that count on from one another, as `6 feet 2 inches` do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.measure.number import SPACES
from cleaner.measure.quantity import Quantity

_PAIRS = frozenset(
    {("foot", "inch"), ("yard", "foot"), ("yard", "inch"), ("mile", "yard"), ("mile", "foot")}
    | {("pound", "ounce"), ("stone", "pound"), ("ton", "pound"), ("tonne", "kilogram")}
    | {("hour", "minute"), ("minute", "second"), ("degree", "arc-minute")}
    | {("kilometer", "meter"), ("meter", "centimeter"), ("meter", "millimeter")}
    | {("kilogram", "gram"), ("centimeter", "millimeter"), ("liter", "milliliter")}
)
"""Units of which the second counts on from the first: 6 ft 2 in."""
_BETWEEN = re.compile(r"(?:,?\s|\sand\s|-)?")
_BARE = re.compile(
    rf"[{SPACES}]\d{{1,2}}(?![\d.,:/]*\d)(?=[.,;:!?)]|\s*$|\n|[{SPACES}](?:tall|high|long|wide|deep|and)\b)"
)
_COUNTED_BARE = frozenset({"foot", "pound", "stone", "meter"})
"""Units behind which people leave the smaller one out: 6 feet 2, 1 meter 85."""


def counts_on(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether the second quantity counts on from the first, with less than one of its unit."""
    if (first.unit.key, second.unit.key) not in _PAIRS or not first.kind == second.kind == "point":
        return False
    if not _BETWEEN.fullmatch(text, first.end, second.start):
        return False
    a, b = first.unit.factor, second.unit.factor
    return a is None or b is None or second.numbers[0].value < a / b


def compounds(text: str, found: Sequence[Quantity]) -> Iterator[list[int]]:
    """The indexes of the quantities, those that make one whole together."""
    group: list[int] = []
    for at, quantity in enumerate(found):
        if group and not counts_on(text, found[at - 1], quantity):
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def leaves_rest(text: str, last: Quantity) -> bool:
    """Whether a bare number counts on from a quantity, as in `6 feet 2`."""
    return last.unit.key in _COUNTED_BARE and _BARE.match(text, last.end) is not None
