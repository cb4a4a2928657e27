"""Places: where no quantity can start, since a number there belongs to a designation, a date, a
score, a price or an address."""

from __future__ import annotations

CURRENCY = "$€£¥₽₹₩₴₺₪¢฿"
_CURRENCY_WORDS = frozenset(
    {"USD", "EUR", "GBP", "RUB", "JPY", "CNY", "INR", "CHF", "CAD", "AUD", "Rs", "Rs.", "RMB", "R$"}
)
_NOT_BEFORE = frozenset("#@\\_'’=&?%+" + CURRENCY)


def may_start(text: str, at: int) -> bool:
    """Whether a quantity's number, without its sign, can start at an offset."""
    if at == 0:
        return True
    before = text[at - 1]
    if before.isspace():
        head = text[max(0, at - 6) : at].rstrip(" \u00a0")
        return not head or head[-1] not in CURRENCY
    if before.isalnum():
        # No space stands between words and numbers in Chinese and Japanese; else it is a name.
        return before >= "\u3040" and not before.isdigit()
    further = text[at - 2 : at - 1] if at > 1 else ""
    return _may_follow(before, further) and not _is_address(text, at)


def _may_follow(before: str, further: str) -> bool:
    """Whether a quantity can start behind a mark, with another character before that."""
    if before in _NOT_BEFORE:
        return before in "=+"
    if before in ".,:/":
        return before in ":/" and further.isalpha()
    if before in "-−–‐‑":
        return not further or not (further.isalnum() or further in ")]'’\"”-–%°")
    return True


def priced(text: str, start: int) -> bool:
    """Whether a currency stands before the number."""
    words = text[max(0, start - 12) : start].split()
    return bool(words) and (words[-1] in _CURRENCY_WORDS or words[-1][-1] in CURRENCY)


def _is_address(text: str, at: int) -> bool:
    """Whether the offset is inside a URL or an e-mail address."""
    left = text[max(0, at - 200) : at]
    token = left.rsplit(None, 1)[-1] if left and not left[-1].isspace() else ""
    return "://" in token or token.startswith("www.") or "@" in token
