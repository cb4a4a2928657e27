"""Pounds: weight or money. Only what stands around them can tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cleaner.measure.compound import compounds
from cleaner.measure.quantity import Quantity

_BEFORE = re.compile(
    r"\b(?:weigh\w*|weight\w*|payloads?|mass|loads?|loaded|lift\w*|carr(?:y|ies|ied|ying)"
    r"|hauls?|cargo|warheads?|lost|lose|losing|gain(?:ed|ing)?|shed|drop(?:ped)?|pack(?:ed|ing)?|thrust"
    r"|heav\w+|bombs?|harvest\w*|yield\w*|caught|catch)\b[^.!?£$]*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[ ](?:of (?!debts?\b|savings?\b|damages?\b|money\b|cash\b|aid\b|fund|invest|public\b|tax"
    r"|profit|income\b|losses\b|compensation|support|benefit|rent\b|costs?\b|sales\b|revenue|wages\b"
    r"|spending\b|stock|shares\b|currency\b|sterling\b)[a-z]|in weight\b|heavier\b|lighter\b"
    r"|per square\b|overweight\b|each\b|of force\b)"
)
_MONEY = re.compile(
    r"£|\b(?:sterling|pence|pennies|quid|Bank of England|Treasury|taxpayer|pay(?:s|ing)?|paid|cost"
    r"|costs|price[ds]?|priced|worth|fined?|salary|salaries|wages?|earn\w*|budgets?|debts?|invest\w*"
    r"|profits?|revenues?|bank|currency|exchange rate|bets?|betting|gambl\w*|casino|wager\w*"
    r"|wallets?|donat\w*|charity|at the races|lottery)\b",
    re.IGNORECASE,
)
NEAR = 48
"""How far around, in characters, words of weight or money are looked for."""


def settle_pounds(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with all pounds that are not certainly a weight made ambiguous."""
    if not any(quantity.unit.key == "pound" for quantity in found):
        return list(found)
    partners = {quantity.conversion_of for quantity in found if quantity.conversion_of is not None}
    partners |= {at for group in compounds(text, found) if len(group) > 1 for at in group}
    return [
        quantity
        if not _is_word(quantity)
        or at in partners
        or quantity.conversion_of is not None
        or _is_weight(text, quantity)
        else quantity._replace(unit=replace(quantity.unit, ambiguous=True))
        for at, quantity in enumerate(found)
    ]


def _is_word(quantity: Quantity) -> bool:
    """Whether the unit is the word that may be money; `lb` and `lbs` are not."""
    return quantity.unit.key == "pound" and any(
        word.named.form not in ("lbs", "lb") for word in quantity.names
    )


def _is_weight(text: str, quantity: Quantity) -> bool:
    before = text[max(0, quantity.start - NEAR) : quantity.start]
    after = text[quantity.end : quantity.end + NEAR]
    if quantity.glue == "-":
        return not _MONEY.search(before + after)
    if quantity.spelled or _MONEY.search(before + after):
        return False
    return bool(_AFTER.match(after) or _BEFORE.search(before))
